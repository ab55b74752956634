// In which order objects are made, so that each finds what it needs: what PostgreSQL keeps of their dependencies, sorted.

/** Types, routines and relations of those oids ($1, an array's text) that need one another, each pair once. Owned sequences count as their tables. */
export const needs_sql = `
WITH node AS (
  SELECT d.classid, d.objid, d.refclassid, d.refobjid FROM pg_catalog.pg_depend AS d WHERE d.deptype IN ('n', 'a', 'i')
), place AS (
  SELECT 'pg_catalog.pg_class'::pg_catalog.regclass AS classid, c.oid AS objid,
         CASE WHEN c.relkind = 'c' THEN c.reltype
              WHEN c.relkind = 'S' THEN coalesce((SELECT d.refobjid FROM node AS d WHERE d.objid = c.oid AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                                                    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass LIMIT 1), c.oid)
              ELSE c.oid END AS oid
  FROM pg_catalog.pg_class AS c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')
  UNION ALL SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass, r.oid, r.ev_class FROM pg_catalog.pg_rewrite AS r WHERE r.rulename = '_RETURN'
  UNION ALL SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass, a.oid, a.adrelid FROM pg_catalog.pg_attrdef AS a
  UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, p.oid FROM pg_catalog.pg_proc AS p
  UNION ALL SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid, k.contypid FROM pg_catalog.pg_constraint AS k WHERE k.contypid <> 0
  UNION ALL
  SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid, CASE WHEN c.oid IS NOT NULL THEN c.oid ELSE e.oid END
  FROM pg_catalog.pg_type AS t
    LEFT JOIN pg_catalog.pg_range AS g ON g.rngmultitypid = t.oid
    JOIN pg_catalog.pg_type AS e ON e.oid = CASE WHEN g.rngtypid IS NOT NULL THEN g.rngtypid WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN t.typelem ELSE t.oid END
    LEFT JOIN pg_catalog.pg_class AS c ON c.oid = e.typrelid AND c.relkind <> 'c'
)
SELECT DISTINCT u.oid::pg_catalog.int8, v.oid::pg_catalog.int8
FROM node AS d
  JOIN place AS u ON u.classid = d.classid AND u.objid = d.objid
  JOIN place AS v ON v.classid = d.refclassid AND v.objid = d.refobjid
WHERE u.oid <> v.oid AND u.oid = ANY ($1::pg_catalog.oid[]) AND v.oid = ANY ($1::pg_catalog.oid[])
ORDER BY 1, 2`;

/** Each behind what it needs; else as given. Within a circle, which no order suits, as given. */
export function inOrder<Each extends { oid: number }>(given: readonly Each[], needs: readonly (readonly [of: number, what: number])[]): Each[] {
  const needed = new Map<number, number[]>();
  for (const [of, what] of needs) needed.set(of, [...(needed.get(of) ?? []), what]);
  const by_oid = new Map(given.map((each) => [each.oid, each]));
  const state = new Map<number, 'open' | 'done'>();
  const sorted: Each[] = [];
  for (const first of given) {
    // By a list of its own: a chain of views may be longer than the stack is deep.
    const open = [first.oid];
    while (open.length > 0) {
      const oid = open[open.length - 1] ?? 0;
      const each = by_oid.get(oid);
      const before = state.get(oid) === undefined ? (needed.get(oid) ?? []).filter((what) => state.get(what) === undefined && by_oid.has(what)) : [];
      if (state.get(oid) === undefined) state.set(oid, 'open');
      if (before.length > 0) {
        open.push(...before);
        continue;
      }
      open.pop();
      if (each && state.get(oid) !== 'done') {
        state.set(oid, 'done');
        sorted.push(each);
      }
    }
  }
  return sorted;
}
