#include "remote/frames.h"

#include <time.h>

#include <algorithm>

#include "channel/words.h"
#include "core/digest.h"
#include "core/json_writer.h"
#include "pg/guard.h"
#include "remote/interrupts.h"
#include "wire/error_json.h"

namespace studio::remote {

using channel::EndStatus;
using channel::FrameKind;
using channel::TransactionState;

namespace {

constexpr size_t page_bytes = 60 * 1024;
constexpr int64 page_wait_ms = 20;

int64 now_ns() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<int64>(now.tv_sec) * 1000000000 + now.tv_nsec;
}

} // namespace

void Frames::serve(const channel::RequestHeader* request) {
  request_ = request;
  statement = 0;
  row_count_ = -1;
  has_changed_schema_ = false;
  page_.clear();
  page_rows_ = 0;
  started_ns_ = now_ns();
  flushed_at_ms_ = now_ms();
}

channel::FrameHeader Frames::header(FrameKind kind) const {
  channel::FrameHeader header = {};
  header.kind = kind;
  header.sequence = request_ != nullptr ? request_->sequence : 0;
  header.transaction = TransactionState::idle;
  return header;
}

void Frames::send(channel::FrameHeader header, std::string_view payload, bool wake) {
  pg::call([&] { channel::runner_send(&end_, header, payload.data(), payload.size(), wake); });
  if (wake) {
    flushed_at_ms_ = now_ms();
  }
}

void Frames::flush_rows(bool wake) {
  if (page_.empty()) {
    return;
  }
  if (!is_bare()) {
    page_.append("]}");
  }
  channel::FrameHeader head = header(FrameKind::rows);
  head.row_count = page_rows_;
  send(head, page_, wake);
  page_.clear();
  page_rows_ = 0;
}

void Frames::flush_late() {
  if (!page_.empty() && now_ms() - flushed_at_ms_ >= page_wait_ms) {
    flush_rows(true);
  }
}

void Frames::ready() { send(header(FrameKind::ready), "", true); }

void Frames::failed_start(const core::Error& error) {
  core::JsonWriter json;
  wire::write_error_object(json, error, "");
  channel::FrameHeader head = header(FrameKind::error);
  strlcpy(head.sqlstate, error.code.c_str(), sizeof head.sqlstate);
  send(head, json.text(), true);
}

void Frames::begin(std::string_view settings) {
  core::JsonWriter json;
  json.begin_object().key("type").string("begin").key("query_id").string(request_->request_id).key("session_state");
  if ((request_->flags & channel::request_flag::named_session) == 0) {
    json.null();
  } else {
    json.string((request_->flags & channel::request_flag::new_session) != 0 ? "new" : "kept");
  }
  json.key("settings").raw(settings).end_object();
  send(header(FrameKind::begin), json.text(), (request_->flags & channel::request_flag::flush_begin) != 0);
}

void Frames::result(std::string_view columns) {
  if (is_bare()) {
    send(header(FrameKind::result), columns, false);
    return;
  }
  core::JsonWriter json;
  json.begin_object().key("type").string("result").key("statement").integer(statement);
  json.key("columns").raw(columns).end_object();
  send(header(FrameKind::result), json.text(), false);
}

void Frames::row(std::string_view row) {
  if (!page_.empty()) {
    page_.push_back(',');
  } else if (!is_bare()) {
    page_.append("{\"type\":\"rows\",\"statement\":").append(std::to_string(statement)).append(",\"rows\":[");
  }
  page_.append(row);
  page_rows_++;
  if (page_.size() >= page_bytes) {
    flush_rows(true);
  } else {
    flush_late();
  }
}

void Frames::copy(std::string_view data, bool is_binary) {
  core::JsonWriter json;
  json.begin_object().key("type").string("copy").key("statement").integer(statement).key("data");
  json.string(is_binary ? core::base64(data) : data).key("encoding").string(is_binary ? "base64" : "text").end_object();
  send(header(FrameKind::copy), json.text(), true);
}

void Frames::notice(const core::Error& notice) {
  flush_rows(false);
  core::JsonWriter json;
  json.begin_object().key("type").string("notice");
  wire::write_error_fields(json, notice);
  json.end_object();
  send(header(FrameKind::notice), json.text(), now_ms() - flushed_at_ms_ >= page_wait_ms);
}

void Frames::complete(const Completion& completion) {
  flush_rows(false);
  core::JsonWriter json;
  json.begin_object().key("type").string("complete").key("statement").integer(statement);
  json.key("tag").string(completion.tag).key("row_count");
  completion.counts ? json.integer(completion.row_count) : json.null();
  row_count_ = completion.counts ? std::max<int64>(row_count_, 0) + completion.row_count : row_count_;
  has_changed_schema_ = has_changed_schema_ || completion.changes_schema;
  json.key("truncated").boolean(completion.is_truncated).key("duration_ms").number(completion.duration_ms).end_object();
  send(header(FrameKind::complete), json.text(), false);
}

void Frames::page(std::string_view next) { send(header(FrameKind::page), next, false); }

void Frames::transaction(std::string_view id) {
  core::JsonWriter json;
  json.begin_object().key("type").string("transaction").key("id").string(id).end_object();
  send(header(FrameKind::transaction), json.text(), true);
}

void Frames::file(const char* bytes, size_t count, int64 rows, bool wake) {
  channel::FrameHeader head = header(FrameKind::file);
  head.row_count = rows;
  channel::runner_send(&end_, head, bytes, count, wake);
}

void Frames::answer(std::string_view json) { send(header(FrameKind::answer), json, false); }

void Frames::error(const core::Error& error) {
  flush_rows(false);
  core::JsonWriter json;
  json.begin_object().key("type").string("error").key("statement").integer(statement);
  wire::write_error_fields(json, error);
  json.key("request_id").string(request_->request_id).end_object();
  channel::FrameHeader head = header(FrameKind::error);
  strlcpy(head.sqlstate, error.code.c_str(), sizeof head.sqlstate);
  send(head, json.text(), error.severity != "ERROR");
}

void Frames::end(EndStatus status, TransactionState transaction, bool session_changed) {
  flush_rows(false);
  channel::FrameHeader head = header(FrameKind::end);
  head.end_status = status;
  head.transaction = transaction;
  head.session_changed = session_changed;
  head.schema_changed = has_changed_schema_;
  head.row_count = row_count_;
  core::JsonWriter json;
  json.begin_object().key("type").string("end").key("status").string(channel::word_of(status));
  json.key("transaction").string(channel::word_of(transaction));
  json.key("duration_ms").number(static_cast<double>((now_ns() - started_ns_) / 1000) / 1000).end_object();
  send(head, json.text(), true);
}

} // namespace studio::remote
