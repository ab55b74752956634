#include "runner/rows_order.h"

#include "runner/relation_columns.h"
#include "runner/row_identity.h"

extern "C" {
#include "access/htup_details.h"
#include "access/relation.h"
#include "access/sysattr.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_operator.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/relcache.h"
#include "utils/syscache.h"
#include "utils/typcache.h"
}

namespace studio::runner {

namespace {

bool has_key(const rows::Order* order, const char* quoted_name) {
  for (int i = 0; i < order->count; i++) {
    if (strcmp(order->keys[i].name, quoted_name) == 0) {
      return true;
    }
  }
  return false;
}

struct NewKey {
  const char* name;   // quoted
  const char* column; // as it is; null for ctid
  Oid type;
  bool is_nullable;
  bool is_descending;
  bool is_nulls_first;
};

void add_key(rows::Order* order, const NewKey& added) {
  if (has_key(order, added.name)) {
    return;
  }
  rows::OrderKey* key = &order->keys[order->count++];
  memset(static_cast<void*>(key), 0, sizeof *key);
  key->name = added.name;
  key->column = added.column;
  key->is_nullable = added.is_nullable;
  key->is_descending = added.is_descending;
  key->is_nulls_first = added.is_nulls_first;
  key->type = type_text(added.type);
  for (int i = 0; i < rows::comparison_count; i++) {
    key->operators[i] = operator_text(added.type, i + 1);
  }
}

void add_index_keys(rows::Order* order, Relation relation, HeapTuple tuple) {
  Form_pg_index index = reinterpret_cast<Form_pg_index>(GETSTRUCT(tuple));
  for (int i = 0; i < index->indnkeyatts; i++) {
    Form_pg_attribute column = TupleDescAttr(RelationGetDescr(relation), index->indkey.values[i] - 1);
    const char* name = pstrdup(NameStr(column->attname));
    add_key(order, {quote_identifier(name), name, column->atttypid, false, false, false});
  }
}

void make_total(rows::Order* order, Relation relation) {
  char kind = relation->rd_rel->relkind;
  bool is_stored = kind == RELKIND_RELATION || kind == RELKIND_MATVIEW || kind == RELKIND_TOASTVALUE;
  order->mode = rows::PageMode::offset;
  if ((!is_stored && kind != RELKIND_PARTITIONED_TABLE) || has_children(relation)) {
    return;
  }
  Oid index = find_key_index(relation);
  if (OidIsValid(index)) {
    HeapTuple tuple = SearchSysCache1(INDEXRELID, ObjectIdGetDatum(index));
    if (!HeapTupleIsValid(tuple)) {
      elog(ERROR, "cache lookup failed for index %u", index);
    }
    add_index_keys(order, relation, tuple);
    ReleaseSysCache(tuple);
    order->mode = rows::PageMode::keys;
  } else if (is_stored) {
    order->mode = order->count == 0 ? rows::PageMode::physical : rows::PageMode::keys;
    add_key(order, {"ctid", nullptr, TIDOID, false, false, false});
  }
}

// By the base type: what is looked for need not keep a domain's rules.
void fill_in(rows::FilterColumn* column, Relation relation) {
  Form_pg_attribute found = find_column(relation, column->name);
  Oid type = getBaseType(found->atttypid);
  column->quoted = quote_identifier(column->name);
  column->type = type_text(type);
  for (int i = 0; i < rows::comparison_count; i++) {
    column->operators[i] = operator_text(type, i + 1);
  }
}

} // namespace

void rows_order_find(rows::Order* order, const rows::Request& request) {
  RangeVar* name = makeRangeVar(pstrdup(request.schema), pstrdup(request.relation), -1);
  Relation relation = relation_openrv(name, AccessShareLock);
  for (int i = 0; i < request.column_count; i++) {
    if (strcmp(request.columns[i], "ctid") != 0 || !has_place(relation)) {
      (void)find_column(relation, request.columns[i]);
    }
  }
  for (int i = 0; i < request.filter_columns.count; i++) {
    fill_in(&request.filter_columns.items[i], relation);
  }
  order->count = 0;
  order->keys = static_cast<rows::OrderKey*>(
      palloc(sizeof(rows::OrderKey) * static_cast<Size>(request.order_count + INDEX_MAX_KEYS + 1)));
  for (int i = 0; i < request.order_count; i++) {
    const rows::OrderColumn& wanted = request.order[i];
    Form_pg_attribute column = find_column(relation, wanted.name);
    const char* quoted = quote_identifier(pstrdup(wanted.name));
    add_key(order,
            {quoted, wanted.name, column->atttypid, !column->attnotnull, wanted.is_descending, wanted.is_nulls_first});
  }
  make_total(order, relation);
  relation_close(relation, NoLock);
}

} // namespace studio::runner
