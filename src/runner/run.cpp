#include "runner/run.h"

#include "exports/receiver.h"
#include "pg/version.h"
#include "result/exact_output.h"
#include "result/receiver.h"
#include "runner/copy.h"
#include "runner/frames.h"
#include "runner/live_plan.h"
#include "runner/log.h"
#include "runner/read_only.h"
#include "runner/reset.h"
#include "runner/session_facts.h"
#include "runner/transaction.h"

extern "C" {
#include "catalog/pg_type.h"
#include "parser/analyze.h"
#include "tcop/tcopprot.h"
#include "tcop/utility.h"
#include "utils/snapmgr.h"
}

namespace studio::runner {

namespace {

constexpr int64 smallest_cell_bytes = 64; // as the setting has it

struct Plan {
  List* statements; // PlannedStmt
  ParamListInfo values;
};

struct NamesOfParameters {
  const char** names;
  int count;
};

// PostgreSQL's errors say $1.
void say_names(void* argument) {
  const NamesOfParameters* known = static_cast<NamesOfParameters*>(argument);
  int code = geterrcode();
  bool is_about_them = code == ERRCODE_INDETERMINATE_DATATYPE || code == ERRCODE_AMBIGUOUS_PARAMETER ||
                       code == ERRCODE_UNDEFINED_PARAMETER;
  for (int i = 0; is_about_them && i < known->count; i++) {
    errcontext("$%d is :%s", i + 1, known->names[i]);
  }
}

// As pg_analyze_and_rewrite_varparams does it, but a parameter that only other statements use has no type to be found out.
List* analyze_shared(RawStmt* statement, const Text* text, Oid** types, int* count) {
  Query* query = parse_analyze_varparams(statement, text->sql, types, count, nullptr);
  for (int i = 0; i < *count; i++) {
    Oid* type = &(*types)[i];
    if (*type == UNKNOWNOID) {
      ereport(ERROR, (errcode(ERRCODE_INDETERMINATE_DATATYPE),
                      errmsg("could not determine data type of parameter $%d", i + 1)));
    }
    *type = OidIsValid(*type) ? *type : TEXTOID;
  }
  return pg_rewrite_query(query);
}

List* analyze_with_shared(RawStmt* statement, const Text* text, Oid** types, int* count) {
  NamesOfParameters known = {text->parameters->names, text->parameters->names == nullptr ? 0 : text->parameters->count};
  ErrorContextCallback context;
  context.callback = say_names;
  context.arg = &known;
  context.previous = error_context_stack;
  error_context_stack = &context;
  List* queries = analyze_shared(statement, text, types, count);
  error_context_stack = context.previous;
  return queries;
}

// Query trees live in the message context: a COMMIT, or a CALL that commits, deletes the transaction's.
Plan make_plan(Text* text, RawStmt* statement) {
  MemoryContext previous = MemoryContextSwitchTo(session.message_context);
  bool needs_snapshot = analyze_requires_snapshot(statement) || text->parameters != nullptr;
  if (needs_snapshot) {
    PushActiveSnapshot(GetTransactionSnapshot());
  }
  List* queries = NIL;
  ParamListInfo values = nullptr;
  if (text->parameters == nullptr) {
    queries = pg_analyze_and_rewrite_fixedparams(statement, text->sql, nullptr, 0, nullptr);
  } else {
    Oid* types = nullptr;
    int count = 0;
    queries = text->parameters->are_shared
                  ? analyze_with_shared(statement, text, &types, &count)
                  : pg_analyze_and_rewrite_varparams(statement, text->sql, &types, &count, nullptr);
    values = parameters_read(*text->parameters, types, count);
  }
  text->sources = column_sources(queries);
  List* plans = pg_plan_queries(queries, text->sql, CURSOR_OPT_PARALLEL_OK, values);
  // The snapshot is not kept for the execution: it was taken before the tables were locked.
  if (needs_snapshot) {
    PopActiveSnapshot();
  }
  MemoryContextSwitchTo(previous);
  return {plans, values};
}

// Physical order: no parallel workers, no scan that joins another in the middle of a table. The level ends with the
// statement, or with the transaction after an error.
int begin_physical_order() {
  int level = NewGUCNestLevel();
  static const char* const settings[][2] = {{"synchronize_seqscans", "off"}, {"max_parallel_workers_per_gather", "0"}};
  for (const auto& setting : settings) {
    (void)set_config_option(setting[0], setting[1], PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
  }
  return level;
}

int begin_settings(const Text* text) {
  if (text->file != nullptr) {
    return result::begin_exact_output();
  }
  return text->physical_order ? begin_physical_order() : 0;
}

result::ReceiverOptions receiver_options(const Text* text, Portal portal) {
  const channel::RequestHeader& request = session.request.header;
  result::ReceiverOptions options;
  options.page = &session.page;
  options.portal = portal;
  options.statement = session.statement;
  options.bare = is_bare();
  options.row_limit = text->row_limit;
  options.max_cell_bytes = static_cast<size_t>(Max(request.max_cell_bytes, smallest_cell_bytes));
  options.max_row_bytes = static_cast<size_t>(Max(request.max_row_bytes, smallest_cell_bytes));
  options.hidden_columns = text->hidden_columns;
  options.keys = text->keys;
  options.first_keys = text->first_keys;
  options.sources = text->sources;
  return options;
}

// What the tag of the statement counts. A truncated result was stopped one row late, and PostgreSQL's own count then lacks
// one; a truncated INSERT … RETURNING has inserted all its rows all the same.
uint64 counted_rows(const result::Receiver& receiver, Portal portal, const QueryCompletion& completion) {
  if (!receiver.is_truncated) {
    return completion.nprocessed;
  }
  if (portal->strategy == PORTAL_ONE_RETURNING || portal->strategy == PORTAL_ONE_MOD_WITH) {
    return portal->qc.nprocessed;
  }
  return static_cast<uint64>(receiver.row_count);
}

struct Outcome {
  QueryCompletion completion;
  uint64 row_count;
  bool is_truncated;
};

// A CALL may commit, and what a file's values are written under (settings of this statement) would be gone.
void run_into_file(Text* text, Portal portal, QueryCompletion* completion) {
  if (portal->tupDesc == nullptr || portal->commandTag == CMDTAG_CALL) {
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                    errmsg("%s gives no rows that could be exported", GetCommandTagName(portal->commandTag)),
                    errhint("Export a query, or a statement with RETURNING.")));
  }
  exports::FileReceiver receiver;
  exports::file_receiver_init(&receiver, text->file);
  (void)pg::run_portal(portal, &receiver.head, completion);
}

Outcome run_plan(Text* text, CommandTag tag, const Plan& plan) {
  Outcome outcome;
  Portal portal = CreatePortal("", true, true);
  portal->visible = false;
  PortalDefineQuery(portal, nullptr, text->sql, tag, plan.statements, nullptr);
  PortalStart(portal, plan.values, 0, InvalidSnapshot);
  int16 text_format = 0;
  PortalSetResultFormat(portal, 1, &text_format);

  if (text->file != nullptr) {
    run_into_file(text, portal, &outcome.completion);
    outcome.row_count = static_cast<uint64>(text->file->row_count);
    outcome.is_truncated = false;
    PortalDrop(portal, false);
    return outcome;
  }
  result::Receiver receiver;
  result::receiver_init(&receiver, receiver_options(text, portal));
  (void)pg::run_portal(portal, &receiver.head, &outcome.completion);
  copy_close();
  outcome.row_count = counted_rows(receiver, portal, outcome.completion);
  outcome.is_truncated = receiver.is_truncated;
  PortalDrop(portal, false);
  return outcome;
}

// Errors tell the parameters.
Outcome run_with_parameters(Text* text, CommandTag tag, const Plan& plan) {
  ErrorContextCallback context;
  ParamsErrorCbData context_data;
  context_data.portalName = "";
  context_data.params = plan.values;
  context.callback = ParamsErrorCallback;
  context.arg = &context_data;
  context.previous = error_context_stack;
  error_context_stack = &context;
  Outcome outcome = run_plan(text, tag, plan);
  error_context_stack = context.previous;
  return outcome;
}

void finish_statement(RawStmt* statement, bool is_last, bool in_implicit_block) {
  if (is_last) {
    // Before the completion is told, so that what goes wrong at commit is the statement's error.
    if (in_implicit_block) {
      EndImplicitTransactionBlock();
    }
    command_finish();
  } else if (IsA(statement->stmt, TransactionStmt)) {
    command_finish();
  } else {
    CommandCounterIncrement();
    command_pause();
  }
}

} // namespace

void run_statement(Text* text, int index) {
  RawStmt* statement = list_nth_node(RawStmt, text->statements, index);
  bool is_last = index + 1 == list_length(text->statements) && !text->is_part;
  // Several statements are one transaction unless they say otherwise; a read-only one is always in a block, so that nothing
  // inside it can commit and begin anew without being read-only. (DISCARD ALL refuses a block, and runs nobody's code.)
  bool in_implicit_block =
      list_length(text->statements) > 1 || text->is_part || (is_read_only() && !IsA(statement->stmt, DiscardStmt));
  int64 started_ns = monotonic_nanoseconds();
  session.statement = text->first + index;
  session_force_encoding();
  pgstat_report_query_id(0, true);
  CommandTag tag = CreateCommandTag(statement->stmt);
  set_ps_display(GetCommandTagName(tag));
  transaction_check(statement->stmt);

  command_start();
  if (in_implicit_block) {
    BeginImplicitTransactionBlock();
  }
  if (is_read_only()) {
    read_only_begin_statement();
  }
  CHECK_FOR_INTERRUPTS();
  int settings_level = begin_settings(text);
  Plan plan = make_plan(text, statement);
  text->values = plan.values;
  log_keep_parameters(text);
  if (text->parameters != nullptr && !text->was_logged) {
    log_before(text);
  }
  note_plan(plan.statements);
  CHECK_FOR_INTERRUPTS();

  live_plan_expect(plan.statements);
  Outcome outcome = run_with_parameters(text, tag, plan);
  live_plan_finish();
  if (settings_level > 0) {
    AtEOXact_GUC(true, settings_level);
  }
  if (text->check != nullptr) {
    text->check(outcome.row_count);
  }
  finish_statement(statement, is_last, in_implicit_block);
  if (text->file != nullptr) {
    // Only now: a commit that fails must not leave a file that looks whole.
    exports::file_finish(text->file);
  }
  session_facts_note(statement->stmt);
  text->is_truncated = outcome.is_truncated;
  session.has_changed_schema = session.has_changed_schema || GetCommandLogLevel(statement->stmt) == LOGSTMT_DDL;
  // A client that sent several statements sees what each gave while the next one runs.
  send_complete(
      {&outcome.completion, outcome.row_count, outcome.is_truncated, monotonic_nanoseconds() - started_ns, !is_last});
}

} // namespace studio::runner
