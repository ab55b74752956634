#include "gateway/history_line.h"

#include "channel/words.h"
#include "core/json_writer.h"
#include "core/utf8.h"
#include "gateway/clock.h"
#include "gateway/timestamp.h"
#include "gateway/words.h"

namespace studio::gateway {

namespace {

constexpr size_t sql_limit_characters = 20000;
constexpr size_t message_limit_bytes = 1000;

} // namespace

HistoryLine::HistoryLine(const Ticket& ticket, const QueryEnd& end)
    : id_(ticket.id), account_(ticket.key.account), connection_(*ticket.connection), sql_(ticket.said_before),
      error_code_(end.error_code), error_message_(core::utf8_head(end.error_message, message_limit_bytes)),
      started_at_ms_(ticket.started_at_ms), duration_us_(end.duration_us), row_count_(end.row_count),
      status_(end.status) {
  std::string_view text = ticket.text;
  // A text of so many bytes has no more characters.
  std::string_view kept = text.size() > sql_limit_characters ? first_characters(text, sql_limit_characters) : text;
  sql_.append(kept);
  is_cut_ = kept.size() < text.size();
  if (duration_us_ <= 0) {
    duration_us_ = (now_ms() - started_at_ms_) * 1000;
  }
}

std::string HistoryLine::json() const {
  core::JsonWriter json;
  json.begin_object().key("id").string(id_.text()).key("account_id").string(account_.text());
  json.key("connection_id").string(connection_.text()).key("sql").string(sql_);
  if (is_cut_) {
    json.key("is_cut").boolean(true);
  }
  json.key("status").string(channel::word_of(status_));
  json.key("started_at").string(timestamp_ms_ago(now_ms() - started_at_ms_));
  json.key("duration_ms").number(static_cast<double>(duration_us_) / 1000);
  if (row_count_ >= 0) {
    json.key("row_count").integer(row_count_);
  }
  if (!error_code_.empty()) {
    json.key("error_code").string(error_code_).key("error_message").string(error_message_);
  }
  return json.end_object().take();
}

} // namespace studio::gateway
