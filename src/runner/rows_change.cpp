#include "runner/rows_change.h"

#include "rows/change.h"
#include "runner/frames.h"
#include "runner/relation_columns.h"
#include "runner/row_identity.h"
#include "runner/statements.h"
#include "runner/transaction.h"

extern "C" {
#include "access/relation.h"
#include "access/stratnum.h"
#include "access/sysattr.h"
#include "catalog/heap.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "nodes/makefuncs.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/snapmgr.h"
}

namespace studio::runner {

namespace {

constexpr int row_changed = MAKE_SQLSTATE('S', 'T', '0', '1', '3');
constexpr int row_gone = MAKE_SQLSTATE('S', 'T', '0', '1', '4');
constexpr int row_kept = MAKE_SQLSTATE('S', 'T', '0', '1', '5');

// The change that is being made: what the check behind its statement needs. A callback carries no argument of ours.
struct Present {
  const rows::Change* change;
  const rows::ChangeColumns* columns;
  const char* const* values;
};
Present present;

// Columns and the system's columns alike: rows are also told apart by ctid and xmin.
Oid type_of_column(Relation relation, const char* name) {
  const FormData_pg_attribute* system = SystemAttributeByName(name);
  return system != nullptr ? system->atttypid : find_column(relation, name)->atttypid;
}

rows::ComparedColumn* compared_columns(Relation relation, const char** names, int count) {
  auto columns =
      static_cast<rows::ComparedColumn*>(palloc(sizeof(rows::ComparedColumn) * static_cast<Size>(count + 1)));
  for (int i = 0; i < count; i++) {
    Oid type = type_of_column(relation, names[i]);
    columns[i] = {type_text(type), operator_text(type, BTEqualStrategyNumber)};
  }
  return columns;
}

bool may_see(Relation relation, AttrNumber number) {
  return pg_attribute_aclcheck(RelationGetRelid(relation), number, GetUserId(), ACL_SELECT) == ACLCHECK_OK ||
         pg_class_aclcheck(RelationGetRelid(relation), GetUserId(), ACL_SELECT) == ACLCHECK_OK;
}

// Its place is another one behind the change, and of a new row without a key it is all that tells it apart: the answer says which.
bool answers_place(Relation relation, const rows::Change& change) {
  if (change.kind == rows::ChangeKind::update) {
    return change.key_count == 1 && strcmp(change.key[0], "ctid") == 0;
  }
  return change.kind == rows::ChangeKind::insert && has_place(relation) && !OidIsValid(find_key_index(relation)) &&
         pg_class_aclcheck(RelationGetRelid(relation), GetUserId(), ACL_SELECT) == ACLCHECK_OK;
}

void find_columns(rows::ChangeColumns* columns, const rows::Change& change) {
  RangeVar* name = makeRangeVar(pstrdup(change.schema), pstrdup(change.relation), -1);
  Relation relation = relation_openrv(name, RowExclusiveLock);
  columns->key = compared_columns(relation, change.key, change.key_count);
  columns->expected = compared_columns(relation, change.expected, change.expected_count);
  TupleDesc all = RelationGetDescr(relation);
  columns->returned_count = 0;
  columns->returned = static_cast<const char**>(palloc(sizeof(char*) * static_cast<Size>(all->natts + 2)));
  if (answers_place(relation, change)) {
    columns->returned[columns->returned_count++] = "ctid";
  }
  for (int i = 0; i < all->natts; i++) {
    Form_pg_attribute column = TupleDescAttr(all, i);
    if (!column->attisdropped && may_see(relation, column->attnum)) {
      columns->returned[columns->returned_count++] = pstrdup(NameStr(column->attname));
    }
  }
  relation_close(relation, NoLock);
}

// Runs a statement of ours beside the request's own: nothing of it is sent. Gives how many rows it found.
uint64 run_beside(const char* sql, const char* const* values, int count) {
  Oid types[INDEX_MAX_KEYS];
  Datum texts[INDEX_MAX_KEYS];
  for (int i = 0; i < count; i++) {
    types[i] = TEXTOID;
    texts[i] = CStringGetTextDatum(values[i]);
  }
  if (SPI_connect() != SPI_OK_CONNECT) {
    elog(ERROR, "SPI_connect failed");
  }
  int status = SPI_execute_with_args(sql, count, types, texts, nullptr, false, 1);
  if (status < 0) {
    elog(ERROR, "SPI failed: %s", SPI_result_code_string(status));
  }
  uint64 found = SPI_processed;
  SPI_finish();
  return found;
}

// A statement that changed no row: why?
[[noreturn]] void refuse_unchanged() {
  const rows::Change& change = *present.change;
  PushActiveSnapshot(GetTransactionSnapshot());
  bool is_there = run_beside(rows::make_search(change, *present.columns), present.values, change.key_count) > 0;
  PopActiveSnapshot();
  if (!is_there) {
    ereport(ERROR, (errcode(row_gone), errmsg("row of relation \"%s\" is not there any more", change.relation),
                    errdetail("It was deleted, its key was changed, or no policy lets this role see it."),
                    err_generic_string(PG_DIAG_SCHEMA_NAME, change.schema),
                    err_generic_string(PG_DIAG_TABLE_NAME, change.relation)));
  }
  if (change.expected_count > 0) {
    ereport(ERROR, (errcode(row_changed), errmsg("row of relation \"%s\" is not as it was read", change.relation),
                    errdetail("Somebody else has changed it, or a policy, trigger or rule kept it as it was."),
                    err_generic_string(PG_DIAG_SCHEMA_NAME, change.schema),
                    err_generic_string(PG_DIAG_TABLE_NAME, change.relation)));
  }
  ereport(ERROR,
          (errcode(row_kept), errmsg("row of relation \"%s\" stayed as it was", change.relation),
           errdetail("A policy, trigger or rule kept it."), err_generic_string(PG_DIAG_SCHEMA_NAME, change.schema),
           err_generic_string(PG_DIAG_TABLE_NAME, change.relation)));
  pg_unreachable();
}

void check_change(uint64 row_count) {
  const rows::Change& change = *present.change;
  if (row_count == 1) {
    return;
  }
  if (row_count > 1) {
    ereport(ERROR, (errcode(ERRCODE_CARDINALITY_VIOLATION),
                    errmsg("key names more than one row of relation \"%s\"", change.relation)));
  }
  if (change.kind != rows::ChangeKind::insert) {
    refuse_unchanged();
  }
  ereport(ERROR, (errcode(row_kept), errmsg("row was not inserted into relation \"%s\"", change.relation),
                  errdetail("A trigger or rule kept it out.")));
}

void run_change(const rows::Change& change, int number, const char** values) {
  command_start();
  rows::ChangeColumns columns;
  find_columns(&columns, change);
  Parameters parameters = {rows::value_count_of(change), values, nullptr, false};
  Text text;
  memset(static_cast<void*>(&text), 0, sizeof text);
  text.sql = rows::make_change(change, columns);
  text.parameters = parameters.count > 0 ? &parameters : nullptr;
  text.is_part = true;
  text.first = number;
  text.check = check_change;
  present = {&change, &columns, values};
  session.statement = number;
  run_text(&text);
}

// Before the commit: a client that hears no more can ask by it what became of its changes (pg_xact_status).
void send_transaction() {
  FullTransactionId id = GetTopFullTransactionIdIfAny();
  if (!FullTransactionIdIsValid(id)) {
    return;
  }
  result::Buffer* buffer = frame_buffer();
  append(buffer, "{\"type\":\"transaction\",\"id\":\"");
  append_number(buffer, static_cast<int64>(U64FromFullTransactionId(id)));
  append(buffer, "\"}");
  send_frame(channel::FrameKind::transaction, buffer->data, buffer->used, true);
}

// Constraints that wait for the commit are looked at, and all is undone.
void finish_dry_run() {
  command_start();
  PushActiveSnapshot(GetTransactionSnapshot());
  (void)run_beside("SET CONSTRAINTS ALL IMMEDIATE", nullptr, 0);
  PopActiveSnapshot();
  transaction_abandon();
}

} // namespace

void run_rows_change() {
  session.hide_positions = true;
  transaction_check(nullptr);
  command_start();
  MemoryContext whole = session.message_context;
  MemoryContextSwitchTo(whole);
  bool is_own = !IsTransactionBlock();
  rows::ChangeList list;
  rows::read_changes(&list, server_text(session.request.text, session.request.header.text_bytes));
  Parameters all = parameters_of_request();
  if (list.is_dry_run && !is_own) {
    ereport(ERROR, (errcode(ERRCODE_ACTIVE_SQL_TRANSACTION),
                    errmsg("changes cannot be tried inside a transaction that is open"),
                    errdetail("What a trial did is undone with its whole transaction.")));
  }
  // Plans of one change are forgotten before the next.
  MemoryContext each = AllocSetContextCreate(whole, "studio row change", ALLOCSET_DEFAULT_SIZES);
  const char** values = all.texts;
  for (int i = 0; i < list.count; i++) {
    CHECK_FOR_INTERRUPTS();
    session.message_context = each;
    MemoryContextSwitchTo(each);
    run_change(list.changes[i], i, values);
    values += rows::value_count_of(list.changes[i]);
    session.message_context = whole;
    MemoryContextSwitchTo(whole);
    MemoryContextReset(each);
  }
  if (list.is_dry_run) {
    finish_dry_run();
  } else if (is_own) {
    command_start();
    send_transaction();
    EndImplicitTransactionBlock();
    command_finish();
  }
}

} // namespace studio::runner
