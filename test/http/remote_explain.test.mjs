// Plans of another server: its own EXPLAIN, asked so that nothing stays behind, and a server that answers anything.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { until } from "./support/cluster.mjs";
import { listen, logIn, message, remoteBody, startRemote, stateAfter } from "./support/remote.mjs";
import { makeScene, value } from "./support/scene.mjs";

const scene = await makeScene("remote_explain");
const remote = await startRemote();
const { client } = scene;
const far = (await client.request("POST", "/connections", remoteBody(remote))).json;
const viewed = (await client.request("POST", "/connections", remoteBody(remote, { name: "viewed", is_read_only: true }))).json;
await remote.admin(`set role ada; create table film (film_id int primary key, title text not null, length int);
  insert into film select n, 'film ' || n, n % 100 from generate_series(1, 2000) n; create schema "o'ther"; create table "o'ther"."we,ird" (n int);
  create function shout() returns int language plpgsql as 'begin raise notice ''heard''; return 1; end'`, "ada");
await remote.admin("analyze film", "ada");
after(() => remote.stop());

const ask = (body, connection = far) => client.request("POST", `/connections/${connection.id}/explain`, body);
const explain = async (sql, options = {}, more = {}) => {
  const answer = await ask({ sql, options, ...more });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const top = (answer) => answer.plan[0].Plan;
const count = async () => value(await client.query(far, "select count(*) from film"));

test("a plan is that server's own, and nothing is run", async () => {
  const answer = await explain("select * from film where film_id = 7");
  assert.equal(top(answer)["Node Type"], "Index Scan");
  assert.equal("Actual Rows" in top(answer), false);
  assert.equal(answer.rolled_back, false);
  const [film] = answer.relations;
  assert.deepEqual([film.schema, film.name, film.estimated_rows, film.changes_since_analyze >= 0], ["public", "film", 2000, true]);
  assert.ok(Math.abs(Date.parse(film.analyzed_at) - Date.now()) < 600_000);
  const [odd] = (await explain(`select * from "o'ther"."we,ird"`, { verbose: true })).relations;
  assert.deepEqual([odd.schema, odd.name, odd.estimated_rows, odd.analyzed_at], ["o'ther", "we,ird", -1, null]);
});

test("every option reaches the server; notices are told", async () => {
  const answer = await explain("select shout() from film limit 1", { analyze: true, buffers: true, verbose: true, wal: true, settings: true });
  assert.equal(typeof top(answer)["Shared Hit Blocks"], "number");
  assert.equal(typeof top(answer)["WAL Records"], "number");
  assert.deepEqual(answer.notices.map((notice) => notice.message), ["heard"]);
  assert.equal("Actual Total Time" in top(await explain("select 1", { analyze: true, timing: false })), false);
});

test("ANALYZE is rolled back, in and out of a session's transaction, which goes on after an error", async () => {
  assert.equal((await explain("delete from film", { analyze: true })).rolled_back, true);
  assert.equal(await count(), "2000");
  await client.query(far, { sql: "begin; insert into film values (6000, 'mine', 1)", session: "open" });
  assert.equal(top(await explain("delete from film where film_id = 6000", { analyze: true }, { session: "open" })).Plans[0]["Actual Rows"], 1);
  assert.equal((await ask({ sql: "select nope from film", session: "open" })).error.code, "42703");
  assert.equal((await ask({ sql: "select 1 / (film_id - 6000) from film", options: { analyze: true }, session: "open" })).error.code, "22012");
  assert.equal((await ask({ sql: "select pg_sleep(60)", options: { analyze: true }, session: "open", timeout_ms: 300 })).error.code, "57014");
  assert.equal((await client.query(far, { sql: "select count(*) from film where film_id = 6000; rollback", session: "open" })).statements[0].rows[0][0], "1");
});

test("parameters: numbers, names, and no generic plan before 16", async () => {
  const one = await explain("select * from film where film_id < $1", {}, { parameters: ["2"] });
  const named = await explain("select * from film where film_id < :most and length < :most", {}, { parameters: { most: "2" } });
  assert.match(JSON.stringify([top(one), top(named)]), /film_id < 2\b.*film_id < 2\b/);
  assert.equal((await ask({ sql: "select :missing", parameters: {} })).error.code, "42P02");
  const generic = await ask({ sql: "select * from film where film_id < $1", options: { generic: true } });
  assert.deepEqual([generic.status, generic.error.code], [400, "0A000"]);
});

test("what a text names is told in the shape of a local answer, so that a page can ask for the values", async () => {
  const [local, there] = await Promise.all([scene.connection, far].map(async ({ id }) => (await client.request("POST", `/connections/${id}/analyze`, { sql: "select :most::int" })).json));
  assert.deepEqual(Object.keys(there.statements[0]), Object.keys(local.statements[0]));
  assert.deepEqual(there.statements[0].parameters.map(({ name }) => name), ["most"]);
});

test("one statement that has a plan, an EXPLAIN before it left out; places are those of the text", async () => {
  for (const sql of ["", "select 1; select 2", "vacuum", "begin", "explain analyze vacuum", "selec"]) {
    assert.equal((await ask({ sql })).error?.code, "42601", sql);
  }
  for (const sql of ["explain (analyze, format text) delete from film", "explain analyze verbose delete from film", "/* a */ explain (select 1)", "explain\n(costs off) (select 2)"]) {
    assert.ok(top(await explain(sql)), sql);
  }
  assert.equal(await count(), "2000");
  assert.equal((await ask({ sql: "select nope from film" })).error.position, 8);
  assert.equal((await ask({ sql: "/* ä */ explain (verbose) select nope from film where film_id = :a", parameters: { a: 1 } })).error.position, 34);
});

test("read-only stays read-only", async () => {
  for (const sql of ["delete from film", "create table made as select 1", "select nextval(pg_get_serial_sequence('film', 'film_id')); "]) {
    const { error } = await ask({ sql, options: { analyze: true } }, viewed);
    assert.ok(error === null || error.code === "25006", `${sql}: ${error?.code}`);
  }
  assert.equal(await count(), "2000");
});

test("it can be cancelled", async () => {
  const slow = ask({ sql: "select pg_sleep(61)", options: { analyze: true } });
  const running = await until("the query", async () => (await client.request("GET", "/queries")).json.items.find((item) => item.sql.includes("pg_sleep(61)") && item.state === "running"));
  const started = Date.now();
  await client.request("DELETE", `/queries/${running.query_id}`);
  assert.equal((await slow).error.code, "57014");
  assert.ok(Date.now() - started < 1000, `${Date.now() - started} ms`);
});

test("R-38: what a hostile server calls a plan is embedded only if it is one", async () => {
  let plan = "";
  const row = (text) => Buffer.concat([
    message("T", Buffer.from([0, 1]), "QUERY PLAN\0", 0, Buffer.from([0, 0]), 114, Buffer.from([255, 255]), 0xffffffff | 0, Buffer.from([0, 0])),
    message("D", Buffer.from([0, 1]), Buffer.byteLength(text), text), message("C", "EXPLAIN\0")]);
  const fake = await listen((socket) => {
    let state = "I";
    logIn(socket, (to, type, text) => {
      if (type === "Q") to.write(Buffer.concat([message("C", "DONE\0"), message("Z", (state = stateAfter(text, state)))]));
      if (type === "S") to.write(Buffer.concat([message("1"), message("2"), row(plan), message("Z", state)]));
    });
  });
  after(() => fake.stop());
  const { json: hostile } = await client.request("POST", "/connections", remoteBody(fake, { name: "hostile" }));
  plan = '[{"Plan": {"Node Type": "Fake"}}]';
  assert.equal(top((await ask({ sql: "select 1" }, hostile)).json)["Node Type"], "Fake");
  for (plan of ['[{"Plan":', "select", '[]},"relations":[{"x":1}', "[\"\n", ""]) {
    const { status, error } = await ask({ sql: "select 1" }, hostile);
    assert.ok(status >= 400 && error !== null, `${plan}: ${status}`);
  }
});
