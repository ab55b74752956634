#include "runner/effect_targets.h"

#include "pg/ownership.h"
#include "runner/effect_shared.h"
#include "syntax/kind.h"

extern "C" {
#include "access/table.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_namespace.h"
#include "commands/tablecmds.h"
#include "nodes/makefuncs.h"
#include "nodes/plannodes.h"
#include "optimizer/planmain.h"
#include "parser/parsetree.h"
#include "tcop/tcopprot.h"
#include "utils/acl.h"
#include "utils/lsyscache.h"
}

namespace studio::runner {

namespace {

constexpr int target_limit = 64;

void want_lock(Targets* targets, LOCKMODE lock) { targets->lock = Max(targets->lock, lock); }

[[noreturn]] void deny(Oid relation) {
  aclcheck_error(ACLCHECK_NO_PRIV, get_relkind_objtype(get_rel_relkind(relation)), get_rel_name(relation));
  pg_unreachable();
}

} // namespace

Target* add_target(Targets* targets, const ObjectAddress& address, Operation operation) {
  for (int i = 0; i < targets->count; i++) {
    Target* known = &targets->items[i];
    if (known->operation == operation && memcmp(&known->address, &address, sizeof address) == 0) {
      return known;
    }
  }
  if (targets->count == target_limit) {
    targets->is_complete = false;
    return nullptr;
  }
  Target* target = &targets->items[targets->count++];
  *target = {address, operation, operation != Operation::drop, NIL, -1};
  return target;
}

namespace {

// ---- UPDATE and DELETE

void take_every_row(Node* statement, void* context) {
  Targets* targets = static_cast<Targets*>(context);
  bool is_delete = IsA(statement, DeleteStmt);
  const RangeVar* relation = is_delete ? reinterpret_cast<DeleteStmt*>(statement)->relation
                                       : reinterpret_cast<UpdateStmt*>(statement)->relation;
  Oid oid = RangeVarGetRelid(relation, NoLock, false);
  AclMode wanted = is_delete ? ACL_DELETE : ACL_UPDATE;
  bool may = pg_class_aclcheck(oid, GetUserId(), wanted) == ACLCHECK_OK ||
             (!is_delete && pg_attribute_aclcheck_all(oid, GetUserId(), wanted, ACLMASK_ANY) == ACLCHECK_OK);
  if (!may) {
    deny(oid);
  }
  ObjectAddress address = {RelationRelationId, oid, 0};
  Target* target = add_target(targets, address, is_delete ? Operation::remove : Operation::update);
  want_lock(targets, RowExclusiveLock);
  if (target == nullptr) {
    return;
  }
  target->has_children = relation->inh;
  List* set = is_delete ? NIL : reinterpret_cast<UpdateStmt*>(statement)->targetList;
  for (int i = 0; i < list_length(set); i++) {
    AttrNumber column = get_attnum(oid, list_nth_node(ResTarget, set, i)->name);
    target->columns = list_append_unique_int(target->columns, column);
  }
}

// ---- TRUNCATE, DROP

void find_truncated(Targets* targets, const TruncateStmt* statement) {
  targets->is_cascade = statement->behavior == DROP_CASCADE;
  want_lock(targets, AccessExclusiveLock);
  for (int i = 0; i < list_length(statement->relations); i++) {
    const RangeVar* relation = list_nth_node(RangeVar, statement->relations, i);
    Oid oid = RangeVarGetRelid(relation, NoLock, false);
    if (pg_class_aclcheck(oid, GetUserId(), ACL_TRUNCATE) != ACLCHECK_OK) {
      deny(oid);
    }
    Target* target = add_target(targets, {RelationRelationId, oid, 0}, Operation::truncate);
    if (target != nullptr) {
      target->has_children = relation->inh;
    }
  }
}

bool is_of_relations(ObjectType type) {
  return type == OBJECT_TABLE || type == OBJECT_VIEW || type == OBJECT_MATVIEW || type == OBJECT_INDEX ||
         type == OBJECT_SEQUENCE || type == OBJECT_FOREIGN_TABLE;
}

// Who owns a relation's schema may drop it, too.
void check_relation_owner(Oid relation) {
  if (!pg::owns(RelationRelationId, relation, GetUserId()) &&
      !pg::owns(NamespaceRelationId, get_rel_namespace(relation), GetUserId())) {
    aclcheck_error(ACLCHECK_NOT_OWNER, get_relkind_objtype(get_rel_relkind(relation)), get_rel_name(relation));
  }
}

void find_dropped(Targets* targets, const DropStmt* statement) {
  targets->is_cascade = statement->behavior == DROP_CASCADE;
  for (int i = 0; i < list_length(statement->objects); i++) {
    Node* object = static_cast<Node*>(list_nth(statement->objects, i));
    Relation relation = nullptr;
    ObjectAddress address = {InvalidOid, InvalidOid, 0};
    if (is_of_relations(statement->removeType)) {
      // Without a lock: who holds one is part of the answer.
      RangeVar* name = makeRangeVarFromNameList(reinterpret_cast<List*>(object));
      address = {RelationRelationId, RangeVarGetRelid(name, NoLock, statement->missing_ok), 0};
      want_lock(targets, statement->concurrent ? ShareUpdateExclusiveLock : AccessExclusiveLock);
    } else {
      address = get_object_address(statement->removeType, object, &relation, AccessShareLock, statement->missing_ok);
    }
    if (OidIsValid(address.objectId)) {
      if (address.classId == RelationRelationId) {
        check_relation_owner(address.objectId);
      } else if (Oid schema = get_object_namespace(&address);
                 !OidIsValid(schema) || !pg::owns(NamespaceRelationId, schema, GetUserId())) {
        // Who owns its schema may drop it, too: as RemoveObjects() has it.
        check_object_ownership(GetUserId(), statement->removeType, address, object, relation);
      }
      (void)add_target(targets, address, Operation::drop);
    }
    if (relation != nullptr) {
      table_close(relation, NoLock);
    }
  }
}

void find_dropped_columns(Targets* targets, const AlterTableStmt* statement) {
  Oid oid = RangeVarGetRelid(statement->relation, NoLock, statement->missing_ok);
  want_lock(targets, AlterTableGetLockLevel(statement->cmds));
  if (OidIsValid(oid) && !pg::owns(RelationRelationId, oid, GetUserId())) {
    aclcheck_error(ACLCHECK_NOT_OWNER, get_relkind_objtype(get_rel_relkind(oid)), get_rel_name(oid));
  }
  for (int i = 0; OidIsValid(oid) && i < list_length(statement->cmds); i++) {
    const AlterTableCmd* command = list_nth_node(AlterTableCmd, statement->cmds, i);
    if (command->subtype != AT_DropColumn) {
      continue;
    }
    AttrNumber column = get_attnum(oid, command->name);
    if (column == InvalidAttrNumber && !command->missing_ok) {
      ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
                      errmsg("column \"%s\" of relation \"%s\" does not exist", command->name, get_rel_name(oid))));
    }
    targets->is_cascade = targets->is_cascade || command->behavior == DROP_CASCADE;
    if (column != InvalidAttrNumber) {
      (void)add_target(targets, {RelationRelationId, oid, column}, Operation::drop);
    }
  }
}

// ---- the planner's word

void note_rows(Targets* targets, const PlannedStmt* plan, const ModifyTable* node) {
  bool is_delete = node->operation == CMD_DELETE;
  if ((!is_delete && node->operation != CMD_UPDATE) || outerPlan(node) == nullptr) {
    return;
  }
  Oid oid = rt_fetch(node->nominalRelation, plan->rtable)->relid;
  Target* target = add_target(targets, {RelationRelationId, oid, 0}, is_delete ? Operation::remove : Operation::update);
  if (target != nullptr) {
    target->rows = Max(target->rows, 0) + outerPlan(node)->plan_rows;
  }
}

// A data-modifying node stands at the top of a plan, or of the plan of a WITH query.
void note_plan_rows(Targets* targets, const PlannedStmt* plan) {
  if (plan->commandType == CMD_UTILITY) {
    return;
  }
  if (IsA(plan->planTree, ModifyTable)) {
    note_rows(targets, plan, reinterpret_cast<ModifyTable*>(plan->planTree));
  }
  for (int i = 0; i < list_length(plan->subplans); i++) {
    Plan* subplan = static_cast<Plan*>(list_nth(plan->subplans, i));
    if (subplan != nullptr && IsA(subplan, ModifyTable)) {
      note_rows(targets, plan, reinterpret_cast<ModifyTable*>(subplan));
    }
  }
}

} // namespace

void effect_targets_find(Targets* targets, Node* statement) {
  memset(static_cast<void*>(targets), 0, sizeof *targets);
  targets->is_complete = true;
  switch (nodeTag(statement)) {
  case T_TruncateStmt:
    find_truncated(targets, reinterpret_cast<TruncateStmt*>(statement));
    break;
  case T_DropStmt:
    find_dropped(targets, reinterpret_cast<DropStmt*>(statement));
    break;
  case T_AlterTableStmt:
    find_dropped_columns(targets, reinterpret_cast<AlterTableStmt*>(statement));
    break;
  case T_DropdbStmt:
    find_dropped_database(targets, reinterpret_cast<DropdbStmt*>(statement));
    break;
  case T_DropRoleStmt:
    find_dropped_roles(targets, reinterpret_cast<DropRoleStmt*>(statement));
    break;
  default:
    // DROP OWNED and the like name too much to be told.
    syntax::visit_every_row(statement, take_every_row, targets);
    break;
  }
}

void effect_targets_plan(Targets* targets, Query* query, const char* text, ParamListInfo values) {
  List* queries = pg_rewrite_query(query);
  for (int i = 0; i < list_length(queries); i++) {
    Query* each = list_nth_node(Query, queries, i);
    if (each->commandType == CMD_UTILITY && each->utilityStmt != nullptr && IsA(each->utilityStmt, ExplainStmt)) {
      Node* explained = reinterpret_cast<ExplainStmt*>(each->utilityStmt)->query;
      if (IsA(explained, Query)) {
        effect_targets_plan(targets, static_cast<Query*>(copyObjectImpl(explained)), text, values);
      }
    } else if (each->commandType != CMD_UTILITY) {
      note_plan_rows(targets, pg_plan_query(each, text, 0, values));
    }
  }
}

} // namespace studio::runner
