// What is taken away ends within a second: statements over HTTP and over the socket, the socket, a session that is kept.
import assert from "node:assert/strict";
import test from "node:test";
import { Client } from "./support/client.mjs";
import { psql, until } from "./support/cluster.mjs";
import { join, makeOrganization, makePerson } from "./support/people.mjs";
import { makeScene, value } from "./support/scene.mjs";
import { openSocket } from "./support/websocket.mjs";

const scene = await makeScene("revocation");
await scene.psql("CREATE TABLE kept (id int)");
const owner = scene.client;
const organization = await makeOrganization(owner, "Revocation");
let count = 0;

/** An editor of the organization with a statement over HTTP, one over a socket, and an open transaction in a named session. */
async function busyEditor({ role = "editor", sql = "SELECT pg_sleep(30)", token = null } = {}) {
  count++;
  const person = await makePerson(`Revoked ${count}`);
  await join(owner, organization.id, role, person);
  const connection = await owner.connect(scene.name, scene.name, { organization_id: organization.id, name: `revocation ${count}` });
  const client = token ? Object.assign(new Client(), { token: (await person.request("POST", "/tokens", { name: "t", scopes: ["write"] })).json.token }) : person;
  const socket = await openSocket(client);
  socket.send({ type: "query", id: "a", connection: connection.id, sql });
  const http = client.query(connection, sql);
  const kept = await client.query(connection, { sql: "BEGIN; LOCK TABLE kept; INSERT INTO kept VALUES (1)", session: `kept_${count}` });
  assert.equal(kept.end.status, "ok", JSON.stringify(kept.error));
  await until("both to run", async () => (await client.request("GET", "/queries")).json.items.filter((item) => item.state === "running").length === 2);
  return { person, client, connection, socket, http };
}

const isLocked = async () => (await psql("SELECT count(*) FROM pg_locks WHERE relation = 'kept'::regclass AND granted", { database: scene.name })) !== "0";

const within = 1000;

/** What becomes of the busy person's statements: both end with 42501 within a second. A socket that is closed says 4401 instead. */
async function take(away, busy, { closes = false, keeps = false } = {}) {
  await away();
  const began = Date.now();
  assert.equal((await busy.http).error.code, "42501");
  if (closes) {
    assert.equal((await busy.socket.closed(1)).code, 4401);
  } else {
    const { messages } = await busy.socket.rest("a");
    assert.ok(messages.some((message) => message.type === "error" && message.code === "42501"), JSON.stringify(messages));
    assert.equal(messages.at(-1).status, "cancelled");
  }
  assert.ok(Date.now() - began < within, `${Date.now() - began} ms`);
  const { name } = scene;
  await until("its statements to have ended on the server", async () => (await psql(`SELECT count(*) FROM pg_stat_activity WHERE datname = '${name}' AND query LIKE '%pg_sleep(30)%' AND state = 'active' AND pid <> pg_backend_pid()`)) === "0", 1);
  if (keeps) await psql("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'kept'::regclass", { database: name });
  await until("the kept session to end", async () => !(await isLocked()), 1);
}

test("a role that may write becomes one that may only read", async () => {
  const busy = await busyEditor();
  await take(async () => assert.equal((await owner.request("PATCH", `/organizations/${organization.id}/members/${busy.person.id}`, { role: "viewer" })).status, 200), busy);
  assert.equal(busy.socket.close, null, "the sign-in stands, and so does the socket");
  assert.equal((await busy.socket.query("b", { connection: busy.connection.id, sql: "INSERT INTO kept VALUES (2)" })).messages.find((message) => message.type === "error").code, "25006");
  assert.equal(value(await busy.client.query(busy.connection, "SELECT 1")), 1);
  busy.socket.end();
});

test("a viewer's statements are not touched by a change that takes nothing from them", async () => {
  count++;
  const person = await makePerson(`Revoked ${count}`);
  await join(owner, organization.id, "viewer", person);
  const connection = await owner.connect(scene.name, scene.name, { organization_id: organization.id, name: `revocation ${count}` });
  const running = person.query(connection, "SELECT pg_sleep(1)");
  await until("it to run", async () => (await person.request("GET", "/queries")).json.items.length === 1);
  assert.equal((await owner.request("PATCH", `/organizations/${organization.id}/members/${person.id}`, { role: "editor" })).status, 200);
  assert.equal((await running).end.status, "ok");
});

test("a member is removed", async () => {
  const busy = await busyEditor();
  await take(async () => assert.equal((await owner.request("DELETE", `/organizations/${organization.id}/members/${busy.person.id}`)).status, 204), busy);
  assert.equal((await busy.socket.query("b", { connection: busy.connection.id, sql: "SELECT 1" })).refusal.code, "ST006");
  assert.equal((await busy.client.query(busy.connection, "SELECT 1")).status, 404);
  busy.socket.end();
});

test("a connection is deleted", async () => {
  const busy = await busyEditor();
  await take(async () => assert.equal((await owner.request("DELETE", `/connections/${busy.connection.id}`)).status, 204), busy);
  assert.equal((await busy.socket.query("b", { connection: busy.connection.id, sql: "SELECT 1" })).refusal.code, "ST006");
  busy.socket.end();
});

test("a connection becomes read-only", async () => {
  const busy = await busyEditor();
  await take(async () => assert.equal((await owner.request("PATCH", `/connections/${busy.connection.id}`, { is_read_only: true })).status, 200), busy);
  busy.socket.end();
});

const signInEnds = {
  "one's own sign-in is revoked": async ({ person }) => {
    const { items } = (await person.request("GET", "/sign-ins")).json;
    assert.equal((await person.request("DELETE", `/sign-ins/${items[0].id}`)).status, 204);
  },
  "a sign-in is revoked by a superuser in psql": ({ person }) => psql(`DELETE FROM studio.session WHERE account_id = '${person.id}'`),
  "the account is disabled": ({ person }) => psql(`UPDATE studio.account SET disabled_at = now() WHERE id = '${person.id}'`),
  "the account is deleted": async ({ person }) => assert.equal((await person.request("DELETE", "/account")).status, 204),
  "one signs out": async ({ person }) => assert.equal((await person.request("POST", "/auth/logout", {}, { headers: { cookie: person.cookie } })).status, 204),
};
for (const [name, away] of Object.entries(signInEnds)) {
  test(`${name}: its statements and its sockets end`, async () => {
    const busy = await busyEditor();
    // The session is the account's: another sign-in of it may go on with it, unless the account itself has gone.
    await take(() => away(busy), busy, { closes: true, keeps: !name.startsWith("the account") });
    assert.equal((await busy.client.request("GET", "/me")).status, 401);
  });
}

test("a personal access token is deleted", async () => {
  const busy = await busyEditor({ token: true });
  const { items } = (await busy.person.request("GET", "/tokens")).json;
  await take(async () => assert.equal((await busy.person.request("DELETE", `/tokens/${items[0].id}`)).status, 204), busy, { closes: true, keeps: true });
});

test("the organization is deleted", async () => {
  const busy = await busyEditor();
  await take(async () => assert.equal((await owner.request("DELETE", `/organizations/${organization.id}`)).status, 204), busy);
  busy.socket.end();
});
