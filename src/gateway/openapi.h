// The API's description for programs, made from the table of routes.
#pragma once

#include <string>

namespace studio::gateway {

// The OpenAPI 3.1 document. `x-studio-scope` says what a personal access token must allow; null where none will do.
std::string openapi_document();

} // namespace studio::gateway
