// Request targets and the router: no segment leads anywhere else, and decoding is done once.
#include "http/target.h"

#include <string>

#include "http/router.h"
#include "require.h"

using namespace studio;

namespace {

http::Router<int> make_router() {
  http::Router<int> router;
  router.add("GET", "/", 1);
  router.add("GET", "/api/v1/connections/{id}", 2);
  router.add("POST", "/api/v1/connections/{id}/query", 3);
  router.add("GET", "/api/v1/connections/defaults", 4);
  router.add("GET", "/api/v1/connections/{id}/catalog/{question}", 5);
  return router;
}

bool is_harmless(std::string_view text) {
  for (const char byte : text)
    if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F)
      return false;
  return core::is_utf8(text);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const http::Router<int> router = make_router();
  const std::string_view input = fuzz::as_text(data, size);
  try {
    const http::Target target = http::parse_target(input);
    fuzz::require(!target.segments.empty() && target.path.front() == '/', "a path has a segment");
    for (const std::string& segment : target.segments) {
      fuzz::require(segment != "." && segment != ".." && segment.find('\\') == std::string::npos, "no way up");
      fuzz::require(is_harmless(segment), "a segment is plain text");
    }
    fuzz::require(target.query.size() <= http::query_parameter_limit, "few parameters");
    const auto match = router.match("GET", target.segments);
    if (match.outcome == http::RouteOutcome::found) {
      fuzz::require(match.handler != nullptr, "a handler where one is found");
      fuzz::require(*match.handler != 2 || match.parameters.at("id") == target.segments[3],
                    "the parameter is the segment");
    } else {
      fuzz::require((match.outcome == http::RouteOutcome::method_not_allowed) == !match.allow.empty(),
                    "Allow exactly with 405");
    }
  } catch (const core::Error& error) {
    fuzz::require_sound(error);
    fuzz::require(error.code == "22023", "a bad target is the client's fault");
  }
  return 0;
}
