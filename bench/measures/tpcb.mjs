// pgbench TPC-B with studio preloaded and idle against without: interleaved pairs on two clusters, median and interval.
import { startCluster } from "../../test/http/support/cluster.mjs";
import { bin, median, pgbench, round, run } from "./tools.mjs";

const pairs = 15;
const settings = ["--conf", "shared_buffers = '512MB'", "--conf", "autovacuum = off"];

export default async function measure() {
  const without = await startCluster(["--no-extension", ...settings, "--conf", "shared_preload_libraries = ''", "--conf", "max_worker_processes = 8"]);
  const preloaded = await startCluster([...settings, "--conf", "shared_preload_libraries = 'studio'"]);
  try {
    for (const on of [without, preloaded]) await run(`${bin}/pgbench`, ["-i", "-q", "-s", "10", "-h", on.socket_dir, "-p", String(on.pg_port), "-U", "postgres", "postgres"]);
    const tpcb = (on) => pgbench("", { on, database: "postgres", clients: 4, seconds: 6, more: [] });
    const ratios = [], floor = [], ours = [];
    for (let n = 0; n <= pairs; n++) {
      // The order alternates, so that whatever drifts favors neither.
      const order = n % 2 === 0 ? [without, preloaded] : [preloaded, without];
      const tps = new Map();
      for (const on of order) tps.set(on, await tpcb(on));
      if (n === 0) continue;
      floor.push(tps.get(without));
      ours.push(tps.get(preloaded));
      ratios.push(tps.get(preloaded) / tps.get(without));
    }
    // The 4th and the 12th of 15 ordered values enclose the median with 96 % confidence.
    const sorted = [...ratios].sort((a, b) => a - b);
    return [{ work: "pgbench TPC-B with studio preloaded and idle", floor: `without: ${Math.round(median(floor))}/s`, ours: `${Math.round(median(ours))}/s`, ratio: `${round(median(ratios), 3)} × (${round(sorted[3], 3)} to ${round(sorted[11], 3)})`, must: "≥ 0.99 ×" }];
  } finally {
    await without.stop();
    await preloaded.stop();
  }
}
