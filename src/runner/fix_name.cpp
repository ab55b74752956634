// Relations, functions and types that exist in another schema, with other letters or in quotes: looked for in the catalog.
#include "runner/fix_error.h"
#include "runner/name_tokens.h"
#include "runner/nearest.h"

extern "C" {
#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
}

namespace studio::runner {

namespace {

constexpr int object_limit = 25000; // of a kind; beyond that an editor's question ends without a guess

struct ObjectName {
  const char* name;
  Oid schema;
};

// Reads a catalog's row; false where it is nothing that a statement can name so.
using ReadName = bool (*)(HeapTuple row, ObjectName* object);

bool read_relation(HeapTuple row, ObjectName* object) {
  const FormData_pg_class* it = reinterpret_cast<FormData_pg_class*>(GETSTRUCT(row));
  *object = {NameStr(it->relname), it->relnamespace};
  return it->relkind == RELKIND_RELATION || it->relkind == RELKIND_VIEW || it->relkind == RELKIND_MATVIEW ||
         it->relkind == RELKIND_PARTITIONED_TABLE || it->relkind == RELKIND_FOREIGN_TABLE;
}

bool read_routine(HeapTuple row, ObjectName* object) {
  const FormData_pg_proc* it = reinterpret_cast<FormData_pg_proc*>(GETSTRUCT(row));
  *object = {NameStr(it->proname), it->pronamespace};
  return true;
}

bool read_type(HeapTuple row, ObjectName* object) {
  const FormData_pg_type* it = reinterpret_cast<FormData_pg_type*>(GETSTRUCT(row));
  *object = {NameStr(it->typname), it->typnamespace};
  // Neither arrays nor the types of tables' rows.
  return it->typisdefined && NameStr(it->typname)[0] != '_' &&
         (it->typtype != TYPTYPE_COMPOSITE || get_rel_relkind(it->typrelid) == RELKIND_COMPOSITE_TYPE);
}

bool read_schema(HeapTuple row, ObjectName* object) {
  *object = {NameStr(reinterpret_cast<FormData_pg_namespace*>(GETSTRUCT(row))->nspname), InvalidOid};
  return true;
}

struct Question {
  Oid catalog;
  ReadName read;
};
constexpr Question relations = {RelationRelationId, read_relation};
constexpr Question routines = {ProcedureRelationId, read_routine};
constexpr Question types = {TypeRelationId, read_type};
constexpr Question schemas = {NamespaceRelationId, read_schema};

// Schemas whose objects need no qualifier.
bool is_searched(Oid schema) { return list_member_oid(fetch_search_path(true), schema); }

// Offers every object of a schema, or of all. Where `is_exact`, only what bears the name itself.
void offer_all(Nearest* nearest, const Question& question, Oid only_schema, bool is_exact) {
  Relation catalog = table_open(question.catalog, AccessShareLock);
  SysScanDesc scan = systable_beginscan(catalog, InvalidOid, false, nullptr, 0, nullptr);
  HeapTuple row;
  int count = 0;
  while (count < object_limit && HeapTupleIsValid(row = systable_getnext(scan))) {
    ObjectName object;
    bool is_asked = question.read(row, &object) && (!OidIsValid(only_schema) || object.schema == only_schema);
    if (!is_asked) {
      continue;
    }
    count++;
    if (is_exact && strcmp(object.name, nearest->wanted) != 0) {
      continue;
    }
    // Only what is near enough is worth another look into a catalog.
    Nearest alone = *nearest;
    alone.count = 0;
    nearest_offer(&alone, "", object.name);
    if (alone.count > 0) {
      bool needs_schema = OidIsValid(object.schema) && !is_searched(object.schema);
      const char* schema = needs_schema ? get_namespace_name(object.schema) : "";
      if (schema != nullptr) {
        nearest_offer(nearest, schema, object.name);
      }
    }
  }
  systable_endscan(scan);
  table_close(catalog, AccessShareLock);
}

List* with_schemas(List* fixes, const Mistake& mistake, const NameTokens& name, const Nearest& nearest) {
  for (int i = 0; i < nearest.count; i++) {
    const NearName& near = nearest.best[i];
    const char* text = quote_identifier(near.name);
    text = near.schema[0] != '\0' ? psprintf("%s.%s", quote_identifier(near.schema), text) : text;
    fixes = lappend(fixes, replacement(*mistake.script, name.tokens[0], name.tokens[name.count - 1], text));
  }
  return fixes;
}

// Another name for one part of it.
List* with_part(List* fixes, const Mistake& mistake, int token, const Nearest& nearest) {
  for (int i = 0; i < nearest.count; i++) {
    fixes = lappend(fixes, replacement(*mistake.script, token, token, quote_identifier(nearest.best[i].name)));
  }
  return fixes;
}

List* name_fixes(const Mistake& mistake, const Question& question) {
  NameTokens name;
  if (!read_name(*mistake.script, mistake.token, &name) || name.count > 2) {
    return NIL;
  }
  Nearest nearest;
  nearest_init(&nearest, name.names[name.count - 1]);
  if (name.count == 1) {
    offer_all(&nearest, question, InvalidOid, false);
    return with_schemas(NIL, mistake, name, nearest);
  }
  Oid schema = get_namespace_oid(name.names[0], true);
  if (OidIsValid(schema)) {
    offer_all(&nearest, question, schema, false);
    List* fixes = with_part(NIL, mistake, name.tokens[1], nearest);
    nearest_init(&nearest, name.names[1]);
    offer_all(&nearest, question, InvalidOid, true);
    return with_schemas(fixes, mistake, name, nearest);
  }
  Nearest near_schemas;
  nearest_init(&near_schemas, name.names[0]);
  offer_all(&near_schemas, schemas, InvalidOid, false);
  offer_all(&nearest, question, InvalidOid, true);
  return with_schemas(with_part(NIL, mistake, name.tokens[0], near_schemas), mistake, name, nearest);
}

} // namespace

List* relation_fixes(const Mistake& mistake) { return name_fixes(mistake, relations); }

List* function_fixes(const Mistake& mistake) { return name_fixes(mistake, routines); }

List* type_fixes(const Mistake& mistake) {
  // What the grammar calls by other names than the catalog.
  static const char* const spelled[] = {"integer", "bigint", "smallint", "boolean", "real", "decimal", "character"};
  NameTokens name;
  if (!read_name(*mistake.script, mistake.token, &name)) {
    return NIL;
  }
  List* fixes = NIL;
  if (name.count == 1) {
    Nearest nearest;
    nearest_init(&nearest, name.names[0]);
    for (const char* each : spelled) {
      nearest_offer(&nearest, "", each);
    }
    for (int i = 0; i < nearest.count; i++) {
      fixes =
          lappend(fixes, replacement(*mistake.script, name.tokens[0], name.tokens[0], pstrdup(nearest.best[i].name)));
    }
  }
  return list_concat(fixes, name_fixes(mistake, types));
}

} // namespace studio::runner
