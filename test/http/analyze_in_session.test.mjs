// What an editor asks while a transaction is open in its session: it sees what that has made, and harms nothing, cancelled or not.
import assert from "node:assert/strict";
import test from "node:test";
import { psql, until } from "./support/cluster.mjs";
import { makeScene } from "./support/scene.mjs";

const scene = await makeScene("analyzing_inside");
await scene.psql("create table film (film_id int primary key, title text not null); create table locked (a int)");

const path = `/connections/${scene.connection.id}/analyze`;
const ask = (sql, session, options) => scene.client.request("POST", path, { sql, ...(session === undefined ? {} : { session }) }, options);
const marks = async (sql, session) => {
  const answer = await ask(sql, session);
  assert.equal(answer.status, 200, answer.text);
  return answer.json.statements.flatMap((statement) => statement.diagnostics.filter((mark) => mark.rule === "server").map((mark) => mark.code));
};
const run = async (session, sql) => {
  const answer = await scene.query({ sql, session });
  assert.equal(answer.error, null, JSON.stringify(answer.error));
  return answer;
};
/** The only value of the text's last statement. */
const last = async (session, sql) => (await run(session, sql)).statements.at(-1).rows[0][0];
const sessionOf = async (name) => (await scene.client.request("GET", "/sessions")).json.items.find((each) => each.session === name);
const stateOf = async (name) => (await sessionOf(name))?.state;
const isWaiting = () => psql("select count(*) from pg_locks where relation = 'locked'::regclass and not granted", { database: scene.name }).then((count) => count !== "0");
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

test("what the session's transaction has made is seen there, and nowhere else", async () => {
  await run("made", "begin; create temp table mine (a int); alter table film add column length int; set local search_path = pg_temp, public; prepare again as select 1");
  const text = "select a from mine; select length from film; execute again";
  assert.deepEqual(await marks(text, "made"), []);
  assert.deepEqual(await marks("select mine.b from mine", "made"), ["42703"]);
  assert.deepEqual(await marks("select a from mine"), ["42P01"]);
  assert.deepEqual(await marks("select a from mine", "another"), ["42P01"]);
  await run("made", "rollback");
  assert.deepEqual(await marks("select a from mine", "made"), ["42P01"]);
  await run("made", "create temp table mine (a int)");
  assert.deepEqual(await marks("select a from mine", "made"), []);
  assert.equal(await stateOf("another"), undefined);
});

test("outside of a transaction a look opens none", async () => {
  await run("outside", "begin; select 1");
  assert.deepEqual(await marks("select title from film", "outside"), []);
  await run("outside", "rollback");
  assert.equal(await stateOf("outside"), "idle");
  assert.deepEqual(await marks("select title from film; select nothing from film", "outside"), ["42703"]);
  assert.equal(await stateOf("outside"), "idle");
});

test("nothing of it stays: no lock, no setting, no snapshot, no savepoint", async () => {
  await run("clean", "begin; set local lock_timeout = '7s'; savepoint one");
  assert.deepEqual(await marks("select title from film; selec; select nothing from film; delete from film", "clean"), ["42601", "42703"]);
  assert.equal(await psql("select count(*) from pg_locks where relation = 'film'::regclass", { database: scene.name }), "0");
  assert.deepEqual((await sessionOf("clean")).savepoints, ["one"]);
  await run("clean", "rollback to one");
  assert.equal(await last("clean", "show lock_timeout"), "7s");
  await run("clean", "rollback");
  await run("clean", "begin");
  assert.deepEqual(await marks("select title from film", "clean"), []);
  // Refused once the transaction has taken a snapshot.
  await run("clean", "set transaction isolation level serializable; declare c cursor for select generate_series(1, 9)");
  assert.equal(await last("clean", "fetch c"), 1);
  assert.deepEqual(await marks("fetch c; select nothing from film", "clean"), ["42703"]);
  assert.equal(await last("clean", "fetch c"), 2);
  assert.equal(await stateOf("clean"), "in_transaction");
  await run("clean", "rollback");
});

test("a transaction that has failed stays failed, and the text is looked at outside of it", async () => {
  await scene.query({ sql: "begin; savepoint kept; select 1 / 0", session: "failed" });
  assert.deepEqual(await marks("select title from film; select no_such from film", "failed"), ["42703"]);
  assert.equal(await stateOf("failed"), "in_failed_transaction");
  await run("failed", "rollback to kept");
  assert.equal(await stateOf("failed"), "in_transaction");
  await run("failed", "rollback");
});

test("cancelled at any moment it leaves the transaction as it was", async () => {
  await run("struck", "begin; create temp table counted (n int); declare c cursor for select n from generate_series(1, 1000) n");
  const text = Array.from({ length: 60 }, (_, index) => `select f.title, g.nothing from film f join film g using (film_id) where f.film_id = ${index}`).join(";\n");
  // How long a look takes here, so that the cancels fall everywhere within one on a quick machine and on a slow one.
  const times = [];
  for (let look = 0; look < 5; look += 1) {
    const begun = performance.now();
    await ask(text, "struck");
    times.push(performance.now() - begun);
  }
  const longest = Math.max(...times);
  let cancelled = 0;
  for (let turn = 1; turn <= 120; turn += 1) {
    const controller = new AbortController();
    const answer = ask(text, "struck", { signal: controller.signal }).then((given) => given.status, () => 0);
    await pause((turn % 40) / 40 * longest);
    controller.abort();
    cancelled += await answer === 0 ? 1 : 0;
    // At once, while the runner may still be on its way out of the look.
    assert.equal(await last("struck", "insert into counted select 1; fetch c"), turn);
  }
  assert.ok(cancelled > 20, `${cancelled} were cancelled on their way`);
  assert.equal(await last("struck", "select count(*) from counted"), "120");
  assert.equal(await stateOf("struck"), "in_transaction");
  await run("struck", "commit");
});

test("who types on is answered from within the session, though the look before has not ended yet", async () => {
  await run("typed", "begin; create temp table typed (a int)");
  for (let turn = 0; turn < 40; turn += 1) {
    const controller = new AbortController();
    const first = ask(Array.from({ length: 40 }, () => "select a, nothing from typed").join(";"), "typed", { signal: controller.signal }).catch(() => null);
    await pause(turn % 5);
    controller.abort();
    assert.deepEqual(await marks("select a from typed", "typed"), []);
    await first;
  }
  await run("typed", "rollback");
});

test("a cancel while it waits for a lock, and the statement timeout of the session, leave the transaction too", async () => {
  await run("holder", "begin; lock table locked in access exclusive mode");
  await run("waiter", "begin; create temp table kept (a int); set local statement_timeout = '50ms'");
  const timed = await ask("select * from locked", "waiter");
  assert.equal(timed.error?.code, "57014", timed.text);
  await run("waiter", "set local statement_timeout = 0; insert into kept values (1)");
  const controller = new AbortController();
  const look = ask(Array.from({ length: 12 }, () => "select * from locked").join(";"), "waiter", { signal: controller.signal }).then(() => true, () => false);
  await until("the look to wait", isWaiting);
  assert.equal(await stateOf("waiter"), "in_transaction");
  controller.abort();
  assert.equal(await look, false);
  assert.equal(await last("waiter", "select count(*) from kept"), "1");
});

test("who uses the session does not wait for a look at it", async () => {
  const look = ask(Array.from({ length: 15 }, () => "select * from locked").join(";"), "waiter");
  await until("the look to wait", isWaiting);
  const before = performance.now();
  assert.equal(await last("waiter", "insert into kept values (2); select count(*) from kept"), "2");
  assert.ok(performance.now() - before < 1000, `${performance.now() - before} ms`);
  const seen = await look;
  assert.equal(seen.error?.code, "57014", seen.text);
  // While it is busy, a look goes elsewhere: there the temporary table is not known.
  const busy = scene.query({ sql: "select pg_sleep(1)", session: "waiter" });
  await until("the session to run", async () => await stateOf("waiter") === "running");
  assert.deepEqual(await marks("select a from kept", "waiter"), ["42P01"]);
  await busy;
  assert.deepEqual(await marks("select a from kept", "waiter"), []);
  await run("waiter", "rollback");
});

test("a session that ends under a look is lost, and no other is begun in its name", async () => {
  await run("ends", "begin; create temp table gone (a int)");
  const look = ask(Array.from({ length: 15 }, () => "select * from locked").join(";"), "ends");
  await until("the look to wait", isWaiting);
  const pid = await psql("select pid from pg_locks where relation = 'locked'::regclass and not granted", { database: scene.name });
  await psql(`select pg_terminate_backend(${pid})`);
  assert.equal((await look).error?.code, "08006");
  assert.deepEqual(await marks("select a from gone", "ends"), ["42P01"]);
  const answer = await scene.query({ sql: "select a from gone", session: "ends", requires_session: true });
  assert.equal(answer.error.code, "ST016");
  assert.equal(await stateOf("ends"), undefined);
  await run("holder", "rollback");
});

test("a session's name is checked as everywhere", async () => {
  assert.equal((await ask("select 1", "no name")).error.code, "22023");
  assert.equal((await ask("select 1", "")).error.code, "22023");
});
