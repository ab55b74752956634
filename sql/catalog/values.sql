-- What is commonly found in the columns of one relation ($2), by the planner's statistics, the most frequent first: as far as
-- this role may read them, which pg_stats itself decides. "values" is a JSON array of texts, at most 50, none longer than 100
-- characters. Without a relation there are no rows. $1 narrows nothing.
SELECT c.oid AS "oid",
       s.attname AS "column",
       (SELECT pg_catalog.json_agg(v.value ORDER BY v.place)::pg_catalog.text
        FROM pg_catalog.unnest(s.most_common_vals::pg_catalog.text::pg_catalog.text[]) WITH ORDINALITY AS v (value, place)
        WHERE v.place OPERATOR(pg_catalog.<=) 50 AND pg_catalog.length(v.value) OPERATOR(pg_catalog.<=) 100) AS "values"
FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    JOIN pg_catalog.pg_stats AS s
        ON s.schemaname OPERATOR(pg_catalog.=) n.nspname AND s.tablename OPERATOR(pg_catalog.=) c.relname
WHERE c.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid
  AND ($1::pg_catalog.text IS NULL OR true)
  AND s.most_common_vals IS NOT NULL
  -- A partitioned table has statistics of all its partitions only.
  AND s.inherited OPERATOR(pg_catalog.=) (c.relkind OPERATOR(pg_catalog.=) 'p')
ORDER BY s.attname
