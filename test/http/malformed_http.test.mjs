// Requests that two servers could read in two ways, or none at all: each is refused, and the next request works.
import assert from "node:assert/strict";
import test, { afterEach } from "node:test";
import { cluster, gatewayPid } from "./support/cluster.mjs";
import { signIn } from "./support/client.mjs";
import { exchange, request } from "./support/raw.mjs";

const client = await signIn();
const gateway = await gatewayPid();
const host = `Host: 127.0.0.1:${cluster.http_port}\r\n`;
const bearer = `Authorization: Bearer ${client.token}`;
const json = "Content-Type: application/json";

afterEach(async () => {
  assert.equal((await client.request("GET", "/api/v1/healthz")).status, 200);
  assert.equal(await gatewayPid(), gateway);
});

// [name, bytes, accepted statuses]; 0 stands for a connection closed without an answer.
const cases = [
  ["no Host", "GET /api/v1/healthz HTTP/1.1\r\n\r\n", [400, 421]],
  ["two Hosts", `GET /api/v1/healthz HTTP/1.1\r\n${host}${host}\r\n`, [400]],
  ["two different Hosts", `GET /api/v1/healthz HTTP/1.1\r\n${host}Host: evil.test\r\n\r\n`, [400]],
  ["Content-Length with chunked", request("POST", "/api/v1/auth/login", ["Content-Length: 2", "Transfer-Encoding: chunked", json], "0\r\n\r\n"), [400]],
  ["chunked with Content-Length", request("POST", "/api/v1/auth/login", ["Transfer-Encoding: chunked", "Content-Length: 2", json], "0\r\n\r\n"), [400]],
  ["two Content-Lengths", request("POST", "/api/v1/auth/login", ["Content-Length: 2", "Content-Length: 3", json], "{}"), [400]],
  ["two equal Content-Lengths", request("POST", "/api/v1/auth/login", ["Content-Length: 2", "Content-Length: 2", json], "{}"), [400]],
  ["Content-Length list", request("POST", "/api/v1/auth/login", ["Content-Length: 2, 2", json], "{}"), [400]],
  ["negative Content-Length", request("POST", "/api/v1/auth/login", ["Content-Length: -1", json]), [400, 413]],
  ["Content-Length with a sign", request("POST", "/api/v1/auth/login", ["Content-Length: +2", json], "{}"), [400]],
  ["huge Content-Length", request("POST", "/api/v1/auth/login", ["Content-Length: 99999999999999999999", json]), [400, 413]],
  ["Content-Length of words", request("POST", "/api/v1/auth/login", ["Content-Length: two", json]), [400]],
  ["hexadecimal Content-Length", request("POST", "/api/v1/auth/login", ["Content-Length: 0x2", json], "{}"), [400]],
  ["unknown Transfer-Encoding", request("POST", "/api/v1/auth/login", ["Transfer-Encoding: xchunked", json], "0\r\n\r\n"), [400, 501]],
  ["Transfer-Encoding list", request("POST", "/api/v1/auth/login", ["Transfer-Encoding: gzip, chunked", json], "0\r\n\r\n"), [400, 501]],
  ["two Transfer-Encodings", request("POST", "/api/v1/auth/login", ["Transfer-Encoding: chunked", "Transfer-Encoding: chunked", json], "0\r\n\r\n"), [400]],
  ["Transfer-Encoding identity", request("POST", "/api/v1/auth/login", ["Transfer-Encoding: identity", json], "{}"), [400, 501]],
  ["folded header", `GET /api/v1/healthz HTTP/1.1\r\n${host}X-Long: a\r\n b\r\n\r\n`, [400]],
  ["space before the colon", `GET /api/v1/healthz HTTP/1.1\r\n${host}X-Long : a\r\n\r\n`, [400]],
  ["header without a colon", `GET /api/v1/healthz HTTP/1.1\r\n${host}nonsense\r\n\r\n`, [400]],
    ["control byte in a header", `GET /api/v1/healthz HTTP/1.1\r\n${host}X-A: a\x01b\r\n\r\n`, [400]],
  ["NUL in the target", `GET /api/v1/healthz\0 HTTP/1.1\r\n${host}\r\n`, [400, 0]],
  ["encoded NUL in the target", request("GET", "/api/v1/%00me", [bearer]), [400]],
  ["broken percent", request("GET", "/api/v1/%zz", [bearer]), [400]],
  ["percent at the end", request("GET", "/api/v1/me%4", [bearer]), [400]],
  ["overlong UTF-8 in the target", request("GET", "/%c0%ae%c0%ae/", []), [400]],
  ["control byte in the target", `GET /heal\x01thz HTTP/1.1\r\n${host}\r\n`, [400]],
  ["target of 20 KiB", request("GET", `/${"a".repeat(20480)}`), [400, 414, 431]],
  ["header of 20 KiB", request("GET", "/api/v1/healthz", [`X-A: ${"a".repeat(20480)}`]), [431]],
  ["thousand headers of 20 bytes", request("GET", "/api/v1/healthz", Array.from({ length: 1000 }, (_, n) => `X-Header-${n}: abcdef`)), [431]],
  ["HTTP/9.9", `GET /api/v1/healthz HTTP/9.9\r\n${host}\r\n`, [400, 505]],
  ["HTTP/0.9", "GET /api/v1/healthz\r\n\r\n", [400, 421, 505, 0]],
  ["not HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", [400, 408, 0]],
  ["method of noise", `G\xffT /api/v1/healthz HTTP/1.1\r\n${host}\r\n`, [400, 405, 501, 0]],
  ["method of 10 KiB", `${"A".repeat(10240)} /api/v1/healthz HTTP/1.1\r\n${host}\r\n`, [400, 405, 414, 431, 501]],
  ["absolute target elsewhere", `GET http://evil.test/api/v1/healthz HTTP/1.1\r\n${host}\r\n`, [400, 404, 421]],
  ["CONNECT", `CONNECT evil.test:443 HTTP/1.1\r\n${host}\r\n`, [400, 404, 405, 501]],
  ["compressed body", request("POST", "/api/v1/auth/login", ["Content-Encoding: gzip", "Content-Length: 2", json], "{}"), [415]],
  ["chunk size of noise", request("POST", "/api/v1/auth/login", ["Transfer-Encoding: chunked", json], "zz\r\n{}\r\n0\r\n\r\n"), [400, 0]],
  ["chunk size of 17 digits", request("POST", "/api/v1/auth/login", ["Transfer-Encoding: chunked", json], "fffffffffffffffff\r\n{}\r\n"), [400, 413, 0]],
];

// Wrong, but not about where a request ends: the connection may serve the next one.
const staysOpen = new Set(["encoded NUL in the target", "broken percent", "percent at the end", "overlong UTF-8 in the target", "method of 10 KiB"]);

for (const [name, bytes, expected] of cases) {
  test(`refused: ${name}`, async () => {
    const answer = await exchange(Buffer.from(bytes, "latin1"), { quietMs: 5000 });
    assert.ok(expected.includes(answer.status), `status ${answer.status}: ${answer.text.slice(0, 300)}`);
    if (!staysOpen.has(name)) assert.ok(answer.closed, "the connection is closed after a refusal");
    assert.doesNotMatch(answer.text, /HTTP\/1\.1 2/);
  });
}

test("what stands behind a refused request on the same connection is not read", async () => {
  const bytes = request("POST", "/api/v1/auth/login", ["Content-Length: 6", "Transfer-Encoding: chunked", json],
    "0\r\n\r\n" + request("GET", "/api/v1/me", [bearer]));
  const answer = await exchange(bytes, { quietMs: 3000 });
  assert.equal(answer.status, 400);
  assert.equal(answer.text.includes('"account"'), false);
});

test("requests in a pipeline are answered in order", async () => {
  const answer = await exchange(request("GET", "/api/v1/healthz") + request("GET", "/api/v1/me", [bearer]) + request("GET", "/api/v1/none", [bearer, "Connection: close"]));
  assert.deepEqual([...answer.text.matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => match[1]), ["200", "200", "404"]);
});

test("what stands behind a NUL in a header's value counts for nothing", async () => {
  const secret = await exchange(request("GET", "/api/v1/me", [`X-A: a\x00${bearer}`, "Connection: close"]));
  assert.ok([400, 401, 0].includes(secret.status), String(secret.status));
  const foreign = await exchange(`GET /api/v1/healthz HTTP/1.1\r\nHost: evil.test\x00127.0.0.1:${cluster.http_port}\r\nConnection: close\r\n\r\n`);
  assert.ok([400, 421, 0].includes(foreign.status), String(foreign.status));
});

test("HEAD has the headers of GET and no body", async () => {
  const answer = await exchange(request("HEAD", "/api/v1/healthz", ["Connection: close"]));
  assert.equal(answer.status, 200);
  assert.equal(answer.body, "");
});

test("no path leads out of the static files", async () => {
  const paths = ["/../../../../etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/%252e%252e/etc/passwd",
    "/..\\..\\etc\\passwd", "//etc/passwd", "/assets/../../../PG_VERSION", "/assets/..%5c..%5cPG_VERSION", "/./assets/", "/assets//",
    "/assets/%2e%2e%2fassets.json", "/.git/config", "/assets.json", "/index.html.br", "/index.html.gz"];
  for (const path of paths) {
    const answer = await exchange(request("GET", path, ["Connection: close"]));
    assert.equal(/root:|15\n$|PG_VERSION/.test(answer.body), false, path);
    assert.ok([400, 404].includes(answer.status) || answer.body.includes("<!doctype html>"), `${path}: ${answer.status}`);
  }
});
