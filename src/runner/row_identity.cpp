#include "runner/row_identity.h"

extern "C" {
#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "utils/relcache.h"
#include "utils/syscache.h"
}

namespace studio::runner {

namespace {

bool is_key_index(Relation relation, HeapTuple tuple) {
  Form_pg_index index = reinterpret_cast<Form_pg_index>(GETSTRUCT(tuple));
  if (!index->indisunique || !index->indisvalid || !index->indimmediate ||
      !heap_attisnull(tuple, Anum_pg_index_indpred, nullptr)) {
    return false;
  }
  for (int i = 0; i < index->indnkeyatts; i++) {
    AttrNumber number = index->indkey.values[i];
    if (number <= 0 || !TupleDescAttr(RelationGetDescr(relation), number - 1)->attnotnull) {
      return false;
    }
  }
  return true;
}

} // namespace

Oid find_key_index(Relation relation) {
  Oid found = InvalidOid;
  ListCell* cell;
  foreach (cell, RelationGetIndexList(relation)) {
    HeapTuple tuple = SearchSysCache1(INDEXRELID, ObjectIdGetDatum(lfirst_oid(cell)));
    if (!HeapTupleIsValid(tuple)) {
      continue;
    }
    if (is_key_index(relation, tuple)) {
      bool is_primary = reinterpret_cast<Form_pg_index>(GETSTRUCT(tuple))->indisprimary;
      if (is_primary || !OidIsValid(found)) {
        found = lfirst_oid(cell);
      }
    }
    ReleaseSysCache(tuple);
  }
  return found;
}

bool has_children(Relation relation) {
  return relation->rd_rel->relkind == RELKIND_RELATION && relation->rd_rel->relhassubclass &&
         find_inheritance_children(RelationGetRelid(relation), NoLock) != NIL;
}

bool has_place(Relation relation) { return relation->rd_rel->relkind == RELKIND_RELATION && !has_children(relation); }

} // namespace studio::runner
