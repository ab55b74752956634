// Requests that two servers could read in two ways, or none at all: each is refused, and the next request works.
import assert from "node:assert/strict";
import test, { afterEach } from "node:test";
import { cluster, gatewayPid } from "./support/cluster.mjs";
import { signIn } from "./support/client.mjs";
import { exchange, request } from "./support/raw.mjs";

const client = await signIn();
const gateway = await gatewayPid();
const bearer = `Authorization: Bearer ${client.token}`;
const json = "Content-Type: application/json";

afterEach(async () => {
  assert.equal((await client.request("GET", "/api/v1/healthz")).status, 200);
  assert.equal(await gatewayPid(), gateway);
});

const login = (headers, body = "") => request("POST", "/api/v1/auth/login", [...headers, json], body);
const get = (...lines) => `GET /api/v1/healthz HTTP/1.1\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n`;
const host = `Host: 127.0.0.1:${cluster.http_port}`;

// What the gate refuses: [name, bytes, status, message].
const refused = [
  ["no Host", get(), 400, "no Host"],
  ["no Host before a body", `POST /api/v1/auth/login HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`, 400, "no Host"],
  ["two Hosts", get(host, host), 400, "more than one Host"],
  ["two different Hosts", get(host, "Host: evil.test"), 400, "more than one Host"],
  ["Content-Length with chunked", login(["Content-Length: 2", "Transfer-Encoding: chunked"], "0\r\n\r\n"), 400, "Content-Length together with Transfer-Encoding"],
  ["chunked with Content-Length", login(["Transfer-Encoding: chunked", "Content-Length: 2"], "0\r\n\r\n"), 400, "Content-Length together with Transfer-Encoding"],
  ["two Content-Lengths", login(["Content-Length: 2", "Content-Length: 3"], "{}"), 400, "more than one Content-Length"],
  ["two equal Content-Lengths", login(["Content-Length: 2", "Content-Length: 2"], "{}"), 400, "more than one Content-Length"],
  ["unknown Transfer-Encoding", login(["Transfer-Encoding: xchunked"], "0\r\n\r\n"), 400, "unknown Transfer-Encoding"],
  ["Transfer-Encoding list", login(["Transfer-Encoding: gzip, chunked"], "0\r\n\r\n"), 400, "unknown Transfer-Encoding"],
  ["two Transfer-Encodings", login(["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"], "0\r\n\r\n"), 400, "more than one Transfer-Encoding"],
  ["Transfer-Encoding identity", login(["Transfer-Encoding: identity"], "{}"), 400, "unknown Transfer-Encoding"],
  ["a folded header", get(host, "X-Long: a", " b"), 400, "malformed header line"],
  ["a folded header before another", get(host, "X-Long: a", " b", "X-B: c"), 400, "malformed header line"],
  ["a first header that is folded", get(" b: x", host), 400, "invalid header name"],
  ["space before the colon", get(host, "X-Long : a"), 400, "invalid header name"],
  ["a first header without a name", get(": x", host), 400, "invalid header name"],
  ["a header without a name, and another request behind it", `${get(host, ": x")}${get(host)}`, 400, "malformed header line"],
  ["control byte in a header", get(host, "X-A: a\x01b"), 400, "control character in a header value"],
  ["NUL in a header", get(host, "X-A: a\0b", "X-B: c"), 400, "malformed header line"],
  ["NUL in the last header", get(host, "X-A: a\0b"), 400, "malformed header line"],
  ["bare line feeds", get(host).replaceAll("\r", ""), 400, "malformed header line"],
  ["NUL in the target", `GET /api/v1/healthz\0 HTTP/1.1\r\n${host}\r\n\r\n`, 400, "malformed request target"],
  ["control byte in the target", `GET /heal\x01thz HTTP/1.1\r\n${host}\r\n\r\n`, 400, "control character in the request target"],
  ["a blank in the target", `GET /heal thz HTTP/1.1\r\n${host}\r\n\r\n`, 400, "control character in the request target"],
  ["two blanks before the target", `GET  /healthz HTTP/1.1\r\n${host}\r\n\r\n`, 400, "malformed request target"],
  ["target of 20 KiB", request("GET", `/${"a".repeat(20480)}`), 414, "the request target is too long"],
  ["header of 20 KiB", request("GET", "/api/v1/healthz", [`X-A: ${"a".repeat(20480)}`]), 431, "the header block is too large"],
  ["two hundred headers", request("GET", "/api/v1/healthz", Array.from({ length: 200 }, (_, n) => `X-Header-${n}: abcdef`)), 431, "too many header fields"],
  ["HTTP/1.2", `GET /api/v1/healthz HTTP/1.2\r\n${host}\r\n\r\n`, 400, "unknown protocol version"],
  ["method of noise", `G\xffT /api/v1/healthz HTTP/1.1\r\n${host}\r\n\r\n`, 400, "invalid method"],
  ["method of 33 bytes", `${"A".repeat(33)} /api/v1/healthz HTTP/1.1\r\n${host}\r\n\r\n`, 400, "invalid method"],
  ["absolute target elsewhere", `GET http://evil.test/api/v1/healthz HTTP/1.1\r\n${host}\r\n\r\n`, 400, "the request target must begin with a slash"],
  ["CONNECT", `CONNECT evil.test:443 HTTP/1.1\r\n${host}\r\n\r\n`, 400, "the request target must begin with a slash"],
  ["OPTIONS *", `OPTIONS * HTTP/1.1\r\n${host}\r\n\r\n`, 400, "the request target must begin with a slash"],
  ["compressed body", login(["Content-Encoding: gzip", "Content-Length: 2"], "{}"), 415, "compressed request bodies are not accepted"],
];
for (const [name, bytes, status, message] of refused) {
  test(`refused: ${name}`, async () => {
    const answer = await exchange(Buffer.from(bytes, "latin1"), { quietMs: 5000 });
    assert.equal(answer.status, status, answer.text.slice(0, 300));
    assert.equal(JSON.parse(answer.body).error.message, message);
    assert.match(answer.head, /^Content-Security-Policy: default-src 'none'/im);
    assert.ok(answer.closed, "the connection is closed after a refusal");
  });
}

// Wrong, but not about where a request ends: the connection may serve the next one.
for (const target of ["/api/v1/%00me", "/api/v1/%zz", "/api/v1/me%4", "/%c0%ae%c0%ae/"]) {
  test(`refused, and the connection stays: ${target}`, async () => {
    const answer = await exchange(request("GET", target, [bearer]), { quietMs: 500 });
    assert.equal(answer.status, 400);
    assert.equal(JSON.parse(answer.body).error.code, "22023");
    assert.equal(answer.closed, false);
  });
}

// What libmicrohttpd answers by itself, before anybody is asked (doc/protocol.md 9): a page of its own, and the end of the
// connection. Of some it sends the head twice.
const byLibrary = [
  ["Content-Length list", login(["Content-Length: 2, 2"], "{}"), 400, 2],
  ["negative Content-Length", login(["Content-Length: -1"]), 400, 2],
  ["Content-Length with a sign", login(["Content-Length: +2"], "{}"), 400, 2],
  ["huge Content-Length", login(["Content-Length: 99999999999999999999"]), 413, 2],
  ["Content-Length of words", login(["Content-Length: two"]), 400, 2],
  ["hexadecimal Content-Length", login(["Content-Length: 0x2"], "{}"), 400, 2],
  ["empty Content-Length", login(["Content-Length:"], "{}"), 400, 2],
  ["header without a colon", get(host, "nonsense"), 400, 1],
  ["target of 200 KiB", request("GET", `/${"a".repeat(204800)}`), 414, 1],
  ["header of 200 KiB", request("GET", "/api/v1/healthz", [`X-A: ${"a".repeat(204800)}`]), 431, 1],
  ["thousand headers", request("GET", "/api/v1/healthz", Array.from({ length: 1000 }, (_, n) => `X-Header-${n}: abcdef`)), 431, 1],
  ["HTTP/9.9", `GET /api/v1/healthz HTTP/9.9\r\n${host}\r\n\r\n`, 505, 1],
  ["HTTP/0.9", "GET /api/v1/healthz\r\n\r\n", 400, 1],
  ["chunk size of noise", login(["Transfer-Encoding: chunked"], "zz\r\n{}\r\n0\r\n\r\n"), 400, 1],
  ["chunk size of 17 digits", login(["Transfer-Encoding: chunked"], "fffffffffffffffff\r\n{}\r\n"), 413, 1],
  ["chunk longer than it says", login(["Transfer-Encoding: chunked"], "2\r\n{}xx0\r\n\r\n"), 400, 1],
  ["trailer without a colon", login(["Transfer-Encoding: chunked"], "2\r\n{}\r\n0\r\nnonsense\r\n\r\n"), 400, 1],
];
for (const [name, bytes, status, heads] of byLibrary) {
  test(`refused by libmicrohttpd: ${name}`, async () => {
    const answer = await exchange(Buffer.from(bytes, "latin1"), { quietMs: 5000 });
    assert.equal(answer.status, status, answer.text.slice(0, 300));
    assert.equal(answer.text.match(/^HTTP\/1\.1 /gm).length, heads);
    assert.match(answer.head, /^Connection: close/im);
    assert.match(answer.text, /<html>/);
    assert.ok(answer.closed);
  });
}

for (const [name, bytes] of [
  ["TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
  ["a chunk of 2^64 − 1 bytes", login(["Transfer-Encoding: chunked"], "ffffffffffffffff\r\n{}\r\n")],
]) {
  test(`closed in silence: ${name}`, async () => {
    const answer = await exchange(Buffer.from(bytes, "latin1"), { quietMs: 5000 });
    assert.equal(answer.text, "");
    assert.ok(answer.closed);
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
  assert.equal(secret.status, 400);
  const foreign = await exchange(`GET /api/v1/healthz HTTP/1.1\r\nHost: evil.test\x00127.0.0.1:${cluster.http_port}\r\nConnection: close\r\n\r\n`);
  assert.equal(foreign.status, 421);
});

test("HEAD has the headers of GET and no body", async () => {
  const answer = await exchange(request("HEAD", "/api/v1/healthz", ["Connection: close"]));
  assert.equal(answer.status, 200);
  assert.equal(answer.body, "");
});

test("R-04 no path leads out of the static files", async () => {
  const paths = ["/../../../../etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/%252e%252e/etc/passwd",
    "/..\\..\\etc\\passwd", "//etc/passwd", "/assets/../../../PG_VERSION", "/assets/..%5c..%5cPG_VERSION", "/./assets/", "/assets//",
    "/assets/%2e%2e%2fassets.json", "/.git/config", "/assets.json", "/index.html.br", "/index.html.gz"];
  for (const path of paths) {
    const answer = await exchange(request("GET", path, ["Connection: close"]));
    assert.equal(/root:|15\n$|PG_VERSION/.test(answer.body), false, path);
    assert.ok([400, 404].includes(answer.status) || answer.body.includes("<!doctype html>"), `${path}: ${answer.status}`);
  }
});
