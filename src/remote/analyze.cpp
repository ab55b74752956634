#include "remote/analyze.h"

#include "core/json_writer.h"
#include "core/utf8.h"
#include "pg/guard.h"
#include "syntax/kind.h"
#include "syntax/parameters.h"
#include "syntax/utility.h"

extern "C" {
#include "parser/parser.h"
#include "tcop/utility.h"
}

namespace studio::remote {

namespace {

// The blanks and comments before a statement are no part of it to the parser's location, so only its end is trimmed.
struct Place {
  size_t begin;
  size_t end;
};

int64_t original(const syntax::NamedText& named, std::string_view text, size_t byte) {
  return syntax::original_character(named, static_cast<int>(core::count_code_points(text.substr(0, byte))));
}

void write_parameters(core::JsonWriter& json, const syntax::NamedText& named, Place place) {
  json.key("parameters").begin_array();
  // Numbers count over the whole text.
  constexpr int shown_numbers = 1000;
  for (int i = 0; named.name_count == 0 && i < Min(named.highest, shown_numbers); i++) {
    json.begin_object().key("name").null().key("type").null().key("type_oid").integer(0).end_object();
  }
  for (int number = 1; number <= named.name_count; number++) {
    bool is_inside = false;
    for (int i = 0; i < named.edit_count; i++) {
      size_t at = static_cast<size_t>(named.edits[i].bytes.new_begin);
      is_inside = is_inside || (named.edits[i].number == number && at >= place.begin && at < place.end);
    }
    if (is_inside) {
      json.begin_object().key("name").string(named.names[number - 1]).key("type").null();
      json.key("type_oid").integer(0).end_object();
    }
  }
  json.end_array();
}

void write_statement(core::JsonWriter& json, const syntax::NamedText& named, std::string_view text, Place place,
                     Node* tree) {
  json.begin_object();
  json.key("begin").integer(original(named, text, place.begin)).key("end").integer(original(named, text, place.end));
  if (tree == nullptr) {
    json.key("tag").null().key("kind").null().key("is_destructive").boolean(false).key("lock").null();
  } else {
    const char* tag = pg::call([&] { return GetCommandTagName(CreateCommandTag(tree)); });
    const char* kind = pg::call([&] { return syntax::kind_of(tree); });
    bool is_destructive = pg::call([&] { return syntax::is_destructive(tree); });
    json.key("tag").string(tag).key("kind").string(kind).key("is_destructive").boolean(is_destructive);
    const char* lock = pg::call([&] { return syntax::lock_of(tree); });
    json.key("lock").string_or_null(lock == nullptr ? "" : lock);
  }
  write_parameters(json, named, place);
  json.key("columns").null().key("diagnostics").begin_array().end_array();
  json.key("fixes").begin_array().end_array().end_object();
}

Place place_of(const RawStmt* raw, std::string_view text) {
  size_t begin = static_cast<size_t>(Max(raw->stmt_location, 0));
  size_t end = raw->stmt_len > 0 ? begin + static_cast<size_t>(raw->stmt_len) : text.size();
  constexpr std::string_view blanks = " \t\r\n\f\v";
  begin = std::min(text.find_first_not_of(blanks, begin), end);
  while (end > begin && blanks.find(text[end - 1]) != std::string_view::npos) {
    end--;
  }
  return {begin, end};
}

} // namespace

std::string analyze_text(const std::string& sql) {
  syntax::NamedText named = {};
  List* trees = NIL;
  std::string text = sql;
  bool is_parsed = true;
  try {
    pg::call([&] { syntax::named_text_read(&named, sql.c_str(), true); });
    text = named.text;
    trees = pg::call([&] { return raw_parser(text.c_str(), RAW_PARSE_DEFAULT); });
  } catch (const core::Error&) {
    is_parsed = false;
  }
  core::JsonWriter json;
  json.begin_object().key("statements").begin_array();
  if (!is_parsed) {
    write_statement(json, named, text, {0, text.size()}, nullptr);
  }
  for (int i = 0; i < list_length(trees); i++) {
    const RawStmt* raw = static_cast<RawStmt*>(list_nth(trees, i));
    write_statement(json, named, text, place_of(raw, text), raw->stmt);
  }
  return json.end_array().end_object().take();
}

} // namespace studio::remote
