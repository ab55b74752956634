#include "runner/relation_columns.h"

extern "C" {
#include "access/htup_details.h"
#include "catalog/pg_operator.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/typcache.h"
}

namespace studio::runner {

Form_pg_attribute find_column(Relation relation, const char* name) {
  TupleDesc columns = RelationGetDescr(relation);
  for (int i = 0; i < columns->natts; i++) {
    Form_pg_attribute column = TupleDescAttr(columns, i);
    if (!column->attisdropped && strcmp(NameStr(column->attname), name) == 0) {
      return column;
    }
  }
  ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
                  errmsg("column \"%s\" of relation \"%s\" does not exist", name, RelationGetRelationName(relation))));
  pg_unreachable();
}

// With "typmod given" a bpchar is not taken for character(1).
const char* type_text(Oid type) {
  return format_type_extended(type, -1, FORMAT_TYPE_TYPEMOD_GIVEN | FORMAT_TYPE_FORCE_QUALIFY);
}

const char* operator_text(Oid type_oid, int strategy) {
  const TypeCacheEntry* type = lookup_type_cache(type_oid, TYPECACHE_BTREE_OPFAMILY);
  Oid op = OidIsValid(type->btree_opf) ? get_opfamily_member(type->btree_opf, type->btree_opintype,
                                                             type->btree_opintype, static_cast<int16>(strategy))
                                       : InvalidOid;
  HeapTuple tuple = OidIsValid(op) ? SearchSysCache1(OPEROID, ObjectIdGetDatum(op)) : nullptr;
  if (!HeapTupleIsValid(tuple)) {
    return nullptr;
  }
  Form_pg_operator form = reinterpret_cast<Form_pg_operator>(GETSTRUCT(tuple));
  const char* text =
      psprintf("OPERATOR(%s.%s)", quote_identifier(get_namespace_name(form->oprnamespace)), NameStr(form->oprname));
  ReleaseSysCache(tuple);
  return text;
}

} // namespace studio::runner
