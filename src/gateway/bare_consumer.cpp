#include "gateway/bare_consumer.h"

#include "core/json_reader.h"
#include "wire/error_read.h"

namespace studio::gateway {

using channel::FrameKind;

std::string BareResult::first_text() const {
  std::string text = "[" + rows + "]";
  core::JsonDocument document = core::JsonDocument::parse(text, core::JsonLimits{text.size() + 1});
  for (core::JsonValue row : document.root().as_array("rows")) {
    for (core::JsonValue value : row.as_array("row")) {
      return std::string(value.text());
    }
  }
  return "";
}

void BareConsumer::start(RunnerPool& pool, const TicketPtr& ticket, Then<BareResult> then) {
  ticket->consumer = std::make_shared<BareConsumer>(std::move(then));
  pool.submit(ticket);
}

void BareConsumer::on_readable(Runner& runner) {
  channel::Piece piece;
  while (!runner.has_ended() && runner.take(piece) == channel::GatewayEnd::TakeResult::piece) {
    if (piece.header.kind == FrameKind::result) {
      result_.columns.append(piece.payload, piece.bytes);
    } else if (piece.header.kind == FrameKind::rows) {
      result_.rows.append(result_.rows.empty() ? "" : ",").append(piece.payload, piece.bytes);
    } else if (piece.header.kind == FrameKind::error) {
      error_.append(piece.payload, piece.bytes);
    }
  }
  if (runner.has_ended()) {
    then_(error_.empty() ? Outcome<BareResult>::of(std::move(result_))
                         : Outcome<BareResult>::failed(wire::read_error(error_)));
  }
}

void BareConsumer::on_lost(const core::Error& error) { then_(Outcome<BareResult>::failed(error)); }

} // namespace studio::gateway
