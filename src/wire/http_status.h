// The one table from SQLSTATE to HTTP status; doc/errors.md explains it line by line.
#pragma once

#include <string_view>

#include "core/no_postgres.h"

namespace studio::wire {

// 4xx where the request is at fault, 5xx where the server is. A code that the table does not know is 400 when it comes from
// the class of user-defined errors or of anything that SQL can do wrong, 500 when its class is a server's.
int http_status(std::string_view sqlstate);

} // namespace studio::wire
