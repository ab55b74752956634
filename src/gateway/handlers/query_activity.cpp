// One running query: how far it has come, what it waits for, who stands in its way.
#include <map>
#include <set>

#include "core/json_reader.h"
#include "core/sqlstate.h"
#include "gateway/activity.h"
#include "gateway/clock.h"
#include "gateway/handlers/handlers.h"
#include "gateway/handlers/query_json.h"
#include "gateway/timestamp.h"

namespace studio::gateway::handlers {

namespace {

// What the connection's role may know of another role's processes.
struct Right {
  std::string name;
  bool may_see = false;
};
using Rights = std::map<Oid, Right>;

Rights read_rights(const std::string& text) {
  Rights rights;
  core::JsonDocument document = core::JsonDocument::parse(text, core::JsonLimits{text.size() + 1});
  auto items = document.root_object().optional_array("items");
  if (!items) {
    return rights;
  }
  for (core::JsonValue value : *items) {
    core::JsonObject item = value.as_object("items");
    Right right{std::string(item.optional_string("name", 256).value_or("")),
                item.optional_boolean("may_see").value_or(false)};
    rights[static_cast<Oid>(item.integer("role", 0, UINT32_MAX))] = right;
  }
  return rights;
}

void write_blocker(core::JsonWriter& json, const Blocker& blocker, const Rights& rights) {
  auto found = rights.find(blocker.role);
  Right right = found == rights.end() ? Right() : found->second;
  json.begin_object().key("pid").integer(blocker.pid);
  json.key("role").string_or_null(right.name).key("application").string(blocker.application);
  json.key("state").string_or_null(right.may_see ? blocker.state : "");
  json.key("query");
  right.may_see ? json.string(blocker.query) : json.null();
  bool is_known = right.may_see && blocker.since_ms >= 0;
  json.key("since").string_or_null(is_known ? timestamp_ms_ago(blocker.since_ms) : "");
  json.end_object();
}

void write_progress(core::JsonWriter& json, const std::optional<Progress>& progress) {
  if (!progress) {
    json.null();
    return;
  }
  json.begin_object().key("command").string(progress->command).key("phase").string_or_null(progress->phase);
  json.key("done").integer(progress->done).key("total");
  progress->total > 0 ? json.integer(progress->total) : json.null();
  json.key("unit").string(progress->unit).end_object();
}

// Rows so far of each node of the plan, where the query was asked to tell.
void write_live_plan(core::JsonWriter& json, const Ticket& ticket, bool is_running) {
  channel::LiveCounts counts;
  bool is_told = is_running && (ticket.flags & channel::request_flag::live_plan) != 0 &&
                 channel::live_plan_read(&ticket.runner->slot()->live_plan, ticket.sequence, &counts);
  if (!is_told) {
    json.null();
    return;
  }
  json.begin_object().key("statement").integer(counts.statement).key("nodes").begin_array();
  for (int i = 0; i < counts.node_count; i++) {
    json.begin_array().integer(static_cast<int64_t>(counts.nodes[i].rows));
    json.integer(static_cast<int64_t>(counts.nodes[i].loops)).end_array();
  }
  json.end_array().end_object();
}

// `activity` is null where the server that runs the statement is not asked: it waits in the queue, or it is another server.
std::string query_json(const Ticket& ticket, const Activity* activity, int pid, const Rights& rights) {
  core::JsonWriter json;
  json.begin_object();
  write_query_fields(json, ticket, now_ms());
  json.key("statement").integer(ticket.statements_done);
  json.key("pid");
  pid != 0 ? json.integer(pid) : json.null();
  json.key("wait");
  if (activity == nullptr || activity->wait_event.empty()) {
    json.null();
  } else {
    json.begin_object().key("type").string(activity->wait_type).key("event").string(activity->wait_event).end_object();
  }
  json.key("blocked_by");
  if (activity == nullptr) {
    json.null();
  } else {
    json.begin_array();
    for (const Blocker& blocker : activity->blocked_by) {
      write_blocker(json, blocker, rights);
    }
    json.end_array();
  }
  json.key("progress");
  write_progress(json, activity == nullptr ? std::nullopt : activity->progress);
  json.key("plan");
  write_live_plan(json, ticket, activity != nullptr);
  return json.end_object().take();
}

std::string rights_argument(const core::Uuid& connection, const Activity& activity) {
  std::set<Oid> roles;
  for (const Blocker& blocker : activity.blocked_by) {
    roles.insert(blocker.role);
  }
  core::JsonWriter json;
  json.begin_object().key("id").string(connection.text()).key("roles").begin_array();
  for (Oid role : roles) {
    json.integer(role);
  }
  return json.end_array().end_object().take();
}

} // namespace

TicketPtr own_query(Gateway& gateway, const Call& call) {
  TicketPtr ticket = gateway.pool().find(call.uuid("query_id"));
  bool is_mine =
      ticket && ticket->key.account == call.identity.account && ticket->key.kind == channel::SlotKind::runner;
  if (!is_mine) {
    throw core::Error(core::sqlstate::not_found, "no running query with this id");
  }
  return ticket;
}

void read_query(Gateway& gateway, const Call& call) {
  TicketPtr ticket = own_query(gateway, call);
  bool is_running = ticket->state == Ticket::State::running && ticket->runner != nullptr &&
                    ticket->runner->ticket() == ticket && !ticket->key.remote;
  if (!is_running) {
    call.answer(200, query_json(*ticket, nullptr, 0, {}));
    return;
  }
  int pid = static_cast<int>(pg_atomic_read_u32(&ticket->runner->slot()->pid));
  Activity activity = activity_of(pid);
  if (activity.blocked_by.empty() || !ticket->connection) {
    call.answer(200, query_json(*ticket, &activity, pid, {}));
    return;
  }
  gateway.service().ask("activity_rights", rights_argument(*ticket->connection, activity), call.identity.account,
                        [call, ticket, activity, pid](const ServiceReply& reply) {
                          // Who may see what is not known: then it is not shown.
                          Rights rights = reply.error ? Rights() : read_rights(reply.json);
                          call.answer(200, query_json(*ticket, &activity, pid, rights));
                        });
}

} // namespace studio::gateway::handlers
