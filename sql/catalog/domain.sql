-- What one domain ($2, the type's oid) allows: one row. "constraints" is a JSON array of its checks, {"name", "definition",
-- "is_validated"}, by name. Of another type, and without one, there are no rows. $1 narrows nothing.
SELECT t.oid AS "oid",
       pg_catalog.format_type(t.typbasetype, t.typtypmod) AS "base_type",
       t.typdefault AS "default",
       NOT t.typnotnull AS "is_nullable",
       COALESCE((
           SELECT pg_catalog.json_agg(pg_catalog.json_build_object('name', k.conname, 'definition', pg_catalog.pg_get_constraintdef(k.oid), 'is_validated', k.convalidated)
                                      ORDER BY k.conname)
           FROM pg_catalog.pg_constraint AS k
           WHERE k.contypid OPERATOR(pg_catalog.=) t.oid AND k.contype OPERATOR(pg_catalog.=) 'c'), '[]')::pg_catalog.text AS "constraints"
FROM pg_catalog.pg_type AS t
WHERE t.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid AND t.typtype OPERATOR(pg_catalog.=) 'd'
  AND ($1::pg_catalog.text IS NULL OR true)
