// A query's rows as a file: run by the request itself, or by a link that a browser can follow to its disk.
#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "gateway/export_consumer.h"
#include "gateway/handlers/handlers.h"
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

} // namespace

void export_query(Gateway& gateway, const Call& call) {
  call.need_json();
  need_chunks(call.request());
  auto request = std::make_shared<wire::ExportRequest>(wire::parse_export(call.request().body));
  gateway.access().grant(
      call.identity.account, call.uuid("id"), [&gateway, call, request](const Outcome<Grant>& outcome) {
        if (outcome.error) {
          call.fail(*outcome.error);
          return;
        }
        try {
          TicketPtr ticket = export_ticket(call.request_uuid(), call.identity, *outcome.value, *request);
          ticket->queue_deadline_ms = now_ms() + pg::settings.queue_timeout_ms;
          ExportConsumer::start(gateway.pool(), ticket, call.exchange, file_head(*request));
        } catch (const core::Error& error) {
          call.fail(error);
        }
      });
}

} // namespace studio::gateway::handlers
