-- Row-level security of one relation as seen by each role that the role that asks may SET ROLE to, itself first: whether policies
-- hold for it, why not, and which. "policies" is a JSON array of oids of pg_policy. "bypass" follows check_enable_rls: a
-- superuser and a role with BYPASSRLS always pass; who has the owner's rights passes unless the table says FORCE; null: policies
-- hold, and where none applies no row is seen. Without a relation, and of a relation without row-level security, the roles alone.
-- At most 1000 roles.
WITH asked AS (
    SELECT c.oid, c.relrowsecurity, c.relforcerowsecurity, c.relowner
    FROM pg_catalog.pg_class AS c
    WHERE c.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid
), own AS (
    SELECT r.oid FROM pg_catalog.pg_roles AS r WHERE r.rolname OPERATOR(pg_catalog.=) CURRENT_USER
), role AS (
    SELECT r.oid, r.rolname, r.rolsuper, r.rolbypassrls, r.rolcanlogin, r.oid OPERATOR(pg_catalog.=) own.oid AS is_own
    FROM pg_catalog.pg_roles AS r CROSS JOIN own
    WHERE pg_catalog.pg_has_role(SESSION_USER, r.oid,
                                 -- What SET ROLE itself asks for has had a name of its own since PostgreSQL 16.
                                 CASE WHEN pg_catalog.current_setting('server_version_num')::pg_catalog.int4
                                           OPERATOR(pg_catalog.>=) 160000 THEN 'SET' ELSE 'MEMBER' END)
      AND $1::pg_catalog.text IS NULL
    ORDER BY is_own DESC, r.rolname LIMIT 1000
)
SELECT r.oid AS "oid",
       r.rolname AS "role",
       r.is_own AS "is_own",
       r.rolcanlogin AS "may_login",
       COALESCE(a.relrowsecurity, false) AS "is_enabled",
       COALESCE(a.relforcerowsecurity, false) AS "is_forced",
       CASE WHEN r.rolsuper THEN 'superuser' WHEN r.rolbypassrls THEN 'bypassrls'
            WHEN NOT a.relforcerowsecurity AND pg_catalog.pg_has_role(r.oid, a.relowner, 'USAGE') THEN 'owner' END AS "bypass",
       (SELECT COALESCE(pg_catalog.json_agg(p.oid::pg_catalog.int8 ORDER BY p.polname), '[]')::pg_catalog.text
        FROM pg_catalog.pg_policy AS p
        WHERE p.polrelid OPERATOR(pg_catalog.=) a.oid
          AND EXISTS (SELECT FROM pg_catalog.unnest(p.polroles) AS g (role)
                      WHERE g.role OPERATOR(pg_catalog.=) 0 OR pg_catalog.pg_has_role(r.oid, g.role, 'USAGE'))) AS "policies"
FROM role AS r
    LEFT JOIN asked AS a ON true
ORDER BY r.is_own DESC, r.rolname
