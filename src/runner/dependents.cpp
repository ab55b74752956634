#include "runner/dependents.h"

#include "result/encoding.h"

extern "C" {
#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/dependency.h"
#include "catalog/pg_class.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "utils/fmgroids.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
}

namespace studio::runner {

using result::Buffer;

namespace {

constexpr int found_limit = 20000;
constexpr int shown_limit = 100;

struct Seen {
  ObjectAddress address; // the key
  int index;             // in the list; -1 for an object that is dropped itself
};

struct Walk {
  Dependents* found;
  HTAB* seen;
  Relation catalog; // pg_depend
};

bool is_same_object(const ObjectAddress& a, const ObjectAddress& b) {
  return a.classId == b.classId && a.objectId == b.objectId;
}

void add(Walk* walk, const ObjectAddress& address, bool is_automatic) {
  bool is_known = false;
  Seen* seen = static_cast<Seen*>(hash_search(walk->seen, &address, HASH_ENTER, &is_known));
  Dependents* found = walk->found;
  if (is_known) {
    // One automatic way to it is enough.
    if (seen->index >= 0 && is_automatic) {
      found->items[seen->index].is_automatic = true;
    }
    return;
  }
  seen->index = -1;
  if (found->count == found_limit) {
    found->is_complete = false;
    return;
  }
  if (found->count == found->size) {
    found->size *= 2;
    found->items = static_cast<Dependent*>(repalloc(found->items, sizeof(Dependent) * static_cast<Size>(found->size)));
  }
  seen->index = found->count;
  found->items[found->count++] = {address, is_automatic};
}

// The object that this one is an inner part of (the view of a rule, say): that one is dropped then. Itself where it is none's.
ObjectAddress owner_of(const Walk& walk, const ObjectAddress& part) {
  ScanKeyData keys[2];
  ScanKeyInit(&keys[0], Anum_pg_depend_classid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(part.classId));
  ScanKeyInit(&keys[1], Anum_pg_depend_objid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(part.objectId));
  SysScanDesc scan = systable_beginscan(walk.catalog, DependDependerIndexId, true, nullptr, 2, keys);
  ObjectAddress owner = part;
  for (HeapTuple tuple = systable_getnext(scan); HeapTupleIsValid(tuple); tuple = systable_getnext(scan)) {
    Form_pg_depend row = reinterpret_cast<Form_pg_depend>(GETSTRUCT(tuple));
    bool is_other = row->refclassid != part.classId || row->refobjid != part.objectId;
    if (row->deptype == DEPENDENCY_INTERNAL && is_other) {
      owner = {row->refclassid, row->refobjid, 0};
      break;
    }
  }
  systable_endscan(scan);
  return owner;
}

void follow(Walk* walk, const ObjectAddress& object) {
  ScanKeyData keys[3];
  ScanKeyInit(&keys[0], Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(object.classId));
  ScanKeyInit(&keys[1], Anum_pg_depend_refobjid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(object.objectId));
  ScanKeyInit(&keys[2], Anum_pg_depend_refobjsubid, BTEqualStrategyNumber, F_INT4EQ, Int32GetDatum(object.objectSubId));
  // What depends on a column depends on its table.
  int key_count = object.objectSubId == 0 ? 2 : 3;
  SysScanDesc scan = systable_beginscan(walk->catalog, DependReferenceIndexId, true, nullptr, key_count, keys);
  for (HeapTuple tuple = systable_getnext(scan); HeapTupleIsValid(tuple); tuple = systable_getnext(scan)) {
    Form_pg_depend row = reinterpret_cast<Form_pg_depend>(GETSTRUCT(tuple));
    ObjectAddress dependent = {row->classid, row->objid, row->objsubid};
    if (is_same_object(dependent, object) && object.objectSubId == 0) {
      continue;
    }
    bool is_automatic = row->deptype != DEPENDENCY_NORMAL;
    add(walk, is_automatic ? dependent : owner_of(*walk, dependent), is_automatic);
  }
  systable_endscan(scan);
}

// Of a constraint.
bool is_internal_trigger(Oid trigger) {
  ScanKeyData key;
  ScanKeyInit(&key, Anum_pg_trigger_oid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(trigger));
  Relation catalog = table_open(TriggerRelationId, AccessShareLock);
  SysScanDesc scan = systable_beginscan(catalog, TriggerOidIndexId, true, nullptr, 1, &key);
  HeapTuple tuple = systable_getnext(scan);
  bool is_internal = HeapTupleIsValid(tuple) && reinterpret_cast<Form_pg_trigger>(GETSTRUCT(tuple))->tgisinternal;
  systable_endscan(scan);
  table_close(catalog, AccessShareLock);
  return is_internal;
}

// Inner parts that nobody thinks of as objects: the type of a table's rows, its TOAST table, the triggers of a constraint.
bool is_worth_telling(const ObjectAddress& address) {
  if (address.classId == TriggerRelationId) {
    return !is_internal_trigger(address.objectId);
  }
  if (address.classId == RelationRelationId) {
    return get_rel_relkind(address.objectId) != RELKIND_TOASTVALUE;
  }
  if (address.classId != TypeRelationId) {
    return true;
  }
  char type = get_typtype(address.objectId);
  bool is_of_table =
      type == TYPTYPE_COMPOSITE && get_rel_relkind(get_typ_typrelid(address.objectId)) != RELKIND_COMPOSITE_TYPE;
  return !is_of_table && !OidIsValid(get_element_type(address.objectId));
}

void append_one(Buffer* buffer, const Dependent& dependent, const char* description) {
  append(buffer, "{\"description\":");
  result::append_server_text(buffer, description, strlen(description));
  append_text(buffer, dependent.is_automatic ? ",\"is_automatic\":true" : ",\"is_automatic\":false");
  append(buffer, ",\"estimated_rows\":");
  bool is_relation = dependent.address.classId == RelationRelationId && dependent.address.objectSubId == 0;
  double rows = is_relation ? statistical_rows(dependent.address.objectId) : -1;
  if (rows < 0) {
    append(buffer, "null}");
  } else {
    append_number(buffer, static_cast<int64>(rows));
    append_char(buffer, '}');
  }
}

} // namespace

double statistical_rows(Oid relation) {
  HeapTuple tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relation));
  if (!HeapTupleIsValid(tuple)) {
    return -1;
  }
  Form_pg_class form = reinterpret_cast<Form_pg_class>(GETSTRUCT(tuple));
  bool has_rows =
      form->relkind == RELKIND_RELATION || form->relkind == RELKIND_MATVIEW || form->relkind == RELKIND_FOREIGN_TABLE;
  double rows = has_rows ? static_cast<double>(form->reltuples) : -1;
  ReleaseSysCache(tuple);
  return rows;
}

void dependents_find(Dependents* dependents, const ObjectAddress* objects, int count) {
  constexpr int first_size = 64;
  memset(static_cast<void*>(dependents), 0, sizeof *dependents);
  dependents->is_complete = true;
  dependents->size = first_size;
  dependents->items = static_cast<Dependent*>(palloc(sizeof(Dependent) * first_size));
  HASHCTL control;
  memset(&control, 0, sizeof control);
  control.keysize = sizeof(ObjectAddress);
  control.entrysize = sizeof(Seen);
  control.hcxt = CurrentMemoryContext;
  Walk walk = {dependents, hash_create("studio dependents", 256, &control, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT),
               table_open(DependRelationId, AccessShareLock)};
  for (int i = 0; i < count; i++) {
    bool is_known = false;
    static_cast<Seen*>(hash_search(walk.seen, &objects[i], HASH_ENTER, &is_known))->index = -1;
  }
  for (int i = 0; i < count; i++) {
    follow(&walk, objects[i]);
  }
  for (int i = 0; i < dependents->count; i++) {
    CHECK_FOR_INTERRUPTS();
    follow(&walk, dependents->items[i].address);
  }
  table_close(walk.catalog, AccessShareLock);
  hash_destroy(walk.seen);
  int kept = 0;
  for (int i = 0; i < dependents->count; i++) {
    const Dependent& dependent = dependents->items[i];
    if (is_worth_telling(dependent.address)) {
      dependents->items[kept++] = dependent;
      dependents->cascade_count += dependent.is_automatic ? 0 : 1;
      double rows = dependent.address.classId == RelationRelationId ? statistical_rows(dependent.address.objectId) : 0;
      dependents->row_count += Max(rows, 0);
    }
  }
  dependents->count = kept;
}

void append_dependents(Buffer* buffer, const Dependents& dependents) {
  append(buffer, "{\"count\":");
  append_number(buffer, dependents.count);
  append(buffer, ",\"cascade_count\":");
  append_number(buffer, dependents.cascade_count);
  append_text(buffer, dependents.is_complete ? ",\"is_complete\":true" : ",\"is_complete\":false");
  append(buffer, ",\"items\":[");
  int shown = 0;
  for (int automatic = 0; automatic < 2; automatic++) {
    for (int i = 0; i < dependents.count && shown < shown_limit; i++) {
      const Dependent& dependent = dependents.items[i];
      if (dependent.is_automatic != (automatic == 1)) {
        continue;
      }
      const char* description = getObjectDescription(&dependent.address, true);
      if (description != nullptr) {
        append_text(buffer, shown++ > 0 ? "," : "");
        append_one(buffer, dependent, description);
      }
    }
  }
  append(buffer, "]}");
}

} // namespace studio::runner
