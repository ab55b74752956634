// The gateway ends in disorder, alone or with everybody: what ran with it goes, and what comes after finds all in order.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { gatewayPid, health, log, postmasterPid, psql, runAsOwner, startCluster, until, workers } from "./support/cluster.mjs";
import { signIn } from "./support/client.mjs";
import { value } from "./support/scene.mjs";
import { openSocket } from "./support/websocket.mjs";

// Two runners only, so that a slot that is lost is missed at once; no retry of theirs is waited for long.
const on = await startCluster(["--conf", "studio.max_runners = 2", "--conf", "studio.queue_timeout = '3s'"]);
after(() => on.stop());
const client = await signIn("postgres", on);
const connection = await client.connect("postgres", "postgres");
const run = (sql) => psql(sql, { on });
const query = (sql, more = {}) => client.query(connection, { sql, ...more });
const others = () => run("SELECT string_agg(pid || backend_type, ',' ORDER BY pid) FROM pg_stat_activity WHERE backend_type NOT LIKE 'studio%' AND backend_type NOT IN ('client backend', 'autovacuum worker')");

const isBack = (before) => until("another gateway", async () => {
  const pid = await gatewayPid(on).catch(() => null);
  return pid && pid !== before && (await health(on)) === 200;
}, 20);

/** As many processes serve at once as there are slots: none is missing. */
async function everySlotServes() {
  const answers = await Promise.all([1, 2].map(() => query("select pg_backend_pid() from pg_sleep(0.5)")));
  assert.deepEqual(answers.map((answer) => answer.error), [null, null]);
  assert.notEqual(value(answers[0]), value(answers[1]), "one slot served both");
}

/** A query over HTTP, another over a socket, both running, and how they end. */
async function atWork(mark) {
  const socket = await openSocket(client, { on });
  socket.send({ type: "query", id: "1", connection: connection.id, sql: `select pg_sleep(60) /* ${mark} */` });
  const answer = query(`select pg_sleep(60) /* ${mark} */`).catch((error) => ({ gone: error }));
  const running = `SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%${mark}%' AND pid <> pg_backend_pid()`;
  await until("both to run", async () => (await run(running)) === "2");
  return { socket, answer, runners: await workers("studio runner", on) };
}

test("SIGTERM to the gateway alone: sockets close with 1012, runners go, and it comes back as if nothing had been", { timeout: 60_000 }, async () => {
  const before = { gateway: await gatewayPid(on), others: await others(), postmaster: postmasterPid(on) };
  const work = await atWork("sigterm");
  process.kill(before.gateway, "SIGTERM");
  assert.equal((await work.socket.closed()).code, 1012);
  assert.ok((await work.answer).gone ?? (await work.answer).error, "the query over HTTP ends");
  await until("the runners to go", async () => (await workers("studio%", on)).every((pid) => !work.runners.includes(pid)), 3);
  await isBack(before.gateway);
  assert.equal((await client.request("GET", "/me")).status, 200, "the token holds");
  await everySlotServes();
  assert.equal(await others(), before.others, "no other process was started anew");
  assert.equal(postmasterPid(on), before.postmaster);
});

for (const [who, find] of [["the gateway", () => gatewayPid(on)], ["a runner", async () => (await workers("studio runner", on))[0]]]) {
  test(`SIGKILL to ${who}: PostgreSQL starts all of its processes anew, and everything works again`, { timeout: 60_000 }, async () => {
    const before = { gateway: await gatewayPid(on), others: await others(), postmaster: postmasterPid(on) };
    const work = await atWork("sigkill");
    process.kill(await find(), "SIGKILL");
    await work.socket.closed();
    await work.answer;
    await isBack(before.gateway);
    assert.equal((await client.request("GET", "/me")).status, 200, "the token holds");
    assert.notEqual(await others(), before.others, "that is PostgreSQL's design, not ours to change");
    assert.equal(postmasterPid(on), before.postmaster);
    await everySlotServes();
    const again = await openSocket(client, { on });
    const { messages } = await again.query("1", { connection: connection.id, sql: "select 1" });
    assert.equal(messages.at(-1).status, "ok");
    again.end();
  });
}

/** Sets how many processes the postmaster's user may have, for it alone; gives the limit that was. */
async function limitProcesses(pid, limit) {
  const before = await runAsOwner("prlimit", `--pid=${pid}`, "--nproc", "--output=SOFT", "--noheadings", "--raw");
  await runAsOwner("prlimit", `--pid=${pid}`, `--nproc=${limit}:`);
  return before;
}

// The postmaster is held while the gateway asks it for a worker and ends; then it cannot fork, so the worker never is.
test("a slot whose worker never started, and whose gateway ended, is free for the next gateway", { timeout: 90_000 }, async () => {
  await run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'studio runner'");
  await until("the runners to go", async () => (await workers("studio runner", on)).length === 0);
  const gateway = await gatewayPid(on);
  const postmaster = postmasterPid(on);
  let limit;
  process.kill(postmaster, "SIGSTOP");
  try {
    const answer = query("select 1").catch((error) => ({ gone: error }));
    await until("the query to be given a slot", async () => (await client.request("GET", "/queries")).json.items.some((item) => item.state === "running"));
    process.kill(gateway, "SIGTERM");
    await answer;
    limit = await limitProcesses(postmaster, 1);
  } finally {
    process.kill(postmaster, "SIGCONT");
  }
  await until("the postmaster to try", async () => /could not fork worker process/.test(await log(on)));
  await limitProcesses(postmaster, limit);
  await isBack(gateway);
  await everySlotServes();
});
