// The catalog of 2,000 tables with columns and foreign keys as JSON, against psql running one query for it.
import { psql } from "../../test/http/support/cluster.mjs";
import { bench, bin, median, milliseconds, psqlArguments, round, run } from "./tools.mjs";

const floorQuery = `SELECT json_agg(t) FROM (SELECT c.oid, n.nspname, c.relname, c.relkind, c.reltuples,
  (SELECT json_agg(json_build_object('name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod), 'not_null', a.attnotnull,
     'default', pg_catalog.pg_get_expr(d.adbin, d.adrelid)) ORDER BY a.attnum)
   FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
  (SELECT json_agg(json_build_object('name', k.conname, 'columns', k.conkey, 'refers', k.confrelid, 'referred', k.confkey))
   FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f') AS foreign_keys
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND n.nspname = 'many') t`;

export default async function measure() {
  await psql("CREATE SCHEMA many", { database: "bench" });
  await psql(`DO $$ BEGIN FOR i IN 1..2000 LOOP
    EXECUTE format('CREATE TABLE many.t%s (id int PRIMARY KEY, parent_id int %s, name text NOT NULL DEFAULT ''x'', price numeric(10,2), made_at timestamptz DEFAULT now(),
      is_active bool, label varchar(40), doc jsonb)', i, CASE WHEN i > 1 THEN format('REFERENCES many.t%s', i - 1) ELSE '' END);
    IF i % 200 = 0 THEN COMMIT; END IF; END LOOP; END $$`, { database: "bench" });
  await psql("VACUUM ANALYZE", { database: "bench" });
  const { client, connection } = await bench();
  const floor = [], ours = [];
  for (let n = 0; n < 6; n++) {
    const one = await run(`${bin}/psql`, [...psqlArguments(), "-At", "-c", floorQuery, "-o", "/dev/null"]);
    const started = performance.now();
    const counts = await Promise.all(["relations", "columns", "constraints"].map(async (question) => {
      const response = await client.open("GET", `/connections/${connection.id}/catalog/${question}?schema=many`);
      const text = await response.text();
      if (response.status !== 200) throw new Error(text);
      return JSON.parse(text).rows.length;
    }));
    const rows = counts.reduce((sum, count) => sum + count, 0);
    const took = performance.now() - started;
    if (rows < 2000 + 16000 + 2000) throw new Error(`only ${rows} rows of catalog`);
    if (n === 0) continue;
    floor.push(one.took);
    ours.push(took);
  }
  const base = median(floor);
  return [{ work: "catalog of 2,000 tables with columns and foreign keys, JSON (three questions at once)", floor: `psql, one query ${milliseconds(base)}`, ours: milliseconds(median(ours)), ratio: `${round(median(ours) / base)} ×`, must: "≤ 1.2 ×", aim: "1.0 ×" }];
}
