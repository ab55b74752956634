-- The words of this server's grammar and how far each may serve as a name, which is what quoting goes by. $1 and $2 narrow
-- nothing.
SELECT k.word AS "word",
       CASE WHEN k.catcode OPERATOR(pg_catalog.=) 'U' THEN 'unreserved'
            WHEN k.catcode OPERATOR(pg_catalog.=) 'C' THEN 'column_name'
            WHEN k.catcode OPERATOR(pg_catalog.=) 'T' THEN 'function_or_type_name'
            ELSE 'reserved' END AS "kind"
FROM pg_catalog.pg_get_keywords() AS k
WHERE ($1::pg_catalog.text IS NULL OR true) AND ($2::pg_catalog.oid IS NULL OR true)
ORDER BY k.word
