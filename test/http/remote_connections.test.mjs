// Connections to another server: making, testing, status, SQL as on a local one, cancelling, and what is refused.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { Client } from "./support/client.mjs";
import { log, psql, until } from "./support/cluster.mjs";
import { password, remoteBody, startRemote } from "./support/remote.mjs";
import { makeScene, value } from "./support/scene.mjs";

const scene = await makeScene("remote_connections");
const server = await startRemote();
after(() => server.stop());
const { client } = scene;
const made = await client.request("POST", "/connections", remoteBody(server));
const connection = made.json;
const query = (body) => client.query(connection, body);

test("made: the password is kept and never told", () => {
  assert.equal(made.status, 201, made.text);
  assert.equal(connection.has_password, true);
  assert.equal(connection.host, "127.0.0.1");
  assert.equal(made.text.includes("remote' p"), false);
});

test("tested: who, where, how long", async () => {
  const { status, json, text } = await client.request("POST", "/connections/test", remoteBody(server));
  assert.equal(status, 200, text);
  assert.equal(json.ok, true);
  assert.equal(json.role, "ada");
  assert.equal(json.is_superuser, false);
  assert.match(json.server_version, /^1\d/);
  assert.equal(typeof json.latency_ms, "number");
});

test("status: reachable, and as whom", async () => {
  const { json, text } = await client.request("GET", `/connections/${connection.id}/status`);
  assert.equal(json.state, "ready", text);
  assert.equal(json.role, "ada");
  assert.equal(json.in_recovery, false);
  assert.equal(json.is_superuser, false);
  assert.equal(json.may_write, true);
  assert.equal(typeof json.latency_ms, "number");
});

test("SQL is told apart by this server's parser, and above all not run there", async () => {
  const analyze = async (sql) => (await client.request("POST", `/connections/${connection.id}/analyze`, { sql })).json.statements;
  const said = await analyze("create table made_by_analyzing (); delete from film where id = :id; drop table x");
  assert.deepEqual(said.map((it) => [it.tag, it.kind, it.is_destructive, it.parameters.map(({ name }) => name)]), [["CREATE TABLE", "schema", false, []], ["DELETE", "write", false, ["id"]], ["DROP TABLE", "schema", true, []]]);
  assert.deepEqual((await analyze("alter table x add y int; create index concurrently on x (y); select 1")).map((it) => it.lock), ["AccessExclusiveLock", "ShareUpdateExclusiveLock", null]);
  assert.deepEqual((await analyze("no sql")).map((it) => [it.tag, it.kind]), [[null, null]]);
  assert.equal(value(await query("select to_regclass('made_by_analyzing')")), null);
});

test("status: what stands in the way, and whether the role itself could write", async () => {
  const status = async (more) => {
    const { json } = await client.request("POST", "/connections", remoteBody(server, { name: "looked at", ...more }));
    const answer = await client.request("GET", `/connections/${json.id}/status`);
    assert.equal(answer.status, 200);
    await client.request("DELETE", `/connections/${json.id}`);
    return answer.json;
  };
  assert.deepEqual(await status({ password: undefined }).then(({ state, reason, server_version, role }) => [state, reason.code, server_version, role]),
    ["needs_password", "ST011", null, "ada"]);
  const wrong = await status({ password: "wrong" });
  assert.deepEqual([wrong.state, wrong.reason.code, wrong.role, wrong.may_write, wrong.latency_ms], ["refused", "42501", "ada", null, null]);
  await server.admin(`CREATE ROLE reader LOGIN PASSWORD '${password.replaceAll("'", "''")}'`);
  await server.admin("REVOKE CREATE ON SCHEMA public FROM PUBLIC", "ada");
  assert.equal((await status({ user: "reader" })).may_write, false);
  await server.admin("CREATE TABLE given (a int); GRANT UPDATE ON given TO reader", "ada");
  assert.equal((await status({ user: "reader" })).may_write, true);
});

test("values come as from a local connection", async () => {
  const sql = `SELECT true AS t, false AS f, null AS n, 1::int2 AS a, -2::int4 AS b, 9007199254740993::int8 AS c, 7::oid AS o, 1.5::float4 AS g,
    1e300::float8 AS h, 'NaN'::float8 AS i, 'Infinity'::float4 AS j, 1.10::numeric AS k, '{"a": 1}'::jsonb AS l, '\\xdeadbeef'::bytea AS m, 'x"\\ü'::text AS p,
    date '2026-01-31' AS q, timestamptz '2026-01-31 10:00+00' AT TIME ZONE 'UTC' AS r, ARRAY[1,2] AS s, interval '1 day 2 hours' AS u`;
  const [remote, local] = [await query(sql), await scene.query(sql)];
  assert.equal(remote.error, null, JSON.stringify(remote.error));
  assert.deepEqual(remote.statements[0].rows, local.statements[0].rows);
  // Which mention of a table a column is of, another server does not tell.
  assert.deepEqual(remote.statements[0].columns, local.statements[0].columns.map(({ source, ...rest }) => rest));
  assert.equal(remote.statements[0].tag, local.statements[0].tag);
  for (const name of ["DateStyle", "IntervalStyle", "bytea_output", "extra_float_digits"]) {
    assert.equal(remote.begin.settings[name], local.begin.settings[name], name);
  }
});

test("several statements, notices, tags, an error in the middle", async () => {
  const answer = await query("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2); DO $$BEGIN RAISE NOTICE 'hear me'; END$$; SELECT a FROM t ORDER BY a; SELECT 1/0; SELECT 3");
  assert.deepEqual(answer.statements.slice(0, 4).map((statement) => statement.tag), ["CREATE TABLE", "INSERT 0 2", "DO", "SELECT 2"]);
  assert.equal(answer.notices[0].message, "hear me");
  assert.equal(answer.error.code, "22012");
  assert.equal(answer.error.statement, 4);
  assert.equal(answer.end.status, "failed");
  assert.equal(value(await query("SELECT count(*) FROM pg_tables WHERE tablename = 't'")), "0");
});

test("parameters, and their limits", async () => {
  assert.deepEqual((await query({ sql: "SELECT $1::int + 1, $2::text, $3::text", parameters: [1, "a'b", null] })).statements[0].rows, [[2, "a'b", null]]);
  assert.equal((await query({ sql: "SELECT $1::int; SELECT 2", parameters: [1, 2] })).error.code, "08P01");
  const script = await query({ sql: "SELECT :b::text; SELECT :a::int, :b || 'x'", parameters: { a: 1, b: "two" } });
  assert.deepEqual(script.statements.map((it) => it.rows[0]), [["two"], [1, "twox"]]);
  const wrong = "SELECT :long_name::int, nope";
  assert.equal(wrong.slice((await query({ sql: wrong, parameters: { long_name: 1 } })).error.position - 1), "nope");
  assert.equal((await query({ sql: "BEGIN; SELECT :a::int; COMMIT", parameters: { a: 1 } })).error.code, "0A000");
});

test("the row limit stops a lone SELECT; a long cell is cut", async () => {
  const answer = await query({ sql: "SELECT generate_series(1, 100000000)", row_limit: 10 });
  assert.equal(answer.error, null);
  assert.equal(answer.statements[0].rows.length, 10);
  assert.equal(answer.statements[0].truncated, true);
  assert.equal(answer.end.status, "ok");
  const cell = value(await query({ sql: "SELECT repeat('ü', 1000)", max_cell_bytes: 101 }));
  assert.deepEqual(cell, { truncated: true, bytes: 2000, head: "ü".repeat(50) });
  const many = await query({ sql: "SELECT n, 'text ' || n FROM generate_series(1, 50000) AS n", row_limit: 0 });
  assert.equal(many.statements[0].rows.length, 50000);
  assert.deepEqual(many.statements[0].rows[49999], [50000, "text 50000"]);
});

test("COPY TO STDOUT comes, COPY FROM STDIN and LISTEN are refused", async () => {
  assert.equal((await query("COPY (SELECT 1, 'a') TO STDOUT")).statements[0].copy, "1\ta\n");
  for (const sql of ["CREATE TEMP TABLE c (a int); COPY c FROM STDIN", "LISTEN x"]) {
    assert.equal((await query(sql)).error.code, "0A000", sql);
  }
  assert.equal(value(await query("SELECT 1")), 1);
});

test("an unnamed request leaves nothing behind", async () => {
  const open = await query("BEGIN; CREATE TABLE left_open (a int)");
  assert.equal(open.notices.at(-1).code, "ST001");
  assert.equal(open.end.transaction, "idle");
  await query("SET work_mem = '12345kB'; CREATE TEMP TABLE temporary_one (a int)");
  assert.notEqual(value(await query("SHOW work_mem")), "12345kB");
  assert.equal(value(await query("SELECT to_regclass('temporary_one')")), null);
  assert.equal(value(await query("SELECT to_regclass('left_open')")), null);
});

test("a named session keeps its transaction", async () => {
  const session = "s";
  const first = await query({ sql: "BEGIN; CREATE TABLE kept (a int)", session });
  assert.equal(first.begin.session_state, "new");
  assert.equal(first.end.transaction, "in_transaction");
  const second = await query({ sql: "SELECT to_regclass('kept') IS NOT NULL", session });
  assert.equal(second.begin.session_state, "kept");
  assert.equal(value(second), true);
  assert.equal((await query({ sql: "SELECT 1; SELECT 1/0", session })).end.transaction, "failed");
  await query({ sql: "ROLLBACK", session });
  assert.equal((await client.request("DELETE", `/sessions/${session}`)).status, 204);
});

test("a cancel reaches the server; so does the time", async () => {
  const id = `cancel ${Date.now()}`;
  const running = query(`SELECT pg_sleep(60) /* ${id} */`);
  const found = await until("the query to run", async () => (await client.request("GET", "/queries")).json.items.find((item) => item.sql.includes(id)));
  await until("the server to run it", () => server.admin("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid() AND state = 'active'"));
  await client.request("DELETE", `/queries/${found.query_id}`);
  const answer = await running;
  assert.equal(answer.error.code, "57014");
  assert.equal(answer.error.message, "canceling statement due to user request");
  assert.equal(await server.admin("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid() AND state = 'active'"), "0");
  const late = await query({ sql: "SELECT 1; SELECT pg_sleep(60)", timeout_ms: 300 });
  assert.equal(late.end.status, "timeout");
  assert.equal(late.error.message, "canceling statement due to statement timeout");
});

test("read-only: by the server, and by our list", async () => {
  await query("CREATE TABLE IF NOT EXISTS written (a int)");
  const refused = [
    "INSERT INTO written VALUES (1)", "CREATE TABLE more (a int)", "BEGIN READ WRITE", "SET transaction_read_only = off; INSERT INTO written VALUES (1)",
    "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE", "COMMIT PREPARED 'x'", "VACUUM written", "TRUNCATE written",
    "DO $$BEGIN PERFORM set_config('transaction_read_only', 'off', false); INSERT INTO written VALUES (1); END$$",
    "SELECT set_config('transaction_read_only', 'off', false); INSERT INTO written VALUES (1)", "BEGIN; COMMIT; INSERT INTO written VALUES (1)",
  ];
  for (const sql of refused) {
    const answer = await query({ sql, read_only: true });
    assert.match(answer.error?.code ?? "none", /^(25006|25001)$/, `${sql}: ${JSON.stringify(answer.error)}`);
  }
  assert.equal(value(await query("SELECT count(*) FROM written")), "0");
  const fine = await query({ sql: "SELECT 1; SHOW server_version; EXPLAIN SELECT 1; BEGIN; SELECT 2; COMMIT", read_only: true });
  assert.equal(fine.error, null, JSON.stringify(fine.error));
  const late = await query({ sql: "SELECT 1;\n SELECT nonsense", read_only: true });
  assert.equal(late.error.position, 19);
});

test("R-15 a token that may only read writes nothing in a transaction that its account began to write in", async () => {
  const { token } = (await client.request("POST", "/tokens", { name: "reader", scopes: ["read"] })).json;
  const reader = Object.assign(new Client(), { token });
  const read = (sql) => reader.query(connection, { sql, session: "shared" });
  const write = (sql) => query({ sql, session: "shared" });
  assert.equal((await write(`CREATE TABLE guarded (a int); CREATE FUNCTION guard() RETURNS int LANGUAGE plpgsql AS 'BEGIN INSERT INTO guarded VALUES (2); RETURN 2; END';
    CREATE VIEW trap AS SELECT guard() AS a`)).error, null);
  const tries = [
    () => read("INSERT INTO guarded VALUES (1)"), () => read("SELECT guard()"), () => read("SELECT 1; SAVEPOINT inner_one; ROLLBACK TO inner_one; INSERT INTO guarded VALUES (1)"),
    () => read("ROLLBACK TO outer_one; INSERT INTO guarded VALUES (1)"), () => reader.selectRows(connection, { relation: { schema: "public", name: "trap" }, session: "shared" }),
  ];
  for (const attempt of tries) {
    assert.equal((await write("BEGIN; SAVEPOINT outer_one; SELECT 1")).end.transaction, "in_transaction");
    assert.equal((await attempt()).error?.code, "25006", attempt.toString());
    await write("ROLLBACK");
  }
  assert.equal((await write("BEGIN; INSERT INTO guarded VALUES (3)")).error, null);
  assert.equal(value(await read("SELECT count(*) FROM guarded")), "1");
  await write("ROLLBACK");
  assert.equal(value(await query("SELECT count(*) FROM guarded")), "0");
});

test("catalog questions run there", async () => {
  await query("CREATE TABLE IF NOT EXISTS seen (id int PRIMARY KEY)");
  for (const question of ["schemas", "relations", "sizes", "columns", "constraints", "indexes", "routines", "routine_source", "triggers", "types", "domain", "sequence", "type_parts", "foreign_keys", "values", "changeable", "policies", "row_security",
    "rules", "privileges", "schema_privileges", "inheritance", "dependencies", "storage", "column_statistics", "definition", "extensions", "roles", "role_privileges", "default_privileges", "settings", "keywords"]) {
    const { status, text } = await client.request("GET", `/connections/${connection.id}/catalog/${question}`);
    assert.equal(status, 200, `${question}: ${text.slice(0, 300)}`);
  }
  const { json } = await client.request("GET", `/connections/${connection.id}/catalog/relations`);
  assert.ok(json.rows.some((found) => found[json.columns.indexOf("name")] === "seen"));
});

test("the history has the rows, the audit trail a changed schema", async () => {
  const kept = (mark) => until(`history of ${mark}`, async () => (await client.request("GET", `/history?search=${mark}`)).json.items[0]);
  const isNoted = async ({ begin }) => (await client.request("GET", "/audit?action=schema_changed")).json.items.some((event) => event.subject_id === begin.query_id);
  await query("SELECT generate_series(1, 7) AS remote_rows_kept");
  const rows = await kept("remote_rows_kept");
  assert.deepEqual([rows.row_count, rows.status, rows.connection_id], [7, "ok", connection.id]);
  const quiet = await query("SET work_mem = '5MB' /* remote_nothing_counted */");
  assert.equal((await kept("remote_nothing_counted")).row_count, null);
  for (const sql of ["CREATE TABLE audited AS SELECT 1 AS a", "COMMENT ON TABLE audited IS 'x'", "SELECT 1; DROP TABLE audited"]) {
    const changed = await query(sql);
    await until(`the event of ${sql}`, () => isNoted(changed));
  }
  assert.equal(await isNoted(quiet), false);
});

test("the password stands in no log, no view, no history, no answer", async () => {
  // What a careful administrator logs, and what a careless one does.
  const loud = { log_statement: "all", log_min_duration_statement: 0, log_min_error_statement: "debug1", log_parameter_max_length_on_error: -1 };
  for (const [name, setting] of Object.entries(loud)) await psql(`ALTER SYSTEM SET ${name} = '${setting}'`);
  await psql("SELECT pg_reload_conf()");
  const spoken = await client.request("POST", "/connections", remoteBody(server, { name: "spoken" }));
  const told = [spoken, await client.request("PATCH", `/connections/${spoken.json.id}`, { password, host: "127.0.0.1" }),
    await client.request("GET", `/connections/${spoken.json.id}`), await client.request("GET", "/connections"),
    await client.request("POST", "/connections", remoteBody(server, { name: 5 })), await client.request("GET", `/connections/${spoken.json.id}/status`)];
  await client.query(spoken.json, "SELECT 1; SELECT nonsense");
  for (const { text } of told) assert.equal(text.includes("'remote' p"), false, text);
  await client.request("POST", "/connections/test", remoteBody(server, { password: "wrong ssword" }));
  for (const [name, text] of [
    ["log", await log()], ["remote log", (await log(server)).replace(/.*CREATE ROLE (ada|reader).*/g, "")], ["activity", await psql("SELECT string_agg(a::text, ' ') FROM pg_stat_activity AS a")],
    ["history", await psql("SELECT string_agg(q::text, ' ') FROM studio.query_history AS q")],
    ["audit", await psql("SELECT string_agg(a::text, ' ') FROM studio.audit_event AS a")],
    ["tables", await psql("SELECT string_agg(c::text, ' ') FROM studio.connection AS c") + (await psql("SELECT string_agg(c::text, ' ') FROM studio.connection_secret AS c"))],
  ]) {
    for (const part of [password, "remote' p", "remote'' p", "p\\ssword", "p\\\\ssword"]) assert.equal(text.includes(part), false, `${name}: ${part}`);
  }
  for (const name of Object.keys(loud)) await psql(`ALTER SYSTEM RESET ${name}`);
  await psql("SELECT pg_reload_conf()");
});

test("changed: elsewhere without its password it asks again", async () => {
  const other = (await client.request("POST", "/connections", remoteBody(server, { name: "other" }))).json;
  assert.equal((await client.request("PATCH", `/connections/${other.id}`, { name: "renamed" })).json.has_password, true);
  assert.equal((await client.request("PATCH", `/connections/${other.id}`, { host: "localhost" })).json.has_password, false);
  assert.equal((await client.query(other, "SELECT 1")).error.code, "ST011");
  const again = await client.request("PATCH", `/connections/${other.id}`, { host: "127.0.0.1", password });
  assert.equal(again.json.has_password, true, again.text);
  assert.equal(value(await client.query(other, "SELECT 1")), 1);
});

test("a secret moved to another row does not open", async () => {
  const other = (await client.request("POST", "/connections", remoteBody(server, { name: "victim", password: "another" }))).json;
  await psql(`UPDATE studio.connection_secret AS s SET nonce = o.nonce, ciphertext = o.ciphertext FROM studio.connection_secret AS o
    WHERE s.connection_id = '${other.id}' AND o.connection_id = '${connection.id}'`);
  assert.equal((await client.query(other, "SELECT 1")).error.code, "ST011");
});
