// Running SQL over HTTP, and looking after what runs.
#include "core/json_reader.h"
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/background_runs.h"
#include "gateway/clock.h"
#include "gateway/handlers/granted.h"
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
  with_grant(gateway, call, [&gateway, call, request](const Grant& grant) {
    bool has_no_reader = request->background;
    TicketPtr ticket = query_ticket(call.request_uuid(), call.identity, grant, std::move(*request));
    if (has_no_reader) {
      start_in_background(gateway, call, ticket);
      return;
    }
    ticket->queue_deadline_ms = now_ms() + pg::settings.queue_timeout_ms;
    StreamConsumer::start(gateway.pool(), ticket, call.exchange, std::nullopt);
  });
}

void rows_select(Gateway& gateway, const Call& call) {
  call.need_json();
  wire::RowsSelectRequest request = wire::parse_rows_select(call.request().body);
  core::Uuid connection = call.uuid("id");
  with_grant(gateway, call, [&gateway, call, request, connection](const Grant& grant) {
    PageCursor cursor(keys().cursor_keys(), call.identity.account, connection, request);
    std::string after = request.cursor.empty() ? std::string() : cursor.open(request.cursor);
    TicketPtr ticket = rows_select_ticket(call.request_uuid(), call.identity, grant, request, after);
    ticket->queue_deadline_ms = now_ms() + pg::settings.queue_timeout_ms;
    StreamConsumer::start(gateway.pool(), ticket, call.exchange, std::move(cursor));
  });
}

namespace {

// All of the account, or all on the organization's connections, the one that began first on top.
void answer_list(Gateway& gateway, const Call& call, const core::Uuid& account, const core::Uuid* organization) {
  core::JsonWriter json;
  int64_t now = now_ms();
  json.begin_object().key("items").begin_array();
  auto is_wanted = [&](const core::Uuid& whose, const core::Uuid& of) {
    return organization == nullptr ? whose == account : of == *organization;
  };
  for (const TicketPtr& ticket : gateway.pool().all_tickets()) {
    // Catalog questions and looks at a text are studio's own, many, and short.
    bool is_look =
        ticket->kind == channel::RequestKind::analyze ||
        (ticket->kind == channel::RequestKind::effect && (ticket->flags & channel::request_flag::dry_run) == 0);
    bool is_ours = (ticket->flags & channel::request_flag::bare) != 0 || is_look;
    bool is_users = ticket->key.kind == channel::SlotKind::runner && ticket->connection && !is_ours;
    if (is_users && is_wanted(ticket->key.account, ticket->organization) && !gateway.background().find(ticket->id)) {
      json.begin_object();
      write_query_fields(json, *ticket, now, ticket->key.account != account);
      json.key("account_id").string(ticket->key.account.text()).key("background").null().end_object();
    }
  }
  for (const BackgroundRunPtr& run : gateway.background().all()) {
    if (is_wanted(run->account, run->organization)) {
      json.begin_object();
      write_run_fields(json, *run, run->account != account);
      json.key("account_id").string(run->account.text()).end_object();
    }
  }
  call.answer(200, json.end_array().key("next").null().end_object().take());
}

// Answers where the caller administers the organization: the same rule as for its history.
void answer_organization(Gateway& gateway, const Call& call, const core::Uuid& organization) {
  core::JsonWriter json;
  json.begin_object().key("id").string(organization.text()).end_object();
  gateway.service().ask(
      "read_organization", json.take(), call.identity.account,
      [&gateway, call, organization](const ServiceReply& reply) {
        if (reply.error) {
          call.fail(*reply.error);
          return;
        }
        core::JsonDocument document = core::JsonDocument::parse(reply.json, core::JsonLimits{reply.json.size() + 1});
        std::string_view role = document.root_object().string("role", 16);
        if (role != "owner" && role != "admin") {
          call.fail(core::Error(core::sqlstate::insufficient_privilege, "only administrators see what others run"));
          return;
        }
        answer_list(gateway, call, call.identity.account, &organization);
      });
}

} // namespace

void list_queries(Gateway& gateway, const Call& call) {
  std::string_view scope = call.request().decoded.query.find("scope").value_or("mine");
  auto named = call.request().decoded.query.find("organization_id");
  auto organization = core::Uuid::parse(named.value_or(""));
  if (scope == "mine" && !named) {
    answer_list(gateway, call, call.identity.account, nullptr);
  } else if (scope == "organization" && organization) {
    answer_organization(gateway, call, *organization);
  } else {
    throw core::Error(core::sqlstate::invalid_parameter_value,
                      "parameter \"scope\" must be mine, or organization with an organization_id");
  }
}

void cancel_query(Gateway& gateway, const Call& call) {
  bool terminates = flag(call, "terminate");
  BackgroundRunPtr run = gateway.background().find(call.uuid("query_id"));
  bool is_kept = run && run->is_over() && run->account == call.identity.account;
  if (is_kept) {
    gateway.background().remove(run->id);
  } else {
    TicketPtr ticket = own_query(gateway, call);
    terminates ? gateway.pool().terminate(ticket) : gateway.pool().cancel(ticket, channel::CancelReason::user);
  }
  core::JsonWriter json;
  call.answer(202, json.begin_object().key("cancelled").boolean(!is_kept).end_object().take());
}

} // namespace studio::gateway::handlers
