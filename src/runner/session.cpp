#include "runner/session.h"

#include <time.h>

#include "runner/frames.h"
#include "runner/hooks.h"
#include "runner/messages.h"

extern "C" {
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
}

namespace studio::runner {

Session session;

namespace {

// The value of `role` that ALTER ROLE … SET role gave the session, "none" where there is none.
char initial_role[NAMEDATALEN];

int wanted_client_encoding() {
  // A SQL_ASCII database holds bytes of any kind: PostgreSQL would refuse to send those that are no UTF-8, even in an error
  // message. So it is asked for the bytes as they are, and what does not fit is replaced by us.
  return GetDatabaseEncoding() == PG_SQL_ASCII ? PG_SQL_ASCII : PG_UTF8;
}

// The settings of an unnamed request. A source above the configuration file and below ALTER DATABASE and ALTER ROLE: what
// somebody wrote for this role or database stays, and RESET comes back to these.
void apply_initial_settings() {
  static const char* const settings[][2] = {
      {"DateStyle", "ISO"}, {"IntervalStyle", "postgres"}, {"bytea_output", "hex"}, {"extra_float_digits", "1"}};
  for (const auto& setting : settings) {
    SetConfigOption(setting[0], setting[1], PGC_USERSET, PGC_S_GLOBAL);
  }
  SetConfigOption("client_encoding", pg_encoding_to_char(wanted_client_encoding()), PGC_USERSET, PGC_S_OVERRIDE);
  SetConfigOption("application_name", "studio", PGC_USERSET, PGC_S_CLIENT);
}

// The setting that is being applied, for the error that it may raise.
void name_setting(void* name) { errcontext("setting \"%s\" of the connection", static_cast<const char*>(name)); }

// As an option of a client that connects, so that RESET and DISCARD ALL come back to it. What PostgreSQL does not accept, or does
// not let this role set, ends the process with PostgreSQL's own words: whoever asks the connection is told them.
void apply_setting(const char* name, const char* value) {
  ErrorContextCallback context = {};
  context.callback = name_setting;
  context.arg = const_cast<char*>(name);
  context.previous = error_context_stack;
  error_context_stack = &context;
  (void)set_config_option(name, value, superuser() ? PGC_SUSET : PGC_USERSET, PGC_S_CLIENT, GUC_ACTION_SET, true, FATAL,
                          false);
  error_context_stack = context.previous;
}

// The connection's settings, then its default schema before whatever search_path there is.
void apply_setup() {
  const char* at = session.slot->setup;
  const char* end = at + session.slot->setup_bytes;
  if (at == end) {
    return;
  }
  const char* schema = at;
  for (at += strlen(at) + 1; at < end;) {
    const char* name = at;
    const char* value = name + strlen(name) + 1;
    apply_setting(name, value);
    at = value + strlen(value) + 1;
  }
  if (*schema != '\0') {
    const char* path = GetConfigOption("search_path", false, false);
    const char* quoted = quote_identifier(schema);
    apply_setting("search_path", *path == '\0' ? quoted : psprintf("%s, %s", quoted, path));
  }
}

} // namespace

int64 monotonic_nanoseconds() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<int64>(now.tv_sec) * 1000000000 + now.tv_nsec;
}

void session_start() {
  // Before connecting, so that a FATAL there (the role may not log in, the database is gone) is told and not only logged.
  install_messages();
  BackgroundWorkerInitializeConnectionByOid(session.slot->database, session.slot->role, 0);
  MessageContext = AllocSetContextCreate(TopMemoryContext, "MessageContext", ALLOCSET_DEFAULT_SIZES);
  session.message_context = MessageContext;

  StartTransactionCommand();
  // PostgreSQL loads these for clients only, but administrators rely on them (auditing, plan logging) for every session.
  process_session_preload_libraries();
  apply_initial_settings();
  apply_setup();
  strlcpy(initial_role, GetConfigOption("role", false, false), sizeof initial_role);
  CommitTransactionCommand();
  install_hooks();
  pgstat_report_activity(STATE_IDLE, nullptr);
  set_ps_display("idle");
}

void session_restore_role() {
  if (strcmp(initial_role, "none") != 0) {
    SetConfigOption("role", initial_role, PGC_USERSET, PGC_S_SESSION);
  }
}

void session_force_encoding() {
  int wanted = wanted_client_encoding();
  if (unlikely(pg_get_client_encoding() != wanted)) {
    // The conversion was prepared when the session started, so this cannot fail, not even in an aborted transaction.
    (void)SetClientEncoding(wanted);
  }
}

// The setting's machinery costs more than a short statement's parsing, for a text that differs in 36 characters only. So
// where the value is still the one given last, those are written over: the setting's memory is its own, and no length changes.
void session_show_request() {
  static char shown[NAMEDATALEN];
  bool is_still_ours = shown[0] != '\0' && strcmp(application_name, shown) == 0;
  strlcpy(shown, "studio ", sizeof shown);
  strlcat(shown, session.request.header.request_id, sizeof shown);
  if (is_still_ours && strlen(application_name) == strlen(shown)) {
    memcpy(application_name, shown, strlen(shown));
    pgstat_report_appname(application_name);
    return;
  }
  SetConfigOption("application_name", shown, PGC_USERSET, PGC_S_SESSION);
}

} // namespace studio::runner
