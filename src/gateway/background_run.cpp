#include "gateway/background_run.h"

#include <algorithm>

#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/background_runs.h"
#include "gateway/clock.h"
#include "gateway/replies.h"
#include "gateway/words.h"
#include "pg/settings.h"
#include "wire/error_json.h"

namespace studio::gateway {

using channel::FrameKind;

namespace {

constexpr size_t turn_bytes = 2 * 1024 * 1024;
constexpr size_t head_characters = 1000;
constexpr size_t other_lines_bytes = 1024 * 1024; // beyond studio.background_result_bytes: columns, notices, ends

std::string notice_line(const char* message, std::string detail) {
  core::Error notice(core::sqlstate::rows_not_kept, message);
  notice.severity = "NOTICE";
  notice.with_detail(std::move(detail));
  core::JsonWriter json;
  json.begin_object().key("type").string("notice");
  wire::write_error_fields(json, notice);
  return json.end_object().take();
}

} // namespace

// One who reads along: an answer that follows the kept bytes.
class BackgroundRun::Reader : public http::Source {
public:
  Reader(BackgroundRunPtr run, const http::ExchangePtr& exchange) : run_(std::move(run)), exchange_(exchange) {}

  ssize_t read(char* buffer, size_t limit) override {
    size_t bytes = std::min(limit, run_->kept_.size() - offset_);
    memcpy(buffer, run_->kept_.data() + offset_, bytes);
    offset_ += bytes;
    if (bytes > 0) {
      return static_cast<ssize_t>(bytes);
    }
    return run_->is_over() ? Source::ended : Source::nothing_yet;
  }

  void wake() {
    if (http::ExchangePtr exchange = exchange_.lock()) {
      exchange->resume();
    }
  }

private:
  BackgroundRunPtr run_;
  std::weak_ptr<http::Exchange> exchange_;
  size_t offset_ = 0;
};

BackgroundRun::BackgroundRun(BackgroundRuns& all, const TicketPtr& of)
    : id(of->id), account(of->key.account), connection(of->connection.value_or(core::Uuid{})),
      organization(of->organization), key(of->key), session(of->session),
      sql_head(of->said_before + std::string(first_characters(of->text, head_characters))), ticket(of), all_(all),
      submitted_at_ms_(now_ms()) {}

BackgroundRun::~BackgroundRun() { all_.let_go(kept_.size()); }

void BackgroundRun::take_over(std::string lines, std::string frame, int64_t skipped_rows) {
  keep(lines, false);
  if (skipped_rows > 0) {
    std::string count = std::to_string(skipped_rows);
    keep(notice_line("the rows before this were not kept", "They had gone to the reader that left: " + count + ".") +
             "\n",
         false);
  }
  row_count_ = skipped_rows;
  frame_ = std::move(frame);
}

void BackgroundRun::on_readable(Runner& runner) {
  channel::Piece piece;
  size_t taken = 0;
  while (taken < turn_bytes && !runner.has_ended() && runner.take(piece) == channel::GatewayEnd::TakeResult::piece) {
    taken += piece.bytes;
    take(piece);
  }
  if (!runner.has_ended()) {
    runner.wants_turn = taken >= turn_bytes;
  }
  for (const auto& watched : readers_) {
    if (auto reader = watched.lock()) {
      reader->wake();
    }
  }
}

void BackgroundRun::take(const channel::Piece& piece) {
  const channel::FrameHeader& header = piece.header;
  bool is_rows = header.kind == FrameKind::rows || header.kind == FrameKind::copy;
  if (frame_.empty() && !drops_frame_) {
    drops_frame_ = is_rows && !all_.may_keep(*this, kept_.size() + header.total_bytes);
    if (drops_frame_ && !is_cut_) {
      is_cut_ = true;
      keep(notice_line("the rows after this are not kept",
                       "A query in the background keeps as many as studio.background_result_bytes and "
                       "studio.background_total_bytes allow.") +
               "\n",
           false);
    }
  }
  if (!drops_frame_) {
    frame_.append(piece.payload, piece.bytes);
  }
  if (header.more) {
    return;
  }
  if (header.kind == FrameKind::rows) {
    row_count_ += header.row_count;
  }
  has_error_ = has_error_ || header.kind == FrameKind::error;
  if (!drops_frame_) {
    frame_.push_back('\n');
    keep(frame_, is_rows);
  }
  frame_.clear();
  drops_frame_ = false;
  if (header.kind == FrameKind::end) {
    status_ = header.end_status;
    end();
  }
}

void BackgroundRun::keep(std::string_view line, bool is_rows) {
  size_t limit = static_cast<size_t>(pg::settings.background_result_bytes) + (is_rows ? 0 : other_lines_bytes);
  // The last line says how it ended: it always has its place.
  bool is_last = line.starts_with("{\"type\":\"end\"");
  if (kept_.size() + line.size() > limit && !is_last) {
    is_cut_ = true;
    return;
  }
  kept_.append(line);
  all_.hold(line.size());
}

void BackgroundRun::on_lost(const core::Error& error) {
  frame_.clear();
  if (kept_.empty()) {
    refusal_ = error;
  }
  if (!has_error_) {
    keep(lost_error_line(error, id.text()) + "\n", false);
  }
  keep(lost_end_line() + "\n", false);
  status_ = error.code == core::sqlstate::query_canceled ? channel::EndStatus::cancelled : channel::EndStatus::failed;
  end();
}

void BackgroundRun::end() {
  ended_at_ms_ = now_ms();
  ticket.reset();
  for (const auto& watched : readers_) {
    if (auto reader = watched.lock()) {
      reader->wake();
    }
  }
  readers_.clear();
}

void BackgroundRun::answer(const http::ExchangePtr& exchange) {
  auto reader = std::make_shared<Reader>(shared_from_this(), exchange);
  std::erase_if(readers_, [](const auto& watched) { return watched.expired(); });
  readers_.push_back(reader);
  http::Response head;
  head.is_data = true;
  head.headers.add("Content-Type", "application/x-ndjson");
  head.headers.add("Cache-Control", "no-store");
  exchange->stream(std::move(head), reader);
}

} // namespace studio::gateway
