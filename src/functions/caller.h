// Who calls one of our SQL functions: a client's own session, or SQL that studio itself runs.
//
// What a user runs through studio sees nothing of studio (contract of identity): there, in parallel workers and in every
// other background worker, our functions are refused, since the process cannot know for whom it works.
#pragma once

#include "pg/backend.h"

namespace studio::functions {

// True in a session that a client opened by itself, and nowhere else.
bool is_client_session();

// 42501 unless is_client_session(); `name` is the function's, for the text.
void require_client_session(const char* name);

// 55000 where the server was started without studio in shared_preload_libraries.
void require_registry();

// OID of studio_private.<name> with these argument types. XX000 when it is missing: the extension's script is not ours.
Oid private_function(const char* name, std::initializer_list<Oid> argument_types);

} // namespace studio::functions
