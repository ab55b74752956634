// What the measures share: the C client, timing of a program, medians, a signed-in client on the bench database.
import { spawn } from "node:child_process";
import { cluster, gatewayPid, privateKib, workers } from "../../test/http/support/cluster.mjs";
import { signIn } from "../../test/http/support/client.mjs";

export const bin = process.env.STUDIO_PG_BIN;
export const port = cluster.http_port;

export const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

export const round = (number, digits = 2) => Number(number.toFixed(digits));
export const milliseconds = (number) => (number < 100 ? `${round(number, 1)} ms` : `${Math.round(number)} ms`);

/** Runs a program to its end: its output, and how long it took. */
export function run(program, args, { input, environment = {} } = {}) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(program, args, { env: { ...process.env, ...environment }, stdio: ["pipe", "pipe", "pipe"] });
    let text = "";
    let complaint = "";
    child.stdout.on("data", (chunk) => (text += chunk));
    child.stderr.on("data", (chunk) => (complaint += chunk));
    child.on("close", (code) => {
      if (code !== 0) reject(new Error(`${program} ${args[0]}: ${complaint}`));
      else resolve({ text, took: performance.now() - started });
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** The C client; its JSON. */
export const load = async (args, input) => JSON.parse((await run(process.env.STUDIO_BENCH_LOAD, args.map(String), { input })).text);

/** psql on a cluster, by its Unix socket. */
export const psqlArguments = (database = "bench", on = cluster) => ["-X", "-q", "-h", on.socket_dir, "-p", String(on.pg_port), "-U", "postgres", "-d", database];

/** pgbench with a script of one statement: its transactions a second. */
export async function pgbench(statement, { clients = 16, seconds = 5, database = "bench", on = cluster, more = ["-n", "-f", "-"] } = {}) {
  const { text } = await run(`${bin}/pgbench`, ["-h", on.socket_dir, "-p", String(on.pg_port), "-U", "postgres", "-M", "simple",
    "-c", String(clients), "-j", "2", "-T", String(seconds), ...more, database], { input: statement });
  return Number(/tps = ([\d.]+)/.exec(text)[1]);
}

let client = null;
let connection = null;

/** The signed-in superuser and his connection to the bench database. The token is renewed before it is ten minutes old. */
export async function bench() {
  client = await signIn();
  connection ??= await client.connect("bench", "postgres");
  return { client, connection };
}

/** A whole HTTP request of the query API. */
export async function queryRequest(body) {
  const { client: speaker, connection: target } = await bench();
  const text = JSON.stringify(body);
  return `POST /api/v1/connections/${target.id}/query HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${speaker.token}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

/**
 * Watches the private memory of the gateway and of the runners: of one that comes later, from when it is first seen. What it returns
 * ends that, and gives the greatest growth of the gateway and of a runner in KiB.
 */
export async function watchMemory() {
  const gateway = await gatewayPid();
  const before = new Map(), growth = new Map();
  const meet = (pids) => pids.filter((pid) => !before.has(pid)).forEach((pid) => before.set(pid, privateKib(pid)));
  const sample = () => {
    for (const [pid, start] of before) {
      try {
        growth.set(pid, Math.max(growth.get(pid) ?? 0, privateKib(pid) - start));
      } catch {
        before.delete(pid); // It has ended.
      }
    }
  };
  meet([gateway, ...await workers("studio runner%")]);
  const timers = [setInterval(sample, 25), setInterval(async () => meet(await workers("studio runner%")), 250)];
  return () => {
    timers.forEach(clearInterval);
    sample();
    const ofGateway = growth.get(gateway);
    growth.delete(gateway);
    return { gateway: ofGateway, runner: Math.max(...growth.values()) };
  };
}

/** The two lines of a table that say it. */
export function memoryRows(work, { gateway, runner }) {
  const row = (who, kib) => ({ work: `${who} private memory growth ${work}`, ours: `${(kib / 1024).toFixed(1)} MiB`, must: "≤ 16 MiB", aim: "4 MiB" });
  return [row("gateway's", gateway), row("runner's", runner)];
}
