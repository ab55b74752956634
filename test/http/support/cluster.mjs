// The cluster under test, as dev/cluster describes it: its ports, psql in it, its processes and its log.
import { execFile } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const top = new URL("../../../", import.meta.url).pathname;
const bin = process.env.STUDIO_PG_BIN;

if (!process.env.STUDIO_CLUSTER || !bin) throw new Error("run the API tests by test/http/run (make http-check)");

/** The cluster that test/http/run started: {dir, pg_port, http_port, socket_dir, url, superuser, log}. */
export const cluster = JSON.parse(process.env.STUDIO_CLUSTER);

/** True in the sanitizer build, whose memory and speed say nothing. */
export const isSanitized = process.env.STUDIO_ASAN === "1";
export const isSoak = process.env.STUDIO_SOAK === "1";

/** Runs SQL by psql, as the superuser unless told otherwise; gives its output without the last line feed. */
export async function psql(sql, { database = "postgres", role = "postgres", options = ["-At"], on = cluster } = {}) {
  const settings = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", on.socket_dir, "-p", String(on.pg_port), "-U", role];
  const { stdout } = await run(`${bin}/psql`, [...settings, "-d", database, ...options, "-c", sql], {
    maxBuffer: 64 << 20,
    env: { ...process.env, PGCLIENTENCODING: "UTF8" },
  });
  return stdout.replace(/\n$/, "");
}

/** Starts another cluster for tests that need their own settings. The caller stops it. */
export async function startCluster(options = []) {
  const { stdout } = await run(`${top}dev/cluster`, ["start", ...options]);
  const started = JSON.parse(stdout);
  return { ...started, stop: () => run(`${top}dev/cluster`, ["stop", "--dir", started.dir]) };
}

/** Runs a program as whoever owns the clusters: PostgreSQL's own refuse root, and some system calls want the same user. */
export async function runAsOwner(program, ...options) {
  const owner = process.getuid() === 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : ["env"];
  const { stdout } = await run(owner[0], [...owner.slice(1), program, ...options], { cwd: "/" });
  return stdout.trim();
}

/** Runs one of PostgreSQL's programs as the owner of the clusters; a server that it starts has the sanitizers' runtime. */
export function runServerProgram(name, ...options) {
  const preload = process.env.STUDIO_PRELOAD ?? "";
  return runAsOwner("env", ...(preload ? [`LD_PRELOAD=${preload}`] : []), `${bin}/${name}`, ...options);
}

/** The server's log so far. */
export const log = (on = cluster) => readFile(on.log, "utf8");

/** Waits until `probe` gives something true, and gives that; fails after `seconds`. */
export async function until(what, probe, seconds = 10) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Process ids of a kind of studio worker, by pg_stat_activity.backend_type (a pattern of LIKE). */
export async function workers(pattern, on = cluster) {
  const text = await psql(`SELECT pid FROM pg_stat_activity WHERE backend_type LIKE '${pattern}' ORDER BY pid`, { on });
  return text === "" ? [] : text.split("\n").map(Number);
}

/** The gateway's process id. */
export async function gatewayPid(on = cluster) {
  const [pid] = await workers("studio gateway%", on);
  return pid;
}

/** The status of /healthz, or null where nobody answers. */
export const health = async (on = cluster) => (await fetch(`${on.url}/api/v1/healthz`).catch(() => null))?.status ?? null;

/** The postmaster's process id, from its lock file. */
export const postmasterPid = (on = cluster) => Number(readFileSync(`${on.dir}/data/postmaster.pid`, "utf8").split("\n")[0]);

/**
 * Private memory of a process in KiB: what it would give back by ending. Shared mappings are left out: a page of shared
 * buffers that only this process has touched so far would count as private.
 */
export function privateKib(pid) {
  let sum = 0;
  let isShared = false;
  for (const line of readFileSync(`/proc/${pid}/smaps`, "utf8").split("\n")) {
    const mapping = /^[0-9a-f]+-[0-9a-f]+ ...(.)/.exec(line);
    if (mapping) isShared = mapping[1] === "s";
    const size = isShared ? null : /^Private_\w+: +(\d+) kB/.exec(line);
    if (size) sum += Number(size[1]);
  }
  return sum;
}

/** Open files of a process. */
export const openFiles = (pid) => readdirSync(`/proc/${pid}/fd`).length;
