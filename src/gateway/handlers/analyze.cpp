// What an editor asks while somebody types: a runner looks at the statements and runs none. And what is asked before
// something is destroyed.
#include "gateway/answer_consumer.h"
#include "gateway/clock.h"
#include "gateway/handlers/granted.h"
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
  with_grant(gateway, call, [&gateway, call, request, make_ticket](const Grant& grant) {
    TicketPtr ticket = make_ticket(call.request_uuid(), call.identity, grant, std::move(*request));
    ticket->queue_deadline_ms = now_ms() + pg::settings.queue_timeout_ms;
    AnswerConsumer::start(gateway.pool(), ticket, call.exchange);
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
