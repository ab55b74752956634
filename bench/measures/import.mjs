// A CSV of 1,000,000 rows × 10 mixed columns into an empty table by the TypeScript client, beside psql's \copy of the same file.
// Needs web/sdk/dist, which `make web` builds.
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { cluster, psql } from "../../test/http/support/cluster.mjs";
import { bench, bin, median, memoryRows, milliseconds, psqlArguments, round, run, watchMemory } from "./tools.mjs";

const { createClient } = await import("../../web/sdk/dist/index.js");

/** In one transaction, as \copy is. */
async function import_file(client, file, columns) {
  const { connection } = await bench();
  const began = performance.now();
  // A Blob of Node.js that is a file is read slower than any browser reads one.
  await client.importRows(connection.id, new Blob([await readFile(file)]), { relation: { schema: "public", name: "mixed_in" }, columns });
  return performance.now() - began;
}

export default async function measure() {
  const client = createClient({ url: cluster.url, WebSocket: null, cookie: false });
  await client.session.signIn({ link: await psql("SELECT studio.login_link()") });
  const file = `${tmpdir()}/studio-bench-import.csv`;
  const sql = async (text) => (await run(`${bin}/psql`, [...psqlArguments(), "-qAtc", text])).text;
  await sql("drop table if exists mixed_in; create table mixed_in (like mixed)");
  const columns = (await sql("select string_agg(attname, ',' order by attnum) from pg_attribute where attrelid = 'mixed'::regclass and attnum > 0")).trim().split(",");
  await run(`${bin}/psql`, [...psqlArguments(), "-c", `\\copy mixed to '${file}' (format csv)`]);
  const floor = [], ours = [];
  let stop = null;
  for (let n = 0; n < 4; n++) {
    await sql("truncate mixed_in");
    const copy = await run(`${bin}/psql`, [...psqlArguments(), "-c", `\\copy mixed_in from '${file}' (format csv)`]);
    await sql("truncate mixed_in");
    const took = await import_file(client, file, columns);
    stop ??= await watchMemory(); // The first round warms caches and starts the runner.
    if (n === 0) continue;
    floor.push(copy.took);
    ours.push(took);
  }
  const growth = stop();
  await sql("drop table mixed_in");
  await rm(file);
  const base = median(floor);
  const time = { work: "import of 1,000,000 rows × 10 columns as CSV", floor: `psql \\copy csv ${milliseconds(base)}`, ours: milliseconds(median(ours)), ratio: `${round(median(ours) / base)} ×`, must: "≤ 1.5 ×" };
  return [time, ...memoryRows("while they are imported", growth)];
}
