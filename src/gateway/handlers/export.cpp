// A query's rows as a file: run by the request itself, or by a link that a browser can follow to its disk.
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "gateway/export_consumer.h"
#include "gateway/export_links.h"
#include "gateway/handlers/granted.h"
#include "gateway/query_ticket.h"
#include "pg/settings.h"
#include "wire/export_request.h"

namespace studio::gateway::handlers {

namespace {

// Without chunks half a file looks like a whole one.
void need_chunks(const http::Request& request) {
  if (request.version == "HTTP/1.0") {
    throw core::Error(core::sqlstate::feature_not_supported, "an export needs HTTP/1.1")
        .with_detail("Over HTTP/1.0 a transfer that breaks off cannot be told from one that is complete.")
        .with_hint("A proxy before studio may have to be told (nginx: proxy_http_version 1.1).");
  }
}

http::Response file_head(const wire::ExportRequest& request) {
  http::Response head;
  head.is_data = true;
  head.headers.add("Content-Type", std::string(wire::content_type(request.format)));
  head.headers.add("Content-Disposition", wire::content_disposition(request.file_name));
  head.headers.add("Cache-Control", "no-store");
  head.headers.add("Referrer-Policy", "no-referrer");
  return head;
}

// Asks what the account may use at this moment, and runs the export as `query`.
void start_export(Gateway& gateway, const Call& call, ExportLink asked) {
  auto link = std::make_shared<ExportLink>(std::move(asked));
  with_grant(gateway, call, link->identity.account, link->connection, [&gateway, call, link](const Grant& grant) {
    TicketPtr ticket = export_ticket(link->query, link->identity, grant, link->request);
    ticket->queue_deadline_ms = now_ms() + pg::settings.queue_timeout_ms;
    ExportConsumer::start(gateway.pool(), ticket, call.exchange, file_head(link->request));
  });
}

ExportLink asked_by(const Call& call) {
  call.need_json();
  return {call.request_uuid(), call.identity, call.uuid("id"), wire::parse_export(call.request().body)};
}

} // namespace

void export_query(Gateway& gateway, const Call& call) {
  need_chunks(call.request());
  start_export(gateway, call, asked_by(call));
}

void create_export_link(Gateway& gateway, const Call& call) {
  auto link = std::make_shared<ExportLink>(asked_by(call));
  // Whoever may not use the connection learns it here, not from a download that fails.
  with_grant(gateway, call, link->identity.account, link->connection, [&gateway, call, link](const Grant&) {
    std::string id = link->query.text();
    std::string url = std::string(api_base) + "/exports/" + gateway.export_links().keep(std::move(*link), now_ms());
    core::JsonWriter json;
    json.begin_object().key("url").string(url).key("query_id").string(id);
    json.key("expires_in").integer(ExportLinks::life_ms / 1000).end_object();
    call.answer(201, json.take());
  });
}

void follow_export_link(Gateway& gateway, const Call& call) {
  need_chunks(call.request());
  std::optional<ExportLink> link = gateway.export_links().take(call.parameters.at("link"), now_ms());
  if (!link) {
    throw core::Error(core::sqlstate::not_found, "this link has been used, or its time is over")
        .with_hint("Export again: a link is good once, for a minute.");
  }
  Identity identity = link->identity;
  gateway.access().check_session(identity, [&gateway, call, link = std::move(*link)](const Outcome<Identity>& outcome) {
    if (outcome.error) {
      call.fail(*outcome.error);
      return;
    }
    call.exchange->mark_authenticated();
    start_export(gateway, call, link);
  });
}

} // namespace studio::gateway::handlers
