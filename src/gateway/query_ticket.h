// A query or rows/select request as a ticket: what the request leaves open comes from the settings.
#pragma once

#include "gateway/access.h"
#include "gateway/ticket.h"
#include "wire/export_request.h"
#include "wire/message.h"
#include "wire/rows_change.h"

namespace studio::gateway {

TicketPtr query_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant, wire::QueryRequest request);
// A file of a query's rows: all of them, or as many as are asked for.
TicketPtr export_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant,
                        const wire::ExportRequest& request);
// `after_keys`: the opened cursor, empty where there is none.
TicketPtr rows_select_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant,
                             const wire::RowsSelectRequest& request, const std::string& after_keys);
// 0A000 on a remote connection.
TicketPtr rows_change_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant,
                             const wire::RowsChangeRequest& request);
// SQL to be looked at: two seconds at most.
TicketPtr analyze_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant,
                         wire::AnalyzeRequest request);
// A statement whose plan is wanted.
TicketPtr explain_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant,
                         wire::ExplainRequest request);
// What SQL would destroy: five seconds at most, a dry run included.
TicketPtr effect_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant,
                        wire::EffectRequest request);
// A catalog question of ours on a connection: unnamed, no row limit, rows without their shell.
TicketPtr catalog_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant, const char* sql,
                         std::vector<std::optional<std::string>> parameters);

} // namespace studio::gateway
