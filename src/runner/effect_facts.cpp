#include "runner/effect_facts.h"

#include "result/encoding.h"
#include "runner/dependents.h"
#include "runner/effect_shared.h"
#include "runner/spi_json.h"
#include "syntax/effect_sql.h"

extern "C" {
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_type.h"
#include "storage/lock.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
}

namespace studio::runner {

using result::Buffer;

namespace {

constexpr int shown_limit = 100;

// ---- arrays

struct Members {
  int count;
  int size;
  Datum* relations;
  Datum* operations;
  Datum* columns;
  bool* no_columns;
};

const char* operation_name(Operation operation) {
  switch (operation) {
  case Operation::drop:
    return "drop";
  case Operation::truncate:
    return "truncate";
  case Operation::remove:
    return "delete";
  case Operation::update:
    return "update";
  }
  return "drop";
}

const char* column_list(List* columns) {
  StringInfoData text;
  initStringInfo(&text);
  appendStringInfoChar(&text, '{');
  for (int i = 0; i < list_length(columns); i++) {
    appendStringInfo(&text, "%s%d", i > 0 ? "," : "", list_nth_int(columns, i));
  }
  appendStringInfoChar(&text, '}');
  return text.data;
}

void add_member(Members* members, Oid relation, const Target& target) {
  if (members->count == members->size) {
    members->size *= 2;
    Size size = static_cast<Size>(members->size);
    members->relations = static_cast<Datum*>(repalloc(members->relations, sizeof(Datum) * size));
    members->operations = static_cast<Datum*>(repalloc(members->operations, sizeof(Datum) * size));
    members->columns = static_cast<Datum*>(repalloc(members->columns, sizeof(Datum) * size));
    members->no_columns = static_cast<bool*>(repalloc(members->no_columns, sizeof(bool) * size));
  }
  int at = members->count++;
  members->relations[at] = ObjectIdGetDatum(relation);
  members->operations[at] = CStringGetTextDatum(operation_name(target.operation));
  members->columns[at] = CStringGetTextDatum(column_list(target.columns));
  members->no_columns[at] = target.columns == NIL;
}

// All inheritance children, without a lock.
List* with_children(const Target& target) {
  return target.has_children ? find_all_inheritors(target.address.objectId, NoLock, nullptr)
                             : list_make1_oid(target.address.objectId);
}

void make_members(Members* members, const Targets& targets) {
  constexpr int first_size = 64;
  memset(static_cast<void*>(members), 0, sizeof *members);
  members->size = first_size;
  members->relations = static_cast<Datum*>(palloc(sizeof(Datum) * first_size));
  members->operations = static_cast<Datum*>(palloc(sizeof(Datum) * first_size));
  members->columns = static_cast<Datum*>(palloc(sizeof(Datum) * first_size));
  members->no_columns = static_cast<bool*>(palloc(sizeof(bool) * first_size));
  for (int i = 0; i < targets.count; i++) {
    const Target& target = targets.items[i];
    List* relations = is_relation(target) ? with_children(target) : NIL;
    for (int k = 0; k < list_length(relations); k++) {
      add_member(members, list_nth_oid(relations, k), target);
    }
  }
}

Datum oid_array(const Members& members) {
  return PointerGetDatum(construct_array(members.relations, members.count, OIDOID, sizeof(Oid), true, TYPALIGN_INT));
}

Datum text_array(Datum* texts, bool* nulls, int count) {
  int bounds[1] = {count};
  int lower[1] = {1};
  return PointerGetDatum(construct_md_array(texts, nulls, 1, bounds, lower, TEXTOID, -1, false, TYPALIGN_INT));
}

// ---- targets

const char* kind_name(char kind) {
  switch (kind) {
  case RELKIND_RELATION:
    return "table";
  case RELKIND_PARTITIONED_TABLE:
    return "partitioned_table";
  case RELKIND_VIEW:
    return "view";
  case RELKIND_MATVIEW:
    return "materialized_view";
  case RELKIND_FOREIGN_TABLE:
    return "foreign_table";
  case RELKIND_SEQUENCE:
    return "sequence";
  case RELKIND_INDEX:
  case RELKIND_PARTITIONED_INDEX:
    return "index";
  default:
    return nullptr;
  }
}

void append_name(Buffer* buffer, const char* key, const char* text) {
  append_text(buffer, key);
  if (text == nullptr) {
    append(buffer, "null");
  } else {
    result::append_server_text(buffer, text, strlen(text));
  }
}

void append_rows_number(Buffer* buffer, const char* key, double rows) {
  append_text(buffer, key);
  if (rows < 0) {
    append(buffer, "null");
  } else {
    append_number(buffer, static_cast<int64>(rows));
  }
}

// By the planner where it was asked, else by the statistics of the relation and its children.
double rows_of(const Target& target, List* relations) {
  if (target.rows >= 0) {
    return target.rows;
  }
  double rows = -1;
  for (int i = 0; i < list_length(relations); i++) {
    double some = statistical_rows(list_nth_oid(relations, i));
    rows = some >= 0 ? Max(rows, 0) + some : rows;
  }
  return rows;
}

void append_target(Buffer* buffer, const Target& target) {
  bool is_whole = is_relation(target) && target.address.objectSubId == 0;
  // Partitions go with their table; other children stay where a table is dropped.
  List* relations = NIL;
  if (is_whole) {
    bool has_parts = get_rel_relkind(target.address.objectId) == RELKIND_PARTITIONED_TABLE;
    relations = target.has_children || has_parts ? find_all_inheritors(target.address.objectId, NoLock, nullptr)
                                                 : list_make1_oid(target.address.objectId);
  }
  append_name(buffer, "{\"description\":", getObjectDescription(&target.address, true));
  append_name(buffer, ",\"operation\":", operation_name(target.operation));
  Oid relation = is_relation(target) ? target.address.objectId : InvalidOid;
  Oid schema = OidIsValid(relation) ? get_rel_namespace(relation) : InvalidOid;
  append_name(buffer, ",\"schema\":", OidIsValid(schema) ? get_namespace_name(schema) : nullptr);
  append_name(buffer, ",\"name\":", OidIsValid(relation) ? get_rel_name(relation) : nullptr);
  append_name(buffer, ",\"kind\":", OidIsValid(relation) ? kind_name(get_rel_relkind(relation)) : nullptr);
  append_rows_number(buffer, ",\"estimated_rows\":", rows_of(target, relations));
  append(buffer, ",\"child_count\":");
  append_number(buffer, Max(list_length(relations) - 1, 0));
  append_char(buffer, '}');
}

Datum conflicting_modes(LOCKMODE lock) {
  Datum modes[MAX_LOCKMODES];
  int count = 0;
  for (LOCKMODE mode = AccessShareLock; lock != NoLock && mode <= AccessExclusiveLock; mode++) {
    if (DoLockModesConflict(lock, mode)) {
      modes[count++] = CStringGetTextDatum(GetLockmodeName(DEFAULT_LOCKMETHOD, mode));
    }
  }
  return text_array(modes, nullptr, count);
}

} // namespace

void append_effect_facts(Buffer* buffer, const Targets& targets) {
  append(buffer, "\"targets\":[");
  for (int i = 0; i < targets.count; i++) {
    append_text(buffer, i > 0 ? "," : "");
    append_target(buffer, targets.items[i]);
  }
  Members members;
  make_members(&members, targets);
  Datum relations = oid_array(members);
  Datum operations = text_array(members.operations, nullptr, members.count);
  Question question = {psprintf("%s%s", syntax::effect_reached, syntax::effect_cascades), 0, {}, {}, {}};
  add_argument(&question, OIDARRAYOID, relations);
  add_argument(&question, TEXTARRAYOID, operations);
  add_argument(&question, TEXTARRAYOID, text_array(members.columns, members.no_columns, members.count));
  append(buffer, "],\"cascades\":");
  bool is_drop = targets.count > 0 && targets.items[0].operation == Operation::drop;
  if (is_drop) {
    append(buffer, "[]"); // constraints go with the table, and no row is deleted
  } else {
    append_rows(buffer, question, shown_limit);
  }
  question.sql = psprintf("%s%s", syntax::effect_reached, syntax::effect_triggers);
  add_argument(&question, BOOLOID, BoolGetDatum(targets.is_cascade));
  append(buffer, ",\"triggers\":");
  if (is_drop) {
    append(buffer, "[]");
  } else {
    append_rows(buffer, question, shown_limit);
  }
  Question holders = {syntax::effect_lock_holders, 0, {}, {}, {}};
  add_argument(&holders, OIDARRAYOID, relations);
  add_argument(&holders, TEXTARRAYOID, conflicting_modes(targets.lock));
  append(buffer, ",\"lock_holders\":");
  append_rows(buffer, holders, shown_limit);
  append_shared_objects(buffer, targets);
}

} // namespace studio::runner
