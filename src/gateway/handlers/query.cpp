// Running SQL over HTTP, and looking after what runs.
#include <ctime>

#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "gateway/handlers/handlers.h"
#include "gateway/keys.h"
#include "gateway/query_ticket.h"
#include "gateway/stream_consumer.h"
#include "gateway/timestamp.h"
#include "gateway/words.h"
#include "pg/settings.h"
#include "wire/message_json.h"

namespace studio::gateway::handlers {

namespace {

constexpr size_t shown_characters = 1000;

void write_query(core::JsonWriter& json, const Ticket& ticket, int64_t now) {
  int64_t since = ticket.started_at_ms != 0 ? ticket.started_at_ms : ticket.submitted_at_ms;
  json.begin_object().key("query_id").string(ticket.id.text());
  json.key("connection_id").string_or_null(ticket.connection ? ticket.connection->text() : "");
  json.key("sql").string(ticket.said_before + std::string(first_characters(ticket.text, shown_characters)));
  json.key("state").string(ticket.state == Ticket::State::running ? "running" : "queued");
  json.key("session").string_or_null(ticket.session);
  json.key("started_at").string(timestamp_ms_ago(now - since));
  json.key("duration_ms").integer(now - since);
  json.end_object();
}

} // namespace

void query(Gateway& gateway, const Call& call) {
  call.need_json();
  auto request = std::make_shared<wire::QueryRequest>(wire::parse_query(call.request().body));
  gateway.access().grant(
      call.identity.account, call.uuid("id"), [&gateway, call, request](const Outcome<Grant>& outcome) {
        if (outcome.error) {
          call.fail(*outcome.error);
          return;
        }
        try {
          TicketPtr ticket = query_ticket(call.request_uuid(), call.identity, *outcome.value, std::move(*request));
          ticket->queue_deadline_ms = now_ms() + pg::settings.queue_timeout_ms;
          StreamConsumer::start(gateway.pool(), ticket, call.exchange, std::nullopt);
        } catch (const core::Error& error) {
          call.fail(error);
        }
      });
}

void rows_select(Gateway& gateway, const Call& call) {
  call.need_json();
  wire::RowsSelectRequest request = wire::parse_rows_select(call.request().body);
  core::Uuid connection = call.uuid("id");
  gateway.access().grant(
      call.identity.account, connection, [&gateway, call, request, connection](const Outcome<Grant>& outcome) {
        if (outcome.error) {
          call.fail(*outcome.error);
          return;
        }
        try {
          PageCursor cursor(keys().cursor_keys(), call.identity.account, connection, request);
          std::string after = request.after.empty() ? std::string() : cursor.open(request.after);
          TicketPtr ticket = rows_select_ticket(call.request_uuid(), call.identity, *outcome.value, request, after);
          ticket->queue_deadline_ms = now_ms() + pg::settings.queue_timeout_ms;
          StreamConsumer::start(gateway.pool(), ticket, call.exchange, std::move(cursor));
        } catch (const core::Error& error) {
          call.fail(error);
        }
      });
}

void list_queries(Gateway& gateway, const Call& call) {
  core::JsonWriter json;
  int64_t now = now_ms();
  json.begin_object().key("items").begin_array();
  for (const TicketPtr& ticket : gateway.pool().tickets(call.identity.account)) {
    write_query(json, *ticket, now);
  }
  call.answer(200, json.end_array().key("next").null().end_object().take());
}

void cancel_query(Gateway& gateway, const Call& call) {
  TicketPtr ticket = gateway.pool().find(call.uuid("query_id"));
  bool is_mine =
      ticket && ticket->key.account == call.identity.account && ticket->key.kind == channel::SlotKind::runner;
  if (!is_mine) {
    throw core::Error(core::sqlstate::not_found, "no running query with this id");
  }
  gateway.pool().cancel(ticket, channel::CancelReason::user);
  core::JsonWriter json;
  call.answer(202, json.begin_object().key("cancelled").boolean(true).end_object().take());
}

} // namespace studio::gateway::handlers
