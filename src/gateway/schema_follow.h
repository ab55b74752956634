// One wish of a socket to hear when a schema changes (doc/protocol.md 8): whose schema, and what it was told last.
#pragma once

#include <cstdint>
#include <optional>

#include "core/uuid.h"

#include "gateway/access.h"

namespace studio::gateway {

struct SchemaFollow {
  core::Uuid connection;
  bool is_granted = false;   // the grant has come
  bool is_cancelled = false; // it was given up before that
  // By the grant. A remote server's schema is counted nowhere.
  Oid database = InvalidOid;
  bool is_remote = false;
  bool is_told = false;         // it has had its first answer
  std::optional<uint64_t> told; // the generation in the last answer

  void allow(const Grant& grant);
  // The generation to be told now; null where nobody counts: on a remote server, and on a hot standby, which only replays.
  std::optional<uint64_t> generation() const;
};

} // namespace studio::gateway
