#include "runner/effect_shared.h"

#include "pg/ownership.h"
#include "runner/spi_json.h"
#include "syntax/effect_sql.h"

extern "C" {
#include "catalog/pg_authid.h"
#include "catalog/pg_database.h"
#include "catalog/pg_type.h"
#include "commands/dbcommands.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
}

namespace studio::runner {

using result::Buffer;

namespace {

constexpr int shown_limit = 100;

void append_those_of(Buffer* buffer, const char* sql, const Targets& targets, Oid catalog) {
  Datum found[lengthof(targets.items)];
  int count = 0;
  for (int i = 0; i < targets.count; i++) {
    if (targets.items[i].address.classId == catalog) {
      found[count++] = ObjectIdGetDatum(targets.items[i].address.objectId);
    }
  }
  if (count == 0) {
    append(buffer, "[]");
    return;
  }
  Question question = {sql, 0, {}, {}, {}};
  add_argument(&question, OIDARRAYOID,
               PointerGetDatum(construct_array(found, count, OIDOID, sizeof(Oid), true, TYPALIGN_INT)));
  append_rows(buffer, question, shown_limit);
}

} // namespace

void find_dropped_database(Targets* targets, const DropdbStmt* statement) {
  Oid database = get_database_oid(statement->dbname, statement->missing_ok);
  if (!OidIsValid(database)) {
    return;
  }
  (void)add_target(targets, {DatabaseRelationId, database, 0}, Operation::drop);
  if (!pg::owns(DatabaseRelationId, database, GetUserId())) {
    aclcheck_error(ACLCHECK_NOT_OWNER, OBJECT_DATABASE, statement->dbname);
  }
  if (database == MyDatabaseId) {
    ereport(ERROR, (errcode(ERRCODE_OBJECT_IN_USE), errmsg("cannot drop the currently open database")));
  }
}

void find_dropped_roles(Targets* targets, const DropRoleStmt* statement) {
  for (int i = 0; i < list_length(statement->roles); i++) {
    const RoleSpec* named = list_nth_node(RoleSpec, statement->roles, i);
    Oid role = named->roletype == ROLESPEC_CSTRING ? get_role_oid(named->rolename, statement->missing_ok) : InvalidOid;
    if (!OidIsValid(role)) {
      continue;
    }
    (void)add_target(targets, {AuthIdRelationId, role, 0}, Operation::drop);
    bool may = has_createrole_privilege(GetUserId()) && (superuser() || !superuser_arg(role));
    if (!may) {
      ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("permission denied to drop role")));
    }
    if (role == GetUserId() || role == GetSessionUserId()) {
      ereport(ERROR, (errcode(ERRCODE_OBJECT_IN_USE), errmsg("current user cannot be dropped")));
    }
  }
}

void append_shared_objects(Buffer* buffer, const Targets& targets) {
  append(buffer, ",\"databases\":");
  append_those_of(buffer, syntax::effect_databases, targets, DatabaseRelationId);
  append(buffer, ",\"roles\":");
  append_those_of(buffer, syntax::effect_roles, targets, AuthIdRelationId);
}

} // namespace studio::runner
