-- What depends on one relation ($2), and on what it depends: one step of pg_depend either way, without the parts of which the
-- relation consists (its row type, TOAST, indexes, constraints, defaults, triggers), whose own ties count as the relation's.
-- "direction" is dependent or dependency. "schema" and "name" are there where the other is a relation. Without a relation there
-- are no rows. $1 narrows nothing.
WITH RECURSIVE part (classid, objid, depth) AS (
    SELECT 1259::pg_catalog.oid, $2::pg_catalog.oid, 0
    UNION
    -- What would go with it, and is no thing of its own. 2606 constraint, 2604 default, 2620 trigger, 2618 rule, 1247 type,
    -- 1259 index, 3256 policy.
    SELECT d.classid, d.objid, p.depth OPERATOR(pg_catalog.+) 1
    FROM part AS p
        JOIN pg_catalog.pg_depend AS d
            ON d.refclassid OPERATOR(pg_catalog.=) p.classid AND d.refobjid OPERATOR(pg_catalog.=) p.objid
            AND d.deptype OPERATOR(pg_catalog.=) ANY (ARRAY['i', 'a']::pg_catalog."char"[])
    WHERE p.depth OPERATOR(pg_catalog.<) 3
      AND (d.classid OPERATOR(pg_catalog.=) ANY (ARRAY[2606, 2604, 2620, 2618, 1247, 3256]::pg_catalog.oid[])
           OR (d.classid OPERATOR(pg_catalog.=) 1259 AND EXISTS (
               SELECT FROM pg_catalog.pg_class AS x
               WHERE x.oid OPERATOR(pg_catalog.=) d.objid
                 AND x.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['i', 'I', 't']::pg_catalog."char"[]))))
),
tie AS (
    SELECT 'dependent' AS direction, d.classid, d.objid, d.deptype
    FROM part AS p
        JOIN pg_catalog.pg_depend AS d
            ON d.refclassid OPERATOR(pg_catalog.=) p.classid AND d.refobjid OPERATOR(pg_catalog.=) p.objid
    UNION
    SELECT 'dependency', d.refclassid, d.refobjid, d.deptype
    FROM part AS p
        JOIN pg_catalog.pg_depend AS d
            ON d.classid OPERATOR(pg_catalog.=) p.classid AND d.objid OPERATOR(pg_catalog.=) p.objid
),
-- A rule stands for its view, a constraint or trigger or default of another table for that table.
named AS (
    SELECT t.direction,
           CASE WHEN o.owner IS NULL THEN t.classid ELSE 1259 END AS classid,
           COALESCE(o.owner, t.objid) AS objid,
           pg_catalog.bool_and(t.deptype OPERATOR(pg_catalog.<>) 'n') AS is_automatic,
           pg_catalog.string_agg(DISTINCT o.through, ', ') AS through
    FROM tie AS t
        LEFT JOIN LATERAL (
            SELECT r.ev_class AS owner, NULL AS through FROM pg_catalog.pg_rewrite AS r
            WHERE t.classid OPERATOR(pg_catalog.=) 2618 AND r.oid OPERATOR(pg_catalog.=) t.objid
            UNION ALL
            SELECT k.conrelid, k.conname::pg_catalog.text FROM pg_catalog.pg_constraint AS k
            WHERE t.classid OPERATOR(pg_catalog.=) 2606 AND k.oid OPERATOR(pg_catalog.=) t.objid
              AND k.conrelid OPERATOR(pg_catalog.<>) 0
            UNION ALL
            SELECT g.tgrelid, g.tgname::pg_catalog.text FROM pg_catalog.pg_trigger AS g
            WHERE t.classid OPERATOR(pg_catalog.=) 2620 AND g.oid OPERATOR(pg_catalog.=) t.objid
            UNION ALL
            SELECT e.adrelid, NULL FROM pg_catalog.pg_attrdef AS e
            WHERE t.classid OPERATOR(pg_catalog.=) 2604 AND e.oid OPERATOR(pg_catalog.=) t.objid
        ) AS o ON true
    WHERE t.classid OPERATOR(pg_catalog.<>) 0
      -- How foreign keys are kept, and what partitions' indexes are parts of.
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger AS g
                      WHERE t.classid OPERATOR(pg_catalog.=) 2620 AND g.oid OPERATOR(pg_catalog.=) t.objid AND g.tgisinternal)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_class AS x
                      WHERE t.classid OPERATOR(pg_catalog.=) 1259 AND x.oid OPERATOR(pg_catalog.=) t.objid
                        AND x.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['i', 'I', 't']::pg_catalog."char"[]))
    GROUP BY 1, 2, 3
)
SELECT m.direction AS "direction",
       i.type AS "kind",
       i.identity AS "identity",
       n.nspname AS "schema",
       c.relname AS "name",
       m.through AS "through",
       m.is_automatic AS "is_automatic"
FROM named AS m
    CROSS JOIN LATERAL pg_catalog.pg_identify_object(m.classid, m.objid, 0) AS i
    LEFT JOIN pg_catalog.pg_class AS c
        ON m.classid OPERATOR(pg_catalog.=) 1259 AND c.oid OPERATOR(pg_catalog.=) m.objid
    LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
WHERE NOT EXISTS (
        SELECT FROM part AS p
        WHERE p.classid OPERATOR(pg_catalog.=) m.classid AND p.objid OPERATOR(pg_catalog.=) m.objid)
  AND i.type IS NOT NULL
  AND ($1::pg_catalog.text IS NULL OR true)
ORDER BY 1 DESC, 2, 3
