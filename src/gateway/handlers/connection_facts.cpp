#include "gateway/handlers/connection_facts.h"

#include "core/sqlstate.h"
#include "gateway/bare_consumer.h"
#include "gateway/clock.h"
#include "gateway/query_ticket.h"

namespace studio::gateway::handlers {

namespace {

constexpr int64_t try_limit_ms = 20000;

constexpr char question[] = R"sql(
SELECT pg_catalog.json_build_array(
    pg_catalog.current_setting('server_version'), pg_catalog.pg_is_in_recovery(), current_user,
    (SELECT r.rolsuper FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user),
    $1::pg_catalog.text IS NULL OR EXISTS (SELECT FROM pg_catalog.pg_namespace AS n WHERE n.nspname = $1::pg_catalog.text),
    NOT pg_catalog.pg_is_in_recovery() AND (
        pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
        OR EXISTS (SELECT FROM pg_catalog.pg_namespace AS n
                   WHERE n.nspname !~ '^pg_' AND pg_catalog.has_schema_privilege(n.oid, 'CREATE'))
        OR EXISTS (SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                   WHERE c.relkind IN ('r', 'p', 'v', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                     AND pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))))
)sql";

// Throws where a server answers something else.
Facts read_facts(const std::string& text) {
  core::JsonDocument document = core::JsonDocument::parse(text, core::JsonLimits{text.size() + 1});
  Facts facts;
  int place = 0;
  for (core::JsonValue value : document.root().as_array("facts")) {
    switch (place++) {
    case 0:
      facts.server_version = std::string(value.text()).substr(0, value.text().find(' '));
      break;
    case 1:
      facts.in_recovery = value.text() == "true";
      break;
    case 2:
      facts.role = value.text();
      break;
    case 3:
      facts.is_superuser = value.text() == "true";
      break;
    case 4:
      facts.has_schema = value.text() == "true";
      break;
    default:
      facts.may_write = value.text() == "true";
    }
  }
  return facts;
}

Outcome<Facts> facts_of(const Outcome<BareResult>& outcome) {
  if (outcome.error) {
    return Outcome<Facts>::failed(*outcome.error);
  }
  try {
    return Outcome<Facts>::of(read_facts(outcome.value->first_text()));
  } catch (const core::Error&) {
    return Outcome<Facts>::failed(core::Error(core::sqlstate::protocol_violation, "the server broke the protocol"));
  }
}

} // namespace

void ask_facts(Gateway& gateway, const Call& call, const Grant& grant, const std::optional<std::string>& schema,
               const WithFacts& then) {
  TicketPtr ticket = catalog_ticket(call.request_uuid(), call.identity, grant, question, {schema});
  ticket->connection.reset();
  ticket->queue_deadline_ms = now_ms() + try_limit_ms;
  ticket->deadline_ms = now_ms() + try_limit_ms;
  int64_t asked_at = now_ms();
  BareConsumer::start(gateway.pool(), ticket, [then, asked_at](const Outcome<BareResult>& outcome) {
    then(facts_of(outcome), now_ms() - asked_at);
  });
}

} // namespace studio::gateway::handlers
