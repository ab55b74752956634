// What else happens when relations lose their rows, or databases and roles go: questions to the catalogs of the server where it
// would happen, this one or another. The values are texts to a server that is far, so each parameter says its type.
//
// Plain texts. Those under "catalogs" are asked with pg_catalog alone in the search path.
#pragma once

namespace studio::syntax {

// ---- catalogs

// What a row leads to: ON DELETE and ON UPDATE actions; TRUNCATE CASCADE takes every table that refers to it. It stands before
// effect_cascades and effect_triggers. $1: relations, with their children; $2: what happens to each, "delete", "update" or
// "truncate"; $3: for each relation that is updated the columns, as {n,n}, else null.
inline constexpr char effect_reached[] = R"sql(
WITH RECURSIVE reached AS (
  SELECT t.relation, t.operation, t.columns::pg_catalog.int2[] AS columns, NULL::pg_catalog.oid AS foreign_key,
    NULL::pg_catalog.text AS action, 0 AS depth, ARRAY[]::pg_catalog.oid[] AS path
  FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.oid[]), pg_catalog.unnest($2::pg_catalog.text[]), pg_catalog.unnest($3::pg_catalog.text[])) AS t(relation, operation, columns)
  UNION ALL
  SELECT k.conrelid, x.operation, CASE WHEN x.operation = 'update' THEN k.conkey END, k.oid, x.action,
    r.depth + 1, r.path || k.oid
  FROM reached r
  JOIN pg_catalog.pg_constraint k ON k.confrelid = r.relation AND k.contype = 'f'
  CROSS JOIN LATERAL (
    SELECT CASE CASE r.operation WHEN 'update' THEN k.confupdtype ELSE k.confdeltype END
      WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set_null' WHEN 'd' THEN 'set_default' WHEN 'r' THEN 'restrict' ELSE 'no_action' END AS action,
      CASE WHEN r.operation = 'delete' AND k.confdeltype = 'c' THEN 'delete'
        WHEN r.operation = 'truncate' THEN 'truncate' ELSE 'update' END AS operation
  ) x
  WHERE r.depth < 16 AND NOT (k.oid = ANY (r.path))
    AND (k.conparentid = 0 OR r.depth = 0)
    AND (r.operation <> 'update' OR r.columns IS NULL
      OR r.columns && k.confkey)
    AND (r.depth = 0 OR r.operation = 'truncate'
      OR r.action IN ('cascade', 'set_null', 'set_default'))
)
)sql";

// schema, name, constraint, action, operation, depth, estimated_rows.
inline constexpr char effect_cascades[] = R"sql(
SELECT n.nspname AS schema, c.relname AS name, k.conname AS constraint, f.action, f.operation, f.depth,
  CASE WHEN c.reltuples >= 0 THEN c.reltuples::pg_catalog.float8 END AS estimated_rows
FROM (SELECT DISTINCT ON (foreign_key) * FROM reached WHERE foreign_key IS NOT NULL ORDER BY foreign_key, depth) f
JOIN pg_catalog.pg_constraint k ON k.oid = f.foreign_key
JOIN pg_catalog.pg_class c ON c.oid = f.relation
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
ORDER BY f.depth, n.nspname, c.relname, k.conname)sql";

// Triggers of the relations themselves and of those that an action reaches, for what happens to them there: schema, name, trigger,
// function, is_for_each_row, definition. $4: is TRUNCATE to cascade? 8, 16 and 32 are the bits of DELETE, UPDATE and TRUNCATE.
inline constexpr char effect_triggers[] = R"sql(
SELECT DISTINCT n.nspname AS schema, c.relname AS name, g.tgname AS trigger,
  (SELECT pn.nspname || '.' || p.proname FROM pg_catalog.pg_proc p
   JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
   WHERE p.oid = g.tgfoid) AS function,
  (g.tgtype::pg_catalog.int4 & 1) <> 0 AS is_for_each_row,
  pg_catalog.pg_get_triggerdef(g.oid) AS definition
FROM (SELECT DISTINCT relation, operation, columns FROM reached
  WHERE depth = 0 OR CASE operation WHEN 'truncate' THEN $4::pg_catalog.bool ELSE action IN ('cascade', 'set_null', 'set_default') END) t
JOIN pg_catalog.pg_trigger g ON g.tgrelid = t.relation AND NOT g.tgisinternal
  AND g.tgenabled <> 'D'
  AND (t.operation <> 'update' OR t.columns IS NULL OR g.tgattr = ''::pg_catalog.int2vector
    OR t.columns && g.tgattr::pg_catalog.int2[])
  AND (g.tgtype::pg_catalog.int4 &
    CASE t.operation WHEN 'delete' THEN 8 WHEN 'update' THEN 16 ELSE 32 END) <> 0
JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
ORDER BY 1, 2, 3)sql";

// pid, role, application, state, mode, is_granted, schema, name, since. $1: relations; $2: the modes that conflict.
inline constexpr char effect_lock_holders[] = R"sql(
SELECT l.pid, a.usename AS role, a.application_name AS application, a.state, l.mode, l.granted AS is_granted,
  n.nspname AS schema, c.relname AS name, a.xact_start AS since
FROM pg_catalog.pg_locks l
JOIN pg_catalog.pg_class c ON c.oid = l.relation
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'relation' AND l.pid <> pg_catalog.pg_backend_pid()
  AND l.database = (SELECT oid FROM pg_catalog.pg_database
    WHERE datname = pg_catalog.current_database())
  AND l.relation = ANY ($1::pg_catalog.oid[]) AND l.mode = ANY ($2::pg_catalog.text[])
ORDER BY l.granted DESC, a.xact_start, l.pid)sql";

// name, owner, size_bytes, connection_count. $1: OIDs. A size is told to who may connect, or may read all statistics:
// pg_database_size refuses others.
inline constexpr char effect_databases[] = R"sql(
SELECT d.datname AS name, pg_catalog.pg_get_userbyid(d.datdba) AS owner,
  CASE WHEN pg_catalog.has_database_privilege(d.oid, 'CONNECT') OR pg_catalog.pg_has_role('pg_read_all_stats', 'MEMBER')
    THEN pg_catalog.pg_database_size(d.oid) END AS size_bytes,
  (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid) AS connection_count
FROM pg_catalog.pg_database d
WHERE d.oid = ANY ($1::pg_catalog.oid[]) ORDER BY 1)sql";

// name, may_login, is_superuser, owned_count, privilege_count, databases, member_count, membership_count, connection_count. $1: OIDs.
// By pg_shdepend: "o" is an owner, "a" stands in privileges, "r" in policies. Each of them makes DROP ROLE fail.
inline constexpr char effect_roles[] = R"sql(
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
WHERE r.oid = ANY ($1::pg_catalog.oid[]) ORDER BY 1)sql";

// ---- a dry run, in whatever search path

// What the process has counted before the dry run began, which may stand inside a transaction that has done much: one text.
inline constexpr char effect_counted_before[] = R"sql(
SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(s.relid::pg_catalog.text, s.n_tup_ins, s.n_tup_upd, s.n_tup_del)), '[]')::pg_catalog.text
FROM pg_catalog.pg_stat_xact_user_tables s
WHERE s.n_tup_ins OPERATOR(pg_catalog.>) 0 OR s.n_tup_upd OPERATOR(pg_catalog.>) 0 OR s.n_tup_del OPERATOR(pg_catalog.>) 0)sql";

// As PostgreSQL counts what has been done since, triggers and cascades included: schema, name, inserted, updated, deleted. $1: what
// effect_counted_before gave.
inline constexpr char effect_changed_tables[] = R"sql(
SELECT * FROM (
  SELECT s.schemaname AS schema, s.relname AS name, s.n_tup_ins OPERATOR(pg_catalog.-) coalesce(b.inserted, 0) AS inserted,
    s.n_tup_upd OPERATOR(pg_catalog.-) coalesce(b.updated, 0) AS updated, s.n_tup_del OPERATOR(pg_catalog.-) coalesce(b.deleted, 0) AS deleted
  FROM pg_catalog.pg_stat_xact_user_tables s
  LEFT JOIN (
    SELECT (e.value OPERATOR(pg_catalog.->>) 0)::pg_catalog.oid AS relid, (e.value OPERATOR(pg_catalog.->>) 1)::pg_catalog.int8 AS inserted,
      (e.value OPERATOR(pg_catalog.->>) 2)::pg_catalog.int8 AS updated, (e.value OPERATOR(pg_catalog.->>) 3)::pg_catalog.int8 AS deleted
    FROM pg_catalog.json_array_elements($1::pg_catalog.json) e
  ) b ON b.relid OPERATOR(pg_catalog.=) s.relid
) c
WHERE c.inserted OPERATOR(pg_catalog.>) 0 OR c.updated OPERATOR(pg_catalog.>) 0 OR c.deleted OPERATOR(pg_catalog.>) 0
ORDER BY 1, 2)sql";

} // namespace studio::syntax
