#include "gateway/query_ticket.h"

#include <algorithm>

#include "core/sqlstate.h"
#include "channel/export_options.h"
#include "gateway/clock.h"
#include "gateway/import_ticket.h"
#include "pg/settings.h"
#include "wire/message_json.h"

namespace studio::gateway {

namespace {

TicketPtr base_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant) {
  auto ticket = std::make_shared<Ticket>();
  ticket->id = id;
  ticket->key = {channel::SlotKind::runner, grant.database, grant.role, identity.account, grant.remote, grant.setup};
  ticket->connection = grant.connection;
  ticket->organization = grant.organization;
  ticket->identity = identity;
  ticket->request_account = identity.account;
  ticket->flags = grant.is_read_only || identity.scope < Scope::write ? channel::request_flag::read_only : 0;
  ticket->row_limit = earlier(pg::settings.row_limit, grant.row_limit);
  ticket->timeout_ms = static_cast<int32_t>(std::min<int64_t>(grant.timeout_ms, INT32_MAX));
  ticket->limits = grant.limits;
  ticket->max_cell_bytes = pg::settings.max_cell_bytes;
  ticket->max_row_bytes = pg::settings.max_row_bytes;
  return ticket;
}

void need_session(const Grant& grant, const std::string& session) {
  if (grant.is_transaction_pooling && !session.empty()) {
    throw core::Error(core::sqlstate::feature_not_supported, "this connection has no sessions")
        .with_hint("A pooler gives its server away after each transaction. Send what belongs together in one request, "
                   "or connect "
                   "to the server itself.");
  }
}

// The flags of a request for a plan, and the words of SQL that would ask for the same.
struct ExplainOptions {
  uint32_t flags = 0;
  std::string words;
};

ExplainOptions explain_options(const wire::ExplainRequest& request) {
  namespace flag = channel::request_flag;
  const struct {
    bool is_asked;
    uint32_t flag;
    const char* word;
  } options[] = {{request.analyze, flag::explain_analyze, "ANALYZE"},
                 {request.buffers, flag::explain_buffers, "BUFFERS"},
                 {request.wal, flag::explain_wal, "WAL"},
                 {request.verbose, flag::explain_verbose, "VERBOSE"},
                 {request.settings, flag::explain_settings, "SETTINGS"},
                 {request.analyze && request.timing, flag::explain_timing, nullptr},
                 {request.analyze && !request.timing, 0, "TIMING OFF"},
                 {request.generic, flag::explain_generic, "GENERIC_PLAN"}};
  ExplainOptions asked;
  for (const auto& option : options) {
    asked.flags |= option.is_asked ? option.flag : 0;
    if (option.is_asked && option.word != nullptr) {
      asked.words.append(asked.words.empty() ? "(" : ", ").append(option.word);
    }
  }
  asked.words = asked.words.empty() ? "EXPLAIN " : "EXPLAIN " + asked.words + ") ";
  return asked;
}

// The options as the runner reads them: a struct's bytes.
std::string file_options(const wire::ExportRequest& request) {
  channel::ExportOptions options;
  memset(static_cast<void*>(&options), 0, sizeof options);
  options.format = static_cast<channel::ExportFormat>(static_cast<uint32_t>(request.format) + 1);
  options.has_header = request.has_header;
  options.is_formula_safe = request.is_formula_safe;
  options.quotes_all = request.quotes_all;
  options.ends_lines_with_crlf = request.ends_lines_with_crlf;
  options.has_byte_order_mark = request.has_byte_order_mark;
  options.delimiter = request.delimiter;
  options.overrides_identity = request.overrides_identity;
  options.rows_per_insert = static_cast<int32_t>(request.rows_per_insert);
  options.row_limit = request.query.row_limit.value_or(0);
  strlcpy(options.null_text, request.null_text.c_str(), sizeof options.null_text);
  strlcpy(options.schema, request.schema.c_str(), sizeof options.schema);
  strlcpy(options.table, request.table.c_str(), sizeof options.table);
  strlcpy(options.sheet, request.sheet.c_str(), sizeof options.sheet);
  return std::string(reinterpret_cast<const char*>(&options), sizeof options);
}

} // namespace

TicketPtr query_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant, wire::QueryRequest request) {
  need_session(grant, request.session);
  if (request.live_plan && grant.remote) {
    throw core::Error(core::sqlstate::feature_not_supported,
                      "another server does not tell how far the nodes of a plan have come");
  }
  TicketPtr ticket = base_ticket(id, identity, grant);
  ticket->kind = channel::RequestKind::query;
  ticket->session = std::move(request.session);
  ticket->requires_session = request.requires_session;
  ticket->flags |= request.read_only ? channel::request_flag::read_only : 0;
  // What is asked for, within what is allowed; 0 asks for no limit.
  ticket->timeout_ms = static_cast<int32_t>(earlier(request.timeout_ms.value_or(0), ticket->timeout_ms));
  if (request.row_limit) {
    ticket->row_limit = earlier(*request.row_limit, grant.row_limit);
  }
  ticket->max_cell_bytes = request.max_cell_bytes.value_or(ticket->max_cell_bytes);
  ticket->text = std::move(request.sql);
  ticket->parameters = std::move(request.parameters);
  ticket->flags |= request.has_named_parameters ? channel::request_flag::named_parameters : 0;
  ticket->flags |= request.live_plan ? channel::request_flag::live_plan : 0;
  return ticket;
}

TicketPtr export_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant,
                        const wire::ExportRequest& request) {
  TicketPtr ticket = query_ticket(id, identity, grant, request.query);
  ticket->kind = channel::RequestKind::file;
  // What the connection allows: a result with more is an error. What was asked for ends the file, and stands in the options.
  ticket->row_limit = grant.row_limit;
  ticket->parameters.insert(ticket->parameters.begin(), file_options(request));
  return ticket;
}

TicketPtr rows_select_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant,
                             const wire::RowsSelectRequest& request, const std::string& after_keys) {
  need_session(grant, request.session);
  TicketPtr ticket = base_ticket(id, identity, grant);
  ticket->kind = channel::RequestKind::rows_select;
  ticket->flags |= request.as_role.empty() ? 0 : channel::request_flag::read_only;
  ticket->session = request.session;
  ticket->row_limit = 0;
  ticket->max_cell_bytes = request.max_cell_bytes.value_or(ticket->max_cell_bytes);
  wire::RowsSelectRequest bounded = request;
  bounded.limit = earlier(request.limit, grant.row_limit);
  ticket->text = wire::rows_select_for_runner(bounded, after_keys);
  return ticket;
}

TicketPtr rows_change_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant,
                             const wire::RowsChangeRequest& request) {
  need_session(grant, request.session);
  TicketPtr ticket = base_ticket(id, identity, grant);
  ticket->kind = channel::RequestKind::rows_change;
  ticket->session = request.session;
  ticket->row_limit = 0;
  ticket->timeout_ms = static_cast<int32_t>(earlier(request.timeout_ms.value_or(0), ticket->timeout_ms));
  ticket->max_cell_bytes = request.max_cell_bytes.value_or(ticket->max_cell_bytes);
  ticket->text = wire::rows_change_for_runner(request);
  ticket->parameters = wire::rows_change_values(request);
  return ticket;
}

TicketPtr import_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant,
                        wire::ImportRequest request) {
  need_session(grant, request.session);
  TicketPtr ticket = base_ticket(id, identity, grant);
  ticket->kind = channel::RequestKind::import_part;
  ticket->session = request.session;
  ticket->requires_session = request.requires_session;
  ticket->flags |= request.first_line == 1 ? channel::request_flag::file_begins : 0;
  ticket->row_limit = 0;
  ticket->timeout_ms = static_cast<int32_t>(earlier(request.timeout_ms.value_or(0), ticket->timeout_ms));
  ticket->text = request.statement;
  ticket->parameters = {std::move(request.options), std::move(request.data)};
  return ticket;
}

TicketPtr analyze_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant,
                         wire::AnalyzeRequest request) {
  constexpr int64_t longest_ms = 2000;
  // On a remote connection the runner's own parser says what it can; nothing is sent to the other server.
  TicketPtr ticket = base_ticket(id, identity, grant);
  ticket->kind = channel::RequestKind::analyze;
  if (!grant.remote) {
    ticket->session = std::move(request.session);
    ticket->is_look = true;
    ticket->flags |=
        channel::request_flag::read_only; // a session that was only looked into has not become one that writes
  }
  ticket->timeout_ms = static_cast<int32_t>(earlier(longest_ms, ticket->timeout_ms));
  ticket->text = std::move(request.sql);
  return ticket;
}

TicketPtr explain_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant,
                         wire::ExplainRequest request) {
  need_session(grant, request.session);
  TicketPtr ticket = base_ticket(id, identity, grant);
  ExplainOptions options = explain_options(request);
  ticket->kind = channel::RequestKind::explain;
  ticket->session = std::move(request.session);
  ticket->flags |= options.flags | (request.read_only ? channel::request_flag::read_only : 0);
  ticket->timeout_ms = static_cast<int32_t>(earlier(request.timeout_ms.value_or(0), ticket->timeout_ms));
  ticket->flags |= request.has_named_parameters ? channel::request_flag::named_parameters : 0;
  ticket->said_before = std::move(options.words);
  ticket->text = std::move(request.sql);
  ticket->parameters = std::move(request.parameters);
  return ticket;
}

TicketPtr effect_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant,
                        wire::EffectRequest request) {
  constexpr int64_t longest_ms = 5000;
  TicketPtr ticket = base_ticket(id, identity, grant);
  ticket->kind = channel::RequestKind::effect;
  ticket->session = std::move(request.session);
  ticket->is_look = true;
  ticket->timeout_ms = static_cast<int32_t>(earlier(longest_ms, ticket->timeout_ms));
  ticket->flags |= request.dry_run ? channel::request_flag::dry_run : 0;
  ticket->flags |= request.has_named_parameters ? channel::request_flag::named_parameters : 0;
  ticket->text = std::move(request.sql);
  ticket->parameters = std::move(request.parameters);
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
