// What a utility statement may change that studio must know of. Backend C; reads parse trees, changes nothing.
#pragma once

#include "pg/backend.h"

namespace studio::live {

// Bits of statement_kind().
constexpr uint32 changes_access = 1u << 0; // roles, memberships, databases, privileges, studio itself
constexpr uint32 changes_schema = 1u << 1; // any DDL that other sessions may see
constexpr uint32 drops_studio = 1u << 2;   // DROP EXTENSION studio
constexpr uint32 wants_database = 1u << 3; // nobody else may be in a database: see wanted_database()
constexpr uint32 changes_shared = 1u << 4; // what all databases have in common: roles, databases, tablespaces

uint32 statement_kind(Node* statement);

// Name of the database that the statement (of a kind with wants_database) needs to be free of others.
const char* wanted_database(Node* statement);

} // namespace studio::live
