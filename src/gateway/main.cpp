// The gateway's process: signals, start, loop, end.
//
// Started by the postmaster at a consistent state (so on a standby too), restarted by it after a failure. Connects to no
// database. A port that is taken or a key file that cannot be read never keeps the cluster from serving: the reason goes to
// the log once a minute and to studio.status(), and the gateway tries again.
#include "gateway/clock.h"
#include "gateway/gateway.h"
#include "gateway/keys.h"
#include "pg/entry.h"
#include "pg/guard.h"
#include "pg/settings.h"
#include "pg/wait.h"
#include "pg/worker.h"

namespace studio::gateway {

namespace {

constexpr long listen_retry_ms = 5000;
constexpr int64_t log_interval_ms = 60000;
constexpr long idle_limit_ms = 10000;
constexpr int error_limit = 10; // in a minute; then the process is started anew

void publish(channel::GatewayState state, const std::string& reason) {
  channel::Registry* registry = channel::registry();
  SpinLockAcquire(&registry->mutex);
  strlcpy(registry->gateway_reason, reason.c_str(), sizeof registry->gateway_reason);
  SpinLockRelease(&registry->mutex);
  pg_atomic_write_u32(&registry->gateway_state, static_cast<uint32>(state));
}

// Runs at any exit: nobody may set the latch of a process that has gone.
void withdraw(int, Datum) {
  channel::Registry* registry = channel::registry();
  pg_atomic_write_u32(&registry->gateway_procno, UINT32_MAX);
  pg_atomic_write_u32(&registry->gateway_pid, 0);
  pg_atomic_write_u32(&registry->gateway_state, static_cast<uint32>(channel::GatewayState::down));
  // An orderly shutdown has closed the rings. After any other end the runners would wait at them for ever, and the next
  // gateway would find no slot.
  channel::dismiss_runners();
}

void enlist() {
  channel::Registry* registry = channel::registry();
  pg::call([&] { before_shmem_exit(withdraw, 0); });
  registry->gateway_started_at = GetCurrentTimestamp();
  pg_atomic_write_u32(&registry->gateway_pid, static_cast<uint32>(MyProcPid));
  pg_atomic_write_u32(&registry->gateway_procno, static_cast<uint32>(MyProc - ProcGlobal->allProcs));
  publish(channel::GatewayState::starting, "");
}

void take_signals(Gateway* gateway) {
  if (ShutdownRequestPending) {
    if (gateway != nullptr) {
      gateway->shut_down();
    }
    // Zero would unregister the worker for good; the postmaster does not start it again while it shuts down.
    proc_exit(1);
  }
  if (ConfigReloadPending) {
    ConfigReloadPending = false;
    pg::call([] { ProcessConfigFile(PGC_SIGHUP); });
    if (gateway != nullptr) {
      gateway->reload();
    }
  }
}

void listen_or_wait(Gateway& gateway, pg::WaitSet& wait) {
  int64_t logged_at = 0;
  for (;;) {
    try {
      gateway.listen();
      return;
    } catch (const core::Error& error) {
      publish(channel::GatewayState::failed, error.message);
      if (logged_at == 0 || now_ms() - logged_at > log_interval_ms) {
        logged_at = now_ms();
        pg::log_warning(error.message, error.hint);
      }
    }
    wait.wait(listen_retry_ms);
    take_signals(&gateway);
  }
}

void say_limits(RunnerPool& pool) {
  if (pool.runner_limit() < pg::settings.max_runners) {
    pg::log_warning("at most " + std::to_string(pool.runner_limit()) +
                        " of studio.max_runners = " + std::to_string(pg::settings.max_runners) + " runners can be used",
                    "Set max_worker_processes to at least " + std::to_string(pool.wanted_worker_processes()) + ".");
  }
}

void serve(Gateway& gateway, pg::WaitSet& wait) {
  int errors = 0;
  int64_t errors_since = 0;
  for (;;) {
    try {
      for (;;) {
        gateway.turn();
        long timeout = gateway.wait_ms();
        wait.wait(timeout < 0 || timeout > idle_limit_ms ? idle_limit_ms : timeout);
        take_signals(&gateway);
      }
    } catch (const core::Error& error) {
      pg::log_warning("a turn of the gateway failed: " + error.message, error.hint);
    } catch (const std::bad_alloc&) {
      pg::log_warning("a turn of the gateway failed: out of memory", "");
    }
    errors = now_ms() - errors_since > log_interval_ms ? 1 : errors + 1;
    errors_since = errors == 1 ? now_ms() : errors_since;
    if (errors >= error_limit) {
      proc_exit(1);
    }
  }
}

} // namespace

} // namespace studio::gateway

STUDIO_WORKER(studio_gateway_main) {
  using namespace studio;
  pqsignal(SIGTERM, SignalHandlerForShutdownRequest);
  pqsignal(SIGHUP, SignalHandlerForConfigReload);
  pqsignal(SIGINT, SIG_IGN);
  BackgroundWorkerUnblockSignals();
  pg::call([] { BackgroundWorkerInitializeConnection(nullptr, nullptr, 0); });
  channel::set_in_studio_worker();
  gateway::enlist();
  gateway::keys().load(gateway::now_ms());

  // Never destroyed: the process ends by proc_exit, and the kernel closes what it holds.
  auto* served = new gateway::Gateway();
  pg::WaitSet wait(2);
  wait.add_readable(served->server().epoll_fd());
  wait.add_readable(served->poller().fd());
  gateway::listen_or_wait(*served, wait);
  gateway::say_limits(served->pool());
  gateway::publish(channel::GatewayState::serving, "");
  pg::log_line("listening on " + std::string(pg::settings.listen_addresses) + ", port " +
               std::to_string(pg::settings.port));
  gateway::serve(*served, wait);
}
