// Results that are wide, long, empty or huge: limits hold, memory does not grow with them.
import assert from "node:assert/strict";
import test from "node:test";
import { gatewayPid, isSanitized, privateKib } from "./support/cluster.mjs";
import { lines } from "./support/client.mjs";
import { makeScene, row, value } from "./support/scene.mjs";

const scene = await makeScene("large");

test("zero columns, zero rows, both", async () => {
  await scene.psql("create table columnless (); insert into columnless default values; insert into columnless default values");
  const two = await scene.query("table columnless");
  assert.deepEqual(two.statements[0].columns, []);
  assert.deepEqual(two.statements[0].rows, [[], []]);
  const none = await scene.query("select 1 as a where false; select from columnless where false");
  assert.equal(none.statements[0].columns[0].name, "a");
  assert.deepEqual(none.statements.map((statement) => [statement.rows, statement.tag]), [[[], "SELECT 0"], [[], "SELECT 0"]]);
});

test("names may occur twice, be odd, be empty of meaning to JavaScript", async () => {
  const answer = await scene.query('select 1 a, 2 a, 3 "__proto__", 4 "constructor", 5 " ", 6 "q""uo\\te", 7');
  assert.deepEqual(row(answer), [1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(answer.statements[0].columns.map((column) => column.name), ["a", "a", "__proto__", "constructor", " ", 'q"uo\\te', "?column?"]);
});

test("1600 columns of a table, 1664 of a result", async () => {
  const definitions = Array.from({ length: 1600 }, (_, n) => `c${n} int default ${n}`);
  await scene.psql(`create table wide (${definitions}); insert into wide default values`);
  const answer = await scene.query("table wide");
  assert.equal(answer.statements[0].columns.length, 1600);
  assert.deepEqual(row(answer), Array.from({ length: 1600 }, (_, n) => n));
  const most = await scene.query(`select ${Array.from({ length: 1664 }, (_, n) => n)}`);
  assert.equal(row(most)[1663], 1663);
  const above = await scene.query(`select ${Array.from({ length: 1665 }, (_, n) => n)}`);
  assert.equal(above.error.code, "54011");
});

test("row_limit ends a result early and says so; the setting is the default", async () => {
  const ten = await scene.query({ sql: "select generate_series(1, 1000000000)", row_limit: 10 });
  assert.equal(ten.statements[0].rows.length, 10);
  assert.equal(ten.statements[0].truncated, true);
  assert.equal(ten.statements[0].row_count, 10);
  assert.equal(ten.end.status, "ok");
  const usual = await scene.query("select generate_series(1, 20000)");
  assert.equal(usual.statements[0].rows.length, 10_000);
  assert.equal(usual.statements[0].truncated, true);
  const exact = await scene.query({ sql: "select generate_series(1, 10)", row_limit: 10 });
  assert.equal(exact.statements[0].truncated, false);
  const each = await scene.query({ sql: "select generate_series(1, 10); select generate_series(1, 3); select generate_series(1, 10)", row_limit: 5 });
  assert.deepEqual(each.statements.map((statement) => [statement.rows.length, statement.truncated]), [[5, true], [3, false], [5, true]]);
});

test("row_limit never shortens what a statement does", async () => {
  await scene.psql("create table whole (n int)");
  const answer = await scene.query({ sql: "insert into whole select generate_series(1, 100) returning n", row_limit: 5 });
  assert.equal(answer.statements[0].rows.length, 5);
  assert.equal(await scene.psql("select count(*) from whole"), "100");
});

test("row_limit 0 is no limit", async () => {
  const answer = await scene.query({ sql: "select generate_series(1, 50000)", row_limit: 0 });
  assert.equal(answer.statements[0].rows.length, 50_000);
  assert.equal(answer.statements[0].rows.at(-1)[0], 50_000);
});

test("a cell beyond max_cell_bytes is cut at a character and says its size", async () => {
  const answer = await scene.query({ sql: "select repeat('ä', 1000), repeat('x', 500), '{}'::jsonb", max_cell_bytes: 500 });
  const [cut, whole] = row(answer);
  assert.equal(cut.truncated, true);
  assert.equal(cut.bytes, 2000);
  assert.match(cut.head, /^ä+$/);
  assert.ok(Buffer.byteLength(cut.head) <= 500 && Buffer.byteLength(cut.head) > 400);
  assert.equal(whole, "x".repeat(500));
});

test("by default a cell of 64 KiB goes whole and one more byte is cut", async () => {
  const answer = await scene.query("select repeat('x', 65536), repeat('x', 65537)");
  assert.equal(row(answer)[0].length, 65536);
  assert.equal(row(answer)[1].truncated, true);
});

test("bytea, json, arrays and numerics are cut too", async () => {
  const answer = await scene.query({
    sql: "select decode(repeat('ab', 5000), 'hex'), to_jsonb(repeat('y', 5000)), array_fill(7, array[5000]), repeat('9', 5000)::numeric, ('\"' || repeat('z', 5000) || '\"')::json",
    max_cell_bytes: 1000,
  });
  for (const cell of row(answer)) {
    assert.equal(cell.truncated, true);
    assert.ok(cell.bytes >= 2000, String(cell.bytes));
    assert.ok(Buffer.byteLength(cell.head) <= 1000);
  }
});

test("a row beyond max_row_bytes has its further cells cut", async () => {
  const answer = await scene.query({ sql: `select ${Array.from({ length: 100 }, () => "repeat('x', 60000)")}`, max_cell_bytes: 65536 });
  const bytes = Buffer.byteLength(JSON.stringify(row(answer)));
  assert.ok(bytes < 1_300_000, `${bytes} bytes in a row`);
  assert.equal(typeof row(answer)[0], "string");
  assert.equal(row(answer)[99].truncated, true);
});

test("a cell of 300 MB is marked, no error, no blow-up of memory", { timeout: 120_000 }, async () => {
  await scene.query("select 1");
  const gateway = await gatewayPid();
  const before = privateKib(gateway);
  for (const sql of ["select repeat('x', 300000000), 1", "select decode(repeat('ab', 150000000), 'hex'), 1", "select convert_to(repeat('x', 300000000), 'UTF8'), 1"]) {
    const answer = await scene.query(sql);
    assert.equal(answer.error, null, `${sql}: ${answer.error?.message}`);
    assert.equal(row(answer)[0].truncated, true);
    assert.ok(row(answer)[0].bytes >= 150_000_000);
    assert.equal(row(answer)[1], 1);
  }
  if (!isSanitized) assert.ok(privateKib(gateway) - before < 4096, `the gateway grew by ${privateKib(gateway) - before} KiB`);
});

test("a stored value of 300 MB is not made whole for its head", { timeout: 120_000 }, async () => {
  await scene.psql("create table huge (t text, b bytea); alter table huge alter t set storage external, alter b set storage external; insert into huge values (repeat('x', 300000000), decode(repeat('ab', 300000000), 'hex'))");
  const started = Date.now();
  const answer = await scene.query("select t, b from huge");
  assert.equal(answer.error, null, answer.error?.message);
  assert.deepEqual(row(answer).map((cell) => cell.truncated), [true, true]);
  assert.deepEqual(row(answer).map((cell) => cell.bytes), [300_000_000, 300_000_000]);
  if (!isSanitized) assert.ok(Date.now() - started < 2000, `${Date.now() - started} ms`);
  await scene.psql("drop table huge");
});

test("1,000,000 rows stream while gateway and runner stay within 16 MiB", { timeout: 120_000 }, async () => {
  // The runner used last is the one that the next request gets; others may end of old age meanwhile.
  const runner = row(await scene.query("select pg_backend_pid()"))[0];
  const gateway = await gatewayPid();
  const before = privateKib(gateway);
  const runnerBefore = privateKib(runner);
  const response = await scene.client.open("POST", `/connections/${scene.connection.id}/query`, {
    sql: "select n, n::text, n * 1.5, md5(n::text), n % 2 = 0 from generate_series(1, 1000000) n", row_limit: 0,
  });
  let count = 0;
  let gatewayPeak = 0;
  let runnerPeak = 0;
  let lastMessage = null;
  for await (const message of lines(response.body)) {
    lastMessage = message;
    if (message.type !== "rows") continue;
    const at = Math.floor(count / 50_000);
    count += message.rows.length;
    if (Math.floor(count / 50_000) === at) continue;
    gatewayPeak = Math.max(gatewayPeak, privateKib(gateway) - before);
    runnerPeak = Math.max(runnerPeak, privateKib(runner) - runnerBefore);
  }
  assert.equal(count, 1_000_000);
  assert.equal(lastMessage.status, "ok");
  if (!isSanitized) {
    assert.ok(gatewayPeak <= 16384, `the gateway grew by ${gatewayPeak} KiB`);
    assert.ok(runnerPeak <= 16384, `a runner grew by ${runnerPeak} KiB`);
  }
});

test("the first rows of a slow result come while the rest is still made", async () => {
  const response = await scene.client.open("POST", `/connections/${scene.connection.id}/query`, { sql: "select n, pg_sleep(0.1) from generate_series(1, 20) n" });
  const started = Date.now();
  let first = null;
  for await (const message of lines(response.body)) if (message.type === "rows") first ??= Date.now() - started;
  assert.ok(first < 600, `first rows after ${first} ms`);
  assert.ok(Date.now() - started > 1500);
});

test("an endless result whose reader goes away ends on the server", async () => {
  const abort = new AbortController();
  const response = await scene.client.open("POST", `/connections/${scene.connection.id}/query`, { sql: "select generate_series(1, 1000000000000)", row_limit: 0 }, { signal: abort.signal });
  const reader = response.body.getReader();
  await reader.read();
  abort.abort();
  await reader.closed.catch(() => {});
  const { until, psql } = await import("./support/cluster.mjs");
  await until("the statement to end", async () => (await psql("select count(*) from pg_stat_activity where state = 'active' and query like '%1000000000000)%' and pid <> pg_backend_pid()")) === "0", 4);
  assert.equal(value(await scene.query("select 1")), 1);
});
