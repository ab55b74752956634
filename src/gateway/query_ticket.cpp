#include "gateway/query_ticket.h"

#include "core/sqlstate.h"
#include "pg/settings.h"
#include "wire/message_json.h"

namespace studio::gateway {

namespace {

TicketPtr base_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant) {
  auto ticket = std::make_shared<Ticket>();
  ticket->id = id;
  ticket->key = {channel::SlotKind::runner, grant.database, grant.role, identity.account};
  ticket->connection = grant.connection;
  ticket->organization = grant.organization;
  ticket->request_account = identity.account;
  ticket->flags = grant.is_read_only || identity.scope < Scope::write ? channel::request_flag::read_only : 0;
  ticket->row_limit = pg::settings.row_limit;
  ticket->max_cell_bytes = pg::settings.max_cell_bytes;
  ticket->max_row_bytes = pg::settings.max_row_bytes;
  return ticket;
}

} // namespace

TicketPtr query_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant, wire::QueryRequest request) {
  TicketPtr ticket = base_ticket(id, identity, grant);
  ticket->kind = channel::RequestKind::query;
  ticket->session = std::move(request.session);
  ticket->flags |= request.read_only ? channel::request_flag::read_only : 0;
  ticket->timeout_ms = static_cast<int32_t>(request.timeout_ms.value_or(0));
  ticket->row_limit = request.row_limit.value_or(ticket->row_limit);
  ticket->max_cell_bytes = request.max_cell_bytes.value_or(ticket->max_cell_bytes);
  ticket->text = std::move(request.sql);
  ticket->parameters = std::move(request.parameters);
  return ticket;
}

TicketPtr rows_select_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant,
                             const wire::RowsSelectRequest& request, const std::string& after_keys) {
  TicketPtr ticket = base_ticket(id, identity, grant);
  ticket->kind = channel::RequestKind::rows_select;
  ticket->session = request.session;
  ticket->row_limit = 0;
  ticket->max_cell_bytes = request.max_cell_bytes.value_or(ticket->max_cell_bytes);
  ticket->text = wire::rows_select_for_runner(request, after_keys);
  return ticket;
}

TicketPtr catalog_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant, const char* sql,
                         std::vector<std::optional<std::string>> parameters) {
  TicketPtr ticket = base_ticket(id, identity, grant);
  ticket->kind = channel::RequestKind::query;
  ticket->flags |= channel::request_flag::bare;
  ticket->row_limit = 0;
  ticket->text = sql;
  ticket->parameters = std::move(parameters);
  return ticket;
}

} // namespace studio::gateway
