// Plans: what EXPLAIN gives, with ANALYZE rolled back, in and out of a session, with parameters and without.
import assert from "node:assert/strict";
import test from "node:test";
import { makeScene, value } from "./support/scene.mjs";
import { until } from "./support/cluster.mjs";

const scene = await makeScene("explaining");
await scene.query(`create table film (film_id int primary key, title text not null, length int);
  create table parted (a int, b text) partition by list (a);
  create table parted_1 partition of parted for values in (1); create table parted_2 partition of parted for values in (2);
  create sequence ticket;
  create function shout() returns int language plpgsql as 'begin raise notice ''heard''; return 1; end';
  create table kept (id int primary key references film deferrable initially deferred);
  insert into film select n, 'film ' || n, n % 100 from generate_series(1, 2000) n`);
// By a process that ends, so that its statistics are told at once.
await scene.psql("analyze film; delete from film where film_id > 1990");

const ask = (body) => scene.client.request("POST", `/connections/${scene.connection.id}/explain`, body);
const explain = async (sql, options = {}, more = {}) => {
  const answer = await ask({ sql, options, ...more });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const top = (answer) => answer.plan[0].Plan;
const count = async (table) => value(await scene.query(`select count(*) from ${table}`));

test("a plan is PostgreSQL's own, and nothing is run", async () => {
  const answer = await explain("select * from film where film_id = 7");
  assert.equal(top(answer)["Node Type"], "Index Scan");
  assert.equal("Actual Rows" in top(answer), false);
  assert.equal(answer.rolled_back, false);
  assert.ok(answer.plan[0]["Planning Time"] > 0);
  const written = await explain("delete from film");
  assert.equal(top(written)["Node Type"], "ModifyTable");
  assert.equal(await count("film"), "1990");
});

test("every option reaches PostgreSQL", async () => {
  const answer = await explain("select count(*) from film", { analyze: true, buffers: true, verbose: true, wal: true, settings: true });
  assert.equal(top(answer)["Actual Rows"], 1);
  assert.equal(typeof top(answer)["Shared Hit Blocks"], "number");
  assert.equal(typeof top(answer)["WAL Records"], "number");
  assert.deepEqual(top(answer).Output, ["count(*)"]);
  assert.equal(typeof top(answer)["Actual Total Time"], "number");
  assert.equal("Actual Total Time" in top(await explain("select 1", { analyze: true, timing: false })), false);
  await scene.query({ sql: "set enable_seqscan = off", session: "set" });
  assert.deepEqual((await explain("select 1", { settings: true }, { session: "set" })).plan[0].Settings, { enable_seqscan: "off" });
});

test("ANALYZE of what writes is rolled back, and says so", async () => {
  for (const sql of ["delete from film where film_id < 100", "update film set length = 0", "insert into film values (5000, 'x', 1)", "with gone as (delete from film returning 1) select count(*) from gone", "create table made as select * from film", "merge into film using (select 1 as id) s on film_id = s.id when matched then delete"]) {
    const answer = await explain(sql, { analyze: true });
    assert.equal(answer.rolled_back, true, sql);
    assert.ok("Actual Rows" in top(answer), sql);
  }
  assert.equal(value(await scene.query("select count(*) || ' ' || sum(length) || ' ' || count(to_regclass('made')) from film")), "1990 98145 0");
});

test("in an open transaction a savepoint takes it back, and the transaction goes on", async () => {
  await scene.query({ sql: "begin; insert into film values (6000, 'mine', 1)", session: "open" });
  const seen = await explain("delete from film where film_id = 6000", { analyze: true }, { session: "open" });
  assert.equal(top(seen).Plans[0]["Actual Rows"], 1);
  const wrong = await ask({ sql: "delete from nowhere", options: { analyze: true }, session: "open" });
  assert.deepEqual([wrong.status, wrong.error.code], [400, "42P01"]);
  const broken = await ask({ sql: "selec", session: "open" });
  assert.equal(broken.error.code, "42601");
  const divided = await ask({ sql: "select 1 / (film_id - 6000) from film", options: { analyze: true }, session: "open" });
  assert.equal(divided.error.code, "22012");
  const late = await ask({ sql: "select pg_sleep(60)", options: { analyze: true }, session: "open", timeout_ms: 300 });
  assert.equal(late.error.code, "57014");
  const after = await scene.query({ sql: "select count(*) from film where film_id = 6000; commit", session: "open" });
  assert.equal(value(after), "1");
  assert.equal(await count("film where film_id = 6000"), "1");
  await scene.query("delete from film where film_id = 6000");
});

test("in a failed transaction it is refused as any statement, and the deferred check of another still strikes", async () => {
  await scene.query({ sql: "begin; insert into kept values (1); select 1 / 0", session: "failed" });
  assert.equal((await ask({ sql: "select 1", session: "failed" })).error.code, "25P02");
  await scene.query({ sql: "rollback", session: "failed" });
  await scene.query({ sql: "begin; insert into kept values (9999)", session: "failed" });
  await explain("select 1", { analyze: true }, { session: "failed" });
  assert.equal((await scene.query({ sql: "commit", session: "failed" })).error.code, "23503");
});

test("parameters: their values, or any", async () => {
  const one = await explain("select * from film where film_id < $1", {}, { parameters: ["2"] });
  const many = await explain("select * from film where film_id < $1", {}, { parameters: ["2000000"] });
  assert.notEqual(top(one)["Plan Rows"], top(many)["Plan Rows"]);
  const any = await explain("select * from film where film_id < $1 and title = $2", { generic: true });
  assert.match(JSON.stringify(top(any)), /\$1/);
  assert.equal((await ask({ sql: "select $1" })).error.code, "42P02");
  assert.equal((await ask({ sql: "select 1", options: { generic: true, analyze: true } })).error.code, "22023");
  const named = (parameters, options = {}) => ask({ sql: "select * from film where film_id < :most and length < :most", options, parameters });
  const numbered = await explain("select * from film where film_id < $1 and length < $1", {}, { parameters: ["2000000"] });
  assert.deepEqual(top((await named({ most: "2000000" })).json)["Plan Rows"], top(numbered)["Plan Rows"]);
  assert.notEqual(top((await named({ most: "2" })).json)["Plan Rows"], top(numbered)["Plan Rows"]);
  assert.match(JSON.stringify(top((await named({ most: null }, { generic: true })).json)), /\$1/);
  const missing = await named({});
  assert.equal(missing.error.code, "42P02");
  assert.equal(missing.error.message, "there is no parameter :most");
  const parted = await explain("select * from parted where a = $1", { generic: true });
  assert.equal(top(parted).Plans.length, 2);
});

test("what the plan does not say of its tables", async () => {
  let film;
  await until("statistics", async () => {
    [film] = (await explain("select * from film f join generate_series(1, 2) n on true")).relations;
    return film.changes_since_analyze >= 10 && film.analyzed_at !== null;
  });
  assert.deepEqual([film.schema, film.name, film.estimated_rows], ["public", "film", 2000]);
  assert.ok(Math.abs(Date.parse(film.analyzed_at) - Date.now()) < 600_000);
  const [fresh] = (await explain("select * from kept")).relations;
  assert.deepEqual([fresh.estimated_rows, fresh.analyzed_at], [-1, null]);
});

test("notices are told", async () => {
  const { notices } = await explain("select shout()", { analyze: true });
  assert.deepEqual(notices.map((notice) => notice.message), ["heard"]);
});

test("one statement that has a plan, else 42601", async () => {
  for (const sql of ["", "select 1; select 2", "vacuum", "create table x ()", "begin", "explain analyze vacuum"]) {
    const answer = await ask({ sql });
    assert.deepEqual([answer.status, answer.error?.code], [400, "42601"], sql);
  }
  assert.equal((await ask({ sql: "select nope from film" })).error.position, 8);
  assert.equal(top(await explain("explain (analyze, format text) delete from film"))["Node Type"], "ModifyTable");
  assert.equal(await count("film"), "1990");
  await scene.query({ sql: "prepare p as select * from film where film_id = $1", session: "prepared" });
  assert.equal(top(await explain("execute p(7)", {}, { session: "prepared" }))["Node Type"], "Index Scan");
});

test("a read-only session runs nothing that writes", async () => {
  assert.equal((await ask({ sql: "delete from film", options: { analyze: true }, read_only: true })).error.code, "25006");
  assert.equal((await ask({ sql: "create table made as select 1", options: { analyze: true }, read_only: true })).error.code, "25006");
  assert.equal(top(await explain("select 1", { analyze: true }, { read_only: true }))["Actual Rows"], 1);
});

test("it can be cancelled, and stands in the history with its options", async () => {
  const slow = ask({ sql: "select pg_sleep(61)", options: { analyze: true, buffers: true } });
  let running;
  await until("the query", async () => {
    running = (await scene.client.request("GET", "/queries")).json.items.find((item) => item.sql.includes("pg_sleep(61)"));
    return running?.state === "running";
  });
  assert.equal(running.sql, "EXPLAIN (ANALYZE, BUFFERS) select pg_sleep(61)");
  await scene.client.request("DELETE", `/queries/${running.query_id}`);
  assert.equal((await slow).error.code, "57014");
  await until("the history", async () => {
    const { items } = (await scene.client.request("GET", "/history?search=pg_sleep(61)")).json;
    return items.some((item) => item.status === "cancelled" && item.sql.startsWith("EXPLAIN (ANALYZE, BUFFERS) "));
  });
});
