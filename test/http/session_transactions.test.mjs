// Transactions over several requests of one named session, which pins its runner.
import assert from "node:assert/strict";
import test from "node:test";
import { until, workers } from "./support/cluster.mjs";
import { makeScene, value } from "./support/scene.mjs";

const scene = await makeScene("sessions");
const within = (session, sql, more = {}) => scene.query({ sql, session, ...more });

test("BEGIN, SAVEPOINT, ROLLBACK TO and COMMIT across requests", async () => {
  await scene.psql("create table ledger (n int)");
  const first = await within("tx", "begin");
  assert.equal(first.begin.session_state, "new");
  assert.equal(first.end.transaction, "in_transaction");
  const second = await within("tx", "insert into ledger values (1)");
  assert.equal(second.begin.session_state, "kept");
  assert.equal((await within("tx", "savepoint s")).end.transaction, "in_transaction");
  assert.equal((await within("tx", "insert into ledger values (2)")).error, null);
  assert.equal((await within("tx", "rollback to s")).end.transaction, "in_transaction");
  assert.equal(await scene.psql("select count(*) from ledger"), "0");
  assert.equal((await within("tx", "commit")).end.transaction, "idle");
  assert.equal(await scene.psql("select string_agg(n::text, ',') from ledger"), "1");
});

test("an error fails the block; statements are refused until it ends", async () => {
  await within("failing", "begin");
  const failed = await within("failing", "select 1/0");
  assert.equal(failed.error.code, "22012");
  for (const sql of ["select 1", "savepoint s", "prepare p as select 1"]) {
    const answer = await within("failing", sql);
    assert.equal(answer.error.code, "25P02", sql);
  }
  const end = await within("failing", "commit");
  assert.equal(end.statements[0].tag, "ROLLBACK");
  assert.equal(end.end.transaction, "idle");
});

test("an aborted block comes back by ROLLBACK TO", async () => {
  await within("back", "begin; savepoint s");
  await within("back", "select 1/0");
  assert.equal((await within("back", "rollback to s")).end.transaction, "in_transaction");
  assert.equal(value(await within("back", "select 7")), 7);
  await within("back", "rollback");
});

test("settings, temporary tables, prepared statements and cursors last as long as the session", async () => {
  await within("state", "set work_mem = '7MB'; create temp table kept (n int); prepare p as select 8; declare c cursor with hold for select 9");
  const answer = await within("state", "show work_mem; select count(*) from kept; execute p; fetch c");
  assert.deepEqual(answer.statements.map((statement) => statement.rows[0][0]), ["7MB", "0", 8, 9]);
  const other = await scene.query("show work_mem");
  assert.notEqual(value(other), "7MB");
});

test("a session keeps its process; two sessions have two", async () => {
  const pid = async (session) => value(await within(session, "select pg_backend_pid()"));
  const one = await pid("state");
  assert.equal(await pid("state"), one);
  assert.notEqual(await pid("other"), one);
});

test("a second statement of a busy session is 409 55006", async () => {
  const first = within("busy", "select pg_sleep(1)");
  await until("the first to run", async () => (await scene.client.request("GET", "/queries")).json.items.length > 0);
  const second = await within("busy", "select 1");
  assert.equal(second.status, 409);
  assert.equal(second.error.code, "55006");
  assert.equal((await first).error, null);
});

test("GET /sessions lists mine with their state; DELETE ends one", async () => {
  await within("listed", "begin");
  const list = await scene.client.request("GET", "/sessions");
  const mine = list.json.items.find((item) => item.session === "listed");
  assert.equal(mine.state, "in_transaction");
  assert.equal(mine.connection_id, scene.connection.id);
  const gone = await scene.client.request("DELETE", `/sessions/listed?connection=${scene.connection.id}`);
  assert.equal(gone.status, 204);
  const again = await within("listed", "select 1");
  assert.equal(again.begin.session_state, "new");
  assert.equal(again.end.transaction, "idle");
});

test("the text of settings is repeated in result when they changed", async () => {
  await within("style", "set datestyle = 'German, DMY'; set timezone = 'UTC'");
  const answer = await within("style", "select date '2026-01-31'");
  assert.equal(value(answer), "31.01.2026");
  assert.equal(answer.begin.settings.DateStyle, "German, DMY");
  const changed = await within("style", "set datestyle = 'ISO'; select date '2026-01-31'");
  assert.equal(changed.statements[1].settings.DateStyle, "ISO, DMY");
});

test("idle in transaction past its timeout ends the session, and the next request says so", async () => {
  const pid = value(await within("idle", "set idle_in_transaction_session_timeout = '200ms'; begin; select pg_backend_pid()").then((answer) => ({ statements: answer.statements.slice(2) })));
  await until("the runner to end", async () => !(await workers("studio runner%")).includes(pid), 6);
  const answer = await within("idle", "select 1");
  if (answer.error) assert.equal(answer.error.code, "25P03");
  else assert.equal(answer.end.transaction, "idle");
});

test("when all runners are taken the session used least recently, and in no transaction, gives way", async () => {
  await within("pinned", "begin");
  for (let n = 0; n < 8; n++) assert.equal((await within(`crowd_${n}`, "set work_mem = '5MB'")).error, null, `crowd_${n}`);
  assert.equal((await within("pinned", "select 1")).begin.session_state, "kept");
  assert.equal((await within("crowd_0", "select 1")).begin.session_state, "new");
});

test("when all are in transactions a request waits its time in the queue and gets 503 with Retry-After", async () => {
  const names = Array.from({ length: 6 }, (_, n) => `full_${n}`);
  for (const item of (await scene.client.request("GET", "/sessions")).json.items) await scene.client.request("DELETE", `/sessions/${item.session}`);
  for (const name of names) assert.equal((await within(name, "begin")).error, null, name);
  const started = Date.now();
  const answer = await scene.query("select 1");
  assert.equal(answer.status, 503);
  assert.equal(answer.error.code, "ST002");
  assert.ok(Number(answer.headers.get("retry-after")) > 0);
  assert.ok(Date.now() - started >= 1500, "it has waited studio.queue_timeout");
  for (const name of names) await scene.client.request("DELETE", `/sessions/${name}`);
  assert.equal(value(await scene.query("select 1")), 1);
});
