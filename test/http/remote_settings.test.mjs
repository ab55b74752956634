// What a remote connection says of its sessions holds there: default schema, settings, row limit, timeout, size of its pool. And
// the row limit ends the reading of a SELECT wherever it stands.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { remoteBody, startRemote } from "./support/remote.mjs";
import { makeScene, row, value } from "./support/scene.mjs";

const scene = await makeScene("remote_settings");
const server = await startRemote();
after(() => server.stop());
const { client } = scene;
await server.admin("SET ROLE ada; CREATE SCHEMA sales; CREATE TABLE sales.orders (id int); INSERT INTO sales.orders VALUES (7); CREATE TABLE written (a int)", "ada");
const fields = { default_schema: "sales", settings: { work_mem: "5MB", "shop.tenant": "no rth\\", TimeZone: "Asia/Tokyo" } };
const make = async (more) => (await client.request("POST", "/connections", remoteBody(server, { name: "with settings", ...more }))).json;
const connection = await make({ ...fields, row_limit: 4, timeout_ms: 400, pool_size: 2 });
const plenty = await make({ name: "plenty", row_limit: 10 });
const query = (body) => client.query(connection, body);
const tryOut = (more) => client.request("POST", "/connections/test", remoteBody(server, more));
const show = "SELECT current_setting('work_mem'), current_setting('shop.tenant'), current_setting('TimeZone'), current_setting('search_path')";
const wanted = ["5MB", "no rth\\", "Asia/Tokyo", '"sales", "$user", public'];

test("a session begins with them, and comes back to them", async () => {
  assert.deepEqual(row(await query(show)), wanted);
  assert.equal(value(await query("SELECT id FROM orders")), 7);
  for (const sql of ["SET work_mem = '9MB'; SET search_path = public; SET shop.tenant = 'x'", "RESET ALL", "DISCARD ALL"]) {
    assert.equal((await query(sql)).end.status, "ok", sql);
    assert.deepEqual(row(await query(show)), wanted, sql);
  }
  assert.equal((await query("SELECT 1")).begin.settings.TimeZone, "Asia/Tokyo");
  const own = await make({ default_schema: 'odd", public; --', settings: { search_path: "a, b" } });
  assert.equal(value(await client.query(own, "SHOW search_path")), '"odd"", public; --", a, b');
});

test("the row limit and the timeout are the most that a request may ask for", async () => {
  assert.equal((await query({ sql: "SELECT generate_series(1, 9)", row_limit: 0 })).statements[0].rows.length, 4);
  assert.equal((await query({ sql: "SELECT generate_series(1, 9)", row_limit: 2 })).statements[0].rows.length, 2);
  for (const timeout_ms of [undefined, 0, 60_000]) {
    const late = await query({ sql: "SELECT 1; SELECT pg_sleep(30)", timeout_ms });
    assert.deepEqual([late.end.status, late.error.code], ["timeout", "57014"], String(timeout_ms));
  }
});

test("no more sessions there than the pool has, and all requests are served", async () => {
  const name = "pooled";
  const pooled = await make({ name, pool_size: 2, settings: { "shop.pool": name } });
  const count = "SELECT count(*)::int FROM pg_stat_activity WHERE usename = 'ada' AND query LIKE '%pg_sleep(0.3) /* pooled */%' AND state = 'active' AND pid <> pg_backend_pid()";
  let most = 0;
  let isOver = false;
  const watch = (async () => {
    while (!isOver) most = Math.max(most, Number(await server.admin(count)));
  })();
  const answers = await Promise.all(Array.from({ length: 5 }, () => client.query(pooled, "SELECT pg_sleep(0.3) /* pooled */")));
  isOver = true;
  await watch;
  assert.deepEqual(answers.map(({ end }) => end?.status), Array(5).fill("ok"));
  assert.ok(most >= 1 && most <= 2, String(most));
});

for (const [name, more, code, pattern] of [
  ["a value that it does not take", { settings: { work_mem: "much" } }, "22023", /work_mem/],
  ["a setting that does not exist", { settings: { no_such_setting: "1" } }, "42704", /no_such_setting/],
  ["a superuser's setting", { settings: { log_statement: "none" } }, "42501", /log_statement/],
  ["a setting of the server", { settings: { shared_buffers: "1GB" } }, "55P02", /shared_buffers/],
  ["a schema that does not exist", { default_schema: "nowhere" }, "3F000", /nowhere/],
  ["what would change who one is", { settings: { role: "postgres" } }, "22023", /settings/],
]) {
  test(`the test of a connection says it: ${name}`, async () => {
    const { error, text } = await tryOut(more);
    assert.equal(error?.code, code, text);
    assert.match(error.message, pattern);
  });
}

test("a good one passes the test; a broken one tells its requests", async () => {
  assert.equal((await tryOut(fields)).status, 200);
  const broken = await make({ settings: { work_mem: "much" } });
  assert.equal((await client.query(broken, "SELECT 1")).error.code, "22023");
  assert.equal((await client.request("PATCH", `/connections/${broken.id}`, { settings: {} })).status, 200);
  assert.equal(value(await client.query(broken, "SELECT 1")), 1);
});

const endless = "SELECT generate_series(1, 2000000000)";
const ask = (sql, more) => client.query(plenty, { sql, timeout_ms: 8000, ...more });

for (const [name, sql] of [
  ["plain", endless], ["WITH", `WITH n AS (${endless} AS n) SELECT n FROM n`], ["VALUES and UNION", `VALUES (0) UNION ALL ${endless}`],
  ["FOR UPDATE", `SELECT n.*, o.id FROM (${endless}) AS n, sales.orders AS o FOR UPDATE OF o`],
]) {
  test(`the row limit ends the reading: ${name}`, async () => {
    const { error, statements, end } = await ask(sql);
    assert.equal(error, null, JSON.stringify(error));
    assert.deepEqual([statements[0].rows.length, statements[0].truncated, statements[0].tag, end.status], [10, true, "SELECT 10", "ok"]);
  });
}

test("the row limit ends the reading among other statements, which count", async () => {
  const { error, statements, end } = await ask(`INSERT INTO written VALUES (1); ${endless}; INSERT INTO written VALUES (2); SELECT a FROM written ORDER BY a`);
  assert.equal(error, null, JSON.stringify(error));
  assert.equal(end.status, "ok");
  assert.deepEqual(statements.map(({ tag, truncated }) => [tag, truncated]), [["INSERT 0 1", false], ["SELECT 10", true], ["INSERT 0 1", false], ["SELECT 2", false]]);
  assert.deepEqual(statements[3].rows, [[1], [2]]);
  const failed = await ask(`INSERT INTO written VALUES (3); ${endless}; SELECT nonsense`);
  assert.equal(failed.error.code, "42703");
  assert.equal(failed.error.statement, 2);
  assert.equal(failed.error.position, `INSERT INTO written VALUES (3); ${endless}; SELECT n`.length);
  assert.equal(value(await ask("SELECT count(*) FROM written")), "2");
});

test("a constraint that is checked at the end is the error of such a text", async () => {
  await ask("CREATE TABLE late (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
  const { error, end } = await ask("INSERT INTO late VALUES (1); INSERT INTO late VALUES (1); SELECT a FROM late");
  assert.deepEqual([error?.code, end.status], ["23505", "failed"]);
  assert.equal(value(await ask("SELECT count(*) FROM late")), "0");
});

test("in a named session's transaction, with parameters, and read-only", async () => {
  const session = "limited";
  await ask("BEGIN; INSERT INTO written VALUES (9)", { session });
  const inside = await ask("SELECT generate_series(1, 2000000000) + $1::int", { session, parameters: [5] });
  assert.equal(inside.error, null, JSON.stringify(inside.error));
  assert.deepEqual([inside.statements[0].rows[0], inside.statements[0].truncated, inside.end.transaction], [[6], true, "in_transaction"]);
  const again = await ask(endless, { session });
  assert.equal(again.statements[0].rows.length, 10, JSON.stringify(again.error));
  assert.equal((await ask("SELECT nonsense", { session })).error.position, 8);
  assert.equal((await ask("ROLLBACK", { session })).end.transaction, "idle");
  await client.request("DELETE", `/sessions/${session}`);
  const read = await ask(`SELECT 1; ${endless}; BEGIN; ${endless}; COMMIT; SELECT 2`, { read_only: true });
  assert.equal(read.error, null, JSON.stringify(read.error));
  assert.deepEqual(read.statements.map(({ rows, truncated }) => [rows.length, truncated]), [[1, false], [10, true], [0, false], [10, true], [0, false], [1, false]]);
});

test("what writes runs to its end", async () => {
  const { statements } = await ask("WITH w AS (INSERT INTO written SELECT generate_series(100, 199) RETURNING a) SELECT a FROM w");
  assert.deepEqual([statements[0].rows.length, statements[0].truncated], [10, true]);
  assert.equal(value(await ask("SELECT count(*) FROM written WHERE a >= 100")), "100");
});
