// Our JSON reader against nlohmann::json: both take a text or both refuse it, and they read the same values. Where ours is
// stricter on purpose (a key twice, \u0000, nesting, a byte order mark) or wider (numbers are kept as text, so none is too
// large), the difference is named here.
#include <nlohmann/json.hpp>

#include <string>

#include "core/json_reader.h"
#include "core/json_writer.h"
#include "require.h"

namespace {

using namespace studio;
using nlohmann::json;

void require_same(const core::JsonValue& ours, const json& theirs);

void require_same_array(const core::JsonArray& ours, const json& theirs) {
  fuzz::require(ours.size() == theirs.size(), "arrays of one size");
  std::size_t index = 0;
  for (const core::JsonValue element : ours)
    require_same(element, theirs[index++]);
}

void require_same_object(const core::JsonObject& ours, const json& theirs) {
  for (const auto& [key, value] : theirs.items()) {
    const auto member = ours.find(key);
    fuzz::require(member.has_value(), "every key is found");
    require_same(*member, value);
  }
}

void require_same(const core::JsonValue& ours, const json& theirs) {
  switch (ours.kind()) {
  case core::JsonKind::null:
    return fuzz::require(theirs.is_null(), "both null");
  case core::JsonKind::boolean:
    return fuzz::require(theirs == (ours.text() == "true"), "the same boolean");
  case core::JsonKind::string:
    return fuzz::require(theirs == std::string(ours.text()), "the same string");
  case core::JsonKind::number:
    return fuzz::require(json::parse(ours.text()) == theirs, "the same number");
  case core::JsonKind::array:
    return require_same_array(ours.as_array("array"), theirs);
  case core::JsonKind::object:
    return require_same_object(ours.as_object("object"), theirs);
  }
}

// The ways in which ours may refuse what theirs takes.
bool is_stricter_on_purpose(const core::Error& error, std::string_view text) {
  const bool twice = error.detail.find("occurs twice") != std::string::npos;
  // Theirs skips a byte order mark, and takes a NUL byte for the end of the text.
  const bool looks_past = text.substr(0, 1) == "\xEF" || text.find('\0') != std::string_view::npos;
  return twice || looks_past || error.code == "22P05" || error.code == "54000";
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  std::string refusal;
  json theirs;
  try {
    theirs = json::parse(text);
  } catch (const json::out_of_range&) {
    refusal = "number";
  } catch (const json::parse_error&) {
    refusal = "malformed";
  }
  try {
    const auto document = core::JsonDocument::parse(text, {.bytes = 1 << 20, .values = 10'000});
    fuzz::require(refusal != "malformed", "only well-formed text is taken");
    if (refusal.empty())
      require_same(document.root(), theirs);
    std::string written;
    core::append_json_string(written, document.root().text());
    fuzz::require(json::accept(written), "what is written can be read");
  } catch (const core::Error& error) {
    fuzz::require_sound(error);
    fuzz::require(!refusal.empty() || is_stricter_on_purpose(error, text), "well-formed text is taken");
  }
  return 0;
}
