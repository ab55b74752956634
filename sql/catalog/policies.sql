-- Row-level security policies of tables. "roles" is a JSON array of names, "public" among them where it holds for all; "applies":
-- the role that asks is one of them and no exception (it neither bypasses row-level security nor owns the table without FORCE).
-- Expressions are null while somebody holds the table in ACCESS EXCLUSIVE mode: reading them would wait.
WITH locked AS MATERIALIZED (
    SELECT DISTINCT l.relation
    FROM pg_catalog.pg_locks AS l
    WHERE l.locktype OPERATOR(pg_catalog.=) 'relation' AND l.mode OPERATOR(pg_catalog.=) 'AccessExclusiveLock'
      -- A prepared transaction has no pid.
      AND COALESCE(l.pid, 0) OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
      AND l.database OPERATOR(pg_catalog.=) (
          SELECT b.oid FROM pg_catalog.pg_database AS b
          WHERE b.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
)
SELECT p.oid AS "oid",
       n.nspname AS "schema",
       p.polname AS "name",
       c.oid AS "relation",
       c.relname AS "relation_name",
       CASE WHEN p.polcmd OPERATOR(pg_catalog.=) 'r' THEN 'select'
            WHEN p.polcmd OPERATOR(pg_catalog.=) 'a' THEN 'insert'
            WHEN p.polcmd OPERATOR(pg_catalog.=) 'w' THEN 'update'
            WHEN p.polcmd OPERATOR(pg_catalog.=) 'd' THEN 'delete' ELSE 'all' END
           AS "command",
       p.polpermissive AS "is_permissive",
       (SELECT pg_catalog.json_agg(CASE WHEN r.role OPERATOR(pg_catalog.=) 0 THEN 'public'
                                        ELSE pg_catalog.pg_get_userbyid(r.role) END ORDER BY r.place)::pg_catalog.text
        FROM pg_catalog.unnest(p.polroles) WITH ORDINALITY AS r (role, place)) AS "roles",
       c.relrowsecurity AND pg_catalog.row_security_active(c.oid)
           AND EXISTS (SELECT FROM pg_catalog.unnest(p.polroles) AS r (role)
                       WHERE r.role OPERATOR(pg_catalog.=) 0 OR pg_catalog.pg_has_role(r.role, 'USAGE')) AS "applies",
       CASE WHEN l.relation IS NULL THEN pg_catalog.pg_get_expr(p.polqual, p.polrelid) END AS "using",
       CASE WHEN l.relation IS NULL THEN pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) END AS "with_check",
       d.description AS "comment"
FROM pg_catalog.pg_policy AS p
    JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) p.polrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    LEFT JOIN locked AS l ON l.relation OPERATOR(pg_catalog.=) c.oid
    LEFT JOIN pg_catalog.pg_description AS d
        ON d.objoid OPERATOR(pg_catalog.=) p.oid AND d.classoid OPERATOR(pg_catalog.=) 3256 AND d.objsubid OPERATOR(pg_catalog.=) 0
WHERE ($1::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text)
  AND ($2::pg_catalog.oid IS NULL OR c.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid)
ORDER BY n.nspname, c.relname, p.polname
