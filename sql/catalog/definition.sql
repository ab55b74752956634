-- The statements that make one relation ($2) again, in the order in which they are to be run, without semicolons: what it is, its
-- own sequences, constraints, indexes, statistics, rules, triggers, policies, comments, owner and privileges. What it refers to
-- (types, functions, other relations, roles) has to be there. A part of an inheritance tree has only what is its own. "statement"
-- is null where reading it would wait for a lock. Without a relation there are no rows. $1 narrows nothing.
WITH locked AS MATERIALIZED (
    SELECT DISTINCT l.relation
    FROM pg_catalog.pg_locks AS l
    WHERE l.locktype OPERATOR(pg_catalog.=) 'relation' AND l.mode OPERATOR(pg_catalog.=) 'AccessExclusiveLock'
      -- A prepared transaction has no pid.
      AND COALESCE(l.pid, 0) OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
      AND l.database OPERATOR(pg_catalog.=) (
          SELECT b.oid FROM pg_catalog.pg_database AS b
          WHERE b.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
),
me AS MATERIALIZED (
    SELECT c.*,
           pg_catalog.concat(pg_catalog.quote_ident(n.nspname), '.', pg_catalog.quote_ident(c.relname)) AS full_name,
           CASE WHEN c.relkind OPERATOR(pg_catalog.=) 'v' THEN 'VIEW'
                WHEN c.relkind OPERATOR(pg_catalog.=) 'm' THEN 'MATERIALIZED VIEW'
                WHEN c.relkind OPERATOR(pg_catalog.=) 'f' THEN 'FOREIGN TABLE'
                          WHEN c.relkind OPERATOR(pg_catalog.=) 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS word,
           EXISTS (
               SELECT FROM locked AS l
               WHERE l.relation OPERATOR(pg_catalog.=) c.oid
                  OR l.relation OPERATOR(pg_catalog.=) ANY (
                      SELECT d.refobjid
                      FROM pg_catalog.pg_rewrite AS r
                          JOIN pg_catalog.pg_depend AS d
                              ON d.classid OPERATOR(pg_catalog.=) 2618 AND d.objid OPERATOR(pg_catalog.=) r.oid
                              AND d.refclassid OPERATOR(pg_catalog.=) 1259
                      WHERE r.ev_class OPERATOR(pg_catalog.=) c.oid)) AS is_locked
    FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    WHERE c.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid
      AND c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'p', 'v', 'm', 'f', 'S']::pg_catalog."char"[])
),
-- Sequences as text: the relation itself, or those that its columns own; "how" is a (serial) or i (identity).
counter AS (
    SELECT q.seqrelid AS oid,
           pg_catalog.concat(pg_catalog.quote_ident(n.nspname), '.', pg_catalog.quote_ident(s.relname)) AS full_name,
           s.relname, d.deptype AS how, d.refobjsubid AS number,
           pg_catalog.concat(
               CASE WHEN q.seqtypid OPERATOR(pg_catalog.<>) 20 AND (d.deptype IS NULL OR d.deptype OPERATOR(pg_catalog.<>) 'i')
                    THEN pg_catalog.concat(' AS ', pg_catalog.format_type(q.seqtypid, NULL)) END,
               CASE WHEN q.seqincrement OPERATOR(pg_catalog.<>) 1 THEN pg_catalog.concat(' INCREMENT BY ', q.seqincrement) END,
               CASE WHEN q.seqmin OPERATOR(pg_catalog.<>) 1 THEN pg_catalog.concat(' MINVALUE ', q.seqmin) END,
               CASE WHEN q.seqmax OPERATOR(pg_catalog.<>) CASE
                    WHEN q.seqtypid OPERATOR(pg_catalog.=) 21 THEN 32767
                    WHEN q.seqtypid OPERATOR(pg_catalog.=) 23 THEN 2147483647
                                                                          ELSE 9223372036854775807 END
                    THEN pg_catalog.concat(' MAXVALUE ', q.seqmax) END,
               CASE WHEN q.seqstart OPERATOR(pg_catalog.<>) 1 THEN pg_catalog.concat(' START WITH ', q.seqstart) END,
               CASE WHEN q.seqcache OPERATOR(pg_catalog.<>) 1 THEN pg_catalog.concat(' CACHE ', q.seqcache) END,
               CASE WHEN q.seqcycle THEN ' CYCLE' END) AS options
    FROM me
        JOIN pg_catalog.pg_sequence AS q ON true
        JOIN pg_catalog.pg_class AS s ON s.oid OPERATOR(pg_catalog.=) q.seqrelid
        JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) s.relnamespace
        LEFT JOIN pg_catalog.pg_depend AS d
            ON d.classid OPERATOR(pg_catalog.=) 1259 AND d.objid OPERATOR(pg_catalog.=) q.seqrelid
            AND d.refclassid OPERATOR(pg_catalog.=) 1259 AND d.refobjid OPERATOR(pg_catalog.=) me.oid
            AND d.deptype OPERATOR(pg_catalog.=) ANY (ARRAY['a', 'i']::pg_catalog."char"[])
    WHERE q.seqrelid OPERATOR(pg_catalog.=) me.oid OR d.objid IS NOT NULL
),
option AS (
    SELECT me.oid,
           (SELECT pg_catalog.string_agg(o.entry, ', ') FROM pg_catalog.unnest(me.reloptions) AS o (entry)) AS list
    FROM me
),
column_line AS (
    SELECT a.attnum, a.attname,
           pg_catalog.concat(
               '    ', pg_catalog.quote_ident(a.attname), ' ', pg_catalog.format_type(a.atttypid, a.atttypmod),
               CASE WHEN a.attcollation OPERATOR(pg_catalog.<>) 0 AND a.attcollation OPERATOR(pg_catalog.<>) t.typcollation
                    THEN (SELECT pg_catalog.concat(' COLLATE ', pg_catalog.quote_ident(o.nspname), '.', pg_catalog.quote_ident(l.collname))
                          FROM pg_catalog.pg_collation AS l
                              JOIN pg_catalog.pg_namespace AS o ON o.oid OPERATOR(pg_catalog.=) l.collnamespace
                          WHERE l.oid OPERATOR(pg_catalog.=) a.attcollation) END,
               CASE WHEN a.attfdwoptions IS NOT NULL
                    THEN (SELECT pg_catalog.concat(' OPTIONS (', pg_catalog.string_agg(pg_catalog.concat(
                              pg_catalog.quote_ident(f.option_name), ' ', pg_catalog.quote_literal(f.option_value)), ', '), ')')
                          FROM pg_catalog.pg_options_to_table(a.attfdwoptions) AS f) END,
               CASE WHEN a.attidentity OPERATOR(pg_catalog.<>) ''
                    THEN pg_catalog.concat(
                        ' GENERATED ', CASE WHEN a.attidentity OPERATOR(pg_catalog.=) 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, ' AS IDENTITY',
                        (SELECT CASE WHEN s.options OPERATOR(pg_catalog.<>) ''
                                     THEN pg_catalog.concat(' (', pg_catalog.ltrim(s.options), ')') END
                         FROM counter AS s
                         WHERE s.number OPERATOR(pg_catalog.=) a.attnum AND s.how OPERATOR(pg_catalog.=) 'i'))
                    WHEN a.attgenerated OPERATOR(pg_catalog.<>) ''
                    THEN pg_catalog.concat(' GENERATED ALWAYS AS (', pg_catalog.pg_get_expr(e.adbin, e.adrelid), ')',
                                           CASE WHEN a.attgenerated OPERATOR(pg_catalog.=) 's' THEN ' STORED' ELSE ' VIRTUAL' END)
                    WHEN e.oid IS NOT NULL
                    THEN pg_catalog.concat(' DEFAULT ', pg_catalog.pg_get_expr(e.adbin, e.adrelid)) END,
               CASE WHEN a.attnotnull AND a.attidentity OPERATOR(pg_catalog.=) '' THEN ' NOT NULL' END) AS line
    FROM me
        JOIN pg_catalog.pg_attribute AS a
            ON a.attrelid OPERATOR(pg_catalog.=) me.oid AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_type AS t ON t.oid OPERATOR(pg_catalog.=) a.atttypid
        LEFT JOIN pg_catalog.pg_attrdef AS e
            ON e.adrelid OPERATOR(pg_catalog.=) a.attrelid AND e.adnum OPERATOR(pg_catalog.=) a.attnum
    WHERE NOT me.is_locked AND a.attislocal AND NOT me.relispartition
      AND me.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'p', 'f']::pg_catalog."char"[])
),
-- The statement that makes it, in its parts.
making AS (
    SELECT me.oid,
           pg_catalog.concat(
               'CREATE ',
               CASE WHEN me.relpersistence OPERATOR(pg_catalog.=) 'u' THEN 'UNLOGGED '
                    WHEN me.relpersistence OPERATOR(pg_catalog.=) 't' THEN 'TEMPORARY ' END, me.word, ' ', me.full_name,
               CASE WHEN me.relispartition
                    THEN (SELECT pg_catalog.concat(' PARTITION OF ', pg_catalog.quote_ident(n.nspname), '.', pg_catalog.quote_ident(c.relname),
                                                   E'\n    ', pg_catalog.pg_get_expr(me.relpartbound, me.oid))
                          FROM pg_catalog.pg_inherits AS i
                              JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) i.inhparent
                              JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
                          WHERE i.inhrelid OPERATOR(pg_catalog.=) me.oid)
                    WHEN me.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'p', 'f']::pg_catalog."char"[])
                    THEN pg_catalog.concat(
                        E' (\n',
                        (SELECT pg_catalog.string_agg(l.line, E',\n' ORDER BY l.attnum) FROM column_line AS l), E'\n)',
                        (SELECT pg_catalog.concat(E'\nINHERITS (', pg_catalog.string_agg(pg_catalog.concat(
                                    pg_catalog.quote_ident(n.nspname), '.', pg_catalog.quote_ident(c.relname)), ', ' ORDER BY i.inhseqno), ')')
                         FROM pg_catalog.pg_inherits AS i
                             JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) i.inhparent
                             JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
                         WHERE i.inhrelid OPERATOR(pg_catalog.=) me.oid
                         HAVING pg_catalog.count(*) OPERATOR(pg_catalog.>) 0)) END,
               CASE WHEN me.relkind OPERATOR(pg_catalog.=) 'p'
                    THEN pg_catalog.concat(E'\nPARTITION BY ', pg_catalog.pg_get_partkeydef(me.oid)) END,
               (SELECT pg_catalog.concat(
                           E'\nSERVER ', pg_catalog.quote_ident(s.srvname),
                           (SELECT pg_catalog.concat(' OPTIONS (', pg_catalog.string_agg(pg_catalog.concat(
                                       pg_catalog.quote_ident(o.option_name), ' ', pg_catalog.quote_literal(o.option_value)), ', '), ')')
                            FROM pg_catalog.pg_options_to_table(f.ftoptions) AS o
                            HAVING pg_catalog.count(*) OPERATOR(pg_catalog.>) 0))
                FROM pg_catalog.pg_foreign_table AS f
                    JOIN pg_catalog.pg_foreign_server AS s ON s.oid OPERATOR(pg_catalog.=) f.ftserver
                WHERE f.ftrelid OPERATOR(pg_catalog.=) me.oid),
               CASE WHEN me.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'm']::pg_catalog."char"[])
                    THEN (SELECT pg_catalog.concat(E'\nUSING ', pg_catalog.quote_ident(m.amname)) FROM pg_catalog.pg_am AS m
                          WHERE m.oid OPERATOR(pg_catalog.=) me.relam AND m.amname OPERATOR(pg_catalog.<>) 'heap') END,
               CASE WHEN o.list IS NOT NULL THEN pg_catalog.concat(E'\nWITH (', o.list, ')') END,
               CASE WHEN me.reltablespace OPERATOR(pg_catalog.<>) 0
                    THEN (SELECT pg_catalog.concat(E'\nTABLESPACE ', pg_catalog.quote_ident(s.spcname)) FROM pg_catalog.pg_tablespace AS s
                          WHERE s.oid OPERATOR(pg_catalog.=) me.reltablespace) END,
               CASE WHEN me.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['v', 'm']::pg_catalog."char"[]) AND NOT me.is_locked
                    THEN pg_catalog.concat(E' AS\n', pg_catalog.rtrim(pg_catalog.pg_get_viewdef(me.oid), ';')) END,
               CASE WHEN me.relkind OPERATOR(pg_catalog.=) 'S'
                    THEN (SELECT s.options FROM counter AS s WHERE s.oid OPERATOR(pg_catalog.=) me.oid) END) AS statement
    FROM me JOIN option AS o ON o.oid OPERATOR(pg_catalog.=) me.oid
),
part AS (
    SELECT 1 AS step, 0::pg_catalog.int8 AS place, 'sequence' AS kind, s.relname AS name,
           pg_catalog.concat('CREATE SEQUENCE ', s.full_name, s.options) AS statement
    FROM counter AS s WHERE s.how OPERATOR(pg_catalog.=) 'a'
    UNION ALL
    SELECT 2, 0, pg_catalog.lower(pg_catalog.replace(me.word, ' ', '_')), me.relname,
           CASE WHEN NOT me.is_locked THEN m.statement END
    FROM me JOIN making AS m ON m.oid OPERATOR(pg_catalog.=) me.oid
    UNION ALL
    SELECT 3, s.number, 'sequence', s.relname,
           pg_catalog.concat('ALTER SEQUENCE ', s.full_name, ' OWNED BY ', me.full_name, '.', pg_catalog.quote_ident(a.attname))
    FROM counter AS s CROSS JOIN me
        JOIN pg_catalog.pg_attribute AS a
            ON a.attrelid OPERATOR(pg_catalog.=) me.oid AND a.attnum OPERATOR(pg_catalog.=) s.number
    WHERE s.how OPERATOR(pg_catalog.=) 'a'
    UNION ALL
    -- Not as the type has it, or counted more finely.
    SELECT 4, a.attnum, 'column', a.attname,
           pg_catalog.concat('ALTER ', me.word, ' ', me.full_name, ' ALTER COLUMN ', pg_catalog.quote_ident(a.attname), ' SET ', w.what)
    FROM me
        JOIN pg_catalog.pg_attribute AS a
            ON a.attrelid OPERATOR(pg_catalog.=) me.oid AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_type AS t ON t.oid OPERATOR(pg_catalog.=) a.atttypid
        CROSS JOIN LATERAL (
            SELECT pg_catalog.concat('STORAGE ', CASE WHEN a.attstorage OPERATOR(pg_catalog.=) 'p' THEN 'PLAIN'
                                                      WHEN a.attstorage OPERATOR(pg_catalog.=) 'e' THEN 'EXTERNAL'
                                                                   WHEN a.attstorage OPERATOR(pg_catalog.=) 'm' THEN 'MAIN'
                                                                   ELSE 'EXTENDED' END) AS what
            WHERE a.attstorage OPERATOR(pg_catalog.<>) t.typstorage
            UNION ALL
            SELECT pg_catalog.concat('COMPRESSION ', CASE WHEN a.attcompression OPERATOR(pg_catalog.=) 'l' THEN 'lz4' ELSE 'pglz' END)
            WHERE a.attcompression OPERATOR(pg_catalog.<>) ''
            UNION ALL
            SELECT pg_catalog.concat('STATISTICS ', a.attstattarget) WHERE a.attstattarget OPERATOR(pg_catalog.>=) 0
            UNION ALL
            -- The two options that somebody sets; releases of PostgreSQL keep others of their own there.
            SELECT pg_catalog.concat('(', pg_catalog.string_agg(o.entry, ', '), ')')
            FROM pg_catalog.unnest(a.attoptions) AS o (entry) WHERE pg_catalog.starts_with(o.entry, 'n_distinct')
            HAVING pg_catalog.count(*) OPERATOR(pg_catalog.>) 0
        ) AS w
    WHERE me.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'p', 'm', 'f']::pg_catalog."char"[])
    UNION ALL
    SELECT 5, CASE WHEN k.contype OPERATOR(pg_catalog.=) 'p' THEN 1
                   WHEN k.contype OPERATOR(pg_catalog.=) 'u' THEN 2
                   WHEN k.contype OPERATOR(pg_catalog.=) 'x' THEN 3
                   WHEN k.contype OPERATOR(pg_catalog.=) 'c' THEN 4 ELSE 5 END, 'constraint', k.conname,
           CASE WHEN NOT me.is_locked
                THEN pg_catalog.concat('ALTER ', me.word, ' ', me.full_name, ' ADD CONSTRAINT ', pg_catalog.quote_ident(k.conname), ' ',
                                       pg_catalog.pg_get_constraintdef(k.oid)) END
    FROM me
        JOIN pg_catalog.pg_constraint AS k ON k.conrelid OPERATOR(pg_catalog.=) me.oid
    WHERE k.conislocal AND k.conparentid OPERATOR(pg_catalog.=) 0
      AND k.contype OPERATOR(pg_catalog.=) ANY (ARRAY['p', 'u', 'x', 'c', 'f']::pg_catalog."char"[])
    UNION ALL
    SELECT 6, 0, 'index', x.relname, CASE WHEN NOT me.is_locked THEN pg_catalog.pg_get_indexdef(x.oid) END
    FROM me
        JOIN pg_catalog.pg_index AS i ON i.indrelid OPERATOR(pg_catalog.=) me.oid
        JOIN pg_catalog.pg_class AS x ON x.oid OPERATOR(pg_catalog.=) i.indexrelid
    WHERE NOT x.relispartition
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k
                      WHERE k.conindid OPERATOR(pg_catalog.=) x.oid AND k.conrelid OPERATOR(pg_catalog.=) me.oid
                        AND k.contype OPERATOR(pg_catalog.=) ANY (ARRAY['p', 'u', 'x']::pg_catalog."char"[]))
    UNION ALL
    SELECT 7, 0, 'index', x.relname,
           pg_catalog.concat('ALTER ', me.word, ' ', me.full_name, ' CLUSTER ON ', pg_catalog.quote_ident(x.relname))
    FROM me
        JOIN pg_catalog.pg_index AS i ON i.indrelid OPERATOR(pg_catalog.=) me.oid AND i.indisclustered
        JOIN pg_catalog.pg_class AS x ON x.oid OPERATOR(pg_catalog.=) i.indexrelid
    UNION ALL
    SELECT 7, 1, 'replica_identity', NULL,
           pg_catalog.concat('ALTER TABLE ', me.full_name, ' REPLICA IDENTITY ', CASE
               WHEN me.relreplident OPERATOR(pg_catalog.=) 'n' THEN 'NOTHING'
               WHEN me.relreplident OPERATOR(pg_catalog.=) 'f' THEN 'FULL'
               ELSE pg_catalog.concat('USING INDEX ', (
                   SELECT pg_catalog.quote_ident(x.relname)
                   FROM pg_catalog.pg_index AS i
                       JOIN pg_catalog.pg_class AS x ON x.oid OPERATOR(pg_catalog.=) i.indexrelid
                   WHERE i.indrelid OPERATOR(pg_catalog.=) me.oid AND i.indisreplident)) END)
    FROM me WHERE me.relreplident OPERATOR(pg_catalog.=) ANY (ARRAY['n', 'f', 'i']::pg_catalog."char"[])
              AND me.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'p']::pg_catalog."char"[])
    UNION ALL
    SELECT 8, 0, 'statistics', s.stxname, CASE WHEN NOT me.is_locked THEN pg_catalog.pg_get_statisticsobjdef(s.oid) END
    FROM me JOIN pg_catalog.pg_statistic_ext AS s ON s.stxrelid OPERATOR(pg_catalog.=) me.oid
    UNION ALL
    SELECT 9, 0, 'rule', r.rulename, CASE WHEN NOT me.is_locked THEN pg_catalog.rtrim(pg_catalog.pg_get_ruledef(r.oid), ';') END
    FROM me JOIN pg_catalog.pg_rewrite AS r ON r.ev_class OPERATOR(pg_catalog.=) me.oid
    WHERE r.rulename OPERATOR(pg_catalog.<>) '_RETURN'
    UNION ALL
    SELECT 10, 0, 'trigger', g.tgname, CASE WHEN NOT me.is_locked THEN pg_catalog.pg_get_triggerdef(g.oid) END
    FROM me JOIN pg_catalog.pg_trigger AS g ON g.tgrelid OPERATOR(pg_catalog.=) me.oid
    WHERE NOT g.tgisinternal AND g.tgparentid OPERATOR(pg_catalog.=) 0
    UNION ALL
    SELECT 11, 0, 'trigger', g.tgname,
           pg_catalog.concat('ALTER ', me.word, ' ', me.full_name,
                             CASE WHEN g.tgenabled OPERATOR(pg_catalog.=) 'D' THEN ' DISABLE TRIGGER '
                                  WHEN g.tgenabled OPERATOR(pg_catalog.=) 'R' THEN ' ENABLE REPLICA TRIGGER '
                                              ELSE ' ENABLE ALWAYS TRIGGER ' END, pg_catalog.quote_ident(g.tgname))
    FROM me JOIN pg_catalog.pg_trigger AS g ON g.tgrelid OPERATOR(pg_catalog.=) me.oid
    WHERE NOT g.tgisinternal AND g.tgparentid OPERATOR(pg_catalog.=) 0 AND g.tgenabled OPERATOR(pg_catalog.<>) 'O'
    UNION ALL
    SELECT 12, w.place, 'row_security', NULL, pg_catalog.concat('ALTER TABLE ', me.full_name, w.what)
    FROM me
        CROSS JOIN LATERAL (
            SELECT 0 AS place, ' ENABLE ROW LEVEL SECURITY' AS what WHERE me.relrowsecurity
            UNION ALL
            SELECT 1, ' FORCE ROW LEVEL SECURITY' WHERE me.relforcerowsecurity
        ) AS w
    UNION ALL
    SELECT 13, 0, 'policy', p.polname,
           CASE WHEN NOT me.is_locked THEN pg_catalog.concat(
               'CREATE POLICY ', pg_catalog.quote_ident(p.polname), ' ON ', me.full_name,
               CASE WHEN NOT p.polpermissive THEN E'\n    AS RESTRICTIVE' END,
               CASE WHEN p.polcmd OPERATOR(pg_catalog.=) 'r' THEN E'\n    FOR SELECT'
                    WHEN p.polcmd OPERATOR(pg_catalog.=) 'a' THEN E'\n    FOR INSERT'
                             WHEN p.polcmd OPERATOR(pg_catalog.=) 'w' THEN E'\n    FOR UPDATE'
                             WHEN p.polcmd OPERATOR(pg_catalog.=) 'd' THEN E'\n    FOR DELETE' END,
               E'\n    TO ',
               (SELECT pg_catalog.string_agg(CASE WHEN r.role OPERATOR(pg_catalog.=) 0 THEN 'PUBLIC'
                                                  ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(r.role)) END, ', ' ORDER BY r.place)
                FROM pg_catalog.unnest(p.polroles) WITH ORDINALITY AS r (role, place)),
               CASE WHEN p.polqual IS NOT NULL
                    THEN pg_catalog.concat(E'\n    USING (', pg_catalog.pg_get_expr(p.polqual, p.polrelid), ')') END,
               CASE WHEN p.polwithcheck IS NOT NULL
                    THEN pg_catalog.concat(E'\n    WITH CHECK (', pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), ')') END) END
    FROM me JOIN pg_catalog.pg_policy AS p ON p.polrelid OPERATOR(pg_catalog.=) me.oid
    UNION ALL
    SELECT 14, d.objsubid, 'comment', a.attname,
           pg_catalog.concat('COMMENT ON ', CASE WHEN d.objsubid OPERATOR(pg_catalog.=) 0 THEN pg_catalog.concat(me.word, ' ', me.full_name)
                                                 ELSE pg_catalog.concat('COLUMN ', me.full_name, '.', pg_catalog.quote_ident(a.attname)) END,
                             ' IS ', pg_catalog.quote_literal(d.description))
    FROM me
        JOIN pg_catalog.pg_description AS d
            ON d.classoid OPERATOR(pg_catalog.=) 1259 AND d.objoid OPERATOR(pg_catalog.=) me.oid
        LEFT JOIN pg_catalog.pg_attribute AS a
            ON a.attrelid OPERATOR(pg_catalog.=) me.oid AND a.attnum OPERATOR(pg_catalog.=) d.objsubid
            AND a.attnum OPERATOR(pg_catalog.>) 0
    UNION ALL
    SELECT 15, 0, 'comment', o.name,
           pg_catalog.concat('COMMENT ON ', o.word, ' ', o.place, ' IS ', pg_catalog.quote_literal(d.description))
    FROM me
        CROSS JOIN LATERAL (
            SELECT 2606::pg_catalog.oid AS classid, k.oid, k.conname AS name, 'CONSTRAINT' AS word,
                   pg_catalog.concat(pg_catalog.quote_ident(k.conname), ' ON ', me.full_name) AS place
            FROM pg_catalog.pg_constraint AS k WHERE k.conrelid OPERATOR(pg_catalog.=) me.oid
            UNION ALL
            SELECT 1259, x.oid, x.relname, 'INDEX',
                   pg_catalog.concat(pg_catalog.quote_ident(n.nspname), '.', pg_catalog.quote_ident(x.relname))
            FROM pg_catalog.pg_index AS i
                JOIN pg_catalog.pg_class AS x ON x.oid OPERATOR(pg_catalog.=) i.indexrelid
                JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) x.relnamespace
            WHERE i.indrelid OPERATOR(pg_catalog.=) me.oid
            UNION ALL
            SELECT 2620, g.oid, g.tgname, 'TRIGGER', pg_catalog.concat(pg_catalog.quote_ident(g.tgname), ' ON ', me.full_name)
            FROM pg_catalog.pg_trigger AS g WHERE g.tgrelid OPERATOR(pg_catalog.=) me.oid
            UNION ALL
            SELECT 3256, p.oid, p.polname, 'POLICY', pg_catalog.concat(pg_catalog.quote_ident(p.polname), ' ON ', me.full_name)
            FROM pg_catalog.pg_policy AS p WHERE p.polrelid OPERATOR(pg_catalog.=) me.oid
        ) AS o
        JOIN pg_catalog.pg_description AS d
            ON d.classoid OPERATOR(pg_catalog.=) o.classid AND d.objoid OPERATOR(pg_catalog.=) o.oid
            AND d.objsubid OPERATOR(pg_catalog.=) 0
    UNION ALL
    SELECT 16, 0, 'owner', NULL,
           pg_catalog.concat('ALTER ', me.word, ' ', me.full_name, ' OWNER TO ',
                             pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(me.relowner)))
    FROM me
    UNION ALL
    SELECT 17, 0, 'privilege', NULL,
           pg_catalog.concat('GRANT ', pg_catalog.string_agg(g.privilege_type, ', ' ORDER BY g.privilege_type), ' ON ',
                             CASE WHEN me.relkind OPERATOR(pg_catalog.=) 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END, me.full_name, ' TO ',
                             CASE WHEN g.grantee OPERATOR(pg_catalog.=) 0 THEN 'PUBLIC'
                                  ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END,
                             CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' END)
    FROM me CROSS JOIN LATERAL pg_catalog.aclexplode(me.relacl) AS g
    WHERE g.grantee OPERATOR(pg_catalog.<>) me.relowner
    GROUP BY me.relkind, me.full_name, g.grantee, g.is_grantable
    UNION ALL
    SELECT 18, a.attnum, 'privilege', a.attname,
           pg_catalog.concat('GRANT ', pg_catalog.string_agg(pg_catalog.concat(g.privilege_type, ' (', pg_catalog.quote_ident(a.attname), ')'),
                                                             ', ' ORDER BY g.privilege_type),
                             ' ON TABLE ', me.full_name, ' TO ',
                             CASE WHEN g.grantee OPERATOR(pg_catalog.=) 0 THEN 'PUBLIC'
                                  ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END,
                             CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' END)
    FROM me
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid OPERATOR(pg_catalog.=) me.oid AND NOT a.attisdropped
        CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) AS g
    GROUP BY me.full_name, a.attnum, a.attname, g.grantee, g.is_grantable
)
SELECT $2::pg_catalog.oid AS "oid",
       p.kind AS "kind",
       p.name AS "name",
       p.statement AS "statement"
FROM part AS p
WHERE ($1::pg_catalog.text IS NULL OR true)
ORDER BY p.step, p.place, p.name, p.statement
