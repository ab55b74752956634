// A CSV of 1,000,000 rows × 10 mixed columns into an empty table, part by part as the client sends it, beside psql's \copy of the
// same file.
import { open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { bench, bin, median, memoryRows, milliseconds, psqlArguments, round, run, watchMemory } from "./tools.mjs";

const part_bytes = 2 << 20;

async function import_file(file, columns) {
  const { client, connection } = await bench();
  const began = performance.now();
  const handle = await open(file);
  const { size } = await handle.stat();
  let offset = 0, line = 1;
  while (offset < size) {
    const part = Buffer.alloc(Math.min(part_bytes, size - offset));
    await handle.read(part, 0, part.length, offset);
    const head = { relation: { schema: "public", name: "mixed_in" }, columns, first_line: line, is_last: offset + part.length === size };
    const body = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), part]);
    const answer = await client.request("POST", `/connections/${connection.id}/import`, new Uint8Array(body), { signal: AbortSignal.timeout(300_000) });
    if (answer.status !== 200) throw new Error(answer.text);
    offset += answer.json.bytes;
    line += answer.json.lines;
  }
  await handle.close();
  return performance.now() - began;
}

export default async function measure() {
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
    const took = await import_file(file, columns);
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
