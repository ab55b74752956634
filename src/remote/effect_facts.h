// What else happens when the targets of a destructive statement go, by the catalogs of the other server. Bridge room.
#pragma once

#include <string>

#include "core/json_writer.h"
#include "remote/connection.h"
#include "remote/effect_targets.h"

namespace studio::remote {

// What DROP takes along, found with pg_catalog alone in the search path; described in the one that the statement has.
class EffectDependents {
public:
  // Asks. Throws what the server says.
  EffectDependents(Connection& connection, const EffectTargets& targets);

  double rows() const { return rows_; }
  // {"count","cascade_count","is_complete","items":[…]}
  void write(core::JsonWriter& json, Connection& connection) const;

private:
  ResultPtr answer_;
  double rows_ = 0;
};

// Writes `"targets":[…],"cascades":[…],"triggers":[…],"lock_holders":[…],"databases":[…],"roles":[…]` as members of the object that
// is open (doc/protocol.md section 6), and gives the rows that go, by estimate; negative where nobody knows. Asked with pg_catalog
// alone in the search path.
double write_effect_facts(core::JsonWriter& json, Connection& connection, const EffectTargets& targets);

// For each relation with rows that TRUNCATE or DROP takes, and that may be read: SELECT count(*).
std::vector<std::string> questions_of_rows(Connection& connection, const EffectTargets& targets);

} // namespace studio::remote
