// What studio costs a transaction of TPC-B that does not use it, in instructions: a clock on a shared machine cannot show a
// hundredth part. A backend in single-user mode runs the same transactions under valgrind with and without studio preloaded;
// what a start costs falls out by counting two numbers of transactions.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bin, median, round } from "./tools.mjs";

const few = 500;
const many = 2500;
const rounds = 1; // two differ by less than a thousandth

// The tables and the transaction of pgbench's built-in TPC-B, scale 1. Single-user mode ends a statement at a line feed.
const tables = `
CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22))
CREATE TABLE pgbench_tellers (tid int NOT NULL PRIMARY KEY, bid int, tbalance int, filler char(84)) WITH (fillfactor = 100)
CREATE TABLE pgbench_accounts (aid int NOT NULL PRIMARY KEY, bid int, abalance int, filler char(84)) WITH (fillfactor = 100)
CREATE TABLE pgbench_branches (bid int NOT NULL PRIMARY KEY, bbalance int, filler char(88)) WITH (fillfactor = 100)
INSERT INTO pgbench_branches SELECT 1, 0, ''
INSERT INTO pgbench_tellers SELECT n, 1, 0, '' FROM generate_series(1, 10) n
INSERT INTO pgbench_accounts SELECT n, 1, 0, '' FROM generate_series(1, 100000) n
VACUUM ANALYZE
`;

/** The same transactions at each call: what differs between two runs is studio, and not the rows that they meet. */
function transactions(count) {
  let state = 1;
  const random = (limit) => (state = (state * 48271) % 2147483647) % limit;
  return Array.from({ length: count }, () => {
    const [account, teller, delta] = [random(100000) + 1, random(10) + 1, random(10001) - 5000];
    return `BEGIN
UPDATE pgbench_accounts SET abalance = abalance + ${delta} WHERE aid = ${account}
SELECT abalance FROM pgbench_accounts WHERE aid = ${account}
UPDATE pgbench_tellers SET tbalance = tbalance + ${delta} WHERE tid = ${teller}
UPDATE pgbench_branches SET bbalance = bbalance + ${delta} WHERE bid = 1
INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES (${teller}, 1, ${account}, ${delta}, CURRENT_TIMESTAMP)
END
`;
  }).join("");
}

export default async function measure() {
  const folder = mkdtempSync(join(tmpdir(), "studio-instructions."));
  const asOwner = process.getuid() === 0 ? ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups"] : ["env"];
  const call = (program, args, input) =>
    execFileSync(asOwner[0], [...asOwner.slice(1), program, ...args], { cwd: folder, input, stdio: ["pipe", "pipe", "pipe"], maxBuffer: 1 << 28 });
  const single = (data, preload) => ["--single", "-D", data, "-c", `shared_preload_libraries=${preload}`, "-c", "fsync=off", "postgres"];
  const count = (preload, number) => {
    const data = join(folder, "run");
    rmSync(data, { recursive: true, force: true });
    call("cp", ["-a", join(folder, "data"), data]);
    const report = join(folder, "report");
    call("valgrind", ["--tool=callgrind", "--callgrind-out-file=/dev/null", `--log-file=${report}`, `${bin}/postgres`, ...single(data, preload)], transactions(number));
    return Number(/Collected : (\d+)/.exec(readFileSync(report, "utf8"))[1]);
  };
  try {
    if (process.getuid() === 0) execFileSync("chown", ["postgres", folder]);
    try {
      call("valgrind", ["--version"]);
    } catch {
      return [{ work: "instructions of a TPC-B transaction with studio preloaded", ours: "valgrind is not installed" }];
    }
    call(`${bin}/initdb`, ["-D", join(folder, "data"), "-N", "-U", "postgres"]);
    call(`${bin}/postgres`, single(join(folder, "data"), ""), tables);
    const one = (preload) => (count(preload, many) - count(preload, few)) / (many - few);
    const without = [], preloaded = [];
    for (let n = 0; n < rounds; n++) {
      without.push(one(""));
      preloaded.push(one("studio"));
    }
    const ratio = median(preloaded) / median(without);
    return [{ work: "instructions of a TPC-B transaction with studio preloaded", floor: `without: ${Math.round(median(without))}`, ours: `${Math.round(median(preloaded))}`, ratio: `${round(ratio, 5)} ×`, must: "≤ 1.01 ×" }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
