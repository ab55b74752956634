// Who we are on a connection's server, and what that server is: asked by a runner of the connection, so that the answer is what a
// statement would meet.
#pragma once

#include <functional>

#include "gateway/handlers/handlers.h"

namespace studio::gateway::handlers {

struct Facts {
  std::string server_version;
  std::string role;
  bool is_superuser = false;
  bool in_recovery = false;
  bool has_schema = true; // the schema that was asked about is there
  // The role itself, in this database: some relation, schema or the database itself is open to it.
  bool may_write = false;
};

// `latency_ms`: from the request to the answer, a runner's start included where one had to be started.
using WithFacts = std::function<void(const Outcome<Facts>&, int64_t latency_ms)>;

// `schema`: asks whether it is there, too. Calls `then` once: with the facts, or with the error that stands in the way, after at most 20 s.
void ask_facts(Gateway& gateway, const Call& call, const Grant& grant, const std::optional<std::string>& schema,
               const WithFacts& then);

} // namespace studio::gateway::handlers
