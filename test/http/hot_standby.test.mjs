// A hot standby: what it serves, what it refuses and how, a conflict with recovery, and what promotion changes.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { health, psql, runServerProgram, startCluster, until } from "./support/cluster.mjs";
import { Client, signIn } from "./support/client.mjs";
import { value } from "./support/scene.mjs";
import { openSocket } from "./support/websocket.mjs";

const primary = await startCluster(["--no-extension", "--conf", "wal_keep_size = '64MB'"]);
after(() => primary.stop());
await until("the primary's gateway", async () => (await health(primary)) === 503);
const standby = await startCluster(["--standby-of", primary.dir, "--conf", "max_standby_streaming_delay = '0'"]);
after(() => standby.stop());
// It listens before it knows that studio is not installed.
const didNotServe = await until("the standby's gateway", async () => {
  const answer = await fetch(`${standby.url}/api/v1/me`).catch(() => null);
  return answer?.status === 503 ? (await answer.json()).error.code : null;
});

await psql("CREATE EXTENSION studio; CREATE TABLE fruit (name text); INSERT INTO fruit SELECT 'apple' FROM generate_series(1, 1000); CREATE ROLE picker LOGIN PASSWORD 'ripe' IN ROLE studio_login", { on: primary });
await until("the primary to serve", async () => (await health(primary)) === 200);
const atPrimary = new Client(primary);
await atPrimary.login({ link: await psql("SELECT studio.login_link()", { on: primary }), cookie: false });
const connection = await atPrimary.connect("postgres", "postgres");

// Signed in at the primary, the same person speaks to the standby.
const client = new Client(standby);
client.token = atPrimary.token;
const query = (sql, more = {}) => client.query(connection, { sql, ...more });
/** Waits until the standby has replayed all that the primary has done so far, flushed or not. */
const replayed = async () => {
  const position = await psql("SELECT pg_current_wal_insert_lsn()", { on: primary });
  await until("the standby to follow", async () => (await psql(`SELECT pg_last_wal_replay_lsn() >= '${position}'`, { on: standby })) === "t");
};
const aborted = () => psql("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction (aborted)'", { on: standby });
const refusedInRecovery = ({ status, error }) => {
  assert.equal(error?.code, "25006");
  assert.equal(status, 403);
  assert.equal(error.hint, "Use the studio of the primary server.");
};

test("it serves once what was created at the primary is here: healthz, the page, and studio.status() in psql", async () => {
  assert.equal(didNotServe, "ST005");
  await until("the standby to see it", async () => (await health(standby)) === 200, 15);
  assert.equal((await fetch(standby.url)).status, 200);
  assert.equal(await psql("SELECT gateway_state, in_recovery, port FROM studio.status()", { on: standby }), `serving|t|${standby.http_port}`);
});

test("an access token of the primary is good here: who I am, my connections, a select", async () => {
  const { json } = await client.request("GET", "/me");
  assert.equal(json.account.role, "postgres");
  assert.equal(json.server.in_recovery, true);
  assert.deepEqual((await client.request("GET", "/connections")).json.items.map((item) => item.id), [connection.id]);
  assert.equal((await client.request("GET", `/connections/${connection.id}/status`)).json.in_recovery, true);
  assert.equal(value(await query("select count(*) from fruit")), "1000");
  assert.equal((await client.selectRows(connection, { relation: { schema: "public", name: "fruit" }, limit: 2 })).statements[0].rows.length, 2);
  assert.ok((await client.request("GET", `/connections/${connection.id}/catalog/relations?schema=public`)).json.rows.some((row) => row.includes("fruit")));
});

test("over the socket too", async () => {
  const socket = await openSocket(client, { on: standby });
  const { messages } = await socket.query("1", { connection: connection.id, sql: "select pg_is_in_recovery()" });
  assert.deepEqual(messages.find((message) => message.type === "rows").rows, [[true]]);
  socket.end();
});

test("so is its refresh token, as often as one likes: it is not rotated here", async () => {
  for (let time = 0; time < 3; time++) {
    const { status, json } = await new Client(standby).request("POST", "/auth/refresh", { refresh_token: atPrimary.refreshToken });
    assert.equal(status, 200);
    assert.equal(json.refresh_token, atPrimary.refreshToken);
  }
});

test("a write is PostgreSQL's 25006", async () => {
  const { status, error } = await query("insert into fruit values ('pear')");
  assert.equal(error.code, "25006");
  assert.equal(status, 403);
  assert.equal(error.message, "cannot execute INSERT in a read-only transaction");
  assert.equal((await query("begin; select 1; commit; create table other ()")).error.code, "25006");
  assert.equal(value(await query("select 1")), 1);
});

test("what studio itself would have to write is refused, and says where to go", async () => {
  await assert.rejects(psql("SELECT studio.login_link()", { on: standby }), /25006|recovery/);
  refusedInRecovery(await new Client(standby).login({ link: await psql("SELECT studio.login_link()", { on: primary }) }));
  refusedInRecovery(await new Client(standby).login({ role: "picker", password: "ripe" }));
  refusedInRecovery(await client.request("POST", "/connections", { name: "x", kind: "local", database: "postgres", role: "postgres" }));
  refusedInRecovery(await client.request("PATCH", `/connections/${connection.id}`, { name: "x" }));
  refusedInRecovery(await client.request("DELETE", `/connections/${connection.id}`));
});

test("a running query that recovery must not wait for is cancelled with PostgreSQL's words", { timeout: 30_000 }, async () => {
  const answer = query("select count(*), pg_sleep(20) from fruit");
  await until("the query to run", async () => (await psql("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(20)%' AND pid <> pg_backend_pid()", { on: standby })) === "1");
  await psql("DELETE FROM fruit WHERE ctid < '(1,0)'", { on: primary });
  await psql("VACUUM fruit", { on: primary });
  const { status, error, end } = await answer;
  assert.equal(error.code, "40001");
  assert.equal(error.message, "canceling statement due to conflict with recovery");
  assert.equal(error.detail, "User query might have needed to see row versions that must be removed.");
  assert.equal(status, 200, "its columns had gone out before");
  assert.equal(end.status, "failed");
  await replayed();
  assert.equal((await query("select count(*) > 0 from fruit")).error, null);
});

test("an open transaction that recovery must not wait for: it is aborted, and the session goes on", { timeout: 30_000 }, async () => {
  const session = "reader";
  const pid = value(await query("select pg_backend_pid()", { session }));
  await query("begin isolation level repeatable read; select count(*) from fruit", { session });
  await psql("DELETE FROM fruit WHERE ctid < '(2,0)'", { on: primary });
  await psql("VACUUM fruit", { on: primary });
  await replayed();
  await until("the conflict", async () => (await aborted()) === "1");
  const { error } = await query("select 1", { session });
  assert.equal(error?.code, "25P02");
  assert.equal(error.detail, "It was aborted between two requests: canceling statement due to conflict with recovery.");
  assert.equal((await query("rollback", { session })).error, null);
  assert.equal(value(await query("select pg_backend_pid()", { session })), pid);
  await query("begin; select 1/0", { session });
  assert.equal((await query("select 1", { session })).error.detail, null, "this one is the user's own");
});

test("a sign-in that ends at the primary ends here within ten seconds or so", { timeout: 40_000 }, async () => {
  const second = await signIn("picker", primary);
  await replayed();
  const here = new Client(standby);
  here.token = second.token;
  assert.equal((await here.request("GET", "/me")).status, 200);
  const socket = await openSocket(here, { on: standby });
  await second.request("POST", "/auth/logout", {}, { headers: { cookie: second.cookie, origin: primary.url } });
  const close = await socket.closed(20);
  assert.equal(close.code, 4401);
  assert.equal((await here.request("GET", "/me")).status, 401);
});

test("promoted, it writes: users' SQL, a new sign-in, a connection; who was signed in stays so", { timeout: 60_000 }, async () => {
  await runServerProgram("pg_ctl", "promote", "-w", "-D", `${standby.dir}/data`);
  const session = "new";
  await until("a write to work", async () => (await query("insert into fruit values ('pear')")).error === null);
  assert.equal((await query("create temp table t ()", { session })).error, null);
  const fresh = await signIn("postgres", standby);
  assert.equal((await fresh.request("GET", "/me")).json.server.in_recovery, false);
  await fresh.connect("postgres", "postgres", { name: "made after promotion" });
  const rotated = await new Client(standby).request("POST", "/auth/refresh", { refresh_token: atPrimary.refreshToken });
  assert.equal(rotated.status, 200);
  assert.notEqual(rotated.json.refresh_token, atPrimary.refreshToken);
});
