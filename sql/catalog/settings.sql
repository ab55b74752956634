-- The settings of the server that this role may see, for SET and SHOW. "choices" is a JSON array of what an enum allows;
-- $1 and $2 narrow nothing.
SELECT s.name AS "name",
       s.vartype AS "type",
       s.setting AS "value",
       s.unit AS "unit",
       s.context AS "context",
       s.category AS "category",
       CASE WHEN s.enumvals IS NOT NULL THEN pg_catalog.array_to_json(s.enumvals)::pg_catalog.text END AS "choices",
       s.min_val AS "minimum",
       s.max_val AS "maximum",
       s.short_desc AS "comment"
FROM pg_catalog.pg_settings AS s
WHERE ($1::pg_catalog.text IS NULL OR true) AND ($2::pg_catalog.oid IS NULL OR true)
ORDER BY s.name
