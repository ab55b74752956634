// Connections to other servers: their passwords are sealed here, and trying one out opens a real connection.
#pragma once

#include <functional>

#include "gateway/handlers/handlers.h"

namespace studio::gateway::handlers {

// Is the body one of kind "postgres"?
bool is_remote(const core::JsonObject& body);

void create_remote_connection(Gateway& gateway, const Call& call);
void test_remote_connection(Gateway& gateway, const Call& call);
// `known`: the connection as it is, as read_connection gives it.
void update_remote_connection(Gateway& gateway, const Call& call, const core::JsonObject& known);

} // namespace studio::gateway::handlers
