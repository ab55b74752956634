#include "gateway/gateway.h"

#include <sys/resource.h>
#include <unistd.h>

#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "gateway/keys.h"
#include "gateway/replies.h"
#include "pg/settings.h"
#include "pg/worker.h"

namespace studio::gateway {

namespace {

constexpr size_t descriptor_reserve = 200;

std::string text(const char* setting) { return setting == nullptr ? "" : setting; }

// The gateway's own limit of open files is lifted to the hard one; PostgreSQL keeps some for itself.
size_t connection_limit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
  }
  size_t open_files = static_cast<size_t>(limit.rlim_cur);
  size_t possible = open_files > descriptor_reserve + 16 ? open_files - descriptor_reserve : 16;
  return std::min(possible, static_cast<size_t>(pg::settings.max_connections));
}

// What runs with this key is not what the grant allows.
bool leads_elsewhere(const Grant& grant, const RunnerKey& key) {
  return grant.role != key.role || grant.database != key.database || !grant.remote != !key.remote;
}

[[noreturn]] void on_http_panic(const char* reason) {
  // Never abort(): any exit code but 0 and 1 restarts the whole cluster.
  pg::log_warning(std::string("the HTTP server failed: ") + reason, "The gateway restarts.");
  proc_exit(1);
}

} // namespace

class Gateway::ListeningSocket : public PollTarget {
public:
  ListeningSocket(http::Server& server, int fd) : server_(server), fd_(fd) {}
  ~ListeningSocket() override { ::close(fd_); }
  void on_events(uint32_t) override { server_.accept(fd_, now_ms()); }
  int fd() const { return fd_; }

private:
  http::Server& server_;
  int fd_;
};

Gateway::Gateway()
    : service_(pool_), journal_(service_), credentials_(service_, journal_), access_(service_, credentials_),
      sockets_(poller_, pool_, access_) {
  assets_.load();
  pool_.when_over([this](const Ticket& ticket) { journal_.note_query(ticket, ticket.end); });
  server_ = std::make_unique<http::Server>(server_options());
}

http::ServerOptions Gateway::server_options() {
  http::ServerOptions options;
  options.limits.connections = connection_limit();
  options.handle = [this](const http::ExchangePtr& exchange) { dispatch(exchange); };
  options.refuse = error_response;
  options.panic = on_http_panic;
  read_network_settings(options);
  return options;
}

void Gateway::read_network_settings(http::ServerOptions& options) const {
  options.limits.unauthenticated_per_address = static_cast<size_t>(pg::settings.max_unauthenticated_per_address);
  options.limits.body_bytes = static_cast<size_t>(pg::settings.max_body_bytes);
  options.limits.header_timeout_ms = pg::settings.header_timeout_ms;
  options.limits.body_timeout_ms = pg::settings.body_timeout_ms;
  options.gate.header_block_bytes = static_cast<size_t>(pg::settings.max_header_bytes);
  try {
    std::vector<http::HostName> hosts = http::parse_host_list(text(pg::settings.allowed_hosts));
    if (auto own = http::parse_origin(text(pg::settings.public_url))) {
      hosts.push_back(*own);
    }
    if (text(pg::settings.allowed_hosts).empty()) {
      for (const char* name : {"localhost", "127.0.0.1", "[::1]"}) {
        hosts.push_back({name, pg::settings.port == 80 ? 0 : pg::settings.port});
      }
    }
    options.gate.allowed_hosts = std::move(hosts);
    options.trusted_proxies = http::parse_network_list(text(pg::settings.trusted_proxies));
  } catch (const core::Error& error) {
    pg::log_warning("a setting was not taken: " + error.message,
                    "Check studio.allowed_hosts and studio.trusted_proxies.");
  }
}

void Gateway::listen() {
  bool is_local = true;
  std::vector<http::BoundSocket> bound = http::listen_on(text(pg::settings.listen_addresses), pg::settings.port);
  for (const http::BoundSocket& each : bound) {
    auto address = http::Address::parse(each.address);
    is_local = is_local && address && address->is_loopback();
  }
  if (!is_local && !pg::settings.behind_tls_proxy) {
    for (const http::BoundSocket& each : bound) {
      ::close(each.fd);
    }
    core::Error error(core::sqlstate::object_not_in_prerequisite_state,
                      "studio.listen_addresses names an address that is not loopback");
    error.with_hint("Put a proxy that speaks TLS in front of studio and set studio.behind_tls_proxy = on.");
    throw error;
  }
  for (const http::BoundSocket& each : bound) {
    listening_.push_back(std::make_unique<ListeningSocket>(*server_, each.fd));
    poller_.add(each.fd, EPOLLIN, listening_.back().get());
  }
}

void Gateway::turn() {
  int64_t now = now_ms();
  if (!keys().is_ready()) {
    keys().retry(now);
  }
  follow_changes();
  poller_has_more_ = !poller_.run();
  server_->set_upgraded_count(sockets_.count());
  server_->run();
  pool_.poll(now);
  background_.sweep(now);
  if (journal_.is_due(now)) {
    journal_.run(now, !pool_.is_serving_users());
  }
  if (server_->has_work()) {
    server_->run();
  }
  server_->sweep(now);
  if (sockets_.next_sweep_ms() != 0) {
    sockets_.sweep(now);
  }
  sockets_.bury();
}

long Gateway::wait_ms() const {
  if (poller_has_more_) {
    return 0;
  }
  int64_t now = now_ms();
  int64_t due = earlier(earlier(pool_.next_deadline_ms(), sockets_.next_sweep_ms()),
                        earlier(journal_.next_deadline_ms(), background_.next_deadline_ms()));
  due = earlier(due, sockets_.next_telling_ms());
  long wait = due == 0 ? -1 : static_cast<long>(std::max<int64_t>(0, due - now));
  long server_wait = server_->timeout_ms(now);
  return wait < 0 || (server_wait >= 0 && server_wait < wait) ? server_wait : wait;
}

void Gateway::follow_changes() {
  channel::Registry* registry = channel::registry();
  // Whoever wants the database takes the wish back when its statement has ended, however it ended.
  pool_.keep_out_of(pg_atomic_read_u32(&registry->evict_database));
  if (access_.follow_epoch()) {
    probe();
    sockets_.check_access();
    recheck_queries();
    recheck_sessions();
    recheck_results();
  }
  sockets_.tell_schemas(now_ms());
}

// What runs now was allowed before the change: asks again for each, and ends what is not allowed any more.
void Gateway::recheck_queries() {
  for (const TicketPtr& ticket : pool_.all_tickets()) {
    if (!ticket->connection || !ticket->identity) {
      continue;
    }
    recheck_grant(ticket);
    std::weak_ptr<Ticket> watched = ticket;
    access_.check_session(*ticket->identity, [this, watched](const Outcome<Identity>& outcome) {
      TicketPtr running = watched.lock();
      if (running && outcome.error && outcome.error->code == core::sqlstate::invalid_authorization) {
        pool_.cancel(running, channel::CancelReason::access_revoked);
      }
    });
  }
}

void Gateway::recheck_grant(const TicketPtr& ticket) {
  std::weak_ptr<Ticket> watched = ticket;
  access_.grant(ticket->key.account, *ticket->connection, [this, watched](const Outcome<Grant>& outcome) {
    TicketPtr running = watched.lock();
    if (!running) {
      return;
    }
    // Who may only read from now on must not go on to write.
    bool is_too_free =
        outcome.value && outcome.value->is_read_only && (running->flags & channel::request_flag::read_only) == 0;
    if (outcome.error || leads_elsewhere(*outcome.value, running->key) || is_too_free) {
      pool_.cancel(running, channel::CancelReason::access_revoked);
    }
  });
}

// A named session may hold a transaction, and locks, between its requests.
void Gateway::recheck_sessions() {
  for (const PinnedSession& session : pool_.pinned_sessions()) {
    access_.grant(session.key.account, session.connection, [this, session](const Outcome<Grant>& outcome) {
      bool is_too_free = outcome.value && outcome.value->is_read_only && session.has_writing_transaction;
      // With another beginning, nobody's request would find it any more.
      if (outcome.error || leads_elsewhere(*outcome.value, session.key) || outcome.value->setup != session.key.setup ||
          !is_same_target(outcome.value->remote, session.key.remote) || is_too_free) {
        pool_.end_session(session);
      }
    });
  }
}

// What a query in the background has given is kept no longer than its connection may be used.
void Gateway::recheck_results() {
  const std::vector<BackgroundRunPtr> kept = background_.all(); // an answer that is known comes at once
  for (const BackgroundRunPtr& run : kept) {
    if (!run->is_over()) {
      continue;
    }
    access_.grant(run->account, run->connection, [this, id = run->id, key = run->key](const Outcome<Grant>& outcome) {
      if (outcome.error || leads_elsewhere(*outcome.value, key)) {
        background_.remove(id);
      }
    });
  }
}

Gateway::Readiness Gateway::readiness() const { return service_.missing() ? Readiness::missing : probed_; }

core::Error Gateway::not_installed() const {
  core::Error error(core::sqlstate::not_installed,
                    "extension studio is not created in database \"" + text(pg::settings.database) + "\"");
  error.with_hint("As a superuser, run CREATE EXTENSION studio in that database.");
  if (service_.missing()) {
    error.with_detail(service_.missing()->message + ".");
  }
  return error;
}

// An operation that needs an account, asked without one: 28000 says that the extension is there and answers.
void Gateway::probe() {
  if (is_probing_) {
    // The answer under way may be older than the change: it is asked for again when it has come.
    must_probe_again_ = true;
    return;
  }
  is_probing_ = true;
  service_.ask("me", "{}", core::Uuid{}, [this](const ServiceReply& reply) {
    is_probing_ = false;
    if (must_probe_again_) {
      must_probe_again_ = false;
      service_.forget_missing();
      probe();
      return;
    }
    bool answers = !reply.error || reply.error->code == core::sqlstate::invalid_authorization;
    bool was_missing = probed_ == Readiness::missing;
    probed_ = answers && !service_.missing() ? Readiness::ready : Readiness::missing;
    if (probed_ == Readiness::missing) {
      if (!was_missing) {
        core::Error error = not_installed();
        pg::log_warning(error.message, error.hint);
      }
      sockets_.close_all(ws::CloseCode::restart, "studio is not installed");
      pool_.retire(channel::SlotKind::service);
    }
  });
}

bool Gateway::is_secure(const http::Request& request) const {
  if (text(pg::settings.public_url).rfind("https://", 0) == 0) {
    return true;
  }
  auto peer = http::Address::parse(request.peer_address);
  bool is_trusted = false;
  for (const http::Network& network : server_->options().trusted_proxies) {
    is_trusted = is_trusted || (peer && network.contains(*peer));
  }
  return is_trusted && request.headers.find("X-Forwarded-Proto").value_or("") == "https";
}

void Gateway::reload() {
  read_network_settings(server_->options());
  keys().load(now_ms());
}

void Gateway::shut_down() {
  sockets_.close_all(ws::CloseCode::restart, "the server restarts");
  pool_.shut_down();
}

} // namespace studio::gateway
