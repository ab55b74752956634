// Connections: what the first form offers, making, testing, changing, deleting, and the proof of a role.
import assert from "node:assert/strict";
import test from "node:test";
import { psql, until } from "./support/cluster.mjs";
import { signIn } from "./support/client.mjs";
import { makeScene, value } from "./support/scene.mjs";

const scene = await makeScene("connections");
await psql(`DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'connections_other') THEN
  CREATE ROLE connections_other LOGIN PASSWORD 'known'; CREATE ROLE connections_member LOGIN; GRANT connections_member TO connections; END IF; END$$`);
await makeScene("connections_stranger");
const foreignOrganization = await psql("SELECT m.organization_id FROM studio.member AS m JOIN studio.account AS a ON a.id = m.account_id WHERE a.role = 'connections_stranger'::regrole");
const { client } = scene;
const body = (more = {}) => ({ name: "a connection", kind: "local", database: scene.name, role: scene.name, ...more });

test("the defaults are the default database and the linked role", async () => {
  const { json } = await client.request("GET", "/connections/defaults");
  assert.equal(json.database, "pagila");
  assert.equal(json.role, "connections");
  assert.ok(json.databases.includes("pagila") && json.databases.includes("connections"));
  assert.equal(json.databases.includes("template0"), false);
  const roles = Object.fromEntries(json.roles.map((role) => [role.name, role]));
  assert.equal(roles.connections.is_proven, true);
  assert.equal(roles.connections_member.is_proven, true);
  assert.equal("postgres" in roles, false);
});

test("made, listed, read, changed, deleted", async () => {
  const made = await client.request("POST", "/connections", body({ environment: "staging", color: "#336699" }));
  assert.equal(made.status, 201);
  const fields = "id organization_id name kind database role is_superuser host port user sslmode parameters has_password is_read_only " +
    "environment color default_schema settings row_limit timeout_ms pool_size is_transaction_pooling needs_proof created_at created_by";
  assert.deepEqual(Object.keys(made.json).sort(), fields.split(" ").sort());
  assert.equal(made.json.needs_proof, false);
  assert.equal(made.json.is_superuser, false);
  const list = await client.request("GET", "/connections");
  assert.ok(list.json.items.some((item) => item.id === made.json.id));
  assert.deepEqual((await client.request("GET", `/connections/${made.json.id}`)).json, made.json);
  const changed = await client.request("PATCH", `/connections/${made.json.id}`, { name: "renamed", environment: null });
  assert.equal(changed.json.name, "renamed");
  assert.equal(changed.json.environment, null);
  assert.equal((await client.request("DELETE", `/connections/${made.json.id}`)).status, 204);
  assert.equal((await client.request("GET", `/connections/${made.json.id}`)).status, 404);
  assert.equal((await client.query(made.json.id, "select 1")).error.code, "ST006");
});

test("status says ready and who speaks", async () => {
  const { json } = await client.request("GET", `/connections/${scene.connection.id}/status`);
  assert.equal(json.may_write, true);
  assert.equal(typeof json.latency_ms, "number");
  assert.equal(json.state, "ready");
  assert.equal(json.role, "connections");
  assert.equal(json.in_recovery, false);
  assert.match(json.server_version, /^\d+\.\d+/);
});

test("a test runs and leaves nothing", async () => {
  const { status, json } = await client.request("POST", "/connections/test", body());
  assert.equal(status, 200);
  assert.equal(json.ok, true);
  assert.equal(json.role, "connections");
  assert.equal(typeof json.latency_ms, "number");
});

for (const [name, more, code, status, message] of [
  ["no such database", { database: "no_such_database" }, "3D000", 400, /^database "no_such_database" does not exist$/],
  ["no such role", { role: "no_such_role" }, "42704", 400, /^role "no_such_role" does not exist$/],
  ["a role without proof", { role: "connections_other" }, "42501", 403, /"connections_other"/],
  ["a role with the wrong password", { role: "connections_other", role_password: "wrong" }, "42501", 403, /^password authentication failed for role "connections_other"$/],
  ["an organization that does not exist", { organization_id: "00000000-0000-4000-8000-000000000000" }, "ST006", 404, /^organization does not exist$/],
  ["another's organization", { organization_id: foreignOrganization }, "ST006", 404, /^organization does not exist$/],
  ["another kind", { kind: "mysql" }, "22023", 400, /^field "kind" must be "local" or "postgres"$/],
  ["an empty name", { name: "" }, "22023", 400, /^field "name" must have 1 to 200 characters$/],
  ["a name of 201 characters", { name: "é".repeat(201) }, "22023", 400, /^field "name" must have 1 to 200 characters$/],
  ["a name of 2 KiB", { name: "x".repeat(2048) }, "22023", 400, /^field "name" is longer than 800 bytes$/],
  ["no name", { name: undefined }, "22023", 400, /^field "name" is missing$/],
  ["a name that is null", { name: null }, "22023", 400, /^field "name" must be a string$/],
  ["a number as database", { database: 7 }, "22023", 400, /^field "database" must be a string$/],
  ["an empty database", { database: "" }, "22023", 400, /^field "database" must have 1 to 63 bytes$/],
  ["a database's name of 64 bytes", { database: "d".repeat(64) }, "22023", 400, /^field "database" must have 1 to 63 bytes$/],
  ["an object as role", { role: {} }, "22023", 400, /^field "role" must be a string$/],
  ["a role's name of 64 bytes", { role: "r".repeat(64) }, "22023", 400, /^field "role" must have 1 to 63 bytes$/],
  ["a number as password", { role_password: 1 }, "22023", 400, /^field "role_password" must be a string$/],
  ["text as is_read_only", { is_read_only: "yes" }, "22023", 400, /^field "is_read_only" must be /],
  ["an unknown environment", { environment: "moon" }, "22023", 400, /^field "environment" must be "development", "staging", "production" or null$/],
  ["a color by its name", { color: "red" }, "22023", 400, /^field "color" must be # and six hexadecimal digits, or null$/],
  ["an organization that is no id", { organization_id: "mine" }, "22023", 400, /^field "organization_id" must be a UUID, or null$/],
  ["an unknown field", { host: "elsewhere" }, "22023", 400, /^unknown field "host"$/],
]) {
  test(`refused: ${name}`, async () => {
    for (const path of ["/connections", "/connections/test"]) {
      const { status: given, error, text } = await client.request("POST", path, body(more));
      assert.deepEqual([given, error?.code], [status, code], `${path}: ${text}`);
      assert.match(error.message, message);
      assert.equal(error.constraint, null);
    }
  });
}

for (const [name, change, message] of [
  ["an empty name", { name: "" }, /^field "name" must have 1 to 200 characters$/],
  ["a name that is null", { name: null }, /^field "name" must /],
  ["an unknown environment", { environment: "moon" }, /^field "environment" must be /],
  ["a color of three digits", { color: "#abc" }, /^field "color" must be /],
  ["another role", { role: "postgres" }, /^unknown field "role"$/],
]) {
  test(`not changed to ${name}`, async () => {
    const { status, error, text } = await client.request("PATCH", `/connections/${scene.connection.id}`, change);
    assert.deepEqual([status, error?.code], [400, "22023"], text);
    assert.match(error.message, message);
  });
}

test("a name of 200 characters of four bytes is one", async () => {
  const made = await client.request("POST", "/connections", body({ name: "🐘".repeat(200) }));
  assert.equal(made.status, 201, made.text);
  assert.equal((await client.request("DELETE", `/connections/${made.json.id}`)).status, 204);
});

test("R-39 the role's password proves it; the proof lapses when the password changes", async () => {
  await psql("GRANT CONNECT ON DATABASE connections TO connections_other");
  const made = await client.request("POST", "/connections", body({ role: "connections_other", role_password: "known" }));
  assert.equal(made.status, 201, made.text);
  assert.equal(value(await client.query(made.json, "select current_user::text")), "connections_other");
  await psql("ALTER ROLE connections_other PASSWORD 'changed'");
  await until("the proof to lapse", async () => (await client.query(made.json, "select 1")).error?.code === "ST004", 3);
  const status = await client.request("GET", `/connections/${made.json.id}/status`);
  assert.equal(status.json.state, "needs_proof");
  const again = await client.request("PATCH", `/connections/${made.json.id}`, { role_password: "changed" });
  assert.equal(again.status, 200, again.text);
  assert.equal((await client.query(made.json, "select 1")).error, null);
});

test("a role that one may become is a proof; it lapses with the membership", async () => {
  const made = await client.request("POST", "/connections", body({ role: "connections_member" }));
  assert.equal(made.status, 201, made.text);
  await psql("REVOKE connections_member FROM connections");
  await until("the proof to lapse", async () => (await client.query(made.json, "select 1")).error?.code === "ST004", 3);
});

test("R-37 revoking ends running statements and open sockets within a second or so", async () => {
  const second = await makeScene("connections_revoked");
  const answer = second.query("select pg_sleep(30)");
  await until("the statement to run", async () => (await second.client.request("GET", "/queries")).json.items.length === 1);
  await psql("ALTER ROLE connections_revoked NOLOGIN");
  const started = Date.now();
  const { error } = await answer;
  assert.ok(error, "the statement is ended");
  assert.ok(Date.now() - started < 3000, `${Date.now() - started} ms`);
  await psql("ALTER ROLE connections_revoked LOGIN");
});

test("R-39 CONNECT revoked from the database refuses", async () => {
  const second = await makeScene("connections_barred");
  assert.equal((await second.query("select 1")).error, null);
  await psql("REVOKE CONNECT ON DATABASE connections_barred FROM PUBLIC; ALTER DATABASE connections_barred OWNER TO postgres; REVOKE CONNECT ON DATABASE connections_barred FROM connections_barred");
  await until("the refusal", async () => (await second.query("select 1")).error?.code === "42501", 3);
});

test("a read-only connection writes nothing, whatever is tried", async () => {
  const { json: connection } = await client.request("POST", "/connections", body({ is_read_only: true }));
  await scene.psql("create table unwritten (n int)");
  await scene.psql("create function write_it() returns void language sql volatile as 'insert into unwritten values (1)'");
  for (const sql of [
    "insert into unwritten values (1)", "set transaction read write; insert into unwritten values (1)",
    "begin read write; insert into unwritten values (1); commit", "set default_transaction_read_only = off; insert into unwritten values (1)",
    "do $$ begin set default_transaction_read_only = off; commit; insert into unwritten values (1); end $$",
    "do $$ begin set transaction_read_only = off; insert into unwritten values (1); end $$",
    "select write_it()", "with w as (insert into unwritten values (1) returning n) select * from w",
    "create table other ()", "vacuum unwritten", "select lo_create(0)", "select set_config('transaction_read_only', 'off', false); insert into unwritten values (1)",
    "explain analyze insert into unwritten values (1)", "prepare p as insert into unwritten values (1); execute p", "truncate unwritten",
    "copy unwritten from '/dev/null'", "select nextval('no_such')", "comment on table unwritten is 'x'", "notify something", "lock table unwritten",
  ]) {
    const answer = await client.query(connection, sql);
    assert.ok(answer.error, sql);
  }
  assert.equal(await scene.psql("select count(*) from unwritten"), "0");
  assert.equal(await scene.psql("select count(*) from pg_largeobject_metadata"), "0");
  assert.equal(value(await client.query(connection, "select count(*) from unwritten")), "0");
  assert.equal((await client.query(connection, "insert into unwritten values (1)")).error.code, "25006");
  assert.equal((await client.query(connection, "explain select 1; show work_mem; begin; declare c cursor for select 1; fetch c; commit")).error, null);
  const asked = await scene.query({ sql: "insert into unwritten values (1)", read_only: true });
  assert.equal(asked.error.code, "25006");
});

test("a superuser's connection says so", async () => {
  const superuser = await signIn();
  const connection = await superuser.connect("pagila", "postgres");
  assert.equal(connection.is_superuser, true);
});
