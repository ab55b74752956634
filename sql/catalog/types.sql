-- Types that somebody made for their own sake: no array types, no row types of tables. "labels" is a JSON array of an enum's
-- labels in their order; "definition" is a domain's base and checks, a composite's attributes, a range's element. $2 narrows
-- nothing.
WITH wanted AS MATERIALIZED (
    SELECT t.oid, t.typname, t.typtype, t.typowner, t.typrelid, t.typbasetype, t.typtypmod, t.typnotnull, t.typdefault, n.nspname
    FROM pg_catalog.pg_type AS t
        JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) t.typnamespace
        LEFT JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) t.typrelid
        LEFT JOIN pg_catalog.pg_type AS e ON e.typarray OPERATOR(pg_catalog.=) t.oid
    WHERE t.typtype OPERATOR(pg_catalog.=) ANY (ARRAY['b', 'c', 'd', 'e', 'm', 'r']::pg_catalog."char"[])
      AND e.oid IS NULL AND (c.oid IS NULL OR c.relkind OPERATOR(pg_catalog.=) 'c')
      AND ($1::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text)
      AND ($2::pg_catalog.oid IS NULL OR true)
      AND ($1::pg_catalog.text IS NOT NULL
           OR NOT (pg_catalog.starts_with(n.nspname, 'pg_') OR n.nspname OPERATOR(pg_catalog.=) 'information_schema')
           OR n.oid OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema())
),
labels AS (
    SELECT w.oid, pg_catalog.json_agg(e.enumlabel ORDER BY e.enumsortorder)::pg_catalog.text AS names
    FROM wanted AS w JOIN pg_catalog.pg_enum AS e ON e.enumtypid OPERATOR(pg_catalog.=) w.oid
    GROUP BY w.oid
),
checks AS (
    SELECT w.oid, pg_catalog.string_agg(pg_catalog.pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname) AS definition
    FROM wanted AS w
        JOIN pg_catalog.pg_constraint AS k
            ON k.contypid OPERATOR(pg_catalog.=) w.oid AND k.contype OPERATOR(pg_catalog.=) 'c'
    GROUP BY w.oid
),
attributes AS (
    SELECT w.oid,
           pg_catalog.string_agg(
               pg_catalog.concat(pg_catalog.quote_ident(a.attname), ' ', pg_catalog.format_type(a.atttypid, a.atttypmod)), ', '
               ORDER BY a.attnum) AS definition
    FROM wanted AS w
        JOIN pg_catalog.pg_attribute AS a
            ON a.attrelid OPERATOR(pg_catalog.=) w.typrelid AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped
    GROUP BY w.oid
)
SELECT w.oid AS "oid",
       w.nspname AS "schema",
       w.typname AS "name",
       CASE WHEN w.typtype OPERATOR(pg_catalog.=) 'e' THEN 'enum'
            WHEN w.typtype OPERATOR(pg_catalog.=) 'd' THEN 'domain'
            WHEN w.typtype OPERATOR(pg_catalog.=) 'c' THEN 'composite'
            WHEN w.typtype OPERATOR(pg_catalog.=) 'r' THEN 'range'
            WHEN w.typtype OPERATOR(pg_catalog.=) 'm' THEN 'multirange'
            ELSE 'base' END AS "kind",
       CASE WHEN w.typtype OPERATOR(pg_catalog.=) 'd' THEN pg_catalog.concat_ws(' ',
                pg_catalog.format_type(w.typbasetype, w.typtypmod),
                CASE WHEN w.typdefault IS NOT NULL THEN pg_catalog.concat('DEFAULT ', w.typdefault) END,
                CASE WHEN w.typnotnull THEN 'NOT NULL' END, c.definition)
            WHEN w.typtype OPERATOR(pg_catalog.=) 'c' THEN a.definition
            WHEN r.rngtypid IS NOT NULL THEN pg_catalog.format_type(r.rngsubtype, NULL) END AS "definition",
       l.names AS "labels",
       pg_catalog.pg_get_userbyid(w.typowner) AS "owner",
       d.description AS "comment"
FROM wanted AS w
    LEFT JOIN labels AS l ON l.oid OPERATOR(pg_catalog.=) w.oid
    LEFT JOIN checks AS c ON c.oid OPERATOR(pg_catalog.=) w.oid
    LEFT JOIN attributes AS a ON a.oid OPERATOR(pg_catalog.=) w.oid
    LEFT JOIN pg_catalog.pg_range AS r
        ON r.rngtypid OPERATOR(pg_catalog.=) w.oid OR r.rngmultitypid OPERATOR(pg_catalog.=) w.oid
    LEFT JOIN pg_catalog.pg_description AS d
        ON d.objoid OPERATOR(pg_catalog.=) w.oid AND d.classoid OPERATOR(pg_catalog.=) 1247 AND d.objsubid OPERATOR(pg_catalog.=) 0
ORDER BY w.nspname, w.typname
