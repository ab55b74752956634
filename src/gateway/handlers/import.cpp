// A part of a file into a table. The file is sent part by part, each when the one before it is in: nothing piles up here.
#include "gateway/handlers/import.h"

#include "gateway/answer_consumer.h"
#include "gateway/clock.h"
#include "gateway/handlers/granted.h"
#include "gateway/import_ticket.h"
#include "pg/settings.h"
#include "wire/import_request.h"

namespace studio::gateway::handlers {

void import_part(Gateway& gateway, const Call& call) {
  auto request = std::make_shared<wire::ImportRequest>(wire::parse_import(call.exchange->take_body()));
  with_grant(gateway, call, [&gateway, call, request](const Grant& grant) {
    TicketPtr ticket = import_ticket(call.request_uuid(), call.identity, grant, std::move(*request));
    ticket->queue_deadline_ms = now_ms() + pg::settings.queue_timeout_ms;
    AnswerConsumer::start(gateway.pool(), ticket, call.exchange);
  });
}

} // namespace studio::gateway::handlers
