// The plan of one statement, as EXPLAIN gives it; with ANALYZE it is run and rolled back.
#include "gateway/answer_consumer.h"
#include "gateway/clock.h"
#include "gateway/handlers/granted.h"
#include "gateway/query_ticket.h"
#include "pg/settings.h"
#include "wire/message_json.h"

namespace studio::gateway::handlers {

void explain(Gateway& gateway, const Call& call) {
  call.need_json();
  auto request = std::make_shared<wire::ExplainRequest>(wire::parse_explain(call.request().body));
  with_grant(gateway, call, [&gateway, call, request](const Grant& grant) {
    TicketPtr ticket = explain_ticket(call.request_uuid(), call.identity, grant, std::move(*request));
    ticket->queue_deadline_ms = now_ms() + pg::settings.queue_timeout_ms;
    AnswerConsumer::start(gateway.pool(), ticket, call.exchange, AnswerConsumer::Notices::told);
  });
}

} // namespace studio::gateway::handlers
