#include "runner/effect_shared.h"

#include "pg/ownership.h"
#include "runner/spi_json.h"

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

// Asked with pg_catalog alone in the search path. $1: their OIDs.

// A size is told to who may connect, or may read all statistics: pg_database_size refuses others.
constexpr char databases[] = R"sql(
SELECT d.datname AS name, pg_catalog.pg_get_userbyid(d.datdba) AS owner,
  CASE WHEN pg_catalog.has_database_privilege(d.oid, 'CONNECT') OR pg_catalog.pg_has_role('pg_read_all_stats', 'MEMBER')
    THEN pg_catalog.pg_database_size(d.oid) END AS size_bytes,
  (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid) AS connection_count
FROM pg_catalog.pg_database d
WHERE d.oid = ANY ($1) ORDER BY 1)sql";

// By pg_shdepend: "o" is an owner, "a" stands in privileges, "r" in policies. Each of them makes DROP ROLE fail.
constexpr char roles[] = R"sql(
SELECT r.rolname AS name, r.rolcanlogin AS may_login, r.rolsuper AS is_superuser,
  (SELECT pg_catalog.count(*) FROM pg_catalog.pg_shdepend s
    WHERE s.refclassid = 'pg_authid'::pg_catalog.regclass AND s.refobjid = r.oid AND s.deptype = 'o') AS owned_count,
  (SELECT pg_catalog.count(*) FROM pg_catalog.pg_shdepend s
    WHERE s.refclassid = 'pg_authid'::pg_catalog.regclass AND s.refobjid = r.oid AND s.deptype IN ('a', 'r')) AS privilege_count,
  (SELECT pg_catalog.string_agg(DISTINCT d.datname::pg_catalog.text, ', ') FROM pg_catalog.pg_shdepend s
    JOIN pg_catalog.pg_database d ON d.oid = s.dbid
      OR (s.classid = 'pg_database'::pg_catalog.regclass AND s.objid = d.oid)
    WHERE s.refclassid = 'pg_authid'::pg_catalog.regclass AND s.refobjid = r.oid) AS databases,
  (SELECT pg_catalog.count(*) FROM pg_catalog.pg_auth_members m WHERE m.roleid = r.oid) AS member_count,
  (SELECT pg_catalog.count(*) FROM pg_catalog.pg_auth_members m WHERE m.member = r.oid) AS membership_count,
  (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_activity a WHERE a.usesysid = r.oid) AS connection_count
FROM pg_catalog.pg_roles r
WHERE r.oid = ANY ($1) ORDER BY 1)sql";

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
  append_those_of(buffer, databases, targets, DatabaseRelationId);
  append(buffer, ",\"roles\":");
  append_those_of(buffer, roles, targets, AuthIdRelationId);
}

} // namespace studio::runner
