// Names of a remote server's types, by OID: what a column's "type" says. Asked once, and again when a new one is met.
#pragma once

#include <set>
#include <string>
#include <unordered_map>

#include "remote/connection.h"

namespace studio::remote {

class TypeNames {
public:
  // Between requests, outside a transaction: asks where nothing is known or something unknown was met. Never throws but for a
  // lost connection.
  void refresh(Connection& connection);
  // "???" (as format_type says) where it is not known; the next refresh asks again.
  std::string_view name(Oid type);
  // Names that came along with something else: lines of an OID, a space and a name.
  void learn(std::string_view lines);

private:
  std::unordered_map<Oid, std::string> names_;
  std::set<Oid> met_; // columns had these, and we knew no name
  bool is_stale_ = true;
};

} // namespace studio::remote
