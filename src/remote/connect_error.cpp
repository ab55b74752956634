#include "remote/connect_error.h"

#include "core/sqlstate.h"
#include "core/utf8.h"

namespace studio::remote {

namespace {

constexpr std::size_t line_limit_bytes = 1000;

bool is_sqlstate(std::string_view text) {
  return text.size() == 5 && text.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos &&
         text != "00000";
}

std::string_view take_line(std::string_view& rest) {
  std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return line;
}

// `FATAL:  28P01: the message` anywhere in a line, the severity in any language.
bool split_refusal(std::string_view line, std::string_view& code, std::string_view& message) {
  for (std::size_t at = line.find(":  "); at != std::string_view::npos; at = line.find(":  ", at + 1)) {
    std::string_view rest = line.substr(at + 3);
    if (rest.size() > 7 && is_sqlstate(rest.substr(0, 5)) && rest.substr(5, 2) == ": ") {
      code = rest.substr(0, 5);
      message = rest.substr(7);
      return true;
    }
  }
  return false;
}

} // namespace

std::string first_line(std::string_view text) {
  std::string_view line = take_line(text);
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) {
    line.remove_suffix(1);
  }
  return std::string(line.substr(0, line_limit_bytes));
}

core::Error connect_error(std::string_view text) {
  std::string shown = first_line(text);
  for (std::string_view rest = text; !rest.empty();) {
    std::string_view line = take_line(rest);
    std::string_view code;
    std::string_view message;
    if (split_refusal(line, code, message)) {
      bool is_about_identity = code.substr(0, 2) == "28";
      return core::Error(is_about_identity ? core::sqlstate::insufficient_privilege : code, first_line(message))
          .with_detail("The remote server refused the connection.");
    }
  }
  if (shown.empty()) {
    shown = "could not connect to the remote server";
  }
  return core::Error(core::sqlstate::cannot_connect, shown);
}

} // namespace studio::remote
