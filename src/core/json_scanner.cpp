// A loop over members with a list of open containers: no recursion, no tree. Strings are in json_strings.cpp.
#include "core/json_scanner.h"

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "core/sqlstate.h"
#include "core/utf8.h"

namespace studio::core {

namespace {

constexpr char malformed[] = "invalid input syntax for type json";

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

[[noreturn]] void fail_limit(std::string message, std::size_t limit, const char* unit) {
  throw Error(sqlstate::program_limit_exceeded, std::move(message))
      .with_detail("The limit is " + std::to_string(limit) + " " + unit + ".");
}

} // namespace

void JsonScanner::scan() {
  if (text_.size() > limits_.bytes)
    fail_limit("JSON text is too long", limits_.bytes, "bytes");
  skip_space();
  read_value({});
  while (!open_.empty()) {
    skip_space();
    if (close_container())
      continue;
    // The container's own node is the last one exactly while it has no member yet.
    const bool is_first = open_.back().node + 1 == nodes_.size();
    if (!is_first) {
      if (!take(','))
        fail_here();
      skip_space();
    }
    read_member();
  }
  skip_space();
  if (offset_ < text_.size())
    fail_here();
}

void JsonScanner::skip_space() {
  while (offset_ < text_.size()) {
    const char byte = text_[offset_];
    if (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t')
      return;
    offset_++;
  }
}

bool JsonScanner::take(char wanted) {
  if (offset_ >= text_.size() || text_[offset_] != wanted)
    return false;
  offset_++;
  return true;
}

bool JsonScanner::close_container() {
  const OpenContainer container = open_.back();
  if (!take(container.closer))
    return false;
  JsonNode& node = nodes_[container.node];
  node.span = static_cast<std::uint32_t>(nodes_.size() - container.node);
  if (node.kind == JsonKind::object)
    refuse_duplicate_keys(container.node);
  open_.pop_back();
  return true;
}

void JsonScanner::read_member() {
  if (open_.back().closer == ']') {
    read_value({});
    return;
  }
  if (!take('"'))
    fail_here();
  const std::string_view name = read_string();
  if (name.size() > limits_.key_bytes)
    fail_limit("JSON key is too long", limits_.key_bytes, "bytes");
  skip_space();
  if (!take(':'))
    fail_here();
  skip_space();
  read_value(name);
}

void JsonScanner::read_value(std::string_view name) {
  if (offset_ >= text_.size())
    fail_here();
  if (nodes_.size() >= limits_.values)
    fail_limit("JSON text has too many values", limits_.values, "values");
  nodes_.push_back(JsonNode{name, {}, 1, JsonKind::null});
  JsonNode& node = nodes_.back();
  const std::size_t start = offset_;
  switch (text_[offset_]) {
  case '{':
    return open_container(JsonKind::object, '}');
  case '[':
    return open_container(JsonKind::array, ']');
  case '"':
    offset_++;
    node.kind = JsonKind::string;
    node.text = read_string();
    return;
  case 'n':
    return read_literal("null");
  case 't':
    read_literal("true");
    break;
  case 'f':
    read_literal("false");
    break;
  default:
    node.kind = JsonKind::number;
    node.text = read_number();
    return;
  }
  node.kind = JsonKind::boolean;
  node.text = text_.substr(start, offset_ - start);
}

void JsonScanner::open_container(JsonKind kind, char closer) {
  if (open_.size() >= static_cast<std::size_t>(limits_.depth))
    fail_limit("JSON text is nested too deeply", static_cast<std::size_t>(limits_.depth), "levels");
  offset_++;
  nodes_.back().kind = kind;
  open_.push_back(OpenContainer{nodes_.size() - 1, closer});
}

// Which of two equal keys counts differs from parser to parser, and so does what a proxy or a log would have seen.
void JsonScanner::refuse_duplicate_keys(std::size_t object_node) const {
  const JsonNode* object = &nodes_[object_node];
  const JsonNode* end = object + object->span;
  constexpr std::size_t few = 12;
  std::string_view small[few];
  std::vector<std::string_view> many;
  std::size_t count = 0;
  for (const JsonNode* member = object + 1; member != end; member += member->span, count++) {
    if (count < few) {
      if (std::find(small, small + count, member->name) != small + count)
        fail("Key \"" + std::string(utf8_head(member->name, 64)) + "\" occurs twice in an object.");
      small[count] = member->name;
    }
    if (count == few)
      many.assign(small, small + few);
    if (count >= few)
      many.push_back(member->name);
  }
  std::sort(many.begin(), many.end());
  const auto twin = std::adjacent_find(many.begin(), many.end());
  if (twin != many.end())
    fail("Key \"" + std::string(utf8_head(*twin, 64)) + "\" occurs twice in an object.");
}

void JsonScanner::read_literal(std::string_view word) {
  for (const char letter : word)
    if (!take(letter))
      fail_here();
}

std::string_view JsonScanner::read_number() {
  const std::size_t start = offset_;
  take('-');
  if (!take('0'))
    read_digits();
  if (take('.'))
    read_digits();
  if (take('e') || take('E')) {
    if (!take('+'))
      take('-');
    read_digits();
  }
  if (offset_ - start > limits_.number_bytes)
    fail_limit("JSON number is too long", limits_.number_bytes, "bytes");
  return text_.substr(start, offset_ - start);
}

void JsonScanner::read_digits() {
  if (offset_ >= text_.size() || !is_digit(text_[offset_]))
    fail_here();
  while (offset_ < text_.size() && is_digit(text_[offset_]))
    offset_++;
}

void JsonScanner::fail_here() const {
  const std::string_view rest = text_.substr(offset_);
  if (rest.empty())
    fail("The text ends after byte " + std::to_string(offset_) + " in the middle of a value.");
  const std::size_t bytes = utf8_character_bytes(rest);
  if (bytes == 0)
    fail_invalid_utf8();
  const auto byte = static_cast<unsigned char>(rest[0]);
  const std::string where = " at byte " + std::to_string(offset_ + 1) + ".";
  if (byte < 0x20 || byte == 0x7F)
    fail("Unexpected control character" + where);
  fail("Unexpected \"" + std::string(rest.substr(0, bytes)) + "\"" + where);
}

void JsonScanner::fail_invalid_utf8() const {
  const auto byte = static_cast<unsigned char>(text_[offset_]);
  constexpr char digits[] = "0123456789abcdef";
  const char shown[] = {'0', 'x', digits[byte >> 4], digits[byte & 0xF], '\0'};
  throw Error(sqlstate::character_not_in_repertoire,
              std::string("invalid byte sequence for encoding \"UTF8\": ") + shown)
      .with_detail("The sequence begins at byte " + std::to_string(offset_ + 1) + ".");
}

void JsonScanner::fail(std::string detail) const {
  throw Error(sqlstate::invalid_text_representation, malformed).with_detail(std::move(detail));
}

} // namespace studio::core
