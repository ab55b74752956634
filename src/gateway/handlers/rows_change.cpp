// Changing rows: all of a request's changes or none.
#include "gateway/clock.h"
#include "gateway/handlers/granted.h"
#include "gateway/query_ticket.h"
#include "gateway/stream_consumer.h"
#include "pg/settings.h"

namespace studio::gateway::handlers {

void rows_change(Gateway& gateway, const Call& call) {
  call.need_json();
  auto request = std::make_shared<wire::RowsChangeRequest>(wire::parse_rows_change(call.request().body));
  with_grant(gateway, call, [&gateway, call, request](const Grant& grant) {
    TicketPtr ticket = rows_change_ticket(call.request_uuid(), call.identity, grant, *request);
    ticket->queue_deadline_ms = now_ms() + pg::settings.queue_timeout_ms;
    StreamConsumer::start(gateway.pool(), ticket, call.exchange, std::nullopt);
  });
}

} // namespace studio::gateway::handlers
