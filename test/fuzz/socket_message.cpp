// A client's socket message: never an exception, and a refusal is fit to be sent back.
#include <variant>

#include "core/json_reader.h"
#include "require.h"
#include "wire/message_json.h"

using namespace studio;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const wire::ClientMessage message = wire::parse_client_message(fuzz::as_text(data, size));
  if (const auto* refused = std::get_if<wire::RefusedMessage>(&message)) {
    fuzz::require_sound(refused->error);
    fuzz::require(core::count_code_points(refused->id) <= 64, "id of at most 64 characters");
    core::JsonDocument::parse(wire::error_message(refused->id, refused->error, "id"), {.bytes = 1 << 20});
  } else if (const auto* query = std::get_if<wire::QueryMessage>(&message)) {
    const std::string line = wire::socket_prefix(query->id) + "{}" + std::string(wire::socket_suffix);
    const auto document = core::JsonDocument::parse(line, {.bytes = 1 << 20});
    fuzz::require(document.root_object().string("id", 256) == query->id, "the shell names the query");
  }
  return 0;
}
