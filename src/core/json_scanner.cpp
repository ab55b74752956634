// A loop over members with a list of open containers: no recursion, no tree, no copy of a string that has no escape.
#include "core/json_scanner.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

#include "core/error.h"
#include "core/sqlstate.h"
#include "core/utf8.h"

namespace studio::core {

namespace {

constexpr char malformed[] = "invalid input syntax for type json";

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

// True when one of the eight bytes ends a run of plain string characters: a quote, a backslash, a control byte or one
// above ASCII. May be true without need for a byte above such a one; the caller looks again byte by byte.
bool has_special_byte(std::uint64_t word) {
  constexpr std::uint64_t ones = 0x0101010101010101u;
  constexpr std::uint64_t highs = 0x8080808080808080u;
  const auto zero_bytes = [](std::uint64_t value) { return (value - ones) & ~value & highs; };
  const std::uint64_t controls = (word - ones * 0x20) & ~word & highs;
  return ((word & highs) | controls | zero_bytes(word ^ ones * '"') | zero_bytes(word ^ ones * '\\')) != 0;
}

void append_utf8(std::string& out, unsigned code_point) {
  const auto append = [&out](unsigned byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    append(code_point);
  } else if (code_point < 0x800) {
    append(0xC0 | code_point >> 6);
    append(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    append(0xE0 | code_point >> 12);
    append(0x80 | (code_point >> 6 & 0x3F));
    append(0x80 | (code_point & 0x3F));
  } else {
    append(0xF0 | code_point >> 18);
    append(0x80 | (code_point >> 12 & 0x3F));
    append(0x80 | (code_point >> 6 & 0x3F));
    append(0x80 | (code_point & 0x3F));
  }
}

[[noreturn]] void fail_invalid_utf8(unsigned char byte, std::size_t offset) {
  constexpr char digits[] = "0123456789abcdef";
  const char shown[] = {'0', 'x', digits[byte >> 4], digits[byte & 0xF], '\0'};
  throw Error(sqlstate::character_not_in_repertoire,
              std::string("invalid byte sequence for encoding \"UTF8\": ") + shown)
      .with_detail("The sequence begins at byte " + std::to_string(offset + 1) + ".");
}

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

void JsonScanner::skip_plain_characters() {
  for (;;) {
    while (offset_ + 8 <= text_.size()) {
      std::uint64_t word;
      std::memcpy(&word, text_.data() + offset_, 8);
      if (has_special_byte(word))
        break;
      offset_ += 8;
    }
    while (offset_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[offset_]);
      if (byte == '"' || byte == '\\' || byte < 0x20)
        return;
      if (byte >= 0x80)
        break;
      offset_++;
    }
    if (offset_ >= text_.size())
      return;
    const std::size_t bytes = utf8_character_bytes(text_.substr(offset_));
    if (bytes == 0)
      fail_invalid_utf8(static_cast<unsigned char>(text_[offset_]), offset_);
    offset_ += bytes;
  }
}

// The opening quote has been taken.
std::string_view JsonScanner::read_string() {
  const std::size_t start = offset_;
  skip_plain_characters();
  if (take('"'))
    return text_.substr(start, offset_ - 1 - start);
  return read_escaped_string(start);
}

std::string_view JsonScanner::read_escaped_string(std::size_t run_start) {
  // No escape is shorter than what it stands for, so this room is enough for all strings and the views stay where they are;
  // the least of it keeps the characters out of the string object itself, which moves with the document.
  if (unescaped_.empty())
    unescaped_.reserve(std::max<std::size_t>(text_.size(), 64));
  const std::size_t start = unescaped_.size();
  for (;;) {
    unescaped_.append(text_, run_start, offset_ - run_start);
    if (take('"'))
      return std::string_view(unescaped_).substr(start);
    if (!take('\\'))
      fail_here();
    read_escape();
    run_start = offset_;
    skip_plain_characters();
  }
}

void JsonScanner::read_escape() {
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  if (take('u')) {
    append_utf8(unescaped_, read_code_point());
    return;
  }
  const std::size_t index = offset_ < text_.size() ? letters.find(text_[offset_]) : std::string_view::npos;
  if (index == std::string_view::npos)
    fail_here();
  unescaped_.push_back(meanings[index]);
  offset_++;
}

unsigned JsonScanner::read_hex4() {
  unsigned value = 0;
  for (int count = 0; count < 4; count++) {
    const char digit = offset_ < text_.size() ? text_[offset_] : '\0';
    const char lower = static_cast<char>(digit | 0x20);
    if (is_digit(digit)) {
      value = value << 4 | static_cast<unsigned>(digit - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      value = value << 4 | static_cast<unsigned>(lower - 'a' + 10);
    } else {
      fail_here();
    }
    offset_++;
  }
  return value;
}

unsigned JsonScanner::read_code_point() {
  const unsigned first = read_hex4();
  if (first == 0)
    throw Error(sqlstate::untranslatable_character, "unsupported Unicode escape sequence")
        .with_detail("\\u0000 cannot be converted to text.");
  if (first < 0xD800 || first > 0xDFFF)
    return first;
  if (first > 0xDBFF || !take('\\') || !take('u'))
    fail("Unicode surrogates must come as a high and a low one.");
  const unsigned second = read_hex4();
  if (second < 0xDC00 || second > 0xDFFF)
    fail("Unicode surrogates must come as a high and a low one.");
  return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

void JsonScanner::fail_here() const {
  const std::string_view rest = text_.substr(offset_);
  if (rest.empty())
    fail("The text ends after byte " + std::to_string(offset_) + " in the middle of a value.");
  const auto byte = static_cast<unsigned char>(rest[0]);
  const std::size_t bytes = utf8_character_bytes(rest);
  if (bytes == 0)
    fail_invalid_utf8(byte, offset_);
  const std::string where = " at byte " + std::to_string(offset_ + 1) + ".";
  if (byte < 0x20 || byte == 0x7F)
    fail("Unexpected control character" + where);
  fail("Unexpected \"" + std::string(rest.substr(0, bytes)) + "\"" + where);
}

void JsonScanner::fail(std::string detail) const {
  throw Error(sqlstate::invalid_text_representation, malformed).with_detail(std::move(detail));
}

} // namespace studio::core
