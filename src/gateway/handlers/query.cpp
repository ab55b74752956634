// Running SQL over HTTP, and looking after what runs.
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "gateway/handlers/handlers.h"
#include "gateway/handlers/query_json.h"
#include "gateway/keys.h"
#include "gateway/query_ticket.h"
#include "gateway/stream_consumer.h"
#include "pg/settings.h"
#include "wire/message_json.h"

namespace studio::gateway::handlers {

namespace {

// An optional query parameter that says true or false.
bool flag(const Call& call, std::string_view name) {
  auto text = call.request().decoded.query.find(name);
  if (text && *text != "true" && *text != "false") {
    throw core::Error(core::sqlstate::invalid_parameter_value,
                      "parameter \"" + std::string(name) + "\" must be true or false");
  }
  return text && *text == "true";
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
    json.begin_object();
    write_query_fields(json, *ticket, now);
    json.end_object();
  }
  call.answer(200, json.end_array().key("next").null().end_object().take());
}

void cancel_query(Gateway& gateway, const Call& call) {
  TicketPtr ticket = own_query(gateway, call);
  if (flag(call, "terminate")) {
    gateway.pool().terminate(ticket);
  } else {
    gateway.pool().cancel(ticket, channel::CancelReason::user);
  }
  core::JsonWriter json;
  call.answer(202, json.begin_object().key("cancelled").boolean(true).end_object().take());
}

} // namespace studio::gateway::handlers
