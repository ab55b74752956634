#include "runner/live_plan.h"

#include "pg/tree_walker.h"
#include "runner/frames.h"

extern "C" {
#include "commands/explain.h"
#if PG_VERSION_NUM >= 180000
#include "commands/explain_format.h"
#include "commands/explain_state.h"
#endif
#include "executor/instrument.h"
#include "mb/pg_wchar.h"
#include "nodes/execnodes.h"
#include "utils/memutils.h"
#include "utils/timeout.h"
#include "utils/timestamp.h"
}

namespace studio::runner {

using channel::live_node_limit;
using result::Buffer;

namespace {

constexpr int look_every_ms = 250;
constexpr size_t plan_limit_bytes = 1024 * 1024; // a longer one is not told, and not watched

const List* expected = NIL;
// Read by the timer's handler: `count` is raised when all is there, and zero before the memory goes.
const Instrumentation* watched[live_node_limit];
volatile sig_atomic_t watched_count = 0;
volatile sig_atomic_t is_copying = 0;
int watch_number = 0;           // tells the present watch from one whose memory goes late
bool has_untold_rows = false;   // a plan was told, and its last rows were not
TimeoutId timer = MAX_TIMEOUTS; // registered at first use

channel::LivePlan* shared() { return &session.slot->live_plan; }

// In the handler of the timer too: it reads numbers of this process and writes shared memory.
void copy_counts() {
  if (is_copying != 0) {
    return;
  }
  is_copying = 1;
  channel::LivePlan* plan = shared();
  channel::live_plan_begin_write(plan);
  for (int i = 0; i < watched_count; i++) {
    const Instrumentation* from = watched[i];
    plan->counts.nodes[i] = {from->ntuples + from->tuplecount, from->nloops + (from->running ? 1 : 0)};
  }
  channel::live_plan_end_write(plan);
  is_copying = 0;
}

// Called when the memory of the executor's state goes: at its end, or in the midst of an error.
void forget(void* number) {
  if (static_cast<int>(reinterpret_cast<intptr_t>(number)) == watch_number) {
    copy_counts();
    watched_count = 0;
  }
}

// The nodes in the order in which EXPLAIN shows them.
struct Nodes {
  const EState* state;
  List* shown_subplans; // of which several places may speak; EXPLAIN shows each once
  int count;
};

bool add_nodes(PlanState* node, void* context) {
  Nodes* nodes = static_cast<Nodes*>(context);
  if (list_member_ptr(nodes->state->es_subplanstates, node)) {
    if (list_member_ptr(nodes->shown_subplans, node)) {
      return false;
    }
    nodes->shown_subplans = lappend(nodes->shown_subplans, node);
  }
  if (nodes->count < live_node_limit) {
    watched[nodes->count] = node->instrument;
  }
  nodes->count++;
  return pg::walk_plan_states(node, add_nodes, context);
}

// Nothing is watched as long as this writes: watched_count is zero. False where a node has no counter.
bool collect_nodes(const QueryDesc* query, Nodes* nodes) {
  *nodes = {query->estate, NIL, 0};
  PlanState* top = query->planstate;
  if (IsA(top, GatherState) && reinterpret_cast<Gather*>(top->plan)->invisible) {
    top = outerPlanState(top); // as EXPLAIN does: it is there for tests of parallel workers alone
  }
  add_nodes(top, nodes);
  for (int i = 0; i < Min(nodes->count, live_node_limit); i++) {
    if (watched[i] == nullptr) {
      return false;
    }
  }
  return true;
}

// As EXPLAIN (FORMAT JSON) prints it, in UTF-8; null where it is too long, or no UTF-8.
const char* print_plan(QueryDesc* query) {
  ExplainState* explain = NewExplainState();
  explain->format = EXPLAIN_FORMAT_JSON;
  explain->costs = true;
  ExplainBeginOutput(explain);
  ExplainOpenGroup("Query", nullptr, true, explain);
  ExplainPrintPlan(explain, query);
  ExplainCloseGroup("Query", nullptr, true, explain);
  ExplainEndOutput(explain);
  if (static_cast<size_t>(explain->str->len) > plan_limit_bytes) {
    return nullptr;
  }
  const char* text = pg_server_to_any(explain->str->data, explain->str->len, PG_UTF8);
  return pg_verify_mbstr(PG_UTF8, text, static_cast<int>(strlen(text)), true) ? text : nullptr;
}

// A line of the stream: within strings there are no line feeds.
void append_on_one_line(Buffer* buffer, const char* json) {
  for (const char* at = json; *at != '\0'; at++) {
    if (*at != '\n') {
      append_char(buffer, *at);
      continue;
    }
    while (at[1] == ' ') {
      at++;
    }
  }
}

void tell_plan(const char* json, int node_count) {
  Buffer* buffer = frame_buffer();
  append(buffer, "{\"type\":\"plan\",\"statement\":");
  append_number(buffer, session.statement);
  append(buffer, ",\"node_count\":");
  append_number(buffer, node_count);
  append(buffer, ",\"plan\":");
  append_on_one_line(buffer, json);
  append_char(buffer, '}');
  send_frame(channel::FrameKind::plan, buffer->data, buffer->used, true);
}

void begin_watch(QueryDesc* query, int node_count) {
  channel::LivePlan* plan = shared();
  channel::live_plan_begin_write(plan);
  plan->counts.sequence = session.request.header.sequence;
  plan->counts.statement = session.statement;
  plan->counts.node_count = Min(node_count, live_node_limit);
  channel::live_plan_end_write(plan);
  watch_number++;
  MemoryContextCallback* callback = static_cast<MemoryContextCallback*>(
      MemoryContextAllocZero(query->estate->es_query_cxt, sizeof(MemoryContextCallback)));
  callback->func = forget;
  callback->arg = reinterpret_cast<void*>(static_cast<intptr_t>(watch_number));
  MemoryContextRegisterResetCallback(query->estate->es_query_cxt, callback);
  if (timer == MAX_TIMEOUTS) {
    timer = RegisterTimeout(USER_TIMEOUT, copy_counts);
  }
  has_untold_rows = true;
  pg_compiler_barrier();
  watched_count = Min(node_count, live_node_limit);
  copy_counts();
  enable_timeout_every(timer, TimestampTzPlusMilliseconds(GetCurrentTimestamp(), look_every_ms), look_every_ms);
}

void append_counts(Buffer* buffer, const channel::LiveCounts& counts) {
  append_char(buffer, '[');
  for (int i = 0; i < counts.node_count; i++) {
    append_text(buffer, i > 0 ? ",[" : "[");
    append_number(buffer, static_cast<int64>(counts.nodes[i].rows));
    append_char(buffer, ',');
    append_number(buffer, static_cast<int64>(counts.nodes[i].loops));
    append_char(buffer, ']');
  }
  append_char(buffer, ']');
}

void tell_rows() {
  const channel::LiveCounts& counts = shared()->counts; // ours, and nobody writes it now
  Buffer* buffer = frame_buffer();
  append(buffer, "{\"type\":\"plan_rows\",\"statement\":");
  append_number(buffer, counts.statement);
  append(buffer, ",\"nodes\":");
  append_counts(buffer, counts);
  append_char(buffer, '}');
  send_frame(channel::FrameKind::plan, buffer->data, buffer->used, false);
}

void end_watch() {
  if (!has_untold_rows) {
    return;
  }
  if (get_timeout_active(timer)) {
    disable_timeout(timer, false);
  }
  copy_counts();
  watched_count = 0;
  has_untold_rows = false;
  tell_rows();
}

} // namespace

void live_plan_expect(const List* plans) {
  bool is_asked = (session.request.header.flags & channel::request_flag::live_plan) != 0;
  expected = is_asked ? plans : NIL;
}

bool live_plan_is_expected(const QueryDesc* query) {
  return expected != NIL && list_member_ptr(expected, query->plannedstmt);
}

void live_plan_prepare(QueryDesc* query) { query->instrument_options |= INSTRUMENT_ROWS; }

void live_plan_started(QueryDesc* query) {
  end_watch(); // where a rule has made several plans of one statement
  MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "studio live plan", ALLOCSET_DEFAULT_SIZES);
  MemoryContext previous = MemoryContextSwitchTo(context);
  Nodes nodes;
  bool is_counted = collect_nodes(query, &nodes);
  const char* json = is_counted ? print_plan(query) : nullptr;
  if (json != nullptr) {
    tell_plan(json, nodes.count);
    begin_watch(query, nodes.count);
  }
  MemoryContextSwitchTo(previous);
  MemoryContextDelete(context);
}

void live_plan_finish() {
  expected = NIL;
  end_watch();
}

} // namespace studio::runner
