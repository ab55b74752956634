-- What a value of a type ($2, its oid) is made of: the element of an array, the bounds' type of a range, the range of a multirange,
-- the attributes of a composite in their order. "labels" is a JSON array of an enum's labels in their order; "delimiter" is what
-- stands between an array's elements. A type without parts, and no type, have no rows. $1 narrows nothing.
WITH parts AS (
    SELECT 'array' AS kind, e.typdelim::pg_catalog.text AS delimiter, NULL::pg_catalog.name AS name, 1 AS number, e.oid AS type, -1 AS modifier
    FROM pg_catalog.pg_type AS t
        JOIN pg_catalog.pg_type AS e ON e.oid OPERATOR(pg_catalog.=) t.typelem AND e.typarray OPERATOR(pg_catalog.=) t.oid
    WHERE t.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid
    UNION ALL
    SELECT 'range', NULL, NULL, 1, r.rngsubtype, -1
    FROM pg_catalog.pg_range AS r
    WHERE r.rngtypid OPERATOR(pg_catalog.=) $2::pg_catalog.oid
    UNION ALL
    -- Servers before 14 have no multiranges, and not this column.
    SELECT 'multirange', NULL, NULL, 1, r.rngtypid, -1
    FROM pg_catalog.pg_range AS r
    WHERE (pg_catalog.to_jsonb(r) OPERATOR(pg_catalog.->>) 'rngmultitypid') OPERATOR(pg_catalog.=) $2::pg_catalog.oid::pg_catalog.text
    UNION ALL
    SELECT 'composite', NULL, a.attname, a.attnum, a.atttypid, a.atttypmod
    FROM pg_catalog.pg_type AS t
        JOIN pg_catalog.pg_attribute AS a
            ON a.attrelid OPERATOR(pg_catalog.=) t.typrelid AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped
    WHERE t.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid AND t.typtype OPERATOR(pg_catalog.=) 'c'
)
SELECT p.kind AS "kind",
       p.delimiter AS "delimiter",
       p.name AS "name",
       pg_catalog.format_type(p.type, p.modifier) AS "type",
       b.typname AS "base_type",
       b.oid AS "base_type_oid",
       -- Whether the empty text is a value: of varbit, tsvector and tsquery too.
       b.typcategory OPERATOR(pg_catalog.=) 'S' OR b.oid OPERATOR(pg_catalog.=) ANY (ARRAY[1562, 3614, 3615]::pg_catalog.oid[]) AS "is_text",
       CASE WHEN b.typtype OPERATOR(pg_catalog.=) 'c' THEN 'composite'
            WHEN b.typtype OPERATOR(pg_catalog.=) 'r' THEN 'range'
            WHEN b.typtype OPERATOR(pg_catalog.=) 'm' THEN 'multirange'
            WHEN e.typarray OPERATOR(pg_catalog.=) b.oid THEN 'array' END AS "structure",
       (SELECT pg_catalog.json_agg(l.enumlabel ORDER BY l.enumsortorder)::pg_catalog.text
        FROM pg_catalog.pg_enum AS l WHERE l.enumtypid OPERATOR(pg_catalog.=) b.oid) AS "labels"
FROM parts AS p
    JOIN pg_catalog.pg_type AS t ON t.oid OPERATOR(pg_catalog.=) p.type
    -- A domain may be one over a domain.
    CROSS JOIN LATERAL (
        WITH RECURSIVE below AS (
            SELECT t.oid AS oid, t.typbasetype AS base
            UNION ALL
            SELECT d.oid, d.typbasetype
            FROM below AS l JOIN pg_catalog.pg_type AS d ON d.oid OPERATOR(pg_catalog.=) l.base
        )
        SELECT pg_catalog.max(l.oid) FILTER (WHERE l.base OPERATOR(pg_catalog.=) 0) AS base
        FROM below AS l
    ) AS d
    JOIN pg_catalog.pg_type AS b ON b.oid OPERATOR(pg_catalog.=) d.base
    LEFT JOIN pg_catalog.pg_type AS e ON e.oid OPERATOR(pg_catalog.=) b.typelem
WHERE $1::pg_catalog.text IS NULL OR true
ORDER BY p.number
