// The server is stopped in the middle of streams: it ends within seconds, leaves nothing behind, and comes up again.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import test, { after } from "node:test";
import { health, isSanitized, postmasterPid, psql, runServerProgram, startCluster, until } from "./support/cluster.mjs";
import { signIn } from "./support/client.mjs";
import { value } from "./support/scene.mjs";
import { openSocket } from "./support/websocket.mjs";

const on = await startCluster();
after(() => on.stop());
const client = await signIn("postgres", on);
const connection = await client.connect("postgres", "postgres");
const endless = { sql: "select generate_series(1, 1000000000), repeat('x', 100)", row_limit: 0 };
const control = (...options) => runServerProgram("pg_ctl", "-D", `${on.dir}/data`, "-w", "-s", ...options);
const limitMs = isSanitized ? 15_000 : 5_000;

/** A stream that is read, one that is not, one over a socket, a transaction left open, a query that sends nothing. */
async function busyServer() {
  const read = await client.open("POST", `/connections/${connection.id}/query`, endless, { signal: null });
  const reading = (async () => {
    for await (const chunk of read.body) assert.ok(chunk);
  })().catch((error) => error);
  const unread = await client.open("POST", `/connections/${connection.id}/query`, endless, { signal: null });
  const socket = await openSocket(client, { on });
  socket.send({ type: "query", id: "1", connection: connection.id, credit: 1 << 30, ...endless });
  await socket.next((message) => message.message?.type === "rows");
  await client.query(connection, { sql: "begin; create table never_committed ()", session: "open" });
  const silent = client.query(connection, "select pg_sleep(60)").catch((error) => error);
  await until("the silent one", async () => (await client.request("GET", "/queries")).json.items.length === 4);
  return { ended: Promise.allSettled([reading, silent, unread.body.cancel(), socket.closed(20)]) };
}

/** What the running server has of the machine: processes, and shared memory of both kinds. */
function belongings() {
  const postmaster = postmasterPid(on);
  const children = execFileSync("ps", ["-o", "pid=", "--ppid", String(postmaster)], { encoding: "utf8" }).trim().split(/\s+/).map(Number);
  const maps = readFileSync(`/proc/${postmaster}/maps`, "utf8");
  const segments = [...new Set(maps.match(/\/dev\/shm\/PostgreSQL\.\d+/g))];
  const [, segmentId] = readFileSync(`${on.dir}/data/postmaster.pid`, "utf8").split("\n")[6].trim().split(/\s+/);
  return { processes: [postmaster, ...children], segments, segmentId };
}

/** A process that has ended but whose parent has not looked yet is gone. */
function isAlive(pid) {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function assertGone({ processes, segments, segmentId }) {
  // The postmaster removes its lock file, for which pg_ctl waits, as the very last thing but one.
  await until("the processes to go", () => !processes.some(isAlive), 1);
  assert.deepEqual(segments.filter(existsSync), [], "segments that are left");
  const known = readFileSync("/proc/sysvipc/shm", "utf8").split("\n").map((line) => line.trim().split(/\s+/)[1]);
  assert.equal(known.includes(segmentId), false, "the System V segment is left");
}

for (const mode of ["fast", "immediate"]) {
  test(`pg_ctl stop -m ${mode}`, { timeout: 60_000 }, async () => {
    const streams = await busyServer();
    const had = belongings();
    assert.ok(had.processes.length > 8, "the postmaster, PostgreSQL's five or more, the gateway, runners");
    const began = Date.now();
    await control("stop", "-m", mode, "-t", "30");
    const took = Date.now() - began;
    assert.ok(took < limitMs, `it took ${took} ms`);
    await assertGone(had);
    await streams.ended;
  });

  test(`after pg_ctl stop -m ${mode} it comes up, and the same token is served`, { timeout: 60_000 }, async () => {
    await control("start", "-l", on.log);
    await until("the gateway", async () => (await health(on)) === 200);
    assert.equal(value(await client.query(connection, "select to_regclass('never_committed') is null")), true);
    assert.equal(await psql("SELECT count(*) FROM studio.runners() WHERE state <> 'free' AND kind = 'runner'", { on }), "1");
  });
}
