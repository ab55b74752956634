// A request over HTTP: who goes away does not want the answer.
#pragma once

#include "gateway/runner_pool.h"
#include "http/exchange.h"

namespace studio::gateway {

// Submits the ticket, whose consumer is set; it is cancelled when the client leaves.
void submit_watched(RunnerPool& pool, const TicketPtr& ticket, const http::ExchangePtr& exchange);

} // namespace studio::gateway
