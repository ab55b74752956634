-- Which relation refers to which by what columns, of the whole database at once and no more than that: what JOIN conditions
-- are made of. $2 gives the keys on both sides of a relation.
SELECT k.oid AS "oid",
       k.conname AS "name",
       k.conrelid AS "relation",
       own.names AS "columns",
       k.confrelid AS "referenced_relation",
       referenced.names AS "referenced_columns"
FROM pg_catalog.pg_constraint AS k
    JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) k.connamespace
    -- OFFSET 0 makes these index look-ups; hashing all of pg_attribute costs several times as much.
    CROSS JOIN LATERAL (
        SELECT pg_catalog.json_agg(a.attname ORDER BY p.place)::pg_catalog.text AS names
        FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS p (number, place)
            JOIN pg_catalog.pg_attribute AS a
                ON a.attrelid OPERATOR(pg_catalog.=) k.conrelid AND a.attnum OPERATOR(pg_catalog.=) p.number
        OFFSET 0
    ) AS own
    CROSS JOIN LATERAL (
        SELECT pg_catalog.json_agg(a.attname ORDER BY p.place)::pg_catalog.text AS names
        FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS p (number, place)
            JOIN pg_catalog.pg_attribute AS a
                ON a.attrelid OPERATOR(pg_catalog.=) k.confrelid AND a.attnum OPERATOR(pg_catalog.=) p.number
        OFFSET 0
    ) AS referenced
WHERE k.contype OPERATOR(pg_catalog.=) 'f'
  AND ($1::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text)
  AND ($2::pg_catalog.oid IS NULL OR k.conrelid OPERATOR(pg_catalog.=) $2::pg_catalog.oid
       OR k.confrelid OPERATOR(pg_catalog.=) $2::pg_catalog.oid)
ORDER BY k.conrelid, k.conname
