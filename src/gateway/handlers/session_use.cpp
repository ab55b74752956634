// One named session: keeping it longer than it would stay idle, and the locks that it holds.
#include "core/sqlstate.h"
#include "gateway/bare_consumer.h"
#include "gateway/clock.h"
#include "gateway/handlers/granted.h"
#include "gateway/query_ticket.h"
#include "pg/settings.h"

namespace studio::gateway::handlers {

namespace {

// Asked in another process of the same role: in the session itself the question would cost its transaction a lock and a
// snapshot, and a failed one takes no question. What only that transaction has made has no name here. Reading the system's
// catalogs is left out.
constexpr char locks_sql[] = R"(
SELECT l.locktype AS kind, n.nspname AS schema, coalesce(c.relname, l.relation::pg_catalog.text) AS name, l.mode, l.granted AS is_granted
FROM pg_catalog.pg_locks AS l
    LEFT JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) l.relation
    LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
WHERE l.pid OPERATOR(pg_catalog.=) $1::pg_catalog.int4
    AND l.locktype OPERATOR(pg_catalog.=) ANY ('{relation,extend,tuple,advisory,object}'::pg_catalog.text[])
    AND (n.nspname IS NULL OR n.nspname OPERATOR(pg_catalog.<>) 'pg_catalog' OR l.mode OPERATOR(pg_catalog.<>) 'AccessShareLock')
ORDER BY n.nspname, c.relname, l.mode
LIMIT 500
)";

core::Uuid asked_connection(const Call& call) {
  auto connection = core::Uuid::parse(call.request().decoded.query.find("connection").value_or(""));
  if (!connection) {
    throw core::Error(core::sqlstate::invalid_parameter_value, "parameter \"connection\" must be a UUID");
  }
  return *connection;
}

// The session that is meant; throws ST006 where it is not there.
SessionView own_session(Gateway& gateway, const core::Uuid& account, const core::Uuid& connection,
                        std::string_view name) {
  for (const SessionView& session : gateway.pool().sessions(account)) {
    if (session.name == name && session.connection == connection) {
      return session;
    }
  }
  throw core::Error(core::sqlstate::not_found, "no session with this name");
}

} // namespace

// An empty text in the session: all that counts its idle time begins anew, the server's own settings included.
void keep_session(Gateway& gateway, const Call& call) {
  call.body().root_object().refuse_others({});
  core::Uuid connection = asked_connection(call);
  std::string name(call.parameters.at("session"));
  own_session(gateway, call.identity.account, connection, name);
  with_grant(gateway, call, call.identity.account, connection, [&gateway, call, connection, name](const Grant& grant) {
    TicketPtr ticket = catalog_ticket(call.request_uuid(), call.identity, grant, "", {});
    ticket->session = name;
    ticket->requires_session = true;
    BareConsumer::start(gateway.pool(), ticket, [&gateway, call, connection, name](const Outcome<BareResult>& outcome) {
      if (outcome.error) {
        call.fail(*outcome.error);
        return;
      }
      try {
        SessionView session = own_session(gateway, call.identity.account, connection, name);
        // The runner is released, and its time counted anew, when this call returns.
        int64_t longer_ms = now_ms() - session.last_used_ms;
        session.is_running = false;
        session.last_used_ms += longer_ms;
        session.expires_at_ms += longer_ms;
        core::JsonWriter json;
        write_session(json, session);
        call.answer(200, json.take());
      } catch (const core::Error& error) {
        call.fail(error);
      }
    });
  });
}

void session_locks(Gateway& gateway, const Call& call) {
  core::Uuid connection = asked_connection(call);
  std::string name(call.parameters.at("session"));
  SessionView session = own_session(gateway, call.identity.account, connection, name);
  if (session.pid == 0) {
    throw core::Error(core::sqlstate::feature_not_supported, "a session on another server does not tell its locks");
  }
  with_grant(gateway, call, call.identity.account, connection, [&gateway, call, session](const Grant& grant) {
    TicketPtr ticket =
        catalog_ticket(call.request_uuid(), call.identity, grant, locks_sql, {std::to_string(session.pid)});
    ticket->queue_deadline_ms = now_ms() + pg::settings.queue_timeout_ms;
    BareConsumer::start(gateway.pool(), ticket, [call](const Outcome<BareResult>& outcome) {
      if (outcome.error) {
        call.fail(*outcome.error);
      } else {
        call.answer(200, "{\"columns\":" + outcome.value->columns + ",\"rows\":[" + outcome.value->rows + "]}");
      }
    });
  });
}

} // namespace studio::gateway::handlers
