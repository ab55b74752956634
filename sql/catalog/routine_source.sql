-- The statement that makes one function, procedure or aggregate ($2, its oid) again, replacing it. PostgreSQL writes that of a
-- function itself; that of an aggregate is put together here, of the parts that CREATE AGGREGATE has. Without a routine there are no
-- rows. $1 narrows nothing.
SELECT p.oid AS "oid",
       n.nspname AS "schema",
       p.proname AS "name",
       CASE WHEN p.prokind OPERATOR(pg_catalog.=) 'p' THEN 'procedure'
            WHEN p.prokind OPERATOR(pg_catalog.=) 'a' THEN 'aggregate'
            WHEN p.prokind OPERATOR(pg_catalog.=) 'w' THEN 'window'
            ELSE 'function' END AS "kind",
       -- As a name in DROP and ALTER wants it.
       pg_catalog.concat(pg_catalog.quote_ident(n.nspname), '.', pg_catalog.quote_ident(p.proname), '(',
                         pg_catalog.pg_get_function_identity_arguments(p.oid), ')') AS "signature",
       CASE WHEN p.prokind OPERATOR(pg_catalog.<>) 'a' THEN pg_catalog.pg_get_functiondef(p.oid)
            ELSE (SELECT pg_catalog.concat('CREATE OR REPLACE AGGREGATE ', pg_catalog.quote_ident(n.nspname), '.', pg_catalog.quote_ident(p.proname), '(',
                                           CASE WHEN p.pronargs OPERATOR(pg_catalog.=) 0 THEN '*' ELSE pg_catalog.pg_get_function_arguments(p.oid) END, E') (\n  ',
                                           (SELECT pg_catalog.string_agg(part.text, E',\n  ' ORDER BY part.place)
                                            FROM (SELECT given.place, pg_catalog.concat(given.label, ' = ', pg_catalog.quote_ident(fn.nspname), '.', pg_catalog.quote_ident(f.proname)) AS text
                                                  FROM (VALUES (1, 'SFUNC', a.aggtransfn), (4, 'FINALFUNC', a.aggfinalfn), (7, 'COMBINEFUNC', a.aggcombinefn), (8, 'SERIALFUNC', a.aggserialfn),
                                                               (9, 'DESERIALFUNC', a.aggdeserialfn), (11, 'MSFUNC', a.aggmtransfn), (12, 'MINVFUNC', a.aggminvtransfn), (15, 'MFINALFUNC', a.aggmfinalfn)
                                                       ) AS given(place, label, routine)
                                                      JOIN pg_catalog.pg_proc AS f ON f.oid OPERATOR(pg_catalog.=) given.routine::pg_catalog.oid
                                                      JOIN pg_catalog.pg_namespace AS fn ON fn.oid OPERATOR(pg_catalog.=) f.pronamespace
                                                  UNION ALL
                                                  SELECT given.place, given.text
                                                  FROM (VALUES (2, 'STYPE = ' OPERATOR(pg_catalog.||) pg_catalog.format_type(a.aggtranstype, -1)),
                                                               (3, CASE WHEN a.aggtransspace OPERATOR(pg_catalog.<>) 0 THEN pg_catalog.concat('SSPACE = ', a.aggtransspace) END),
                                                               (5, CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END),
                                                               -- Where it is not what this kind of aggregate has by itself.
                                                               (6, CASE WHEN (a.aggfinalmodify OPERATOR(pg_catalog.=) 'r') OPERATOR(pg_catalog.<>) (a.aggkind OPERATOR(pg_catalog.=) 'n') OR a.aggfinalmodify OPERATOR(pg_catalog.=) 's'
                                                                        THEN 'FINALFUNC_MODIFY = ' OPERATOR(pg_catalog.||) CASE WHEN a.aggfinalmodify OPERATOR(pg_catalog.=) 'r' THEN 'READ_ONLY' WHEN a.aggfinalmodify OPERATOR(pg_catalog.=) 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END),
                                                               (10, 'INITCOND = ' OPERATOR(pg_catalog.||) pg_catalog.quote_literal(a.agginitval)),
                                                               (13, CASE WHEN a.aggmtranstype OPERATOR(pg_catalog.<>) 0 THEN 'MSTYPE = ' OPERATOR(pg_catalog.||) pg_catalog.format_type(a.aggmtranstype, -1) END),
                                                               (14, CASE WHEN a.aggmtransspace OPERATOR(pg_catalog.<>) 0 THEN pg_catalog.concat('MSSPACE = ', a.aggmtransspace) END),
                                                               (16, CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END),
                                                               (17, CASE WHEN a.aggmtranstype OPERATOR(pg_catalog.<>) 0
                                                                              AND ((a.aggmfinalmodify OPERATOR(pg_catalog.=) 'r') OPERATOR(pg_catalog.<>) (a.aggkind OPERATOR(pg_catalog.=) 'n') OR a.aggmfinalmodify OPERATOR(pg_catalog.=) 's')
                                                                         THEN 'MFINALFUNC_MODIFY = ' OPERATOR(pg_catalog.||) CASE WHEN a.aggmfinalmodify OPERATOR(pg_catalog.=) 'r' THEN 'READ_ONLY' WHEN a.aggmfinalmodify OPERATOR(pg_catalog.=) 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END),
                                                               (18, 'MINITCOND = ' OPERATOR(pg_catalog.||) pg_catalog.quote_literal(a.aggminitval)),
                                                               (19, (SELECT pg_catalog.concat('SORTOP = OPERATOR(', pg_catalog.quote_ident(o_n.nspname), '.', o.oprname, ')')
                                                                     FROM pg_catalog.pg_operator AS o JOIN pg_catalog.pg_namespace AS o_n ON o_n.oid OPERATOR(pg_catalog.=) o.oprnamespace
                                                                     WHERE o.oid OPERATOR(pg_catalog.=) a.aggsortop)),
                                                               (20, CASE WHEN p.proparallel OPERATOR(pg_catalog.=) 's' THEN 'PARALLEL = SAFE' WHEN p.proparallel OPERATOR(pg_catalog.=) 'r' THEN 'PARALLEL = RESTRICTED' END),
                                                               (21, CASE WHEN a.aggkind OPERATOR(pg_catalog.=) 'h' THEN 'HYPOTHETICAL' END)
                                                       ) AS given(place, text)
                                                  WHERE given.text IS NOT NULL) AS part), E'\n)')
                  FROM pg_catalog.pg_aggregate AS a
                  WHERE a.aggfnoid::pg_catalog.oid OPERATOR(pg_catalog.=) p.oid) END AS "source"
FROM pg_catalog.pg_proc AS p
    JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) p.pronamespace
WHERE p.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid
  AND ($1::pg_catalog.text IS NULL OR true)
