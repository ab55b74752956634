// Before CREATE EXTENSION, in the wrong database, without preload, after DROP EXTENSION, and other settings.
import assert from "node:assert/strict";
import { chmodSync, existsSync, statSync } from "node:fs";
import test, { after } from "node:test";
import { log, psql, startCluster, until } from "./support/cluster.mjs";
import { signIn } from "./support/client.mjs";

const on = await startCluster(["--no-extension"]);
after(() => on.stop());
const run = (sql, database = "postgres") => psql(sql, { on, database });
const health = async () => (await fetch(`${on.url}/api/v1/healthz`).catch(() => null))?.status;

test("before CREATE EXTENSION the port says what to do, as page and as JSON", async () => {
  await until("the gateway", async () => (await health()) === 503);
  const page = await fetch(`${on.url}/`, { headers: { accept: "text/html" } });
  const text = await page.text();
  assert.match(page.headers.get("content-type"), /^text\/html/);
  assert.match(text, /CREATE EXTENSION studio/);
  const api = await fetch(`${on.url}/api/v1/me`);
  assert.equal(api.status, 503);
  const { error } = await api.json();
  assert.equal(error.code, "ST005");
  assert.match(`${error.detail} ${error.hint}`, /CREATE EXTENSION studio/);
  assert.equal(await health(), 503);
});

test("the log says so once, and nothing while roles come and go", async () => {
  const before = await until("the line", async () => ((text) => /is not created/.test(text) && text)(await log(on)));
  assert.deepEqual(before.match(/extension studio is not created in database "postgres"/g).length, 1);
  for (let n = 0; n < 10; n++) await run("CREATE ROLE passing; GRANT passing TO postgres; DROP ROLE passing");
  const workers = "SELECT count(*) FROM pg_stat_activity WHERE backend_type LIKE 'studio service%'";
  await new Promise((resolve) => setTimeout(resolve, 500));
  await until("the last look of the gateway", async () => (await run(workers)) === "0");
  assert.equal((await log(on)).slice(before.length), "");
  assert.doesNotMatch(before, /studio_service|FATAL/);
});

test("in another database CREATE EXTENSION names the setting", async () => {
  await run("CREATE DATABASE elsewhere");
  await assert.rejects(run("CREATE EXTENSION studio", "elsewhere"), /HINT: .*change studio\.database in postgresql\.conf/);
});

test("after CREATE EXTENSION it serves within a moment, without a restart", async () => {
  await run("CREATE EXTENSION studio");
  await until("healthz", async () => (await health()) === 200, 5);
  const client = await signIn("postgres", on);
  assert.equal((await client.request("GET", "/me")).status, 200);
});

test("R-18 the key file is 0600; with another mode sign-in is 503 ST003 and the cluster serves", async () => {
  const file = `${on.dir}/data/studio.key`;
  assert.ok(existsSync(file));
  assert.equal(statSync(file).mode & 0o777, 0o600);
  chmodSync(file, 0o644);
  const login = async () => {
    const link = await run("SELECT studio.login_link()");
    return fetch(`${on.url}/api/v1/auth/login`, { method: "POST", body: JSON.stringify({ link }), headers: { "content-type": "application/json" } });
  };
  await run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type LIKE 'studio gateway%'");
  const answer = await until("the gateway to come back", () => login().catch(() => null), 15);
  assert.equal(answer.status, 503);
  assert.equal((await answer.json()).error.code, "ST003");
  assert.equal(await run("SELECT 1"), "1");
  chmodSync(file, 0o600);
  await until("sign-in to work again", async () => (await login()).status === 200, 70);
});

test("a changed setting is taken by a reload", async () => {
  await run("ALTER SYSTEM SET studio.allowed_hosts = 'only.test'");
  await run("SELECT pg_reload_conf()");
  await until("the new hosts", async () => (await health()) === 421, 5);
  await run("ALTER SYSTEM RESET studio.allowed_hosts");
  await run("SELECT pg_reload_conf()");
  await until("the old hosts", async () => (await health()) === 200, 5);
});

test("DROP EXTENSION brings the page back and says what is lost", async () => {
  await run("DROP EXTENSION studio CASCADE");
  await until("the page", async () => (await health()) === 503, 5);
  await run("CREATE EXTENSION studio");
  await until("healthz", async () => (await health()) === 200, 5);
});

test("R-28 the port is bound on loopback only, and elsewhere only behind a proxy", async () => {
  await assert.rejects(startCluster(["--no-extension", "--conf", "studio.listen_addresses = '0.0.0.0'"]).then(async (other) => {
    try {
      const text = await until("the refusal in the log", async () => (/behind_tls_proxy/.test(await log(other)) ? log(other) : null), 5);
      assert.match(text, /studio\.behind_tls_proxy/);
      const answer = await fetch(`${other.url}/api/v1/healthz`).catch(() => null);
      assert.equal(answer, null, "nothing is served");
    } finally {
      await other.stop();
    }
    throw new Error("refused at run time");
  }), /behind_tls_proxy|refused at run time|did not start/);
});

test("a busy port is one clear line in the log; the cluster serves psql, and the port is taken once free", async () => {
  const { createServer } = await import("node:net");
  const holder = createServer();
  await new Promise((resolve) => holder.listen(0, "127.0.0.1", resolve));
  const { port } = holder.address();
  const other = await startCluster(["--no-extension", "--http-port", String(port)]);
  try {
    await until("the line", async () => /could not (bind|listen)|[Aa]ddress already in use/.test(await log(other)));
    assert.equal(await psql("SELECT 1", { on: other }), "1");
    await new Promise((resolve) => holder.close(resolve));
    await until("the gateway", async () => (await fetch(`${other.url}/api/v1/healthz`).catch(() => null))?.status === 503, 75);
  } finally {
    await other.stop();
  }
});

test("the server stops promptly with open sockets and running queries", async () => {
  const other = await startCluster([]);
  const client = await signIn("postgres", other);
  const connection = await client.connect("postgres", "postgres");
  const answer = client.query(connection, "select pg_sleep(60)").catch(() => null);
  await until("the query", async () => (await client.request("GET", "/queries")).json.items.length === 1);
  const started = Date.now();
  await other.stop();
  assert.ok(Date.now() - started < 5000, `${Date.now() - started} ms`);
  await answer;
});
