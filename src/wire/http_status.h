// The one table from SQLSTATE to HTTP status; doc/errors.md explains it line by line.
//
// Plain C++. A few refusals before any route have a status of their own (http/gate.h: 414, 431) and do not ask here.
#pragma once

#include <string_view>

#include "core/error.h"

#include "core/no_postgres.h"

namespace studio::wire {

// 4xx where the request is at fault, 5xx where the server is. What the table does not name is 400: a statement that fails
// is the client's, and so are the codes that users invent with RAISE.
int http_status(std::string_view sqlstate);

// The same, but 53400 is 429 only where the client is told when to come back: PostgreSQL raises it for temp_file_limit too,
// and trying again would not help there.
int http_status(const core::Error& error);

// For an error that a user's statement raised. Class 28 is 403 then: it speaks of some other sign-in (a foreign server's, a
// role's), and 401 would tell the client that its token has ended and have it send the statement once more.
int statement_status(const core::Error& error);

} // namespace studio::wire
