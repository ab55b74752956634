#include "gateway/catalog_consumer.h"

#include <algorithm>

#include "core/digest.h"
#include "gateway/clock.h"
#include "gateway/replies.h"
#include "gateway/watched_ticket.h"
#include "wire/error_read.h"

namespace studio::gateway {

using channel::FrameKind;

namespace {

constexpr size_t whole_limit_bytes = 8 * 1024 * 1024;
constexpr size_t stream_limit_bytes = 256 * 1024;
constexpr size_t version_characters = 32;

} // namespace

void CatalogConsumer::start(RunnerPool& pool, const TicketPtr& ticket, http::ExchangePtr exchange,
                            std::string question) {
  ticket->consumer = std::make_shared<CatalogConsumer>(exchange, std::move(question));
  submit_watched(pool, ticket, exchange);
}

void CatalogConsumer::on_readable(Runner& runner) {
  channel::Piece piece;
  while (!runner.has_ended()) {
    size_t limit = is_streaming_ ? stream_limit_bytes : whole_limit_bytes;
    if (!discards_ && held_.size() - held_offset_ >= limit) {
      if (is_streaming_) {
        waiting_since_ms_ = waiting_since_ms_ == 0 ? now_ms() : waiting_since_ms_;
        break;
      }
      begin_stream();
      continue;
    }
    if (runner.take(piece) != channel::GatewayEnd::TakeResult::piece) {
      break;
    }
    take(piece);
  }
  if (runner.has_ended()) {
    finish();
  }
  if (is_streaming_ && held_.size() > held_offset_) {
    exchange_->resume();
  }
}

void CatalogConsumer::take(const channel::Piece& piece) {
  std::string_view bytes(piece.payload, piece.bytes);
  switch (piece.header.kind) {
  case FrameKind::result:
    columns_.append(bytes);
    break;
  case FrameKind::error:
    error_.append(bytes);
    break;
  case FrameKind::rows:
    if (discards_) {
      break;
    }
    if (has_rows_ && !is_in_frame_) {
      held_.push_back(',');
    }
    held_.append(bytes);
    hash_ = core::sha256(hash_.append(bytes));
    has_rows_ = true;
    is_in_frame_ = piece.header.more;
    break;
  default:
    break;
  }
}

std::string CatalogConsumer::head() const {
  return "{\"question\":\"" + question_ + "\",\"columns\":" + columns_ + ",\"rows\":[";
}

void CatalogConsumer::finish() {
  is_over_ = true;
  if (!error_.empty()) {
    is_broken_ = true;
    exchange_->respond(statement_error_response(wire::read_error(error_), exchange_->request()));
    exchange_->resume();
    return;
  }
  std::string version = core::hex(core::sha256(columns_ + hash_)).substr(0, version_characters);
  std::string tail = "],\"version\":\"" + version + "\"}\n";
  if (is_streaming_) {
    held_.append(tail);
    exchange_->resume();
    return;
  }
  std::string etag = "\"" + version + "\"";
  bool is_known = exchange_->request().headers.joined("If-None-Match").find(etag) != std::string::npos;
  http::Response response = is_known ? empty_response(304) : json_response(200, head() + held_ + tail);
  response.headers.add("ETag", etag);
  exchange_->respond(std::move(response));
}

void CatalogConsumer::begin_stream() {
  is_streaming_ = true;
  held_.insert(0, head());
  http::Response response;
  response.is_data = true;
  response.headers.add("Content-Type", "application/json");
  response.headers.add("Cache-Control", "no-store");
  exchange_->stream(std::move(response), shared_from_this());
}

void CatalogConsumer::on_lost(const core::Error& error) {
  is_over_ = true;
  is_broken_ = true;
  exchange_->respond(error_response(error, exchange_->request()));
  exchange_->resume();
}

int64_t CatalogConsumer::stalled_ms(int64_t now) const { return waiting_since_ms_ == 0 ? 0 : now - waiting_since_ms_; }

ssize_t CatalogConsumer::read(char* buffer, size_t limit) {
  waiting_since_ms_ = 0;
  size_t bytes = std::min(limit, held_.size() - held_offset_);
  if (bytes == 0) {
    return is_broken_ ? Source::broken : is_over_ ? Source::ended : Source::nothing_yet;
  }
  memcpy(buffer, held_.data() + held_offset_, bytes);
  held_offset_ += bytes;
  if (held_offset_ == held_.size()) {
    held_.clear();
    held_offset_ = 0;
  } else if (held_offset_ > stream_limit_bytes) {
    held_.erase(0, held_offset_);
    held_offset_ = 0;
  }
  return static_cast<ssize_t>(bytes);
}

} // namespace studio::gateway
