#include "gateway/watched_ticket.h"

namespace studio::gateway {

void submit_watched(RunnerPool& pool, const TicketPtr& ticket, const http::ExchangePtr& exchange) {
  std::weak_ptr<Ticket> watched = ticket;
  exchange->when_gone([&pool, watched] {
    if (TicketPtr left = watched.lock()) {
      pool.cancel(left, channel::CancelReason::user);
    }
  });
  pool.submit(ticket);
}

} // namespace studio::gateway
