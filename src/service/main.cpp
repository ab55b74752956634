// The service worker and the credential worker: receive a request, answer it, wait.
//
// One program; its slot's kind says which of the two it is. It runs only SQL that we wrote, as studio_service. The one
// `catch` of the room is here: a request that fails becomes an error frame, and the worker serves the next one.
#include <optional>

#include "channel/runner_end.h"
#include "core/digest.h"
#include "core/sqlstate.h"
#include "pg/entry.h"
#include "pg/guard.h"
#include "pg/transaction.h"
#include "service/credential.h"
#include "service/operations.h"
#include "service/query.h"
#include "service/reply.h"
#include "service/session.h"

extern "C" {
#include "access/xlog.h"
#include "catalog/pg_type.h"
#include "utils/inval.h"
#include "storage/sinval.h"
#include "utils/snapmgr.h"
#include "utils/timeout.h"
}

namespace {

using namespace studio;
namespace sqlstate = core::sqlstate;

constexpr int operation_timeout_ms = 10000;

channel::RunnerEnd runner_end;
uint64 current_sequence = 0; // of the request being served; 0 between requests
std::optional<service::Statement> statements[service::operation_count];

bool somebody_asks() {
  static const channel::AccountId nobody = {};
  return memcmp(runner_end.slot->request_account.bytes, nobody.bytes, sizeof nobody.bytes) != 0;
}

// Arms the statement timeout for its lifetime.
class Deadline {
public:
  Deadline() { enable_timeout_after(STATEMENT_TIMEOUT, operation_timeout_ms); }
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;
  ~Deadline() { disable_timeout(STATEMENT_TIMEOUT, false); }
};

std::string run_operation(const channel::Request& request) {
  int place = service::find_operation(request.text);
  if (place < 0 || request.header.parameter_count != 1 || request.parameters[0] == nullptr) {
    throw core::Error(sqlstate::protocol_violation, "malformed service request");
  }
  const service::Operation& operation = service::operation(place);
  if (operation.identity == service::Identity::needed && !somebody_asks()) {
    // Who asks without an account wants to know whether studio is here at all.
    service::require_extension();
    throw core::Error(sqlstate::invalid_authorization, "nobody is signed in");
  }
  if (operation.standby == service::Standby::refused && RecoveryInProgress()) {
    throw core::Error(sqlstate::read_only_sql_transaction, "studio cannot change its data during recovery")
        .with_hint("Use the studio of the primary server.");
  }
  if (!statements[place]) {
    statements[place].emplace(operation.statement, JSONBOID);
  }
  pg::Transaction transaction;
  std::optional<std::string> answer =
      statements[place]->run(std::string_view(request.parameters[0], static_cast<size_t>(request.lengths[0])));
  transaction.commit();
  if (!answer) {
    throw core::Error(sqlstate::invalid_authorization, "the sign-in has ended").with_hint("Sign in again.");
  }
  return *answer;
}

// The password is wiped wherever this process and the ring hold it: the ring is empty now, and the gateway writes to it
// only after our answer. Its first bytes are the queue's own head, which stands before any request.
void wipe_request(const channel::Request& request) {
  constexpr size_t queue_head_bytes = 128;
  for (uint32 i = 0; i < request.header.parameter_count; i++) {
    if (request.parameters[i] != nullptr) {
      explicit_bzero(const_cast<char*>(request.parameters[i]), static_cast<size_t>(request.lengths[i]));
    }
  }
  explicit_bzero(runner_end.slot->request_ring + queue_head_bytes, channel::request_ring_bytes - queue_head_bytes);
}

std::string run_credential_check(const channel::Request& request) {
  std::string_view check = request.text;
  uint32 count = request.header.parameter_count;
  bool is_whole = (check == "role_password" && count == 4) || (check == "account_password" && count == 3) ||
                  (check == "hash_password" && count == 3);
  for (uint32 i = 0; is_whole && i < count; i++) {
    is_whole = request.parameters[i] != nullptr;
  }
  if (!is_whole) {
    throw core::Error(sqlstate::protocol_violation, "malformed credential request");
  }
  auto parameter = [&](int i) {
    return std::string_view(request.parameters[i], static_cast<size_t>(request.lengths[i]));
  };
  if (check == "account_password") {
    return service::check_account_password(parameter(0), parameter(1), parameter(2));
  }
  if (check == "hash_password") {
    return service::hash_password(parameter(0), parameter(1), parameter(2));
  }
  return service::check_role_password({parameter(0), parameter(1), parameter(2), parameter(3)});
}

// The function or the schema is gone: somebody dropped the extension.
bool means_not_installed(const core::Error& error) {
  return error.code == "3F000" || error.code == "42883" || error.code == "42P01" || error.code == "42704";
}

// What only we, or the machine, can be to blame for belongs into the server log; refusals do not.
bool belongs_into_log(const core::Error& error) {
  std::string_view kind = std::string_view(error.code).substr(0, 2);
  return kind == "XX" || kind == "57" || kind == "58" ||
         (kind == "53" && error.code != sqlstate::configuration_limit_exceeded) ||
         (kind == "42" && error.code != sqlstate::insufficient_privilege);
}

void refuse(core::Error error, const channel::Request& request) {
  if (means_not_installed(error)) {
    try {
      service::require_extension();
    } catch (const core::Error& missing) {
      error = missing;
    }
  }
  if (belongs_into_log(error)) {
    pg::call([&] {
      ereport(LOG,
              (errcode(ERRCODE_INTERNAL_ERROR), errmsg_internal("studio's service failed: %s", error.message.c_str()),
               errdetail_internal("SQLSTATE %s. %s", error.code.c_str(), error.where.c_str())));
    });
  }
  // Where in our SQL it happened is nothing to the one who asked.
  error.where.clear();
  error.internal_query.clear();
  error.internal_position = 0;
  service::send_error(runner_end, current_sequence, error, request.header.request_id);
}

std::string serve(const channel::Request& request) {
  Deadline deadline;
  return request.header.kind == channel::RequestKind::credential ? run_credential_check(request)
                                                                 : run_operation(request);
}

void answer(const channel::Request& request) {
  bool is_credential = runner_end.slot->kind == channel::SlotKind::credential;
  auto wanted = is_credential ? channel::RequestKind::credential : channel::RequestKind::service;
  try {
    if (request.header.kind != wanted) {
      throw core::Error(sqlstate::protocol_violation, "this worker does not serve such requests");
    }
    std::string json = serve(request);
    if (is_credential) {
      wipe_request(request);
    }
    service::send_answer(runner_end, current_sequence, json);
  } catch (const core::Error& error) {
    if (is_credential) {
      wipe_request(request);
    }
    refuse(error, request);
  }
}

void set_state(channel::RunnerState state) { pg_atomic_write_u32(&runner_end.slot->state, static_cast<uint32>(state)); }

void handle_request(const channel::Request& request) {
  current_sequence = request.header.sequence;
  pg_atomic_write_u64(&runner_end.slot->current_sequence, current_sequence);
  set_state(channel::RunnerState::busy);
  std::string application = std::string("studio ") + request.header.request_id;
  pg::call([&] {
    QueryCancelPending = false;
    SetCurrentStatementStartTimestamp();
    pgstat_report_appname(application.c_str());
    pgstat_report_activity(STATE_RUNNING, request.header.kind == channel::RequestKind::service ? request.text : "");
  });
  answer(request);
  pg_atomic_fetch_add_u64(&runner_end.slot->request_count, 1);
  set_state(channel::RunnerState::idle);
  current_sequence = 0;
  pg::call([] {
    pgstat_report_activity(STATE_IDLE, nullptr);
    pgstat_report_stat(false);
  });
}

// Between requests a cancel means nothing; everything else that waits for us is answered.
void wait_for_work() {
  pg::call([] {
    InvalidateCatalogSnapshotConditionally();
    WaitLatch(MyLatch, WL_LATCH_SET | WL_EXIT_ON_PM_DEATH, -1, PG_WAIT_EXTENSION);
    ResetLatch(MyLatch);
    QueryCancelPending = false;
    CHECK_FOR_INTERRUPTS();
    if (catchupInterruptPending) {
      ProcessCatchupInterrupt();
    }
    if (ConfigReloadPending) {
      ConfigReloadPending = false;
      ProcessConfigFile(PGC_SIGHUP);
    }
  });
}

// Serves until the gateway lets go of its end.
void serve_requests() {
  MemoryContext context =
      pg::call([] { return AllocSetContextCreate(TopMemoryContext, "studio request", ALLOCSET_DEFAULT_SIZES); });
  for (;;) {
    channel::Request request = {};
    channel::ReceiveResult result = pg::call([&] { return channel::runner_receive(&runner_end, context, &request); });
    if (result == channel::ReceiveResult::detached) {
      return;
    }
    if (result == channel::ReceiveResult::request) {
      handle_request(request);
      pg::call([&] {
        MemoryContextReset(context);
        CHECK_FOR_INTERRUPTS();
      });
    } else {
      wait_for_work();
    }
  }
}

void attach(Datum argument) {
  uint64 generation = 0;
  memcpy(&generation, MyBgworkerEntry->bgw_extra, sizeof generation);
  pg::call([&] {
    pqsignal(SIGHUP, SignalHandlerForConfigReload);
    pqsignal(SIGTERM, die);
    BackgroundWorkerUnblockSignals();
    channel::Registry* registry = channel::registry();
    int index = DatumGetInt32(argument);
    if (registry == nullptr || index < 0 || index >= registry->slot_count) {
      elog(FATAL, "studio: no slot %d", index);
    }
    channel::runner_attach(&runner_end, &registry->slots[index], generation);
    channel::set_my_slot(runner_end.slot);
  });
  service::report_fatal_through(&runner_end, &current_sequence);
}

// So that whoever wants this database for himself sees that we are in it.
void note_database() {
  channel::Slot* slot = runner_end.slot;
  SpinLockAcquire(&slot->mutex);
  slot->database = MyDatabaseId;
  slot->role = GetUserId();
  SpinLockRelease(&slot->mutex);
}

} // namespace

STUDIO_WORKER(studio_service_main) {
  attach(argument);
  service::connect();
  note_database();
  try {
    service::pin_settings();
    service::require_extension();
  } catch (const core::Error& error) {
    service::send_error(runner_end, 0, error, "");
    return;
  }
  set_state(channel::RunnerState::idle);
  service::send_ready(runner_end);
  serve_requests();
}
