// Role and database settings, preloaded libraries, and what monitoring sees: as for any client.
import assert from "node:assert/strict";
import test from "node:test";
import { log, psql, until } from "./support/cluster.mjs";
import { makeScene, row, value } from "./support/scene.mjs";

await psql(`DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'settled') THEN CREATE ROLE settled LOGIN; END IF; END$$;
  ALTER ROLE settled SET work_mem = '7MB'; ALTER ROLE settled SET datestyle = 'German'; ALTER ROLE settled SET bytea_output = 'escape'`);
const scene = await makeScene("settled");
await psql("ALTER DATABASE settled SET maintenance_work_mem = '33MB'; ALTER ROLE settled IN DATABASE settled SET search_path = elsewhere, public");
// A runner takes these when it starts; a fresh session has a fresh one or the pool's, which started later than this.
const shown = async (name) => value(await scene.query({ sql: `show ${name}` }));

test("settings of role, database and both", async () => {
  assert.equal(await shown("work_mem"), "7MB");
  assert.equal(await shown("maintenance_work_mem"), "33MB");
  assert.equal(await shown("search_path"), "elsewhere, public");
});

test("DISCARD ALL after a request goes back to them, not to the server's", async () => {
  await scene.query("set work_mem = '1MB'; set search_path = pg_catalog");
  assert.equal(await shown("work_mem"), "7MB");
  assert.equal(await shown("search_path"), "elsewhere, public");
});

test("the role's own output style holds where it sets one", async () => {
  const answer = await scene.query("select date '2026-01-31', '\\x00ff'::bytea, '1 day'::interval");
  assert.deepEqual(row(answer), ["31.01.2026", "\\000\\377", "1 day"]);
  assert.equal(answer.begin.settings.DateStyle, "German, DMY");
  assert.equal(answer.begin.settings.bytea_output, "escape");
});

test("session_preload_libraries are loaded", async () => {
  const second = await (async () => {
    await psql("DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'preloading') THEN CREATE ROLE preloading LOGIN; END IF; END$$; ALTER ROLE preloading SET session_preload_libraries = 'auto_explain'");
    return makeScene("preloading");
  })();
  const answer = await second.query("select count(*) from pg_settings where name = 'auto_explain.log_min_duration'");
  assert.equal(value(answer), "1");
});

test("pg_stat_activity shows role, database, query, state and application_name", async () => {
  const answer = scene.query("select pg_sleep(1) /* watched */");
  const seen = await until("the statement", async () => (await psql("select usename, datname, state, application_name, backend_type from pg_stat_activity where query like '%watched%' and state = 'active' and pid <> pg_backend_pid()")) || null);
  const [usename, datname, state, application, type] = seen.split("|");
  assert.deepEqual([usename, datname, state], ["settled", "settled", "active"]);
  assert.match(type, /^studio runner/);
  const id = (await answer).headers.get("x-request-id");
  assert.equal(application, `studio ${id}`);
});

test("idle in transaction is shown as such", async () => {
  await scene.query({ sql: "begin; select 'marked'", session: "shown" });
  assert.equal(await psql("select state from pg_stat_activity where usename = 'settled' and backend_type like 'studio runner%' and state like 'idle in%'"), "idle in transaction");
  await scene.query({ sql: "rollback", session: "shown" });
});

test("pg_stat_statements counts top-level statements under the role", async () => {
  // Texts of databases in other encodings would spoil the view.
  await psql("CREATE EXTENSION IF NOT EXISTS pg_stat_statements; SELECT pg_stat_statements_reset()");
  for (let n = 0; n < 3; n++) await scene.query("select 'counted', 12345");
  const counted = await psql("select sum(calls), bool_and(toplevel), bool_and(userid = 'settled'::regrole) from pg_stat_statements where query like 'select $1, $2' and userid = 'settled'::regrole");
  assert.equal(counted, "3|t|t");
});

test("table statistics reach the views", async () => {
  await scene.psql("create table watched_table (n int)");
  await scene.query("insert into watched_table select generate_series(1, 42)");
  await until("the counts", async () => (await scene.psql("select n_tup_ins from pg_stat_user_tables where relname = 'watched_table'")) === "42", 15);
});

test("log_min_duration_statement and log_statement behave as for any client", async () => {
  await scene.admin("alter role settled set log_min_duration_statement = 0; alter role settled set log_statement = 'all'");
  try {
    const answer = await until("a runner with the settings", async () => {
      const tried = await scene.query({ sql: "show log_min_duration_statement; select 'logged', 6789", session: `log${Date.now() % 1e6}` });
      return tried.statements[0].rows[0][0] === "0" ? tried : null;
    });
    assert.equal(answer.error, null);
    const text = await until("the log line", async () => ((await log()).includes("6789") ? log() : null));
    assert.match(text, /LOG: {2}statement: show log_min_duration_statement; select 'logged', 6789/);
    assert.match(text, /duration: [0-9.]+ ms/);
  } finally {
    await scene.admin("alter role settled reset log_min_duration_statement; alter role settled reset log_statement");
    for (const item of (await scene.client.request("GET", "/sessions")).json.items) await scene.client.request("DELETE", `/sessions/${item.session}`);
  }
});

test("an error is logged with its statement, as any client's", async () => {
  await scene.query("select 'to be found in the log' / 0");
  await until("the log line", async () => /STATEMENT: {2}select 'to be found in the log'/.test(await log()));
});

test("studio.status() and studio.runners() answer in psql", async () => {
  assert.notEqual(await psql("select studio.status()"), "");
  await scene.query({ sql: "select 1", session: "seen" });
  assert.match(await psql("select * from studio.runners()"), /settled/);
});
