#include "gateway/handlers/query_json.h"

#include "channel/words.h"
#include "core/ascii.h"
#include "gateway/background_runs.h"
#include "gateway/clock.h"
#include "gateway/timestamp.h"
#include "gateway/words.h"

namespace studio::gateway::handlers {

namespace {

constexpr size_t shown_characters = 1000;

// The history takes passwords out when the statement is over; while it runs nobody has looked where they stand.
std::string shown_text(std::string text, bool is_anothers) {
  constexpr std::string_view secret = "password";
  size_t at = is_anothers ? core::lower_ascii(text).find(secret) : std::string::npos;
  return at == std::string::npos ? text : text.substr(0, at + secret.size()) + " …";
}

} // namespace

void write_query_fields(core::JsonWriter& json, const Ticket& ticket, int64_t now, bool is_anothers) {
  int64_t since = ticket.started_at_ms != 0 ? ticket.started_at_ms : ticket.submitted_at_ms;
  json.key("query_id").string(ticket.id.text());
  json.key("connection_id").string_or_null(ticket.connection ? ticket.connection->text() : "");
  json.key("sql").string(
      shown_text(ticket.said_before + std::string(first_characters(ticket.text, shown_characters)), is_anothers));
  json.key("state").string(ticket.state == Ticket::State::running ? "running" : "queued");
  json.key("session").string_or_null(ticket.session);
  json.key("export");
  if (ticket.kind == channel::RequestKind::file) {
    json.begin_object().key("rows").integer(ticket.file_rows).key("bytes").integer(ticket.file_bytes).end_object();
  } else {
    json.null();
  }
  json.key("started_at").string(timestamp_ms_ago(now - since));
  json.key("duration_ms").integer(now - since);
  json.key("row_count").integer(ticket.rows_so_far);
}

void write_run_fields(core::JsonWriter& json, const BackgroundRun& run, bool is_anothers) {
  int64_t now = now_ms();
  if (TicketPtr ticket = run.ticket.lock()) {
    write_query_fields(json, *ticket, now, is_anothers);
  } else {
    int64_t began = run.submitted_at_ms();
    json.key("query_id").string(run.id.text()).key("connection_id").string(run.connection.text());
    json.key("sql")
        .string(shown_text(run.sql_head, is_anothers))
        .key("state")
        .string("done")
        .key("session")
        .string_or_null(run.session);
    json.key("export").null();
    json.key("started_at").string(timestamp_ms_ago(now - began));
    json.key("duration_ms").integer(run.ended_at_ms() - began).key("row_count").integer(run.row_count());
  }
  json.key("background")
      .begin_object()
      .key("status")
      .string_or_null(run.is_over() ? channel::word_of(run.status()) : "");
  json.key("kept_bytes").integer(static_cast<int64_t>(run.kept_bytes())).key("is_cut").boolean(run.is_cut());
  int64_t forgotten_at = BackgroundRuns::forgotten_at_ms(run);
  json.key("expires_at").string_or_null(forgotten_at == 0 ? "" : timestamp_ms_ago(now - forgotten_at)).end_object();
}

} // namespace studio::gateway::handlers
