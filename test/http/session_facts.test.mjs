// What is told of a named session while it waits: its transaction, savepoints, locks, and when it ends; keeping it; and that a
// request which goes on with it never begins another one unasked.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { psql, until } from "./support/cluster.mjs";
import { makeScene, value } from "./support/scene.mjs";

const scene = await makeScene("session_facts");
await scene.psql("CREATE TABLE ledger (n int)");
const within = (session, sql, more = {}) => scene.query({ sql, session, ...more });
const facts = async (session) => (await scene.client.request("GET", "/sessions")).json.items.find((item) => item.session === session);
const at = (path) => `${path}?connection=${scene.connection.id}`;
const seconds = (time) => (Date.parse(time) - Date.now()) / 1000;

// Sessions in transactions hold their runners, which the next file needs.
after(async () => {
  for (const item of (await scene.client.request("GET", "/sessions")).json.items) await scene.client.request("DELETE", `/sessions/${item.session}`);
});

test("since when its transaction is open, and when it ends if nobody uses it", async () => {
  await within("open", "SELECT 1");
  const idle = await facts("open");
  assert.deepEqual([idle.state, idle.transaction_since, idle.savepoints], ["idle", null, []]);
  assert.ok(Math.abs(seconds(idle.expires_at) - 600) < 5, idle.expires_at);
  await within("open", "BEGIN");
  const began = await facts("open");
  assert.equal(began.state, "in_transaction");
  assert.ok(seconds(began.transaction_since) <= 0);
  await within("open", "INSERT INTO ledger VALUES (1)");
  assert.ok(Math.abs(Date.parse((await facts("open")).transaction_since) - Date.parse(began.transaction_since)) < 50, "it is the transaction's time, not the statement's");
  await within("open", "SET idle_in_transaction_session_timeout = '60s'");
  assert.ok(Math.abs(seconds((await facts("open")).expires_at) - 60) < 5, "the session's own timeout comes first");
  await within("open", "ROLLBACK");
  assert.equal((await facts("open")).transaction_since, null);
});

test("the names of its savepoints, as they come and go; also after an error", async () => {
  const names = async () => (await facts("points")).savepoints;
  await within("points", "BEGIN; SAVEPOINT one; SAVEPOINT \"Two, \"\"quoted\"\"\"; SAVEPOINT three");
  assert.deepEqual(await names(), ["one", 'Two, "quoted"', "three"]);
  await within("points", "RELEASE three");
  assert.deepEqual(await names(), ["one", 'Two, "quoted"']);
  await within("points", "SELECT 1/0");
  const failed = await facts("points");
  assert.deepEqual([failed.state, failed.savepoints.length], ["in_failed_transaction", 2]);
  await within("points", "ROLLBACK TO one");
  assert.deepEqual(await names(), ["one"]);
  assert.equal((await facts("points")).state, "in_transaction");
  await within("points", "COMMIT");
  assert.deepEqual(await names(), []);
});

test("the locks that it holds, by name and mode, also of a failed transaction", async () => {
  await within("locking", "BEGIN; SAVEPOINT s; LOCK TABLE ledger IN SHARE MODE; SELECT pg_advisory_xact_lock(7)");
  const locks = await scene.client.request("GET", at("/sessions/locking/locks"));
  assert.equal(locks.status, 200, locks.text);
  assert.deepEqual(locks.json.columns, ["kind", "schema", "name", "mode", "is_granted"]);
  assert.ok(locks.json.rows.some((row) => JSON.stringify(row) === JSON.stringify(["relation", "public", "ledger", "ShareLock", true])), locks.text);
  assert.ok(locks.json.rows.some((row) => row[0] === "advisory"), locks.text);
  await within("locking", "ROLLBACK");
  assert.deepEqual((await scene.client.request("GET", at("/sessions/locking/locks"))).json.rows, []);
  assert.equal((await scene.client.request("GET", at("/sessions/nobodys/locks"))).status, 404);
  assert.equal((await scene.client.request("GET", "/sessions/locking/locks")).status, 400);
});

test("keep begins its idle time anew, the server's own timeout included, without touching its transaction", async () => {
  await within("kept", "SET idle_in_transaction_session_timeout = '3s'; BEGIN; INSERT INTO ledger VALUES (2); SELECT 1/0");
  await within("kept", "ROLLBACK; BEGIN; INSERT INTO ledger VALUES (3)");
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const kept = await scene.client.request("POST", at("/sessions/kept/keep"), {});
  assert.equal(kept.status, 200, kept.text);
  assert.equal(kept.json.state, "in_transaction");
  assert.ok(seconds(kept.json.expires_at) > 2, kept.text);
  await new Promise((resolve) => setTimeout(resolve, 2200));
  const count = await within("kept", "SELECT count(*)::int FROM ledger WHERE n = 3", { requires_session: true });
  assert.equal(value(count), 1, JSON.stringify(count.error));
  assert.equal((await scene.client.request("POST", at("/sessions/nobodys/keep"), {})).status, 404);
});

test("a request that goes on with a session is refused once that has ended, with the reason; nothing is run", async () => {
  await within("gone", "BEGIN; INSERT INTO ledger VALUES (4)");
  await psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction' AND query LIKE '%VALUES (4)%'");
  await until("the session to be gone", async () => (await facts("gone")) === undefined);
  const refused = await within("gone", "INSERT INTO ledger VALUES (5)", { requires_session: true });
  assert.deepEqual([refused.status, refused.error.code], [409, "ST016"]);
  assert.match(refused.error.detail, /due to administrator command/);
  assert.match(refused.error.detail, /rolled back/);
  const unknown = await within("never", "SELECT 1", { requires_session: true });
  assert.equal(unknown.error.code, "ST016");
  const anew = await within("gone", "SELECT count(*)::int FROM ledger WHERE n IN (4, 5)");
  assert.equal(anew.begin.session_state, "new");
  assert.equal(value(anew), 0);
});

test("the reason is told too when the session's own timeout, or its owner, has ended it", async () => {
  await within("slept", "SET idle_in_transaction_session_timeout = '200ms'; BEGIN");
  await until("the timeout", async () => (await facts("slept")) === undefined);
  assert.match((await within("slept", "SELECT 1", { requires_session: true })).error.detail, /idle-in-transaction timeout/);
  await within("ended", "BEGIN");
  await scene.client.request("DELETE", at("/sessions/ended"));
  await until("its end", async () => (await facts("ended")) === undefined);
  assert.match((await within("ended", "SELECT 1", { requires_session: true })).error.detail, /ended on request/);
});
