#include "wire/request_fields.h"

#include <algorithm>

#include "core/error.h"
#include "core/sqlstate.h"

namespace studio::wire {

namespace {

constexpr std::size_t session_limit_bytes = 64;

[[noreturn]] void fail(std::string message) {
  throw core::Error(core::sqlstate::invalid_parameter_value, std::move(message));
}

bool is_session_byte(char byte) {
  return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_' ||
         byte == '-';
}

} // namespace

std::string read_session(const core::JsonObject& object) {
  const auto session = object.optional_string("session", session_limit_bytes);
  if (!session.has_value())
    return {};
  if (session->empty() || !std::all_of(session->begin(), session->end(), is_session_byte))
    fail("field \"session\" must be 1 to 64 of the characters A-Z, a-z, 0-9, _ and -");
  return std::string(*session);
}

std::string read_identifier(std::string_view text, const char* label) {
  if (text.empty())
    fail(std::string("field \"") + label + "\" must not be empty");
  return std::string(text);
}

} // namespace studio::wire
