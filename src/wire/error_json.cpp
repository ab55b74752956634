#include "wire/error_json.h"

namespace studio::wire {

namespace {

void write_position(core::JsonWriter& json, std::string_view name, int position) {
  json.key(name);
  if (position > 0)
    json.integer(position);
  else
    json.null();
}

} // namespace

void write_error_fields(core::JsonWriter& json, const core::Error& error) {
  json.key("severity").string(error.severity);
  json.key("code").string(error.code);
  json.key("message").string(error.message);
  json.key("detail").string_or_null(error.detail);
  json.key("hint").string_or_null(error.hint);
  write_position(json, "position", error.position);
  json.key("where").string_or_null(error.where);
  json.key("schema").string_or_null(error.schema);
  json.key("table").string_or_null(error.table);
  json.key("column").string_or_null(error.column);
  json.key("datatype").string_or_null(error.datatype);
  json.key("constraint").string_or_null(error.constraint);
  json.key("internal_query").string_or_null(error.internal_query);
  write_position(json, "internal_position", error.internal_position);
}

void write_error_object(core::JsonWriter& json, const core::Error& error, std::string_view request_id) {
  json.begin_object();
  write_error_fields(json, error);
  json.key("request_id").string_or_null(request_id);
  json.end_object();
}

std::string error_body(const core::Error& error, std::string_view request_id) {
  core::JsonWriter json;
  json.begin_object().key("error");
  write_error_object(json, error, request_id);
  json.end_object();
  return json.take();
}

} // namespace studio::wire
