// Queries in the background: begun there or sent there, and what they have given.
#include "core/sqlstate.h"
#include "gateway/background_runs.h"
#include "gateway/handlers/handlers.h"
#include "gateway/handlers/query_json.h"
#include "gateway/socket_query.h"

namespace studio::gateway::handlers {

namespace {

core::Error not_there() { return core::Error(core::sqlstate::not_found, "no query in the background with this id"); }

std::string run_json(const BackgroundRun& run) {
  core::JsonWriter json;
  json.begin_object();
  write_run_fields(json, run);
  return json.end_object().take();
}

} // namespace

void start_in_background(Gateway& gateway, const Call& call, const TicketPtr& ticket) {
  BackgroundRunPtr run = gateway.background().add(ticket);
  ticket->consumer = run;
  gateway.pool().submit(ticket);
  if (run->refusal() != nullptr) {
    core::Error refusal = *run->refusal();
    gateway.background().remove(run->id);
    throw refusal;
  }
  call.answer(202, run_json(*run));
}

void to_background(Gateway& gateway, const Call& call) {
  call.body().root_object().refuse_others({});
  TicketPtr ticket = own_query(gateway, call);
  if (gateway.background().find(ticket->id)) {
    call.answer(202, run_json(*gateway.background().find(ticket->id)));
    return;
  }
  auto reader = std::dynamic_pointer_cast<SocketQuery>(ticket->consumer);
  if (!reader || ticket->kind != channel::RequestKind::query) {
    throw core::Error(core::sqlstate::object_not_in_prerequisite_state, "the query cannot go to the background")
        .with_hint("Only SQL that runs over a socket can; over HTTP begin it with \"background\": true.");
  }
  BackgroundRunPtr run = gateway.background().add(ticket);
  SocketQuery::Rest rest = reader->leave();
  run->take_over(std::move(rest.lines), std::move(rest.frame), ticket->rows_so_far);
  ticket->consumer = run;
  call.answer(202, run_json(*run));
}

void read_result(Gateway& gateway, const Call& call) {
  BackgroundRunPtr run = gateway.background().find(call.uuid("query_id"));
  if (!run || run->account != call.identity.account) {
    throw not_there();
  }
  gateway.access().grant(run->account, run->connection, [call, run](const Outcome<Grant>& outcome) {
    if (outcome.error) {
      call.fail(*outcome.error);
    } else if (outcome.value->role != run->key.role || outcome.value->database != run->key.database) {
      call.fail(not_there());
    } else {
      run->answer(call.exchange);
    }
  });
}

} // namespace studio::gateway::handlers
