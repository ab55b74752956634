#include "runner/dry_run.h"

#include "result/encoding.h"
#include "runner/effect_targets.h"
#include "runner/reset.h"
#include "runner/session.h"
#include "runner/spi_json.h"
#include "runner/statement_query.h"
#include "syntax/effect_sql.h"
#include "syntax/kind.h"

extern "C" {
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "tcop/dest.h"
#include "tcop/utility.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"
}

namespace studio::runner {

using result::Buffer;

namespace {

constexpr char lock_wait[] = "1s";
constexpr int table_limit = 100;

// The rows of a relation that TRUNCATE or DROP takes, which neither of them counts; -1 where they cannot be read.
int64 count_rows(const Target& target) {
  Oid relation = target.address.objectId;
  char kind = get_rel_relkind(relation);
  bool has_rows = kind == RELKIND_RELATION || kind == RELKIND_PARTITIONED_TABLE || kind == RELKIND_MATVIEW;
  if (!has_rows || target.address.objectSubId != 0 ||
      pg_class_aclcheck(relation, GetUserId(), ACL_SELECT) != ACLCHECK_OK) {
    return -1;
  }
  bool is_alone = target.operation == Operation::drop ? kind == RELKIND_RELATION : !target.has_children;
  Question question = {
      psprintf("SELECT pg_catalog.count(*) FROM %s%s", is_alone ? "ONLY " : "",
               quote_qualified_identifier(get_namespace_name(get_rel_namespace(relation)), get_rel_name(relation))),
      0,
      {},
      {},
      {}};
  return ask_number(question);
}

// What TRUNCATE or DROP will take; -1 for statements that count by themselves, or where nobody knows.
int64 count_before(Node* statement) {
  if (!IsA(statement, TruncateStmt) && !IsA(statement, DropStmt)) {
    return -1;
  }
  Targets* targets = static_cast<Targets*>(palloc(sizeof(Targets)));
  effect_targets_find(targets, statement);
  int64 count = -1;
  for (int i = 0; i < targets->count; i++) {
    int64 rows = is_relation(targets->items[i]) ? count_rows(targets->items[i]) : -1;
    count = rows >= 0 ? Max(count, 0) + rows : count;
  }
  return count;
}

// The rows that the statement changed or gave; -1 where it counts none.
int64 run_one(const Text& text, const RawStmt* statement) {
  PushActiveSnapshot(GetLatestSnapshot());
  int64 before = count_before(statement->stmt);
  PopActiveSnapshot();
  StatementQuery analyzed = statement_query(text, statement);
  SPIExecuteOptions options;
  memset(&options, 0, sizeof options);
  options.params = analyzed.values;
  options.dest = None_Receiver;
  int result = SPI_execute_extended(statement_text(text, statement), &options);
  if (result < 0) {
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                    errmsg("%s cannot be tried in a dry run", CreateCommandName(statement->stmt))));
  }
  bool counts = result == SPI_OK_DELETE || result == SPI_OK_UPDATE || result == SPI_OK_INSERT ||
                result == SPI_OK_DELETE_RETURNING || result == SPI_OK_UPDATE_RETURNING ||
                result == SPI_OK_INSERT_RETURNING || result == SPI_OK_SELECT;
  return counts ? static_cast<int64>(SPI_processed) : before;
}

void append_count(Buffer* buffer, int index, const RawStmt* statement, int64 count) {
  append_text(buffer, index > 0 ? ",{\"statement\":" : "{\"statement\":");
  append_number(buffer, index);
  append(buffer, ",\"tag\":\"");
  append_text(buffer, CreateCommandName(statement->stmt));
  append(buffer, "\",\"row_count\":");
  if (count < 0) {
    append(buffer, "null}");
  } else {
    append_number(buffer, count);
    append_char(buffer, '}');
  }
}

} // namespace

void dry_run_check(const Text& text) {
  if (is_read_only()) {
    ereport(ERROR,
            (errcode(ERRCODE_READ_ONLY_SQL_TRANSACTION), errmsg("cannot make a dry run in a read-only session")));
  }
  for (int i = 0; i < list_length(text.statements); i++) {
    Node* statement = list_nth_node(RawStmt, text.statements, i)->stmt;
    if (IsA(statement, TransactionStmt)) {
      ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                      errmsg("a text that begins or ends transactions cannot be tried in a dry run"),
                      errhint("Try the statements between BEGIN and COMMIT.")));
    }
    if (is_named() && syntax::outlasts_rollback(statement)) {
      ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                      errmsg("%s cannot be tried in a dry run within a session", CreateCommandName(statement)),
                      errdetail("A rollback does not take back what it does to the session.")));
    }
  }
}

void append_dry_run(Buffer* buffer, Text* text) {
  int64 started_ns = monotonic_nanoseconds();
  // The end of the subtransaction takes it back.
  (void)set_config_option("lock_timeout", lock_wait, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_LOCAL, true, 0, false);
  // What SPI runs, nobody else notes.
  note_change();
  PushActiveSnapshot(GetTransactionSnapshot());
  Question before = {syntax::effect_counted_before, 0, {}, {}, {}};
  char* counted = ask_text(before);
  SPI_connect();
  append(buffer, "{\"statements\":[");
  for (int i = 0; i < list_length(text->statements); i++) {
    const RawStmt* statement = list_nth_node(RawStmt, text->statements, i);
    CHECK_FOR_INTERRUPTS();
    append_count(buffer, i, statement, run_one(*text, statement));
  }
  // What waits for the commit happens, and fails, now.
  (void)SPI_execute("SET CONSTRAINTS ALL IMMEDIATE", false, 0);
  SPI_finish();
  append(buffer, "],\"tables\":");
  Question question = {syntax::effect_changed_tables, 0, {}, {}, {}};
  add_argument(&question, TEXTOID, CStringGetTextDatum(counted));
  append_rows(buffer, question, table_limit);
  PopActiveSnapshot();
  append(buffer, ",\"duration_ms\":");
  append_milliseconds(buffer, monotonic_nanoseconds() - started_ns);
  append_char(buffer, '}');
}

} // namespace studio::runner
