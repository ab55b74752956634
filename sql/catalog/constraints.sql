-- Constraints of tables. "columns" and "referenced_columns" are JSON arrays of names, in the constraint's order. "definition"
-- of a check or exclusion is null while somebody holds the table in ACCESS EXCLUSIVE mode: reading it would wait.
WITH locked AS MATERIALIZED (
    SELECT DISTINCT l.relation
    FROM pg_catalog.pg_locks AS l
    WHERE l.locktype OPERATOR(pg_catalog.=) 'relation' AND l.mode OPERATOR(pg_catalog.=) 'AccessExclusiveLock'
      -- A prepared transaction has no pid.
      AND COALESCE(l.pid, 0) OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
      AND l.database OPERATOR(pg_catalog.=) (
          SELECT b.oid FROM pg_catalog.pg_database AS b
          WHERE b.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
),
wanted AS MATERIALIZED (
    SELECT k.oid, k.conname, k.contype, k.conrelid, k.conkey, k.confrelid, k.confkey, k.confupdtype, k.confdeltype,
           k.condeferrable, k.condeferred, k.convalidated, n.nspname, c.relname,
           CASE WHEN pg_catalog.cardinality(k.conkey) OPERATOR(pg_catalog.=) 1 THEN k.conkey[1] END AS own_column,
           CASE WHEN pg_catalog.cardinality(k.confkey) OPERATOR(pg_catalog.=) 1 THEN k.confkey[1] END AS referenced_column
    FROM pg_catalog.pg_constraint AS k
        JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) k.conrelid
        JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    WHERE k.contype OPERATOR(pg_catalog.<>) 't'
      AND ($1::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text)
      AND ($2::pg_catalog.oid IS NULL OR c.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid)
      AND ($1::pg_catalog.text IS NOT NULL OR $2::pg_catalog.oid IS NOT NULL
           OR NOT (pg_catalog.starts_with(n.nspname, 'pg_') OR n.nspname OPERATOR(pg_catalog.=) 'information_schema')
           OR n.oid OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema())
),
-- The columns of both sides, where there is more than one: grouping is dear, and nearly all keys have one column.
places AS (
    SELECT w.oid, false AS is_referenced, w.conrelid AS relation, p.number, p.place
    FROM wanted AS w CROSS JOIN LATERAL pg_catalog.unnest(w.conkey) WITH ORDINALITY AS p (number, place)
    WHERE pg_catalog.cardinality(w.conkey) OPERATOR(pg_catalog.>) 1
    UNION ALL
    SELECT w.oid, true, w.confrelid, p.number, p.place
    FROM wanted AS w CROSS JOIN LATERAL pg_catalog.unnest(w.confkey) WITH ORDINALITY AS p (number, place)
    WHERE pg_catalog.cardinality(w.confkey) OPERATOR(pg_catalog.>) 1
),
key_columns AS (
    SELECT p.oid,
           pg_catalog.json_agg(a.attname ORDER BY p.place) FILTER (WHERE NOT p.is_referenced)::pg_catalog.text AS own_names,
           pg_catalog.json_agg(a.attname ORDER BY p.place) FILTER (WHERE p.is_referenced)::pg_catalog.text AS referenced_names
    FROM places AS p
        JOIN pg_catalog.pg_attribute AS a
            ON a.attrelid OPERATOR(pg_catalog.=) p.relation AND a.attnum OPERATOR(pg_catalog.=) p.number
            AND a.attnum OPERATOR(pg_catalog.>) 0
    GROUP BY p.oid
),
-- What a foreign key does, by its letter.
action (letter, name) AS (
    VALUES ('a'::pg_catalog."char", 'no_action'), ('r', 'restrict'), ('c', 'cascade'), ('n', 'set_null'), ('d', 'set_default')
)
SELECT w.oid AS "oid",
       w.nspname AS "schema",
       w.conname AS "name",
       w.conrelid AS "relation",
       w.relname AS "relation_name",
       CASE WHEN w.contype OPERATOR(pg_catalog.=) 'p' THEN 'primary_key'
            WHEN w.contype OPERATOR(pg_catalog.=) 'u' THEN 'unique'
            WHEN w.contype OPERATOR(pg_catalog.=) 'f' THEN 'foreign_key'
            WHEN w.contype OPERATOR(pg_catalog.=) 'c' THEN 'check'
            WHEN w.contype OPERATOR(pg_catalog.=) 'x' THEN 'exclusion'
            ELSE 'not_null' END AS "kind",
       CASE WHEN a.attname IS NOT NULL THEN pg_catalog.json_build_array(a.attname)::pg_catalog.text
            ELSE f.own_names END AS "columns",
       CASE WHEN l.relation IS NULL OR w.contype OPERATOR(pg_catalog.=) ANY (ARRAY['p', 'u', 'f', 'n']::pg_catalog."char"[])
            THEN pg_catalog.pg_get_constraintdef(w.oid) END AS "definition",
       r.oid AS "referenced_relation",
       m.nspname AS "referenced_schema",
       r.relname AS "referenced_name",
       CASE WHEN b.attname IS NOT NULL THEN pg_catalog.json_build_array(b.attname)::pg_catalog.text
            ELSE f.referenced_names END AS "referenced_columns",
       u.name AS "on_update",
       v.name AS "on_delete",
       w.condeferrable AS "is_deferrable",
       w.condeferred AS "is_deferred",
       w.convalidated AS "is_validated",
       d.description AS "comment"
FROM wanted AS w
    LEFT JOIN locked AS l ON l.relation OPERATOR(pg_catalog.=) w.conrelid
    -- OFFSET 0 makes these index look-ups; hashing all of pg_attribute costs several times as much.
    LEFT JOIN LATERAL (
        SELECT i.attname FROM pg_catalog.pg_attribute AS i
        WHERE i.attrelid OPERATOR(pg_catalog.=) w.conrelid AND i.attnum OPERATOR(pg_catalog.=) w.own_column OFFSET 0
    ) AS a ON true
    LEFT JOIN LATERAL (
        SELECT i.attname FROM pg_catalog.pg_attribute AS i
        WHERE i.attrelid OPERATOR(pg_catalog.=) w.confrelid AND i.attnum OPERATOR(pg_catalog.=) w.referenced_column OFFSET 0
    ) AS b ON true
    LEFT JOIN key_columns AS f ON f.oid OPERATOR(pg_catalog.=) w.oid
    LEFT JOIN pg_catalog.pg_class AS r ON r.oid OPERATOR(pg_catalog.=) w.confrelid
    LEFT JOIN pg_catalog.pg_namespace AS m ON m.oid OPERATOR(pg_catalog.=) r.relnamespace
    LEFT JOIN action AS u ON u.letter OPERATOR(pg_catalog.=) w.confupdtype
    LEFT JOIN action AS v ON v.letter OPERATOR(pg_catalog.=) w.confdeltype
    LEFT JOIN pg_catalog.pg_description AS d
        ON d.objoid OPERATOR(pg_catalog.=) w.oid AND d.classoid OPERATOR(pg_catalog.=) 2606 AND d.objsubid OPERATOR(pg_catalog.=) 0
ORDER BY w.nspname, w.relname, w.conname
