// What an editor asks while somebody types: a runner looks at the statements and runs none. And what is asked before
// something is destroyed.
#include "gateway/answer_consumer.h"
#include "gateway/clock.h"
#include "gateway/handlers/handlers.h"
#include "gateway/query_ticket.h"
#include "pg/settings.h"
#include "wire/message_json.h"

namespace studio::gateway::handlers {

namespace {

template <typename Request>
using MakeTicket = TicketPtr (*)(const core::Uuid&, const Identity&, const Grant&, Request);

// Asks the runner of the call's connection; its one answer is the body.
template <typename Request>
void ask_runner(Gateway& gateway, const Call& call, Request given, MakeTicket<Request> make_ticket) {
  auto request = std::make_shared<Request>(std::move(given));
  gateway.access().grant(
      call.identity.account, call.uuid("id"), [&gateway, call, request, make_ticket](const Outcome<Grant>& outcome) {
        if (outcome.error) {
          call.fail(*outcome.error);
          return;
        }
        try {
          TicketPtr ticket = make_ticket(call.request_uuid(), call.identity, *outcome.value, std::move(*request));
          ticket->queue_deadline_ms = now_ms() + pg::settings.queue_timeout_ms;
          AnswerConsumer::start(gateway.pool(), ticket, call.exchange);
        } catch (const core::Error& error) {
          call.fail(error);
        }
      });
}

} // namespace

void analyze(Gateway& gateway, const Call& call) {
  call.need_json();
  ask_runner(gateway, call, wire::parse_analyze(call.request().body), analyze_ticket);
}

void effect(Gateway& gateway, const Call& call) {
  call.need_json();
  ask_runner(gateway, call, wire::parse_effect(call.request().body), effect_ticket);
}

} // namespace studio::gateway::handlers
