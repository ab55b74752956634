// The gate: what it lets pass has one Host of ours, one way to read its length, and no byte that another server would read
// otherwise. The rules are told here a second time, as plainly as possible.
#include "http/gate.h"

#include <string>

#include "core/ascii.h"
#include "require.h"

using namespace studio;

namespace {

bool holds_control_byte(std::string_view text) {
  for (const char byte : text)
    if ((static_cast<unsigned char>(byte) < 0x20 && byte != '\t') || byte == 0x7F)
      return true;
  return false;
}

void require_clean(const http::GateInput& request) {
  const http::Headers& headers = request.headers;
  fuzz::require(headers.count("Host") == 1, "one Host");
  const std::string host(core::trim_blanks(*headers.find("Host")));
  fuzz::require(http::parse_host(host) == http::parse_host("localhost:8432") ||
                    http::parse_host(host) == http::parse_host("[::1]:8432"),
                "a Host of ours");
  fuzz::require(headers.count("Content-Length") + headers.count("Transfer-Encoding") <= 1,
                "one way to read the length");
  fuzz::require(headers.count("Content-Encoding") == 0 ||
                    core::trim_blanks(*headers.find("Content-Encoding")).size() == 8,
                "no compressed body");
  fuzz::require(request.target.find_first_of(std::string_view(" \t\r\n\0", 5)) == std::string_view::npos &&
                    !holds_control_byte(request.target),
                "a clean target");
  for (std::size_t index = 0; index < headers.size(); index++) {
    const auto field = headers.at(index);
    fuzz::require(!holds_control_byte(field.value) && !field.name.empty() &&
                      field.name.find_first_of(" :\t\r\n") == std::string_view::npos,
                  "a clean header");
  }
  const bool needs_origin = (request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS") ||
                            headers.count("Upgrade") > 0;
  if (needs_origin && headers.count("Origin") > 0) {
    const auto origin = http::parse_origin(core::trim_blanks(*headers.find("Origin")));
    fuzz::require(headers.count("Origin") == 1 &&
                      (origin == http::parse_host("localhost:8432") || origin == http::parse_host("[::1]:8432")),
                  "an Origin of ours");
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const http::GateRules rules = [] {
    http::GateRules made;
    made.allowed_hosts = http::parse_host_list("localhost:8432, [::1]:8432");
    return made;
  }();
  std::string_view input = fuzz::as_text(data, size);
  const std::string_view method = fuzz::take_piece(input);
  const std::string_view target = fuzz::take_piece(input);
  const std::string_view version = fuzz::take_piece(input);
  http::Headers headers;
  while (!input.empty()) {
    const std::string_view name = fuzz::take_piece(input);
    headers.add(name, fuzz::take_piece(input));
  }
  const http::GateInput request{method, target, version, headers};
  const auto refusal = http::find_refusal(request, rules);
  if (!refusal.has_value()) {
    require_clean(request);
  } else {
    fuzz::require_sound(refusal->error);
    fuzz::require(refusal->status >= 400 && refusal->status < 500, "the client's fault");
  }
  return 0;
}
