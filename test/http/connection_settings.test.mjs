// What a connection says of its sessions: default schema, settings, row limit and timeout; and that tests and errors name them.
import assert from "node:assert/strict";
import test from "node:test";
import { psql } from "./support/cluster.mjs";
import { makeScene, row, value } from "./support/scene.mjs";
import { openSocket } from "./support/websocket.mjs";

const scene = await makeScene("session_settings");
await scene.psql("CREATE SCHEMA sales; CREATE TABLE sales.orders (id int PRIMARY KEY); INSERT INTO sales.orders VALUES (7)");
await psql("ALTER ROLE session_settings SET work_mem = '8MB'");
const { client } = scene;
const fields = { default_schema: "sales", settings: { work_mem: "5MB", "shop.tenant": "north", TimeZone: "Asia/Tokyo" } };
const connection = await client.connect(scene.name, scene.name, { ...fields, name: "with settings", row_limit: 4, timeout_ms: 60_000, pool_size: 2 });
const show = "SELECT current_setting('work_mem'), current_setting('shop.tenant'), current_setting('TimeZone'), current_setting('search_path')";
const wanted = ["5MB", "north", "Asia/Tokyo", 'sales, "$user", public'];
const patch = (body) => client.request("PATCH", `/connections/${connection.id}`, body);
const tryOut = (body) => client.request("POST", "/connections/test", { name: "t", kind: "local", database: scene.name, role: scene.name, ...body });

test("the connection tells them, and its sessions begin with them", async () => {
  const read = (await client.request("GET", `/connections/${connection.id}`)).json;
  assert.deepEqual([read.default_schema, read.settings, read.row_limit, read.timeout_ms, read.pool_size], ["sales", fields.settings, 4, 60_000, 2]);
  assert.deepEqual(row(await client.query(connection, show)), wanted);
  assert.equal(value(await client.query(connection, "SELECT id FROM orders")), 7);
  assert.equal((await client.query(connection, "SELECT 1")).begin.settings.TimeZone, "Asia/Tokyo");
  assert.equal((await client.query(connection, "SELECT generate_series(1, 9)")).statements[0].rows.length, 4);
});

test("another connection of the same role and database has none of them", async () => {
  const plain = row(await scene.query("SELECT current_setting('work_mem'), current_setting('shop.tenant', true), current_setting('search_path')"));
  assert.deepEqual(plain, ["8MB", null, '"$user", public']);
});

test("SET, RESET ALL and DISCARD ALL come back to them, within a session and after each request", async () => {
  for (const sql of ["SET work_mem = '99MB'; SET shop.tenant = 'x'; SET search_path = public; SET TimeZone = 'UTC'", "RESET ALL", "DISCARD ALL", "SET SESSION AUTHORIZATION DEFAULT"]) {
    const answer = await client.query(connection, sql);
    assert.equal(answer.end.status, "ok", sql);
    assert.deepEqual(row(await client.query(connection, show)), wanted, sql);
  }
  for (const sql of ["RESET ALL", "RESET work_mem; RESET shop.tenant; RESET search_path; RESET TimeZone", "DISCARD ALL"]) {
    await client.query(connection, { sql: "SET work_mem = '99MB'; SET shop.tenant = 'x'; SET search_path = public; SET TimeZone = 'UTC'", session: "named" });
    await client.query(connection, { sql, session: "named" });
    assert.deepEqual(row(await client.query(connection, { sql: show, session: "named" })), wanted, sql);
  }
});

test("over the socket likewise", async () => {
  const socket = await openSocket(client);
  const { messages } = await socket.query("a", { connection: connection.id, sql: show });
  assert.deepEqual(messages.find((message) => message.type === "rows").rows[0], wanted);
  socket.end();
});

test("a change holds for the next request", async () => {
  assert.equal((await patch({ settings: { work_mem: "6MB" }, default_schema: null })).status, 200);
  const answer = await client.query(connection, "SELECT current_setting('work_mem'), current_setting('search_path')");
  assert.deepEqual(row(answer), ["6MB", '"$user", public']);
  assert.equal((await patch(fields)).status, 200);
  assert.deepEqual(row(await client.query(connection, show)), wanted);
});

test("a schema is a name, whatever it looks like", async () => {
  await scene.psql('CREATE SCHEMA "odd"", public; --"');
  const odd = await client.connect(scene.name, scene.name, { name: "odd", default_schema: 'odd", public; --' });
  assert.equal(value(await client.query(odd, "SELECT current_schema()")), 'odd", public; --');
});

const refused = {
  "a value that it does not take": [{ settings: { work_mem: "much" } }, 400, "22023", /work_mem/],
  "a setting that does not exist": [{ settings: { no_such_setting: "1" } }, 400, "42704", /no_such_setting/],
  "a superuser's setting": [{ settings: { log_statement: "none" } }, 403, "42501", /log_statement/],
  "a setting of the server": [{ settings: { shared_buffers: "1GB" } }, 409, "55P02", /shared_buffers/],
  "a schema that does not exist": [{ default_schema: "nowhere" }, 400, "3F000", /nowhere/],
};
for (const [name, [body, status, code, pattern]] of Object.entries(refused)) {
  test(`the test of a connection says it: ${name}`, async () => {
    const answer = await tryOut(body);
    assert.equal(answer.error?.code, code, answer.text);
    assert.match(answer.error.message, pattern);
    assert.equal(answer.status, status, answer.text);
  });
}

test("a good one passes the test", async () => {
  const answer = await tryOut({ settings: { work_mem: "5MB" }, default_schema: "sales" });
  assert.deepEqual([answer.status, answer.json.ok, answer.json.role], [200, true, scene.name]);
});

test("what would change who one is, or what studio itself sets, is refused before", async () => {
  for (const name of ["role", "session_authorization", "Role", "studio.row_limit", "client_encoding", "application_name", "a b", ""]) {
    const answer = await tryOut({ settings: { [name]: "postgres" } });
    assert.deepEqual([answer.status, answer.error?.code], [400, "22023"], name);
    assert.ok(answer.error.detail.includes(`"${name}"`), answer.text);
  }
  for (const settings of [{ work_mem: 5 }, [], "x", { work_mem: null }]) assert.equal((await tryOut({ settings })).status, 400);
  assert.equal((await tryOut({ row_limit: "many" })).status, 400);
});

test("a query on a connection whose setting is not accepted is told which, and the connection can be mended", async () => {
  assert.equal((await patch({ settings: { work_mem: "much" } })).status, 200);
  const answer = await client.query(connection, "SELECT 1");
  assert.equal(answer.error.code, "22023");
  assert.match(answer.error.message, /"work_mem"/);
  assert.match(answer.error.where, /setting "work_mem" of the connection/);
  assert.equal((await patch(fields)).status, 200);
  assert.equal((await client.query(connection, "SELECT 1")).status, 200);
});

test("a setting does not free a viewer: read-only holds", async () => {
  const free = await client.connect(scene.name, scene.name, { name: "free", is_read_only: true, settings: { default_transaction_read_only: "off", transaction_read_only: "off" } });
  const answer = await client.query(free, "CREATE TABLE sales.made_by_viewer (id int)");
  assert.equal(answer.error.code, "25006", JSON.stringify(answer.error));
});
