#include "gateway/handlers/query_json.h"

#include "gateway/timestamp.h"
#include "gateway/words.h"

namespace studio::gateway::handlers {

namespace {

constexpr size_t shown_characters = 1000;

} // namespace

void write_query_fields(core::JsonWriter& json, const Ticket& ticket, int64_t now) {
  int64_t since = ticket.started_at_ms != 0 ? ticket.started_at_ms : ticket.submitted_at_ms;
  json.key("query_id").string(ticket.id.text());
  json.key("connection_id").string_or_null(ticket.connection ? ticket.connection->text() : "");
  json.key("sql").string(ticket.said_before + std::string(first_characters(ticket.text, shown_characters)));
  json.key("state").string(ticket.state == Ticket::State::running ? "running" : "queued");
  json.key("session").string_or_null(ticket.session);
  json.key("started_at").string(timestamp_ms_ago(now - since));
  json.key("duration_ms").integer(now - since);
}

} // namespace studio::gateway::handlers
