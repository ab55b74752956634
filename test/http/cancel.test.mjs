// Cancelling really cancels on the server: by DELETE, by going away, by time.
import assert from "node:assert/strict";
import test from "node:test";
import { psql, until } from "./support/cluster.mjs";
import { makeScene, value } from "./support/scene.mjs";

const scene = await makeScene("cancelling");
const running = (mark) => psql(`select count(*) from pg_stat_activity where state = 'active' and query like '%${mark}%' and pid <> pg_backend_pid()`).then(Number);
const listed = async (mark) => (await scene.client.request("GET", "/queries")).json.items.find((item) => item.sql.includes(mark));

test("DELETE /queries/{id} ends the statement; the stream says cancelled", async () => {
  const answer = scene.query("select pg_sleep(60) /* by delete */");
  const item = await until("the query to run", async () => {
    const found = await listed("by delete");
    return found?.state === "running" && found;
  });
  assert.equal(item.connection_id, scene.connection.id);
  const deleted = await scene.client.request("DELETE", `/queries/${item.query_id}`);
  assert.equal(deleted.status, 202);
  assert.equal(deleted.json.cancelled, true);
  const { error } = await answer;
  assert.equal(error.code, "57014");
  assert.equal(await running("by delete"), 0);
});

test("within a stream the end is `cancelled`, after the rows that came", async () => {
  const answer = scene.query({ sql: "select n, pg_sleep(0.01) from generate_series(1, 100000) n /* in stream */", row_limit: 0 });
  const item = await until("the query in the list", () => listed("in stream"));
  await new Promise((resolve) => setTimeout(resolve, 500));
  await scene.client.request("DELETE", `/queries/${item.query_id}`);
  const result = await answer;
  assert.equal(result.status, 200);
  assert.ok(result.statements[0].rows.length > 0);
  assert.equal(result.error.code, "57014");
  assert.equal(result.end.status, "cancelled");
});

test("closing the connection ends the statement within two seconds", async () => {
  const abort = new AbortController();
  const answer = scene.query("select pg_sleep(60) /* by closing */", { signal: abort.signal }).catch((error) => error.name);
  await until("the statement to run", () => running("by closing"));
  abort.abort();
  assert.equal(await answer, "AbortError");
  await until("the statement to end", async () => (await running("by closing")) === 0, 2);
});

test("timeout_ms ends it with `timeout` and 57014", async () => {
  const started = Date.now();
  const answer = await scene.query({ sql: "select 1; select pg_sleep(60)", timeout_ms: 300 });
  assert.ok(Date.now() - started < 2500);
  assert.equal(answer.error.code, "57014");
  assert.equal(answer.end.status, "timeout");
});

test("timeout_ms cannot be outlived by SET statement_timeout or an exception handler", async () => {
  for (const sql of [
    "set statement_timeout = 0; select pg_sleep(60)",
    "do $$ begin loop begin perform pg_sleep(60); exception when others then null; end; end loop; end $$",
    "do $$ begin loop begin perform pg_sleep(60); exception when query_canceled then null; end; end loop; end $$",
  ]) {
    const started = Date.now();
    const answer = await scene.query({ sql, timeout_ms: 300 });
    assert.ok(Date.now() - started < 15_000, `${sql}: ${Date.now() - started} ms`);
    assert.ok(answer.error, sql);
  }
  assert.equal(value(await scene.query("select 1")), 1);
});

test("the role's statement_timeout holds, as for any client", async () => {
  const answer = await scene.query("set statement_timeout = '100ms'; select pg_sleep(60)");
  assert.equal(answer.error.code, "57014");
  assert.equal(answer.error.message, "canceling statement due to statement timeout");
  await scene.admin("alter role cancelling in database cancelling set statement_timeout = '150ms'");
  try {
    const other = await makeScene("cancelling_second");
    assert.equal(value(await other.query("select 1")), 1);
    await until("a runner with the new setting", async () => {
      const shown = await scene.query({ sql: "show statement_timeout", session: `t${Date.now()}` });
      return value(shown) === "150ms";
    });
  } finally {
    await scene.admin("alter role cancelling in database cancelling reset statement_timeout");
    for (const item of (await scene.client.request("GET", "/sessions")).json.items) await scene.client.request("DELETE", `/sessions/${item.session}`);
  }
});

test("lock_timeout, and pg_cancel_backend from psql", async () => {
  await scene.psql("create table locked ()");
  const locked = await scene.query("set lock_timeout = '100ms'; begin; lock table locked; rollback; select 1");
  assert.equal(locked.error, null);
  const answer = scene.query("select pg_sleep(60) /* from psql */");
  await until("the statement to run", () => running("from psql"));
  await psql("select pg_cancel_backend(pid) from pg_stat_activity where query like '%from psql%' and pid <> pg_backend_pid()");
  const result = await answer;
  assert.equal(result.error.code, "57014");
  assert.equal(result.error.message, "canceling statement due to user request");
});

test("a cancel that arrives between statements hits nobody", async () => {
  for (let n = 0; n < 30; n++) {
    const answer = scene.query({ sql: `select pg_sleep(0.02) /* between ${n} */`, session: "between" });
    const item = await listed(`between ${n}`);
    await answer;
    if (item) await scene.client.request("DELETE", `/queries/${item.query_id}`);
    const next = await scene.query({ sql: "select pg_sleep(0.005), 1", session: "between" });
    assert.equal(next.error, null, next.error?.message);
  }
});

test("an unknown query is 404, another's too", async () => {
  const unknown = await scene.client.request("DELETE", "/queries/00000000-0000-4000-8000-000000000000");
  assert.equal(unknown.status, 404);
  const other = await makeScene("cancelling_other");
  const answer = scene.query("select pg_sleep(2) /* not yours */");
  const item = await until("the query in the list", () => listed("not yours"));
  const foreign = await other.client.request("DELETE", `/queries/${item.query_id}`);
  assert.equal(foreign.status, 404);
  assert.equal((await other.client.request("GET", "/queries")).json.items.length, 0);
  assert.equal((await answer).error, null);
});

test("cancelling keeps a session and fails its transaction", async () => {
  await scene.query({ sql: "begin", session: "kept" });
  const answer = await scene.query({ sql: "select pg_sleep(60)", session: "kept", timeout_ms: 200 });
  assert.equal(answer.error.code, "57014");
  const next = await scene.query({ sql: "select 1", session: "kept" });
  assert.equal(next.error.code, "25P02");
  assert.equal((await scene.query({ sql: "rollback", session: "kept" })).end.transaction, "idle");
});
