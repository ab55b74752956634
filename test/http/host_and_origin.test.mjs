// DNS rebinding and cross-site requests: Host on every request, Origin on state changes and upgrades.
import assert from "node:assert/strict";
import test from "node:test";
import { cluster, psql } from "./support/cluster.mjs";
import { signIn } from "./support/client.mjs";
import { exchange } from "./support/raw.mjs";
import { Socket } from "./support/websocket.mjs";

const client = await signIn();
const port = cluster.http_port;
const get = (host) => exchange(`GET /api/v1/healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);

for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
  test(`R-29 Host ${host} is ours`, async () => assert.equal((await get(host)).status, 200));
}

for (const host of [
  "evil.test", `evil.test:${port}`, `localhost.evil.test:${port}`, `127.0.0.1.evil.test`, `evil.localhost:${port}`,
  `127.0.0.2:${port}`, "0.0.0.0", `localhost@evil.test`, `localhost:${port}.evil.test`, "", "localhost", "localhost:", "localhost:99999",
  "[::1", `localhost, evil.test`,
]) {
  test(`R-29 Host "${host}" is refused`, async () => {
    const { status, body } = await get(host);
    assert.equal(status, 421);
    assert.equal(JSON.parse(body).error.code, "ST009");
  });
}

const ours = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
const foreign = [
  "null", "http://evil.test", `http://evil.test:${port}`, `https://localhost.evil.test`, `http://127.0.0.1:${port}.evil.test`,
  `http://127.0.0.1:${port + 1}`, "http://127.0.0.1", `http://127.0.0.1:${port}/`, `file://`, `http://127.0.0.1:${port}@evil.test`,
  `http://xn--lcalhost-m0a:${port}`, "chrome-extension://abcdef", `http://127.0.0.2:${port}`, "",
];

for (const origin of ours) {
  test(`R-24 R-30 Origin ${origin} may change state and open a socket`, async () => {
    const answer = await client.request("POST", "/connections/test", {}, { headers: { origin } });
    assert.equal(answer.status, 400, answer.text);
    const socket = await Socket.open({ headers: { Origin: origin } });
    socket.end();
  });
}

for (const origin of foreign) {
  test(`R-24 R-30 Origin "${origin}" may not`, async () => {
    const body = JSON.stringify({ role: "postgres", password: "x" });
    const { status } = await exchange(
      `POST /api/v1/auth/login HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${origin}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
    assert.equal(status, 403);
    await assert.rejects(Socket.open({ headers: { Origin: origin } }), (error) => error.status === 403);
  });
}

test("R-24 a form of another site changes nothing: text/plain is refused", async () => {
  const before = await psql("SELECT count(*) FROM pg_authid");
  const answer = await client.request("POST", "/connections", '{"name":"x"}', { headers: { "content-type": "text/plain" } });
  assert.equal(answer.status, 400);
  assert.equal(answer.error.message, "Content-Type must be application/json");
  assert.equal(await psql("SELECT count(*) FROM pg_authid"), before);
});

test("R-24 OPTIONS grants nothing", async () => {
  const answer = await client.request("OPTIONS", "/connections", undefined, {
    headers: { origin: "http://evil.test", "access-control-request-method": "POST" },
  });
  assert.ok(answer.status >= 400);
  for (const name of answer.headers.keys()) assert.doesNotMatch(name, /^access-control-/);
});
