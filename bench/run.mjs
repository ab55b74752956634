// Runs the measures named on the command line and prints the table of bench/README.md.
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { psql } from "../test/http/support/cluster.mjs";

const all = ["stream", "export", "import", "requests", "catalog", "memory", "idle", "live_plan", "journal", "history", "tpcb", "instructions"];
const chosen = process.argv.length > 2 ? process.argv.slice(2) : all;

await psql("CREATE DATABASE bench");
await psql(`
  CREATE TABLE mixed AS SELECT n AS id, n * 4294967296::bigint AS big, (n * 1.37)::numeric(14, 2) AS price, n / 3.0::float8 AS ratio,
    n % 3 = 0 AS is_odd, md5(n::text) AS label, CASE WHEN n % 10 = 0 THEN NULL ELSE 'note number ' || n END AS note,
    date '2020-01-01' + n % 2000 AS day, timestamptz '2020-01-01' + n * interval '1 minute' AS at, md5((n % 1000)::text)::uuid AS owner
    FROM generate_series(1, 1000000) n;
  CREATE TABLE wide AS SELECT n AS id, ${Array.from({ length: 29 }, (_, c) => (c % 3 === 0 ? `n * ${c + 1} AS c${c}` : c % 3 === 1 ? `'text ' || n * ${c} AS c${c}` : `now() AS c${c}`)).join(", ")}
    FROM generate_series(1, 10000) n;
  ALTER TABLE wide ADD PRIMARY KEY (id)`, { database: "bench" });
await psql("VACUUM ANALYZE", { database: "bench" });

const rows = [];
for (const name of chosen) {
  const { default: measure } = await import(`./measures/${name}.mjs`);
  for (const row of await measure()) {
    rows.push(row);
    console.error(`${row.work}: ${row.ratio ?? row.ours}`);
  }
}

const commit = execFileSync("sh", ["-c", "git rev-parse --short HEAD 2> /dev/null || echo unknown"]).toString().trim();
console.log(`\n${cpus().length} × ${cpus()[0].model}, PostgreSQL ${await psql("SHOW server_version")}, commit ${commit}\n`);
console.log("| work | floor | ours | ratio | must | aim |\n| --- | --- | --- | --- | --- | --- |");
for (const { work, floor = "", ours, ratio = "", must = "", aim = "" } of rows) console.log(`| ${work} | ${floor} | ${ours} | ${ratio} | ${must} | ${aim} |`);
