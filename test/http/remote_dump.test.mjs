// A dump holds no password in clear text; restored beside the key file the saved connections work, without it studio asks again.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chown, copyFile, readFile, stat, unlink } from "node:fs/promises";
import test, { after } from "node:test";
import { promisify } from "node:util";
import { psql, startCluster, until } from "./support/cluster.mjs";
import { signIn } from "./support/client.mjs";
import { password, remoteBody, startRemote } from "./support/remote.mjs";
import { value } from "./support/scene.mjs";

const run = promisify(execFile);
const bin = process.env.STUDIO_PG_BIN;
const conf = ["--conf", "studio.remote_hosts = '127.0.0.1'"];
const server = await startRemote();
const [from, to] = [await startCluster(conf), await startCluster(conf)];
after(() => Promise.all([server.stop(), from.stop(), to.stop()]));
const client = await signIn("postgres", from);
const { json: connection } = await client.request("POST", "/connections", remoteBody(server));
const { json: second } = await client.request("POST", "/connections", remoteBody(server, { name: "second" }));
const at = (on) => ["-h", on.socket_dir, "-p", String(on.pg_port), "-U", "postgres", "-d", "postgres"];

test("the key file is ours alone", async () => {
  assert.equal((await stat(`${from.dir}/data/studio.key`)).mode & 0o777, 0o600);
});

test("dumped and restored", async () => {
  assert.equal(value(await client.query(connection, "SELECT 1")), 1);
  const { stdout: dump } = await run(`${bin}/pg_dump`, at(from), { maxBuffer: 64 << 20 });
  assert.ok(dump.includes(connection.id));
  for (const secret of [password, password.replaceAll("'", "''"), password.replaceAll("\\", "\\\\"), Buffer.from(password).toString("hex"), "remote' p"]) {
    assert.equal(dump.includes(secret), false);
  }
  await psql("DROP EXTENSION studio CASCADE", { on: to });
  const restore = run(`${bin}/psql`, ["-X", "-q", "-v", "ON_ERROR_STOP=1", ...at(to)]);
  restore.child.stdin.end(dump);
  await restore;

  const other = await until("the restored studio to let us in", () => signIn("postgres", to).catch(() => null));
  const asked = await other.query(connection.id, "SELECT 1");
  assert.equal(asked.error.code, "ST011", JSON.stringify(asked.error));
  const status = (await other.request("GET", `/connections/${connection.id}/status`)).json;
  assert.equal(status.state, "needs_password");
  assert.equal(status.reason.code, "ST011");
  assert.equal(status.role, "ada");
  const given = await other.request("PATCH", `/connections/${second.id}`, { password });
  assert.equal(given.status, 200, given.text);
  assert.equal((await other.request("GET", `/connections/${second.id}/status`)).json.state, "ready");
  assert.equal(value(await other.query(second.id, "SELECT 1")), 1);

  await unlink(`${to.dir}/data/studio.key`);
  await copyFile(`${from.dir}/data/studio.key`, `${to.dir}/data/studio.key`);
  const owner = await stat(`${to.dir}/data`);
  await chown(`${to.dir}/data/studio.key`, owner.uid, owner.gid);
  await psql("SELECT pg_reload_conf()", { on: to });
  const again = await until("the key to be read", () => signIn("postgres", to).catch(() => null));
  assert.equal(value(await again.query(connection.id, "SELECT 1")), 1);
  assert.ok(!(await readFile(to.log, "utf8")).includes("remote' p"));
});
