#include "runner/effect.h"

#include "result/encoding.h"
#include "runner/attempt.h"
#include "runner/dependents.h"
#include "runner/dry_run.h"
#include "runner/effect_facts.h"
#include "runner/effect_targets.h"
#include "runner/frames.h"
#include "runner/report.h"
#include "runner/statement_query.h"
#include "runner/statements.h"
#include "runner/transaction.h"
#include "syntax/kind.h"

extern "C" {
#include "access/xact.h"
#include "catalog/catalog.h"
#include "mb/pg_wchar.h"
#include "storage/lock.h"
#include "tcop/utility.h"
#include "utils/snapmgr.h"
}

namespace studio::runner {

using result::Buffer;

namespace {

constexpr char lock_wait[] = "100ms"; // who holds the lock is told instead
constexpr size_t usual_answer_bytes = 16 * 1024;
constexpr size_t kept_answer_bytes = 256 * 1024;
constexpr int effect_limit = 50; // destructive statements that are looked at

Buffer answer; // allocated once; a notice on the way needs the buffer of small frames

struct Effect {
  const Text* text;
  const RawStmt* raw;
  Targets* targets;
  Dependents* dependents; // null where nothing is dropped
  ErrorData* error;       // why it would fail, or could not be looked at
};

bool is_of_query(Node* statement) {
  return !IsA(statement, TruncateStmt) && !IsA(statement, DropStmt) && !IsA(statement, AlterTableStmt) &&
         GetCommandLogLevel(statement) != LOGSTMT_DDL;
}

void look(void* argument) {
  Effect* effect = static_cast<Effect*>(argument);
  effect_targets_find(effect->targets, effect->raw->stmt);
  if (is_of_query(effect->raw->stmt)) {
    StatementQuery analyzed = statement_query(*effect->text, effect->raw);
    effect_targets_plan(effect->targets, analyzed.query, effect->text->sql, analyzed.values);
  }
}

void ask_catalogs(void* argument) {
  Effect* effect = static_cast<Effect*>(argument);
  int level = NewGUCNestLevel();
  (void)set_config_option("search_path", "pg_catalog, pg_temp", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0,
                          false);
  append_effect_facts(&answer, *effect->targets);
  AtEOXact_GUC(true, level);
}

int original_place(int character) {
  return session.named != nullptr ? syntax::original_character(*session.named, character) : character;
}

void append_error(Buffer* buffer, const ErrorData* error) {
  if (error == nullptr) {
    append(buffer, "null");
    return;
  }
  Report report;
  memset(static_cast<void*>(&report), 0, sizeof report);
  report.severity = "ERROR";
  report.code = pstrdup(unpack_sql_state(error->sqlerrcode));
  report.message = error->message;
  report.detail = error->detail;
  report.hint = error->hint;
  report.position = error->cursorpos > 0 ? psprintf("%d", original_place(error->cursorpos - 1) + 1) : nullptr;
  append_char(buffer, '{');
  append_report(buffer, &report);
  append_char(buffer, '}');
}

void append_place(Buffer* buffer, const Text& text, const RawStmt* raw) {
  int begin = raw->stmt_location;
  int end = raw->stmt_len > 0 ? begin + raw->stmt_len : static_cast<int>(strlen(text.sql));
  while (begin < end && isspace(static_cast<unsigned char>(text.sql[begin]))) {
    begin++;
  }
  append(buffer, ",\"begin\":");
  append_number(buffer, original_place(pg_mbstrlen_with_len(text.sql, begin)));
  append(buffer, ",\"end\":");
  append_number(buffer, original_place(pg_mbstrlen_with_len(text.sql, end)));
}

// All rows that go, by estimate: of the targets and of the tables that are dropped with them.
double all_rows(const Effect& effect) {
  double rows = -1;
  for (int i = 0; i < effect.targets->count; i++) {
    const Target& target = effect.targets->items[i];
    bool is_whole = is_relation(target) && target.address.objectSubId == 0;
    double some = target.rows >= 0 || !is_whole ? target.rows : statistical_rows(target.address.objectId);
    rows = some >= 0 ? Max(rows, 0) + some : rows;
  }
  return effect.dependents != nullptr && effect.dependents->row_count > 0 ? Max(rows, 0) + effect.dependents->row_count
                                                                          : rows;
}

void find_dependents(Effect* effect) {
  const Targets& targets = *effect->targets;
  // What depends on a database or a role stands elsewhere (effect_shared).
  if (targets.count == 0 || targets.items[0].operation != Operation::drop ||
      IsSharedRelation(targets.items[0].address.classId)) {
    return;
  }
  ObjectAddress* objects =
      static_cast<ObjectAddress*>(palloc(sizeof(ObjectAddress) * static_cast<Size>(targets.count)));
  for (int i = 0; i < targets.count; i++) {
    objects[i] = targets.items[i].address;
  }
  effect->dependents = static_cast<Dependents*>(palloc(sizeof(Dependents)));
  // Not the transaction's own snapshot, as in attempt().
  PushActiveSnapshot(GetCatalogSnapshot(InvalidOid));
  dependents_find(effect->dependents, objects, targets.count);
  PopActiveSnapshot();
}

void append_effect(Buffer* buffer, const Text& text, int index) {
  Effect effect;
  memset(static_cast<void*>(&effect), 0, sizeof effect);
  effect.text = &text;
  effect.raw = list_nth_node(RawStmt, text.statements, index);
  effect.targets = static_cast<Targets*>(palloc0(sizeof(Targets)));
  effect.error = attempt(look, &effect);
  find_dependents(&effect);
  append(buffer, "{\"statement\":");
  append_number(buffer, index);
  append_place(buffer, text, effect.raw);
  append(buffer, ",\"tag\":\"");
  append_text(buffer, CreateCommandName(effect.raw->stmt));
  append_text(buffer, effect.targets->is_cascade ? "\",\"is_cascade\":true" : "\",\"is_cascade\":false");
  append_text(buffer, syntax::runs_in_transaction(effect.raw->stmt) ? ",\"runs_in_transaction\":true"
                                                                    : ",\"runs_in_transaction\":false");
  append(buffer, ",\"lock\":");
  if (effect.targets->lock == NoLock) {
    append(buffer, "null");
  } else {
    append_char(buffer, '"');
    append_text(buffer, GetLockmodeName(DEFAULT_LOCKMETHOD, effect.targets->lock));
    append_char(buffer, '"');
  }
  append(buffer, ",\"error\":");
  append_error(buffer, effect.error);
  double rows = all_rows(effect);
  append(buffer, ",\"estimated_rows\":");
  if (rows < 0) {
    append(buffer, "null");
  } else {
    append_number(buffer, static_cast<int64>(rows));
  }
  append(buffer, ",\"dependents\":");
  if (effect.dependents == nullptr) {
    append(buffer, "null");
  } else {
    append_dependents(buffer, *effect.dependents);
  }
  append_char(buffer, ',');
  ErrorData* error = attempt(ask_catalogs, &effect);
  if (error != nullptr) {
    ReThrowError(error);
  }
  append_char(buffer, '}');
}

void append_effects(Buffer* buffer, const Text& text) {
  int count = 0;
  for (int i = 0; i < list_length(text.statements) && count < effect_limit; i++) {
    Node* statement = list_nth_node(RawStmt, text.statements, i)->stmt;
    CHECK_FOR_INTERRUPTS();
    if (!syntax::is_destructive(statement)) {
      continue;
    }
    if (is_read_only()) {
      ereport(ERROR, (errcode(ERRCODE_READ_ONLY_SQL_TRANSACTION),
                      errmsg("cannot execute %s in a read-only session", CreateCommandName(statement))));
    }
    append_text(buffer, count++ > 0 ? "," : "");
    append_effect(buffer, text, i);
  }
}

void append_opaque(Buffer* buffer, const Text& text) {
  bool is_first = true;
  for (int i = 0; i < list_length(text.statements); i++) {
    Node* statement = list_nth_node(RawStmt, text.statements, i)->stmt;
    if (!syntax::is_opaque(statement)) {
      continue;
    }
    append_text(buffer, is_first ? "{\"statement\":" : ",{\"statement\":");
    append_number(buffer, i);
    append(buffer, ",\"tag\":\"");
    append_text(buffer, CreateCommandName(statement));
    append(buffer, "\"}");
    is_first = false;
  }
}

struct Asked {
  Text text;
  Parameters parameters;
  bool is_dry_run;
};

void answer_effect(void* argument) {
  Asked* asked = static_cast<Asked*>(argument);
  Text* text = &asked->text;
  read_text(text, &asked->parameters);
  text->statements = pg_parse_query(text->sql);
  if (asked->is_dry_run) {
    dry_run_check(*text);
  }
  int level = NewGUCNestLevel();
  (void)set_config_option("lock_timeout", lock_wait, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
  append(&answer, "{\"statements\":[");
  append_effects(&answer, *text);
  append(&answer, "],\"not_looked_into\":[");
  append_opaque(&answer, *text);
  append(&answer, "],\"dry_run\":");
  AtEOXact_GUC(true, level);
  if (asked->is_dry_run) {
    append_dry_run(&answer, text);
  } else {
    append(&answer, "null");
  }
  append_char(&answer, '}');
}

} // namespace

void run_effect() {
  transaction_check(nullptr);
  command_start();
  MemoryContextSwitchTo(session.message_context);
  Asked asked;
  memset(static_cast<void*>(&asked), 0, sizeof asked);
  asked.is_dry_run = (session.request.header.flags & channel::request_flag::dry_run) != 0;
  if (answer.data == nullptr) {
    result::buffer_init(&answer, usual_answer_bytes);
  }
  result::buffer_reset(&answer, kept_answer_bytes);
  if (attempt_request(answer_effect, &asked)) {
    send_frame(channel::FrameKind::answer, answer.data, answer.used, false);
  }
  if (asked.is_dry_run && !IsTransactionBlock()) {
    transaction_abandon(); // nothing is left to commit
  }
  command_finish();
}

} // namespace studio::runner
