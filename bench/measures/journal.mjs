// What keeping the history adds to `select 1`: the same gateway with studio.keep_history on and off, by turns. Beside the time
// stands the processor time of all the server's processes for a request, which a busy machine does not blur so much.
import { readdirSync, readFileSync } from "node:fs";
import { psql, until } from "../../test/http/support/cluster.mjs";
import { load, median, port, queryRequest, round } from "./tools.mjs";

const pairs = 7;

const count = async () => Number(await psql("SELECT count(*) FROM studio.query_history"));

/** Sets it and waits until what was noted before is written, so that one turn does not pay for another. */
async function keep(value) {
  await psql(`ALTER SYSTEM SET studio.keep_history = ${value}`);
  await psql("SELECT pg_reload_conf()");
  let before = -1;
  await until("the history to be written", async () => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const now = await count();
    return now === before || ((before = now), false);
  }, 120);
}

const parentOf = (pid) => Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);

/** Microseconds of processor time that each process of the server has had. */
function processorTimes(postmaster) {
  const times = new Map();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      if (parentOf(pid) === postmaster) times.set(pid, Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1000);
    } catch {
      // The process has ended meanwhile.
    }
  }
  return times;
}

async function turn(value, connections, postmaster) {
  await keep(value);
  const request = await queryRequest({ sql: "select 1" });
  const before = processorTimes(postmaster);
  const result = await load(["requests", port, connections, 5, '"rows":[[1]]'], request);
  let spent = 0;
  for (const [pid, time] of processorTimes(postmaster)) spent += time - (before.get(pid) ?? 0);
  return { per_second: result.per_second, processor_us: spent / result.requests };
}

/** The middle of what pairs of turns gave, and how far they lie apart. */
const spread = (ratios) => `${round(median(ratios), 3)} × (${round(Math.min(...ratios), 3)} to ${round(Math.max(...ratios), 3)})`;

async function compare(connections) {
  const postmaster = parentOf(await psql("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'"));
  const on = [], off = [];
  const before = await count();
  for (let n = 0; n < pairs; n++) {
    // Each goes first as often as the other.
    for (const value of n % 2 === 0 ? ["off", "on"] : ["on", "off"]) (value === "on" ? on : off).push(await turn(value, connections, postmaster));
  }
  await keep("on");
  const written = (await count()) - before;
  if (written === 0) throw new Error("no history was written: the measure says nothing");
  const speed = (turns) => `${Math.round(median(turns.map((each) => each.per_second)))}/s`;
  const cost = (turns) => `${round(median(turns.map((each) => each.processor_us)), 1)} µs`;
  const work = `\`select 1\` over ${connections} connections with history, which wrote ${written} lines`;
  return [
    { work: `${work}: time`, floor: `without ${speed(off)}`, ours: speed(on), ratio: spread(on.map((each, n) => off[n].per_second / each.per_second)), must: "≤ 1.05 ×" },
    { work: `${work}: processor time of the server`, floor: `without ${cost(off)}`, ours: cost(on), ratio: spread(on.map((each, n) => each.processor_us / off[n].processor_us)), must: "≤ 1.05 ×" },
  ];
}

export default async function measure() {
  return [...(await compare(1)), ...(await compare(16))];
}
