#include "gateway/page_cursor.h"

#include "core/digest.h"
#include "core/sqlstate.h"

namespace studio::gateway {

namespace {

constexpr size_t mac_bytes = 16;

std::string binding(const core::Uuid& account, const core::Uuid& connection, const wire::RowsSelectRequest& request) {
  core::JsonWriter json;
  json.begin_array().string("studio page cursor").string(account.text()).string(connection.text());
  json.string(request.schema).string(request.relation);
  for (const wire::OrderColumn& order : request.order) {
    json.string(order.column).integer(static_cast<int>(order.direction)).integer(static_cast<int>(order.nulls));
  }
  return json.end_array().take();
}

} // namespace

PageCursor::PageCursor(std::vector<std::string> keys, const core::Uuid& account, const core::Uuid& connection,
                       const wire::RowsSelectRequest& request)
    : keys_(std::move(keys)), bound_to_(binding(account, connection, request)) {}

std::string PageCursor::sign(const std::string& key, std::string_view keys) const {
  std::string text = bound_to_;
  text.append(keys);
  return core::hmac_sha256(key, text).substr(0, mac_bytes);
}

std::string PageCursor::open(std::string_view cursor) const {
  auto bytes = core::from_base64url(cursor);
  if (bytes && bytes->size() > mac_bytes) {
    std::string_view keys = std::string_view(*bytes).substr(mac_bytes);
    for (const std::string& key : keys_) {
      if (core::equal_in_constant_time(std::string_view(*bytes).substr(0, mac_bytes), sign(key, keys))) {
        return std::string(keys);
      }
    }
  }
  core::Error error(core::sqlstate::invalid_parameter_value, "the cursor is not one of this request");
  error.with_hint("Use \"next\" or \"previous\" of another page, with the same relation and order.");
  throw error;
}

std::string PageCursor::page_message(std::string_view keys) const {
  size_t line = keys.find('\n');
  core::JsonWriter json;
  json.begin_object().key("type").string("page").key("next");
  write_cursor(json, keys.substr(0, line));
  json.key("previous");
  write_cursor(json, line == std::string_view::npos ? std::string_view() : keys.substr(line + 1));
  return json.end_object().take();
}

void PageCursor::write_cursor(core::JsonWriter& json, std::string_view keys) const {
  if (keys == "null" || keys.empty()) {
    json.null();
    return;
  }
  std::string signed_keys = sign(keys_.front(), keys);
  signed_keys.append(keys);
  json.string(core::base64url(signed_keys));
}

} // namespace studio::gateway
