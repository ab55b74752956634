#include "imports/options.h"

#include "rows/jsonb_fields.h"

namespace studio::imports {

namespace {

const char* optional_text(JsonbContainer* object, const char* field) {
  JsonbValue* value = rows::member(object, field);
  return value == nullptr ? nullptr : rows::text_of(value, field);
}

bool flag(JsonbContainer* object, const char* field) {
  JsonbValue* value = rows::member(object, field);
  return value != nullptr && value->type == jbvBool && value->val.boolean;
}

// As rows::texts_of, with null for null.
const char** names_of(JsonbContainer* object, const char* field, int* count) {
  JsonbContainer* array = rows::array_of(rows::member(object, field), field, count);
  const char** names = static_cast<const char**>(palloc0(sizeof(char*) * static_cast<Size>(Max(*count, 1))));
  for (int i = 0; i < *count; i++) {
    JsonbValue* name = rows::element(array, i);
    names[i] = name->type == jbvNull ? nullptr : rows::text_of(name, field);
  }
  return names;
}

} // namespace

void read_options(Options* options, const char* json) {
  JsonbContainer* object = rows::read_object(json);
  options->schema = rows::text_of(rows::member(object, "schema"), "schema");
  options->relation = rows::text_of(rows::member(object, "name"), "name");
  options->columns = names_of(object, "columns", &options->column_count);
  int field_count = 0;
  const char** fields = names_of(object, "fields", &field_count);
  options->fields = field_count == options->column_count ? fields : nullptr;
  options->key = names_of(object, "key", &options->key_count);
  options->updates = strcmp(rows::text_of(rows::member(object, "on_conflict"), "on_conflict"), "update") == 0;
  options->format = rows::text_of(rows::member(object, "format"), "format");
  options->delimiter = optional_text(object, "delimiter");
  options->quote = optional_text(object, "quote");
  options->null_text = optional_text(object, "null");
  options->encoding = optional_text(object, "encoding");
  options->has_header = flag(object, "header");
  options->is_last = flag(object, "is_last");
  options->first_line = strtoll(rows::text_of(rows::member(object, "first_line"), "first_line"), nullptr, 10);
  const char* first_byte = optional_text(object, "first_byte");
  options->first_byte = first_byte == nullptr ? -1 : strtoll(first_byte, nullptr, 10);
  options->follows = flag(object, "follows");
  options->skip_bad_lines =
      strtoll(rows::text_of(rows::member(object, "skip_bad_lines"), "skip_bad_lines"), nullptr, 10);
}

} // namespace studio::imports
