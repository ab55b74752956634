// A part of an imported file as a ticket. Defined beside the other tickets, in query_ticket.cpp.
#pragma once

#include "gateway/access.h"
#include "gateway/ticket.h"
#include "wire/import_request.h"

namespace studio::gateway {

// 0A000 on a remote connection.
TicketPtr import_ticket(const core::Uuid& id, const Identity& identity, const Grant& grant,
                        wire::ImportRequest request);

} // namespace studio::gateway
