// What keeping the history adds to `select 1`: the same gateway with studio.keep_history on and off, by turns.
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

async function turn(value, connections) {
  await keep(value);
  return load(["requests", port, connections, 5, '"rows":[[1]]'], await queryRequest({ sql: "select 1" }));
}

async function compare(connections) {
  const on = [], off = [], ratios = [];
  const before = await count();
  for (let n = 0; n < pairs; n++) {
    // Each goes first as often as the other.
    const order = n % 2 === 0 ? ["off", "on"] : ["on", "off"];
    const speed = {};
    for (const value of order) speed[value] = await turn(value, connections);
    on.push(speed.on.per_second);
    off.push(speed.off.per_second);
    ratios.push(speed.off.per_second / speed.on.per_second);
  }
  await keep("on");
  const sorted = [...ratios].sort((one, other) => one - other);
  const written = (await count()) - before;
  if (written === 0) throw new Error("no history was written: the measure says nothing");
  return {
    work: `\`select 1\` over ${connections} connections with history, which wrote ${written} lines`, floor: `without ${Math.round(median(off))}/s`, ours: `${Math.round(median(on))}/s`,
    ratio: `${round(median(ratios), 3)} × the time (${round(sorted[0], 3)} to ${round(sorted.at(-1), 3)})`, must: "≤ 1.05 ×",
  };
}

export default async function measure() {
  return [await compare(1), await compare(16)];
}
