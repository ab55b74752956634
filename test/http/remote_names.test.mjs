// A name server that never answers holds up nobody longer than a connection may take, and a cancel ends the wait. The cluster runs
// in a mount namespace with an /etc/resolv.conf of its own, which only root can make.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import dgram from "node:dgram";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import test, { after } from "node:test";
import { promisify } from "node:util";
import { until } from "./support/cluster.mjs";
import { signIn } from "./support/client.mjs";
import { password } from "./support/remote.mjs";

const run = promisify(execFile);
const top = new URL("../../", import.meta.url).pathname;
const address = "127.0.0.9";
const dir = await mkdtemp(`${tmpdir()}/studio-names.`);
const questions = [];
const server = dgram.createSocket("udp4", (question) => questions.push(question));
const cluster = await start();
const client = cluster && (await signIn("postgres", cluster));
const options = { skip: cluster ? false : "not possible here: a mount namespace and port 53" };
const body = (more) => ({ name: "unknown", kind: "postgres", host: "database.example.com", database: "ada", user: "ada", password, ...more });
after(async () => {
  server.close();
  if (cluster) await run(`${top}dev/cluster`, ["stop", "--dir", cluster.dir]);
  await rm(dir, { recursive: true });
});

async function start() {
  try {
    await new Promise((resolve, reject) => server.once("error", reject).bind(53, address, resolve));
    await chmod(dir, 0o755);
    await writeFile(`${dir}/resolv.conf`, `nameserver ${address}\n`);
    const script = 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"';
    await run("unshare", ["-m", "sh", "-c", script, "sh", `${dir}/resolv.conf`, "true"]);
    const { stdout } = await run("unshare", ["-m", "sh", "-c", script, "sh", `${dir}/resolv.conf`, `${top}dev/cluster`, "start", "--conf", "studio.remote_hosts = 'public'"]);
    return JSON.parse(stdout);
  } catch {
    return null;
  }
}

test("within the time that a connection may take", options, async () => {
  const started = Date.now();
  const { error, text } = await client.request("POST", "/connections/test", body({ parameters: { connect_timeout: 1 } }));
  assert.equal(error?.code, "08001", text);
  assert.match(error.message, /could not translate host name/);
  assert.match(error.detail, /in time/);
  assert.ok(Date.now() - started < 3000, `${Date.now() - started} ms`);
  assert.ok(questions.length > 0);
});

test("a cancel ends the wait", options, async () => {
  const { json: connection } = await client.request("POST", "/connections", body({ parameters: { connect_timeout: 30 } }));
  const asked = questions.length;
  const running = client.query(connection, "SELECT 1");
  const found = await until("the query to wait", async () => (await client.request("GET", "/queries")).json.items[0]);
  await until("the name server to be asked", () => questions.length > asked);
  const started = Date.now();
  assert.equal((await client.request("DELETE", `/queries/${found.query_id}`)).status, 202);
  assert.equal((await running).error.code, "57014");
  assert.ok(Date.now() - started < 2000, `${Date.now() - started} ms`);
});
