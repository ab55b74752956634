// pgbench TPC-B with studio preloaded and idle against without: interleaved pairs on two clusters, median and interval.
// Beside the clock, which a shared machine makes noisy: the CPU time that the server's processes took a transaction.
import { readFileSync } from "node:fs";
import { postmasterPid, startCluster } from "../../test/http/support/cluster.mjs";
import { bin, median, pgbench, round, run } from "./tools.mjs";

const pairs = 15;
const seconds = 6;
const settings = ["--conf", "shared_buffers = '512MB'", "--conf", "autovacuum = off", "--conf", "max_worker_processes = 24"];

/** CPU seconds of the postmaster's children that have ended; pgbench's backends have when it has. */
function endedChildren(on) {
  const fields = readFileSync(`/proc/${postmasterPid(on)}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** One run: transactions a second, and microseconds of CPU a transaction. */
async function tpcb(on) {
  const before = endedChildren(on);
  const perSecond = await pgbench("", { on, database: "postgres", clients: 4, seconds, more: [] });
  await new Promise((resolve) => setTimeout(resolve, 200)); // the postmaster reaps them
  return { perSecond, cpu: ((endedChildren(on) - before) / (perSecond * seconds)) * 1e6 };
}

/** The median of ratios and what encloses it with 96 % confidence: the 4th and the 12th of 15 ordered values. */
function interval(ratios) {
  const sorted = [...ratios].sort((a, b) => a - b);
  return `${round(median(sorted), 3)} × (${round(sorted[3], 3)} to ${round(sorted[11], 3)})`;
}

export default async function measure() {
  const without = await startCluster(["--no-extension", ...settings, "--conf", "shared_preload_libraries = ''"]);
  const preloaded = await startCluster([...settings, "--conf", "shared_preload_libraries = 'studio'"]);
  try {
    for (const on of [without, preloaded]) await run(`${bin}/pgbench`, ["-i", "-q", "-s", "10", "-h", on.socket_dir, "-p", String(on.pg_port), "-U", "postgres", "postgres"]);
    const all = { without: [], preloaded: [] };
    for (let n = 0; n <= pairs; n++) {
      // The order alternates, so that whatever drifts favors neither. The first pair warms up.
      const one = {};
      for (const name of n % 2 === 0 ? ["without", "preloaded"] : ["preloaded", "without"]) one[name] = await tpcb(name === "without" ? without : preloaded);
      if (n === 0) continue;
      all.without.push(one.without);
      all.preloaded.push(one.preloaded);
    }
    const ratios = (what) => interval(all.preloaded.map((ours, n) => ours[what] / all.without[n][what]));
    const middle = (runs, what) => Math.round(median(runs.map((one) => one[what])));
    return [
      { work: "pgbench TPC-B with studio preloaded and idle", floor: `without: ${middle(all.without, "perSecond")}/s`, ours: `${middle(all.preloaded, "perSecond")}/s`, ratio: ratios("perSecond"), must: "≥ 0.99 ×" },
      { work: "the server's CPU time a transaction of it", floor: `without: ${middle(all.without, "cpu")} µs`, ours: `${middle(all.preloaded, "cpu")} µs`, ratio: ratios("cpu"), must: "≤ 1.01 ×" },
    ];
  } finally {
    await without.stop();
    await preloaded.stop();
  }
}
