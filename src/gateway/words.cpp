#include "gateway/words.h"

#include "core/ascii.h"
#include "core/utf8.h"

namespace studio::gateway {

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    found.push_back(core::take_part(text, ' '));
  }
  return found;
}

std::vector<std::string_view> braced_names(std::string_view pattern) {
  std::vector<std::string_view> found;
  for (size_t at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1)) {
    found.push_back(pattern.substr(at + 1, pattern.find('}', at) - at - 1));
  }
  return found;
}

bool is_number(std::string_view name) {
  return name == "limit" || name == "min_duration_ms" || name == "version" || name == "relation";
}

std::string as_utf8(std::string_view text) {
  std::string valid;
  while (!text.empty()) {
    size_t bytes = core::utf8_character_bytes(text);
    valid += bytes == 0 ? std::string_view("\uFFFD") : text.substr(0, bytes);
    text.remove_prefix(bytes == 0 ? 1 : bytes);
  }
  return valid;
}

std::string_view first_characters(std::string_view text, size_t limit) {
  size_t count = 0;
  for (size_t i = 0; i < text.size(); i++) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && count++ == limit) {
      return text.substr(0, i);
    }
  }
  return text;
}

} // namespace studio::gateway
