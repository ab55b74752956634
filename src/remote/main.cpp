// A remote runner: the process that runs an account's SQL on another server, over libpq, and streams what it gives.
//
// Started by the gateway in a runner's slot. Its first request says where it leads; then it serves as a local runner does. It
// connects to no database of this cluster.
#include <new>

#include "channel/claim.h"
#include "channel/runner_end.h"
#include "core/sqlstate.h"
#include "pg/entry.h"
#include "pg/guard.h"
#include "remote/environment.h"
#include "remote/frames.h"
#include "remote/handshake.h"
#include "remote/interrupts.h"
#include "remote/request.h"

extern "C" {
#include "mb/pg_wchar.h"
}

namespace {

using namespace studio;
using channel::RunnerState;

channel::RunnerEnd runner_end;

void set_state(RunnerState state) { pg_atomic_write_u32(&runner_end.slot->state, static_cast<uint32>(state)); }

void attach(Datum argument) {
  uint64 generation = 0;
  memcpy(&generation, MyBgworkerEntry->bgw_extra, sizeof generation);
  pg::call([&] {
    channel::Registry* registry = channel::registry();
    int index = DatumGetInt32(argument);
    if (registry == nullptr || index < 0 || index >= registry->slot_count) {
      elog(FATAL, "studio: no slot %d", index);
    }
    channel::Slot* slot = &registry->slots[index];
    remote::install_signals(slot);
    BackgroundWorkerUnblockSignals();
    channel::runner_attach(&runner_end, slot, generation);
    channel::set_my_slot(slot);
    BackgroundWorkerInitializeConnection(nullptr, nullptr, 0);
    // We are in no database; what we parse is UTF-8.
    SetDatabaseEncoding(PG_UTF8);
  });
}

// The next request, waiting for it; false where the gateway has let go. The connection is watched too: a server that ends it
// ends this process.
bool receive(remote::Connection& connection, MemoryContext context, channel::Request& request) {
  for (;;) {
    channel::ReceiveResult result = pg::call([&] {
      MemoryContextReset(context);
      return channel::runner_receive(&runner_end, context, &request);
    });
    if (result != channel::ReceiveResult::nothing) {
      return result == channel::ReceiveResult::request;
    }
    if (connection.raw() == nullptr) {
      pg::call([] {
        WaitLatch(MyLatch, WL_LATCH_SET | WL_EXIT_ON_PM_DEATH, -1, PG_WAIT_EXTENSION);
        ResetLatch(MyLatch);
      });
      remote::serve_interrupts();
      continue;
    }
    connection.wait_idle();
    if (!connection.is_up()) {
      return false;
    }
  }
}

void show(const char* request_id, BackendState state) {
  std::string name = std::string("studio ") + request_id;
  pg::call([&] {
    if (state == STATE_RUNNING) {
      pgstat_report_appname(name.c_str());
      SetCurrentStatementStartTimestamp();
    }
    // The text is another server's business, and may hold its secrets.
    pgstat_report_activity(state, state == STATE_RUNNING ? "remote statement" : nullptr);
  });
}

// False where it did not work out; the gateway has been told why.
bool connect(remote::Connection& connection, remote::Frames& frames, const channel::Request& request,
             bool& is_transaction_pooling) {
  try {
    if (request.header.kind != channel::RequestKind::connect) {
      throw core::Error(core::sqlstate::protocol_violation, "malformed remote request");
    }
    remote::Target target = remote::read_target(std::string_view(request.text, request.header.text_bytes));
    // The gateway's first ticket waits behind: cancelling that one ends the attempt.
    remote::arm(1, 0);
    connection.open(target);
    remote::disarm();
    is_transaction_pooling = target.is_transaction_pooling;
    return true;
  } catch (const core::Error& error) {
    frames.failed_start(error);
  } catch (const std::bad_alloc&) {
    frames.failed_start(core::Error(core::sqlstate::out_of_memory, "out of memory"));
  }
  connection.close();
  return false;
}

void serve(remote::Connection& connection, remote::RequestRunner& runner, MemoryContext context) {
  channel::Request request = {};
  while (connection.is_up() && receive(connection, context, request)) {
    if (!channel::claim_request(runner_end.slot, request.header.sequence)) {
      continue;
    }
    set_state(RunnerState::busy);
    pg_atomic_fetch_add_u64(&runner_end.slot->request_count, 1);
    show(request.header.request_id, STATE_RUNNING);
    runner.serve(request);
    bool is_inside = connection.is_up() && connection.transaction() != PQTRANS_IDLE;
    set_state(is_inside ? RunnerState::idle_in_transaction : RunnerState::idle);
    show("", is_inside ? STATE_IDLEINTRANSACTION : STATE_IDLE);
  }
}

} // namespace

STUDIO_WORKER(studio_remote_main) {
  attach(argument);
  remote::prepare_environment();
  remote::prepare_handshakes();
  MemoryContext context =
      pg::call([] { return AllocSetContextCreate(TopMemoryContext, "studio request", ALLOCSET_DEFAULT_SIZES); });
  // Parse trees and whatever else a request allocates go with it.
  MemoryContextSwitchTo(context);
  remote::Connection connection;
  remote::Frames frames(runner_end);
  channel::Request request = {};
  bool is_transaction_pooling = false;
  if (!receive(connection, context, request) || !connect(connection, frames, request, is_transaction_pooling)) {
    return;
  }
  remote::RequestRunner runner(connection, frames, is_transaction_pooling);
  set_state(RunnerState::idle);
  frames.ready();
  serve(connection, runner, context);
}
