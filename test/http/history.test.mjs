// History and audit trail: what ran is kept, by whom, how long, with what end; never a password, never on the query's path.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { Client, signIn } from "./support/client.mjs";
import { psql, until } from "./support/cluster.mjs";
import { goodPassword, loginFrom, makeOrganization, makePerson } from "./support/people.mjs";
import { makeScene } from "./support/scene.mjs";
import { openSocket } from "./support/websocket.mjs";

let scene;

const history = async (parameters = "") => (await scene.client.request("GET", `/history?${parameters}`)).json;
const find = (search, more = "") =>
  until(`history of ${search}`, async () => {
    const { items } = await history(`search=${encodeURIComponent(search)}${more}`);
    return items.length > 0 && items;
  }, 5);

before(async () => {
  scene = await makeScene("history_scene");
});

test("a query stands in the history within two seconds, with its rows, time and end", async () => {
  const answer = await scene.query("SELECT generate_series(1, 7) AS kept_in_history");
  const [item] = await find("kept_in_history");
  assert.equal(item.id, answer.begin.query_id);
  assert.equal(item.sql, "SELECT generate_series(1, 7) AS kept_in_history");
  assert.equal(item.status, "ok");
  assert.equal(item.row_count, 7);
  assert.equal(item.error_code, null);
  assert.equal(item.connection_id, scene.connection.id);
  assert.ok(item.duration_ms > 0 && item.duration_ms < 5000, item.duration_ms);
  assert.ok(Math.abs(Date.parse(item.started_at) - Date.now()) < 10_000, item.started_at);
});

test("an error, a timeout and a cancel are told apart; over the socket too", async () => {
  await scene.query("SELECT 1/0 AS failed_in_history");
  await scene.query({ sql: "SELECT pg_sleep(9) AS late_in_history", timeout_ms: 100 });
  const socket = await openSocket(scene.client);
  socket.send({ type: "query", id: "a", connection: scene.connection.id, sql: "SELECT pg_sleep(9) AS cancelled_in_history" });
  await until("it to run", async () => (await scene.client.request("GET", "/queries")).json.items.some((query) => query.sql.includes("cancelled_in_history") && query.state === "running"));
  socket.send({ type: "cancel", id: "a" });
  await socket.rest("a");
  socket.end();
  const [failed] = await find("failed_in_history");
  assert.equal(failed.status, "failed");
  assert.equal(failed.error_code, "22012");
  assert.equal(failed.error_message, "division by zero");
  assert.equal((await find("late_in_history"))[0].status, "timeout");
  assert.equal((await find("cancelled_in_history"))[0].status, "cancelled");
  assert.deepEqual((await history("status=timeout")).items.map((item) => item.status), ["timeout"]);
});

test("a terminated runner's query is kept as failed", async () => {
  const running = scene.query("SELECT pg_sleep(9) AS terminated_in_history");
  await until("it to run", async () => (await psql("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%terminated_in_history%' AND backend_type LIKE 'studio runner%' AND pg_terminate_backend(pid)")) === "1");
  await running;
  const [item] = await find("terminated_in_history");
  assert.equal(item.status, "failed");
  assert.equal(item.error_code, "57P01");
});

test("a long text is cut at 20,000 characters; a password in it is not kept", async () => {
  await scene.query(`SELECT 'long_in_history', '${"ä".repeat(30_000)}'`);
  const [long] = await find("long_in_history");
  assert.equal([...long.sql].length, 20_000);
  assert.equal(long.is_cut, true);
  await scene.query("ALTER ROLE history_scene PASSWORD 'canary-in-history'");
  const [changed] = await find("ALTER ROLE history_scene");
  assert.equal(changed.sql.includes("canary-in-history"), false);
  assert.equal(await psql("SELECT count(*) FROM studio.audit_event AS e WHERE e::text LIKE '%canary-in-history%'"), "0");
});

test("DDL run through studio and failed sign-ins stand in the audit trail", async () => {
  const made = await scene.query("SELECT 1; CREATE TABLE in_the_trail (id int)");
  const event = await until("the event", async () => {
    const { items } = (await scene.client.request("GET", "/audit?action=schema_changed")).json;
    return items.find((item) => item.subject_id === made.begin.query_id);
  }, 5);
  assert.equal(event.account.id, scene.client.account.id);
  assert.equal(event.organization_id, scene.connection.organization_id);
  const count = () => psql("SELECT count(*) FROM studio.audit_event WHERE action = 'sign_in_failed' AND subject_name = 'history_guess' AND address = '127.0.0.31'");
  await loginFrom("127.0.0.31", { role: "history_guess", password: "wrong" });
  await until("the failure", async () => (await count()) === "1", 5);
});

test("what is copied out stands in the audit trail, and its query's text in the history", async () => {
  const copied = await scene.query("COPY (SELECT 'marker_of_an_export') TO STDOUT");
  assert.equal(copied.end.status, "ok");
  const plain = await scene.query("SELECT 1");
  const exports = async () => (await scene.client.request("GET", "/audit?action=data_exported")).json.items;
  const event = await until("the event", async () => (await exports()).find((item) => item.subject_id === copied.begin.query_id), 5);
  assert.deepEqual([event.account.id, event.organization_id], [scene.client.account.id, scene.connection.organization_id]);
  assert.equal((await exports()).some((item) => item.subject_id === plain.begin.query_id), false);
});

test("an owner sees who fails to sign in among his members, and nobody else's failures", async () => {
  const [owner, member, stranger, other] = [
    await makePerson("History Owner"), await makePerson("History Member", { password: goodPassword }), await makePerson("History Stranger"), await makePerson("History Other"),
  ];
  const team = await makeOrganization(owner, "History team", { editor: member, admin: other });
  const elsewhere = await makeOrganization(stranger, "History elsewhere");
  const signIns = async (client, organization) => {
    const answer = await client.request("GET", `/audit?scope=sign_ins&organization_id=${organization.id}&action=sign_in_failed`);
    return answer.status === 200 ? answer.json.items : answer.status;
  };
  assert.equal((await loginFrom("127.0.0.41", { email: member.email.toUpperCase(), password: "a wrong password" })).status, 401);
  assert.equal((await loginFrom("127.0.0.42", { role: scene.name, password: "a wrong password" })).status, 401);
  assert.equal((await loginFrom("127.0.0.43", { email: "nobody@example.org", password: "a wrong password" })).status, 401);
  const [event] = await until("the failure", async () => {
    const found = await signIns(owner, team);
    return found.length > 0 ? found : null;
  }, 5);
  assert.deepEqual([event.account.id, event.address, event.detail], [member.id, "127.0.0.41", { method: "email" }]);
  assert.equal((await signIns(owner, team)).length, 1, "nobody else's");
  assert.deepEqual(await signIns(stranger, elsewhere), []);
  assert.equal(await signIns(other, team), 403);
  assert.equal(await signIns(stranger, team), 404);
  const own = (await member.request("GET", "/audit?action=sign_in_failed")).json.items;
  assert.equal(own.length, 1, "one sees that somebody tries to be oneself");
  const ofRole = (await scene.client.request("GET", "/audit?action=sign_in_failed")).json.items;
  assert.ok(ofRole.some((item) => item.address === "127.0.0.42" && item.detail.method === "role"));
});

test("catalog questions and pages of rows are not somebody's queries", async () => {
  await scene.query("CREATE TABLE history_rows (id int PRIMARY KEY); SELECT 'marker_in_history'");
  await scene.client.selectRows(scene.connection, { relation: { schema: "public", name: "history_rows" } });
  await scene.client.request("GET", `/connections/${scene.connection.id}/catalog/relations`);
  await scene.query("SELECT 'after_in_history'");
  await find("after_in_history");
  const { items } = await history("limit=2");
  assert.match(items[1].sql, /marker_in_history/);
});

test("an error that is no UTF-8 costs no other line of its batch", async () => {
  await psql("DROP DATABASE IF EXISTS history_ascii");
  await psql("CREATE DATABASE history_ascii OWNER history_scene ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0");
  const ascii = await scene.client.connect("history_ascii", "history_scene");
  await Promise.all([scene.query("SELECT 'before_odd_bytes'"), scene.client.query(ascii, "DO $$ BEGIN RAISE EXCEPTION 'odd_bytes %', chr(200) || chr(255); END $$"), scene.query("SELECT 'after_odd_bytes'")]);
  for (const text of ["before_odd_bytes", "after_odd_bytes", "RAISE EXCEPTION 'odd_bytes"]) await find(text);
});

test("studio.keep_history = off keeps no query, but the audit trail", async () => {
  const set = async (value) => {
    await psql(`ALTER SYSTEM SET studio.keep_history = ${value}`);
    await psql("SELECT pg_reload_conf()");
    await until("the setting", async () => (await psql("SELECT setting FROM pg_settings WHERE name = 'studio.keep_history'")) === value);
    await new Promise((resolve) => setTimeout(resolve, 300)); // the gateway looks at its next turn
  };
  await set("off");
  try {
    const made = await scene.query("CREATE TABLE not_in_history (id int)");
    await until("the event", async () => (await scene.client.request("GET", "/audit?action=schema_changed")).json.items.some((item) => item.subject_id === made.begin.query_id), 5);
    assert.deepEqual((await history("search=not_in_history")).items, []);
  } finally {
    await set("on");
  }
  await scene.query("SELECT 'again_in_history'");
  await find("again_in_history");
});

test("what is past its time is pruned, batch after batch until nothing is left", { timeout: 120_000 }, async () => {
  const organization = scene.connection.organization_id;
  await psql(`INSERT INTO studio.query_history (organization_id, account_id, connection_id, sql, status, started_at, duration_ms)
    SELECT '${organization}', '${scene.client.account.id}', '${scene.connection.id}', 'old_in_history', 'ok', now() - interval '200 days', 1 FROM generate_series(1, 5000)`);
  await until("the old ones to go", async () => (await psql("SELECT count(*) FROM studio.query_history WHERE sql = 'old_in_history'")) === "0", 100);
});

test("another account reads nothing of it", async () => {
  const other = await signIn("postgres");
  const { items } = (await other.request("GET", "/history")).json;
  assert.equal(items.some((item) => item.account?.id === scene.client.account.id), false);
  assert.equal((await other.request("GET", `/history?scope=organization&organization_id=${scene.connection.organization_id}`)).status, 404);
  assert.equal((await new Client().request("GET", "/history")).status, 401);
});
