// The gateway: everything that serves browsers, in one object, in one process, in one thread.
//
// Never runs SQL and opens no transaction (src/gateway/README.md). main.cpp makes it and drives its loop.
#pragma once

#include <memory>
#include <vector>

#include "http/server.h"

#include "gateway/access.h"
#include "gateway/assets.h"
#include "gateway/background_runs.h"
#include "gateway/credentials.h"
#include "gateway/export_links.h"
#include "gateway/journal.h"
#include "gateway/poller.h"
#include "gateway/routes.h"
#include "gateway/runner_pool.h"
#include "gateway/service_client.h"
#include "gateway/socket_hub.h"

namespace studio::gateway {

class Gateway {
public:
  Gateway();

  // Binds the addresses of the settings; throws core::Error where that is not possible.
  void listen();
  // One turn: takes what is ready, gives out what has come.
  void turn();
  // How long the loop may wait before the next turn: −1 = until something happens.
  long wait_ms() const;
  // Settings have been read anew.
  void reload();
  // Says good-bye to sockets and lets runners go.
  void shut_down();

  http::Server& server() { return *server_; }
  Poller& poller() { return poller_; }
  RunnerPool& pool() { return pool_; }
  ServiceClient& service() { return service_; }
  BackgroundRuns& background() { return background_; }
  Access& access() { return access_; }
  SocketHub& sockets() { return sockets_; }
  Credentials& credentials() { return credentials_; }
  ExportLinks& export_links() { return export_links_; }
  const Assets& assets() const { return assets_; }

  // Is studio.database ready? Asked of the service runner at start and when the access epoch moves.
  enum class Readiness { unknown, ready, missing };
  Readiness readiness() const;
  // What every route answers while it is missing (ST005).
  core::Error not_installed() const;
  void probe();

  // Whether the request came over TLS: by studio.public_url, or as a trusted proxy says.
  bool is_secure(const http::Request& request) const;

private:
  class ListeningSocket;

  void dispatch(const http::ExchangePtr& exchange);
  void dispatch_api(const http::ExchangePtr& exchange);
  void serve_page(const http::ExchangePtr& exchange);
  void follow_changes();
  void recheck_queries();
  void recheck_grant(const TicketPtr& ticket);
  void recheck_sessions();
  void recheck_results();
  http::ServerOptions server_options();
  void read_network_settings(http::ServerOptions& options) const;

  Poller poller_;
  BackgroundRuns background_; // before the pool, whose tickets hold runs
  RunnerPool pool_;
  ServiceClient service_;
  Journal journal_;
  Credentials credentials_;
  Access access_;
  SocketHub sockets_;
  ExportLinks export_links_;
  Assets assets_;
  std::unique_ptr<http::Server> server_;
  std::vector<std::unique_ptr<ListeningSocket>> listening_;
  Readiness probed_ = Readiness::unknown;
  bool is_probing_ = false;
  bool must_probe_again_ = false;
  bool poller_has_more_ = false;
};

} // namespace studio::gateway
