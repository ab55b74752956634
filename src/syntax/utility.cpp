#include "syntax/utility.h"

extern "C" {
#include "commands/defrem.h"
#include "commands/tablecmds.h"
#include "storage/lock.h"
}

namespace studio::syntax {

namespace {

const char* lock_name(LOCKMODE mode) { return GetLockmodeName(DEFAULT_LOCKMETHOD, mode); }

/** What cannot be changed without the lock of the relation that has it. */
bool is_part_of_relation(ObjectType type) {
  return type == OBJECT_TRIGGER || type == OBJECT_POLICY || type == OBJECT_RULE || type == OBJECT_TABCONSTRAINT;
}

/** Of a new name: an index can be used meanwhile, and types, routines and schemas lock no relation. */
const char* lock_of_rename(const RenameStmt* rename) {
  if (rename->renameType == OBJECT_INDEX) {
    return lock_name(ShareUpdateExclusiveLock);
  }
  bool has_relation = is_of_relations(rename->renameType) || is_part_of_relation(rename->renameType) ||
                      rename->renameType == OBJECT_COLUMN || rename->renameType == OBJECT_ATTRIBUTE;
  return has_relation ? lock_name(AccessExclusiveLock) : nullptr;
}

/** Of the tables that a new one is tied to: a partition's parent, the parents of an heir. */
const char* lock_of_create(const CreateStmt* create) {
  if (create->partbound != nullptr) {
    return lock_name(AccessExclusiveLock);
  }
  return create->inhRelations == NIL ? nullptr : lock_name(ShareUpdateExclusiveLock);
}

} // namespace

bool is_of_relations(ObjectType type) {
  return type == OBJECT_TABLE || type == OBJECT_VIEW || type == OBJECT_MATVIEW || type == OBJECT_INDEX ||
         type == OBJECT_SEQUENCE || type == OBJECT_FOREIGN_TABLE;
}

bool has_option(List* options, const char* name) {
  for (int i = 0; i < list_length(options); i++) {
    DefElem* option = list_nth_node(DefElem, options, i);
    if (strcmp(option->defname, name) == 0) {
      return defGetBoolean(option);
    }
  }
  return false;
}

const char* lock_of(Node* statement) {
  switch (nodeTag(statement)) {
  case T_AlterTableStmt:
    return lock_name(AlterTableGetLockLevel(reinterpret_cast<AlterTableStmt*>(statement)->cmds));
  case T_IndexStmt:
    return lock_name(reinterpret_cast<IndexStmt*>(statement)->concurrent ? ShareUpdateExclusiveLock : ShareLock);
  case T_DropStmt: {
    const DropStmt* drop = reinterpret_cast<DropStmt*>(statement);
    if (!is_of_relations(drop->removeType) && !is_part_of_relation(drop->removeType)) {
      return nullptr;
    }
    return lock_name(drop->concurrent ? ShareUpdateExclusiveLock : AccessExclusiveLock);
  }
  case T_VacuumStmt: {
    const VacuumStmt* vacuum = reinterpret_cast<VacuumStmt*>(statement);
    return lock_name(has_option(vacuum->options, "full") ? AccessExclusiveLock : ShareUpdateExclusiveLock);
  }
  case T_RefreshMatViewStmt:
    return lock_name(reinterpret_cast<RefreshMatViewStmt*>(statement)->concurrent ? ExclusiveLock
                                                                                  : AccessExclusiveLock);
  case T_ReindexStmt:
    // Of the table it is ShareLock, but every plan of a query on it wants its indexes.
    return lock_name(has_option(reinterpret_cast<ReindexStmt*>(statement)->params, "concurrently")
                         ? ShareUpdateExclusiveLock
                         : AccessExclusiveLock);
  case T_CreateStmt:
    return lock_of_create(reinterpret_cast<CreateStmt*>(statement));
  case T_CreateTrigStmt:
  case T_AlterSeqStmt:
    return lock_name(ShareRowExclusiveLock);
  case T_RenameStmt:
    return lock_of_rename(reinterpret_cast<RenameStmt*>(statement));
  case T_AlterObjectSchemaStmt:
    return is_of_relations(reinterpret_cast<AlterObjectSchemaStmt*>(statement)->objectType)
               ? lock_name(AccessExclusiveLock)
               : nullptr;
  case T_TruncateStmt:
  case T_ClusterStmt:
  case T_CreatePolicyStmt:
  case T_AlterPolicyStmt:
  case T_RuleStmt:
    return lock_name(AccessExclusiveLock);
  case T_LockStmt:
    return lock_name(reinterpret_cast<LockStmt*>(statement)->mode);
  default:
    return nullptr;
  }
}

} // namespace studio::syntax
