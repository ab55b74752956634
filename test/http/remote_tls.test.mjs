// TLS to another server: verify-full believes studio.remote_ca_file and the name alone; what does not fit is refused with the
// reason, and nobody is told the password.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, chown, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import test, { after } from "node:test";
import { promisify } from "node:util";
import { psql, until } from "./support/cluster.mjs";
import { listen, remoteBody, startRemote } from "./support/remote.mjs";
import { makeScene, value } from "./support/scene.mjs";

const run = promisify(execFile);
const scene = await makeScene("remote_tls");
const server = await startRemote();
const dir = await mkdtemp(`${tmpdir()}/studio-tls.`);
const { client } = scene;
const openssl = (...options) => run("openssl", options, { cwd: dir });
const tryOut = (more) => client.request("POST", "/connections/test", remoteBody(server, { sslmode: "verify-full", ...more }));
await chmod(dir, 0o755);
await makeAuthority("ours");
await makeAuthority("theirs");
await believe(`${dir}/ours.crt`);
await serve("ours", "IP:127.0.0.1");
after(async () => {
  await psql("ALTER SYSTEM RESET studio.remote_ca_file");
  await psql("SELECT pg_reload_conf()");
  await server.stop();
  await rm(dir, { recursive: true });
});

async function makeAuthority(name) {
  await openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", `/CN=${name}`, "-keyout", `${name}.key`, "-out", `${name}.crt`);
  await chmod(`${dir}/${name}.crt`, 0o644);
}

/** The remote server shows a certificate for `names` that `authority` has signed. */
async function serve(authority, names) {
  const data = `${server.dir}/data`;
  await writeFile(`${dir}/names`, `subjectAltName=${names}\n`);
  await openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=server", "-keyout", `${data}/server.key`, "-out", "request");
  await openssl("x509", "-req", "-in", "request", "-CA", `${authority}.crt`, "-CAkey", `${authority}.key`, "-CAcreateserial", "-days", "30",
    "-extfile", "names", "-out", `${data}/server.crt`);
  const owner = await stat(data);
  for (const file of ["server.key", "server.crt"]) {
    await chmod(`${data}/${file}`, 0o600);
    await chown(`${data}/${file}`, owner.uid, owner.gid);
  }
  await server.admin("ALTER SYSTEM SET ssl = on");
  await server.admin("SELECT pg_reload_conf()");
  const serial = (await openssl("x509", "-noout", "-serial", "-in", `${data}/server.crt`)).stdout.trim().replace("serial=", "");
  await until("the server to show it", async () => {
    const shown = await run("sh", ["-c", `openssl s_client -starttls postgres -connect 127.0.0.1:${server.pg_port} </dev/null 2>/dev/null | openssl x509 -noout -serial`])
      .catch(() => ({ stdout: "" }));
    return shown.stdout.includes(serial);
  });
}

async function believe(file) {
  await psql(`ALTER SYSTEM SET studio.remote_ca_file = '${file}'`);
  await psql("SELECT pg_reload_conf()");
  await until("the setting", async () => (await psql("SHOW studio.remote_ca_file")) === file);
}

test("R-12: verify-full is what a connection has that names nothing else", async () => {
  const { json } = await client.request("POST", "/connections", remoteBody(server, { sslmode: undefined }));
  assert.equal(json.sslmode, "verify-full");
  assert.equal(value(await client.query(json, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")), true);
  assert.equal((await client.request("GET", `/connections/${json.id}/status`)).json.state, "ready");
  await client.request("DELETE", `/connections/${json.id}`);
});

test("verified, or encrypted only, as was asked", async () => {
  for (const sslmode of ["verify-full", "verify-ca", "require", "prefer"]) {
    const { status, text } = await tryOut({ sslmode });
    assert.equal(status, 200, `${sslmode}: ${text}`);
  }
});

test("another name than the certificate's", async () => {
  await serve("ours", "DNS:db.example.com");
  const { error, text } = await tryOut();
  assert.equal(error?.code, "08001", text);
  assert.match(error.message, /does not match host name/);
  assert.equal((await tryOut({ sslmode: "verify-ca" })).status, 200);
});

test("an authority that nobody here believes", async () => {
  await serve("theirs", "IP:127.0.0.1");
  for (const sslmode of ["verify-full", "verify-ca"]) {
    const { error, text } = await tryOut({ sslmode });
    assert.equal(error?.code, "08001", text);
    assert.match(error.message, /certificate verify failed/);
  }
  assert.equal((await tryOut({ sslmode: "require" })).status, 200);
  await believe(`${dir}/theirs.crt`);
  assert.equal((await tryOut()).status, 200);
});

test("a file of authorities that is not there", async () => {
  await believe("/nowhere/authorities.crt");
  const { error, text } = await tryOut();
  assert.equal(error?.code, "08001", text);
  assert.match(error.message, /root certificate file "\/nowhere\/authorities.crt" does not exist/);
});

test("a server that has no TLS is told nothing", async () => {
  await believe(`${dir}/theirs.crt`);
  let heard = 0;
  const plain = await listen((socket) => socket.on("data", (data) => {
    heard += data.length;
    socket.write("N");
  }));
  const { error, text } = await tryOut({ port: plain.pg_port });
  plain.stop();
  assert.equal(error?.code, "08001", text);
  assert.match(error.message, /does not support SSL/);
  assert.equal(heard, 8, "the question for TLS and no more");
});
