// Through a PgBouncer in transaction mode, which gives its server away after each transaction.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import test, { after } from "node:test";
import { collect } from "./support/client.mjs";
import { until } from "./support/cluster.mjs";
import { password, remoteBody, startRemote } from "./support/remote.mjs";
import { makeScene, value } from "./support/scene.mjs";

const scene = await makeScene("remote_pooler");
const server = await startRemote();
const pooler = await startPooler();
after(async () => {
  await pooler.stop();
  await server.stop();
});
const { client } = scene;
const connection = (await client.request("POST", "/connections", remoteBody(server, { port: pooler.port, is_transaction_pooling: true }))).json;
const query = (body) => client.query(connection, body);

async function startPooler() {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const port = probe.address().port;
  await new Promise((resolve) => probe.close(resolve));
  const dir = await mkdtemp(`${tmpdir()}/studio-pooler.`);
  await chmod(dir, 0o755);
  await writeFile(`${dir}/users`, `"ada" "${password}"\n`);
  await writeFile(`${dir}/ini`, `[databases]\n* = host=127.0.0.1 port=${server.pg_port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${port}\n` +
    `unix_socket_dir =\nauth_type = scram-sha-256\nauth_file = ${dir}/users\npool_mode = transaction\ndefault_pool_size = 2\n`);
  const root = process.getuid() === 0 ? ["-u", "postgres"] : [];
  const child = spawn("/usr/sbin/pgbouncer", [...root, `${dir}/ini`], { stdio: "ignore" });
  await until("the pooler to listen", () => new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () => { socket.destroy(); resolve(true); });
    socket.on("error", () => resolve(false));
  }));
  return {
    port,
    stop: async () => {
      child.kill("SIGINT");
      await new Promise((resolve) => child.once("exit", resolve));
      await rm(dir, { recursive: true });
    },
  };
}

test("statements, parameters, transactions in one request", async () => {
  assert.equal(value(await query("SELECT 1")), 1);
  assert.deepEqual((await query({ sql: "SELECT $1::int + 1", parameters: [1] })).statements[0].rows, [[2]]);
  const answer = await query("BEGIN; CREATE TABLE t (a int); INSERT INTO t VALUES (1); COMMIT; SELECT a FROM t");
  assert.equal(answer.error, null, JSON.stringify(answer.error));
  assert.deepEqual(answer.statements[4].rows, [[1]]);
});

test("a transaction left open is rolled back", async () => {
  assert.equal((await query("BEGIN; CREATE TABLE left_open (a int)")).notices.at(-1).code, "ST001");
  assert.equal(value(await query("SELECT to_regclass('left_open')")), null);
});

test("named sessions are refused with a reason", async () => {
  const { error } = await query({ sql: "SELECT 1", session: "s" });
  assert.equal(error.code, "0A000");
  assert.match(error.hint, /pooler/);
});

test("read-only, cancel and the catalog work there", async () => {
  assert.equal((await query({ sql: "CREATE TABLE x (a int)", read_only: true })).error.code, "25006");
  assert.equal((await query({ sql: "INSERT INTO t VALUES (2)", read_only: true })).error.code, "25006");
  const late = await query({ sql: "SELECT 1; SELECT pg_sleep(60)", timeout_ms: 300 });
  assert.equal(late.end.status, "timeout", JSON.stringify(late.error));
  assert.equal(value(await query("SELECT 1")), 1);
  assert.equal((await client.request("GET", `/connections/${connection.id}/catalog/relations`)).status, 200);
});

test("status and test go through it", async () => {
  assert.equal((await client.request("GET", `/connections/${connection.id}/status`)).json.state, "ready");
  const tried = await client.request("POST", "/connections/test", remoteBody(server, { port: pooler.port, is_transaction_pooling: true }));
  assert.equal(tried.status, 200, tried.text);
});

test("rows are changed all or none, and a trial leaves nothing", async () => {
  await query("CREATE TABLE changed (id int PRIMARY KEY, v text); INSERT INTO changed VALUES (1, 'a'), (2, 'b')");
  const relation = { schema: "public", name: "changed" };
  const change = async (changes, more) => collect(await client.open("POST", `/connections/${connection.id}/rows/change`, { changes, ...more }));
  const update = (id, v) => ({ kind: "update", relation, key: { id }, values: { v } });
  assert.equal((await change([update(1, "tried")], { dry_run: true })).end.status, "ok");
  assert.equal((await change([update(1, "lost"), update(3, "nobody")])).error.code, "ST014");
  const done = await change([update(1, "one"), { kind: "delete", relation, key: { id: 2 } }]);
  assert.deepEqual([done.error, done.end.status], [null, "ok"]);
  assert.deepEqual((await query("SELECT * FROM changed")).statements[0].rows, [[1, "one"]]);
  assert.equal((await client.request("POST", `/connections/${connection.id}/rows/change`, { changes: [update(1, "x")], session: "s" })).error.code, "0A000");
});

test("what would be destroyed is told, and tried, with nothing left", async () => {
  await query("CREATE TABLE doomed (id int PRIMARY KEY); INSERT INTO doomed SELECT generate_series(1, 9); CREATE VIEW of_doomed AS SELECT id FROM doomed");
  const ask = async (body) => (await client.request("POST", `/connections/${connection.id}/effect`, body)).json;
  for (let round = 0; round < 3; round += 1) {
    const { statements, dry_run } = await ask({ sql: "DROP TABLE doomed CASCADE", dry_run: true });
    assert.deepEqual([statements[0].dependents.cascade_count, dry_run.statements[0].row_count], [1, 9]);
    assert.equal((await ask({ sql: "DELETE FROM doomed", session: "s" })).statements[0].error, null);
    const shown = await query("SELECT count(*), current_setting('lock_timeout'), current_setting('search_path') FROM doomed");
    assert.deepEqual(shown.statements[0].rows, [["9", "0", '"$user", public']]);
  }
});

test("a file comes in part by part; in one transaction of a session it is refused", async () => {
  await query("CREATE TABLE filled (id int PRIMARY KEY, v text)");
  const send = (more, text) => client.request("POST", `/connections/${connection.id}/import`, `${JSON.stringify({ relation: { schema: "public", name: "filled" }, columns: ["id", "v"], is_last: true, ...more })}\n${text}`);
  assert.equal((await send({}, "1,a\n2,b\n")).json.rows, 2);
  assert.equal((await send({ key: ["id"] }, "2,c\n3,d\n")).json.rows, 2);
  const { rows, bad_lines } = (await send({ skip_bad_lines: 1 }, "3,x\n4,e\n")).json;
  assert.deepEqual([rows, bad_lines[0].code], [1, "23505"]);
  assert.equal((await send({ session: "s" }, "5,f\n")).json.error.code, "0A000");
  assert.deepEqual((await query("SELECT string_agg(id || v, ' ' ORDER BY id) FROM filled")).statements[0].rows, [["1a 2c 3d 4e"]]);
});
