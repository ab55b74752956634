-- How one sequence ($2) counts: one row. "last_value" is null while nothing was taken of it and where the role may not read it;
-- "owner_column" is the column that it goes with, "is_identity" whether it counts that column's identity. Without a sequence there
-- are no rows. $1 narrows nothing.
SELECT s.seqrelid AS "oid",
       pg_catalog.format_type(s.seqtypid, NULL) AS "type",
       s.seqstart AS "start",
       s.seqincrement AS "increment",
       s.seqmin AS "minimum",
       s.seqmax AS "maximum",
       s.seqcache AS "cache",
       s.seqcycle AS "is_cyclic",
       CASE WHEN pg_catalog.has_sequence_privilege(s.seqrelid, 'SELECT,USAGE') THEN pg_catalog.pg_sequence_last_value(s.seqrelid) END AS "last_value",
       d.deptype OPERATOR(pg_catalog.=) 'i' AS "is_identity",
       n.nspname AS "owner_schema",
       c.relname AS "owner_relation",
       a.attname AS "owner_column"
FROM pg_catalog.pg_sequence AS s
    LEFT JOIN pg_catalog.pg_depend AS d
        ON d.classid OPERATOR(pg_catalog.=) 1259 AND d.objid OPERATOR(pg_catalog.=) s.seqrelid AND d.objsubid OPERATOR(pg_catalog.=) 0
        AND d.refclassid OPERATOR(pg_catalog.=) 1259 AND d.refobjsubid OPERATOR(pg_catalog.>) 0
        AND d.deptype OPERATOR(pg_catalog.=) ANY (ARRAY['a', 'i']::pg_catalog."char"[])
    LEFT JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) d.refobjid
    LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid OPERATOR(pg_catalog.=) d.refobjid AND a.attnum OPERATOR(pg_catalog.=) d.refobjsubid
WHERE s.seqrelid OPERATOR(pg_catalog.=) $2::pg_catalog.oid
  AND ($1::pg_catalog.text IS NULL OR true)
