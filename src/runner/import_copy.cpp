#include "runner/import_copy.h"

extern "C" {
#include "access/sysattr.h"
#include "access/table.h"
#include "catalog/pg_class.h"
#include "commands/copy.h"
#include "commands/copyfrom_internal.h"
#include "commands/defrem.h"
#include "executor/executor.h"
#include "nodes/makefuncs.h"
#include "parser/parse_relation.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/rls.h"
}

namespace studio::runner {

namespace {

// COPY asks for bytes by a callback that carries no argument of ours.
struct {
  const char* at;
  const char* end;
} unread;

CopyFromState copying = nullptr; // while COPY runs: its errors leave it behind

int give_bytes(void* target, int, int most) {
  size_t count = Min(static_cast<size_t>(most), static_cast<size_t>(unread.end - unread.at));
  memcpy(target, unread.at, count);
  unread.at += count;
  return static_cast<int>(count);
}

DefElem* option(const char* name, const char* value) {
  return makeDefElem(pstrdup(name), reinterpret_cast<Node*>(makeString(pstrdup(value))), -1);
}

// As DoCopy: INSERT on the relation or on each column.
void check_rights(ParseState* state, Relation relation, List* columns) {
  ParseNamespaceItem* item = addRangeTableEntryForRelation(state, relation, RowExclusiveLock, nullptr, false, false);
  Bitmapset* inserted = nullptr;
  ListCell* cell;
  foreach (cell, columns) {
    AttrNumber number = get_attnum(RelationGetRelid(relation), strVal(lfirst(cell)));
    if (number > 0) { // COPY itself refuses one that is not there
      inserted = bms_add_member(inserted, number - FirstLowInvalidHeapAttributeNumber);
    }
  }
#if PG_VERSION_NUM >= 160000
  item->p_perminfo->requiredPerms = ACL_INSERT;
  item->p_perminfo->insertedCols = inserted;
  ExecCheckPermissions(state->p_rtable, list_make1(item->p_perminfo), true);
#else
  item->p_rte->requiredPerms = ACL_INSERT;
  item->p_rte->insertedCols = inserted;
  ExecCheckRTPerms(state->p_rtable, true);
#endif
}

} // namespace

List* import_copy_options(const imports::Options& options) {
  if (imports::is_ndjson(options)) {
    return list_make4(option("format", "csv"), option("delimiter", imports::no_delimiter),
                      option("quote", imports::no_quote), option("encoding", "UTF8"));
  }
  List* list = list_make2(option("format", options.format),
                          option("encoding", options.encoding == nullptr ? "UTF8" : options.encoding));
  if (options.delimiter != nullptr) {
    list = lappend(list, option("delimiter", options.delimiter));
  }
  if (options.quote != nullptr) {
    list = lappend(list, option("quote", options.quote));
  }
  if (options.null_text != nullptr) {
    list = lappend(list, option("null", options.null_text));
  }
  return list;
}

uint64 import_copy(const CopyTarget& target, const CopySource& source) {
  copying = nullptr;
  if (source.first >= source.last) {
    return 0;
  }
  const imports::Record* items = source.records->items;
  unread = {source.records->data + items[source.first].begin, source.records->data + items[source.last - 1].end};
  ParseState* state = make_parsestate(nullptr);
  char* schema = target.schema == nullptr ? nullptr : pstrdup(target.schema);
  Relation relation = table_openrv(makeRangeVar(schema, pstrdup(target.relation), -1), RowExclusiveLock);
  check_rights(state, relation, target.columns);
  CopyFromState copy =
      BeginCopyFrom(state, relation, nullptr, nullptr, false, give_bytes, target.columns, target.options);
  // Errors name the line of the file.
  copy->cur_lineno = static_cast<uint64>(items[source.first].line - 1);
  copying = copy;
  uint64 rows = CopyFrom(copy);
  copying = nullptr;
  EndCopyFrom(copy);
  table_close(relation, NoLock);
  free_parsestate(state);
  CommandCounterIncrement();
  return rows;
}

int64 import_copy_line() { return copying == nullptr ? 0 : static_cast<int64>(copying->cur_lineno); }

bool import_may_copy(Oid relation) {
  char kind = get_rel_relkind(relation);
  return kind != RELKIND_VIEW && check_enable_rls(relation, InvalidOid, false) != RLS_ENABLED;
}

} // namespace studio::runner
