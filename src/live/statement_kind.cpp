#include "live/statement_kind.h"

extern "C" {
#include "commands/defrem.h"
#include "nodes/parsenodes.h"
#include "nodes/pg_list.h"
#include "tcop/utility.h"
}

namespace studio::live {

namespace {

constexpr uint32 ddl_of_access = changes_access | changes_catalog;

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

uint32 drop_kind(const DropStmt* drop) {
  if (drop->removeType == OBJECT_EXTENSION) {
    ListCell* cell;
    foreach (cell, drop->objects) {
      if (strcmp(strVal(lfirst(cell)), "studio") == 0) {
        return ddl_of_access | drops_studio;
      }
    }
  }
  return changes_catalog;
}

uint32 rename_kind(const RenameStmt* rename) {
  switch (rename->renameType) {
  case OBJECT_DATABASE:
    return ddl_of_access | wants_database;
  case OBJECT_ROLE:
    return ddl_of_access;
  default:
    return changes_catalog;
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
    return 0;
  case T_CreateRoleStmt:
  case T_AlterRoleStmt:
  case T_AlterRoleSetStmt:
  case T_DropRoleStmt:
  case T_GrantRoleStmt:
  case T_GrantStmt:
  case T_ReassignOwnedStmt:
  case T_DropOwnedStmt:
  case T_AlterDatabaseSetStmt:
  case T_AlterOwnerStmt:
    return ddl_of_access;
  case T_DropdbStmt:
    return ddl_of_access | wants_database;
  case T_CreatedbStmt:
    return changes_catalog | wants_database;
  case T_AlterDatabaseStmt: {
    bool moves = find_option(reinterpret_cast<AlterDatabaseStmt*>(statement)->options, "tablespace") != nullptr;
    return ddl_of_access | (moves ? wants_database : 0);
  }
  case T_RenameStmt:
    return rename_kind(reinterpret_cast<RenameStmt*>(statement));
  case T_DropStmt:
    return drop_kind(reinterpret_cast<DropStmt*>(statement));
  case T_CreateExtensionStmt:
    return is_studio(reinterpret_cast<CreateExtensionStmt*>(statement)->extname) ? ddl_of_access : changes_catalog;
  case T_AlterExtensionStmt:
    return is_studio(reinterpret_cast<AlterExtensionStmt*>(statement)->extname) ? ddl_of_access : changes_catalog;
  default:
    return GetCommandLogLevel(statement) == LOGSTMT_DDL ? changes_catalog : 0;
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
