// The plan of one statement, as EXPLAIN gives it; with ANALYZE it is run and rolled back.
#include "gateway/answer_consumer.h"
#include "gateway/clock.h"
#include "gateway/handlers/handlers.h"
#include "gateway/query_ticket.h"
#include "pg/settings.h"
#include "wire/message_json.h"

namespace studio::gateway::handlers {

void explain(Gateway& gateway, const Call& call) {
  call.need_json();
  auto request = std::make_shared<wire::ExplainRequest>(wire::parse_explain(call.request().body));
  gateway.access().grant(
      call.identity.account, call.uuid("id"), [&gateway, call, request](const Outcome<Grant>& outcome) {
        if (outcome.error) {
          call.fail(*outcome.error);
          return;
        }
        try {
          TicketPtr ticket = explain_ticket(call.request_uuid(), call.identity, *outcome.value, std::move(*request));
          ticket->queue_deadline_ms = now_ms() + pg::settings.queue_timeout_ms;
          AnswerConsumer::start(gateway.pool(), ticket, call.exchange, AnswerConsumer::Notices::told);
        } catch (const core::Error& error) {
          call.fail(error);
        }
      });
}

} // namespace studio::gateway::handlers
