-- What is known of the values in each column of one relation ($2), by ANALYZE, of what the role may read; and how the column is
-- stored. Statistics are null where there are none. Without a relation there are no rows. $1 narrows nothing.
SELECT a.attrelid AS "oid",
       a.attnum AS "column_number",
       a.attname AS "column",
       CASE WHEN a.attstorage OPERATOR(pg_catalog.=) 'p' THEN 'plain'
            WHEN a.attstorage OPERATOR(pg_catalog.=) 'e' THEN 'external'
            WHEN a.attstorage OPERATOR(pg_catalog.=) 'm' THEN 'main' ELSE 'extended' END AS "storage",
       CASE WHEN a.attcompression OPERATOR(pg_catalog.=) 'p' THEN 'pglz'
            WHEN a.attcompression OPERATOR(pg_catalog.=) 'l' THEN 'lz4' END AS "compression",
       s.null_frac AS "null_fraction",
       s.avg_width AS "average_bytes",
       s.n_distinct AS "distinct_values",
       s.correlation AS "correlation"
FROM pg_catalog.pg_attribute AS a
    JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) a.attrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    LEFT JOIN pg_catalog.pg_stats AS s
        ON s.schemaname OPERATOR(pg_catalog.=) n.nspname AND s.tablename OPERATOR(pg_catalog.=) c.relname
        AND s.attname OPERATOR(pg_catalog.=) a.attname
        -- Of a table with children: with them, where that is known.
        AND s.inherited OPERATOR(pg_catalog.=) EXISTS (
            SELECT FROM pg_catalog.pg_stats AS w
            WHERE w.schemaname OPERATOR(pg_catalog.=) n.nspname AND w.tablename OPERATOR(pg_catalog.=) c.relname
              AND w.attname OPERATOR(pg_catalog.=) a.attname AND w.inherited)
WHERE a.attrelid OPERATOR(pg_catalog.=) $2::pg_catalog.oid AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped
  AND c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'p', 'm', 'f']::pg_catalog."char"[])
  AND ($1::pg_catalog.text IS NULL OR true)
ORDER BY a.attnum
