#include "runner/explain.h"

#include "runner/attempt.h"
#include "runner/explain_generic.h"
#include "runner/explain_tables.h"
#include "runner/frames.h"
#include "runner/log.h"
#include "runner/read_only.h"
#include "runner/run.h"
#include "runner/statements.h"
#include "runner/transaction.h"
#include "syntax/explained.h"

extern "C" {
#include "access/xact.h"
#include "commands/explain.h"
#include "executor/tuptable.h"
#include "mb/pg_wchar.h"
#include "nodes/makefuncs.h"
#include "tcop/tcopprot.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/snapmgr.h"
}

namespace studio::runner {

using result::Buffer;
namespace flag = channel::request_flag;

namespace {

constexpr size_t usual_answer_bytes = 16 * 1024;
constexpr size_t kept_answer_bytes = 256 * 1024;

Buffer answer;      // allocated once; a notice on the way needs the buffer of small frames
bool is_explaining; // the tables of the plans that the executor starts are noted
List* tables = NIL; // their OIDs, in the message context
char* plan_text;    // what EXPLAIN gave, in UTF-8, in the message context

bool is_asked(uint32 option) { return (session.request.header.flags & option) != 0; }

void add_option(ExplainStmt* explain, const char* name, bool is_on) {
  Node* value = reinterpret_cast<Node*>(makeString(pstrdup(is_on ? "on" : "off")));
  explain->options = lappend(explain->options, makeDefElem(pstrdup(name), value, -1));
}

void add_options(ExplainStmt* explain) {
  Node* format = reinterpret_cast<Node*>(makeString(pstrdup("json")));
  explain->options = list_make1(makeDefElem(pstrdup("format"), format, -1));
  bool analyzes = is_asked(flag::explain_analyze);
  add_option(explain, "summary", true);
  add_option(explain, "analyze", analyzes);
  add_option(explain, "buffers", is_asked(flag::explain_buffers));
  add_option(explain, "verbose", is_asked(flag::explain_verbose));
  add_option(explain, "settings", is_asked(flag::explain_settings));
  if (analyzes) {
    add_option(explain, "wal", is_asked(flag::explain_wal));
    add_option(explain, "timing", is_asked(flag::explain_timing));
  }
#if PG_VERSION_NUM >= 160000
  add_option(explain, "generic_plan", is_asked(flag::explain_generic));
#endif
}

// The one statement of the text within an EXPLAIN; where it is one already, what it explains.
RawStmt* wrap(List* statements) {
  if (list_length(statements) != 1) {
    ereport(ERROR, (errcode(ERRCODE_SYNTAX_ERROR), errmsg("the text to explain must be one statement"),
                    errdetail("It has %d statements.", list_length(statements))));
  }
  RawStmt* raw = linitial_node(RawStmt, statements);
  ExplainStmt* explain = makeNode(ExplainStmt);
  explain->query = syntax::explained_statement(raw->stmt);
  add_options(explain);
  raw->stmt = reinterpret_cast<Node*>(explain);
  return raw;
}

// Where the row of EXPLAIN goes.
void collect_start(DestReceiver*, int, TupleDesc) {}
void collect_end(DestReceiver*) {}
bool collect_row(TupleTableSlot* slot, DestReceiver*) {
  bool is_null = false;
  Datum value = slot_getattr(slot, 1, &is_null);
  if (!is_null) {
    MemoryContext previous = MemoryContextSwitchTo(session.message_context);
    char* given = TextDatumGetCString(value);
    plan_text = pg_server_to_any(given, static_cast<int>(strlen(given)), PG_UTF8);
    MemoryContextSwitchTo(previous);
  }
  return true;
}

// The types of $1… are the analyzer's; their values are there unless a generic plan is asked for.
List* analyze(Text* text, RawStmt* raw) {
  bool is_generic = is_asked(flag::explain_generic);
  if (text->parameters == nullptr && !is_generic) {
    return pg_analyze_and_rewrite_fixedparams(raw, text->sql, nullptr, 0, nullptr);
  }
  Oid* types = nullptr;
  int count = 0;
  List* queries = pg_analyze_and_rewrite_varparams(raw, text->sql, &types, &count, nullptr);
  if (!is_generic) {
    text->values = parameters_read(*text->parameters, types, count);
    log_keep_parameters(text);
  }
  return queries;
}

void explain(Text* text, Parameters* parameters) {
  read_text(text, parameters);
  debug_query_string = text->sql;
  pgstat_report_activity(STATE_RUNNING, text->sql);
  text->statements = pg_parse_query(text->sql);
  RawStmt* raw = wrap(text->statements);
  if (session.named != nullptr) {
    syntax::check_own_parameters(raw, *session.named);
  }
  log_before(text);
  is_explaining = true;
  explain_generically(is_asked(flag::explain_generic));
  PushActiveSnapshot(GetTransactionSnapshot());
  List* queries = analyze(text, raw);
  List* plans = pg_plan_queries(queries, text->sql, CURSOR_OPT_PARALLEL_OK, text->values);
  DestReceiver receiver = {collect_row, collect_start, collect_end, collect_end, DestNone};
  QueryCompletion completion;
  InitializeQueryCompletion(&completion);
  ListCell* cell;
  foreach (cell, plans) {
    CHECK_FOR_INTERRUPTS();
    ProcessUtility(lfirst_node(PlannedStmt, cell), text->sql, false, PROCESS_UTILITY_QUERY, text->values, nullptr,
                   &receiver, &completion);
  }
  result::buffer_reset(&answer, kept_answer_bytes);
  append(&answer, "{\"plan\":");
  append_text(&answer, plan_text != nullptr ? plan_text : "[]");
  append_text(&answer, is_asked(flag::explain_analyze) ? ",\"rolled_back\":true" : ",\"rolled_back\":false");
  append(&answer, ",\"relations\":");
  append_tables(&answer, tables);
  append_char(&answer, '}');
  PopActiveSnapshot();
}

struct Explained {
  Text* text;
  Parameters* parameters;
};

void run_explained(void* argument) {
  Explained* explained = static_cast<Explained*>(argument);
  explain(explained->text, explained->parameters);
}

// False where it failed: the error is told, and the transaction is as it was before.
bool explain_and_roll_back(Text* text, Parameters* parameters) {
  Explained explained = {text, parameters};
  bool is_done = attempt_request(run_explained, &explained);
  is_explaining = false;
  explain_generically(false);
  return is_done;
}

} // namespace

void explain_note_plan(const QueryDesc* query) {
  if (is_explaining) {
    MemoryContext previous = MemoryContextSwitchTo(session.message_context);
    tables = tables_of_plan(tables, query->plannedstmt);
    MemoryContextSwitchTo(previous);
  }
}

void run_explain() {
  Text text;
  memset(static_cast<void*>(&text), 0, sizeof text);
  Parameters parameters;
  tables = NIL;
  plan_text = nullptr;
  if (answer.data == nullptr) {
    result::buffer_init(&answer, usual_answer_bytes);
  }
  command_start();
  MemoryContextSwitchTo(session.message_context);
  transaction_check(nullptr);
  if (is_read_only()) {
    read_only_begin_statement();
  }
  if (explain_and_roll_back(&text, &parameters)) {
    send_frame(channel::FrameKind::answer, answer.data, answer.used, false);
  }
  command_finish();
  log_after(&text);
  debug_query_string = nullptr;
}

} // namespace studio::runner
