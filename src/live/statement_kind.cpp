#include "live/statement_kind.h"

extern "C" {
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "commands/defrem.h"
#include "nodes/parsenodes.h"
#include "nodes/pg_list.h"
#include "tcop/utility.h"
#include "utils/lsyscache.h"
}

namespace studio::live {

namespace {

constexpr uint32 ddl_of_access = changes_access | changes_schema;
constexpr uint32 ddl_of_all = ddl_of_access | changes_shared;

DefElem* find_option(List* options, const char* name) {
  ListCell* cell;
  foreach (cell, options) {
    DefElem* option = static_cast<DefElem*>(lfirst(cell));
    if (strcmp(option->defname, name) == 0) {
      return option;
    }
  }
  return nullptr;
}

// Temporary tables are their session's own: nobody else sees them come and go.
bool makes_temporary(const RangeVar* relation) {
  return relation->relpersistence == RELPERSISTENCE_TEMP ||
         (relation->schemaname != nullptr && strcmp(relation->schemaname, "pg_temp") == 0);
}

bool is_temporary(const RangeVar* relation) {
  Oid temporary_schema = InvalidOid;
  Oid temporary_toast_schema = InvalidOid;
  GetTempNamespaceState(&temporary_schema, &temporary_toast_schema);
  // A session without one, as nearly all are, looks nothing up.
  return OidIsValid(temporary_schema) &&
         get_rel_namespace(RangeVarGetRelid(relation, NoLock, true)) == temporary_schema;
}

bool is_of_temporary(const DropStmt* drop) {
  if (drop->removeType != OBJECT_TABLE && drop->removeType != OBJECT_INDEX && drop->removeType != OBJECT_VIEW &&
      drop->removeType != OBJECT_SEQUENCE) {
    return false;
  }
  ListCell* cell;
  foreach (cell, drop->objects) {
    if (!is_temporary(makeRangeVarFromNameList(static_cast<List*>(lfirst(cell))))) {
      return false;
    }
  }
  return true;
}

bool is_of_temporary(Node* statement) {
  switch (nodeTag(statement)) {
  case T_CreateStmt:
    return makes_temporary(reinterpret_cast<CreateStmt*>(statement)->relation);
  case T_CreateTableAsStmt:
    return makes_temporary(reinterpret_cast<CreateTableAsStmt*>(statement)->into->rel);
  case T_CreateSeqStmt:
    return makes_temporary(reinterpret_cast<CreateSeqStmt*>(statement)->sequence);
  case T_ViewStmt:
    return makes_temporary(reinterpret_cast<ViewStmt*>(statement)->view);
  case T_IndexStmt:
    return is_temporary(reinterpret_cast<IndexStmt*>(statement)->relation);
  case T_AlterTableStmt:
    return is_temporary(reinterpret_cast<AlterTableStmt*>(statement)->relation);
  default:
    return false;
  }
}

uint32 drop_kind(const DropStmt* drop) {
  if (drop->removeType == OBJECT_EXTENSION) {
    ListCell* cell;
    foreach (cell, drop->objects) {
      if (strcmp(strVal(lfirst(cell)), "studio") == 0) {
        return ddl_of_access | drops_studio;
      }
    }
  }
  return is_of_temporary(drop) ? 0 : changes_schema;
}

uint32 rename_kind(const RenameStmt* rename) {
  switch (rename->renameType) {
  case OBJECT_DATABASE:
    return ddl_of_all | wants_database;
  case OBJECT_ROLE:
    return ddl_of_all;
  case OBJECT_TABLESPACE:
    return changes_schema | changes_shared;
  default:
    return rename->relation != nullptr && is_temporary(rename->relation) ? 0 : changes_schema;
  }
}

uint32 transaction_kind(const TransactionStmt* transaction) {
  return transaction->kind == TRANS_STMT_COMMIT_PREPARED ? ddl_of_access : 0;
}

bool is_studio(const char* extension) { return extension != nullptr && strcmp(extension, "studio") == 0; }

} // namespace

uint32 statement_kind(Node* statement) {
  switch (nodeTag(statement)) {
  // What runs all the time comes first and is nothing to us.
  case T_TransactionStmt:
    return transaction_kind(reinterpret_cast<TransactionStmt*>(statement));
  case T_VariableSetStmt:
  case T_VariableShowStmt:
  case T_FetchStmt:
  case T_ClosePortalStmt:
  case T_DeclareCursorStmt:
  case T_PrepareStmt:
  case T_ExecuteStmt:
  case T_DeallocateStmt:
  case T_DiscardStmt:
  case T_CopyStmt:
  case T_ExplainStmt:
  case T_DoStmt:
  case T_CallStmt:
  case T_LockStmt:
  case T_NotifyStmt:
  case T_VacuumStmt:
  case T_ClusterStmt:
    return 0;
  case T_CreateRoleStmt:
  case T_AlterRoleStmt:
  case T_AlterRoleSetStmt:
  case T_DropRoleStmt:
  case T_GrantRoleStmt:
  case T_AlterDatabaseSetStmt:
    return ddl_of_all;
  case T_GrantStmt:
  case T_ReassignOwnedStmt:
  case T_DropOwnedStmt:
  case T_AlterOwnerStmt:
    return ddl_of_access;
  case T_CreateTableSpaceStmt:
  case T_DropTableSpaceStmt:
  case T_AlterTableSpaceOptionsStmt:
    return changes_schema | changes_shared;
  case T_DropdbStmt:
    return ddl_of_all | wants_database;
  case T_CreatedbStmt:
    return changes_schema | changes_shared | wants_database;
  case T_AlterDatabaseStmt: {
    bool moves = find_option(reinterpret_cast<AlterDatabaseStmt*>(statement)->options, "tablespace") != nullptr;
    return ddl_of_all | (moves ? wants_database : 0);
  }
  case T_RenameStmt:
    return rename_kind(reinterpret_cast<RenameStmt*>(statement));
  case T_DropStmt:
    return drop_kind(reinterpret_cast<DropStmt*>(statement));
  case T_CreateExtensionStmt:
    return is_studio(reinterpret_cast<CreateExtensionStmt*>(statement)->extname) ? ddl_of_access : changes_schema;
  case T_AlterExtensionStmt:
    return is_studio(reinterpret_cast<AlterExtensionStmt*>(statement)->extname) ? ddl_of_access : changes_schema;
  default:
    return GetCommandLogLevel(statement) == LOGSTMT_DDL && !is_of_temporary(statement) ? changes_schema : 0;
  }
}

const char* wanted_database(Node* statement) {
  switch (nodeTag(statement)) {
  case T_DropdbStmt:
    return reinterpret_cast<DropdbStmt*>(statement)->dbname;
  case T_RenameStmt:
    return reinterpret_cast<RenameStmt*>(statement)->subname;
  case T_AlterDatabaseStmt:
    return reinterpret_cast<AlterDatabaseStmt*>(statement)->dbname;
  case T_CreatedbStmt: {
    DefElem* source = find_option(reinterpret_cast<CreatedbStmt*>(statement)->options, "template");
    return source == nullptr || source->arg == nullptr ? "template1" : defGetString(source);
  }
  default:
    return nullptr;
  }
}

} // namespace studio::live
