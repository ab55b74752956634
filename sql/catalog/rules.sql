-- Rewrite rules of tables and views, but for the one that makes a view a view. Without a relation those of the whole database.
-- "definition" is null while somebody holds the relation in ACCESS EXCLUSIVE mode: reading it would wait.
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
SELECT r.oid AS "oid",
       n.nspname AS "schema",
       r.rulename AS "name",
       c.oid AS "relation",
       c.relname AS "relation_name",
       CASE WHEN r.ev_type OPERATOR(pg_catalog.=) '1' THEN 'select'
            WHEN r.ev_type OPERATOR(pg_catalog.=) '2' THEN 'update'
            WHEN r.ev_type OPERATOR(pg_catalog.=) '3' THEN 'insert' ELSE 'delete' END AS "event",
       r.is_instead AS "is_instead",
       CASE WHEN r.ev_enabled OPERATOR(pg_catalog.=) 'O' THEN 'origin'
            WHEN r.ev_enabled OPERATOR(pg_catalog.=) 'R' THEN 'replica'
            WHEN r.ev_enabled OPERATOR(pg_catalog.=) 'A' THEN 'always' ELSE 'disabled' END AS "enabled",
       CASE WHEN NOT EXISTS (
           SELECT FROM locked AS l
           WHERE l.relation OPERATOR(pg_catalog.=) c.oid
              OR l.relation OPERATOR(pg_catalog.=) ANY (
                  SELECT d.refobjid FROM pg_catalog.pg_depend AS d
                  WHERE d.classid OPERATOR(pg_catalog.=) 2618 AND d.objid OPERATOR(pg_catalog.=) r.oid
                    AND d.refclassid OPERATOR(pg_catalog.=) 1259))
            THEN pg_catalog.pg_get_ruledef(r.oid) END AS "definition",
       d.description AS "comment"
FROM pg_catalog.pg_rewrite AS r
    JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) r.ev_class
    JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    LEFT JOIN pg_catalog.pg_description AS d
        ON d.objoid OPERATOR(pg_catalog.=) r.oid AND d.classoid OPERATOR(pg_catalog.=) 2618 AND d.objsubid OPERATOR(pg_catalog.=) 0
WHERE r.rulename OPERATOR(pg_catalog.<>) '_RETURN'
  AND ($1::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text)
  AND ($2::pg_catalog.oid IS NULL OR c.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid)
  AND ($1::pg_catalog.text IS NOT NULL OR $2::pg_catalog.oid IS NOT NULL
       OR NOT (pg_catalog.starts_with(n.nspname, 'pg_') OR n.nspname OPERATOR(pg_catalog.=) 'information_schema')
       OR n.oid OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema())
ORDER BY n.nspname, c.relname, r.rulename
