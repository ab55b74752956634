// A file of 1,000,000 rows × 10 mixed columns, made by the server and read over HTTP, beside psql's \copy of the same to a file.
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { bench, bin, median, memoryRows, milliseconds, psqlArguments, round, run, watchMemory } from "./tools.mjs";

const sql = "select * from mixed";

/** Reads an export to its end; gives its bytes and milliseconds. */
async function read(format) {
  const { client, connection } = await bench();
  const began = performance.now();
  const response = await client.open("POST", `/connections/${connection.id}/export`, { sql, format }, { signal: AbortSignal.timeout(300_000) });
  if (response.status !== 200) throw new Error(await response.text());
  let bytes = 0;
  for await (const chunk of response.body) bytes += chunk.length;
  return { bytes, took: performance.now() - began };
}

export default async function measure() {
  const file = `${tmpdir()}/studio-bench-export.csv`;
  const floor = [], csv = [], json = [], xlsx = [];
  let bytes = 0, stop = null;
  for (let n = 0; n < 4; n++) {
    const copy = await run(`${bin}/psql`, [...psqlArguments(), "-c", `\\copy (${sql}) to '${file}' (format csv, header)`]);
    const ours = await read("csv");
    stop ??= await watchMemory(); // The first round warms caches and starts the runner.
    if (n === 0) continue;
    floor.push(copy.took);
    csv.push(ours.took);
    bytes = ours.bytes;
    json.push((await read("ndjson")).took);
    if (n === 1) xlsx.push((await read("xlsx")).took);
  }
  const growth = stop();
  await rm(file);
  const base = median(floor);
  const row = (work, times, must) => ({ work, floor: `psql \\copy csv ${milliseconds(base)}`, ours: milliseconds(median(times)), ratio: `${round(median(times) / base)} ×`, must });
  return [
    row(`export of 1,000,000 rows × 10 columns as CSV (${Math.round(bytes / 1e6)} MB)`, csv, "≤ 1.1 ×"),
    row("the same as NDJSON", json),
    row("the same as XLSX", xlsx),
    ...memoryRows("while it is exported", growth),
  ];
}
