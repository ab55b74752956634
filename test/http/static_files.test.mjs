// The built UI: types, compression, ETag, caching, and the fall back to index.html for its routes.
import assert from "node:assert/strict";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import test from "node:test";
import { cluster } from "./support/cluster.mjs";
import { exchange, request } from "./support/raw.mjs";
import http from "node:http";

/** A GET whose body is left as it came over the wire. */
const get = (path, headers = {}) => new Promise((resolve, reject) => {
  http.get({ host: "127.0.0.1", port: cluster.http_port, path, headers }, (response) => {
    const chunks = [];
    response.on("data", (chunk) => chunks.push(chunk));
    response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
  }).on("error", reject);
});

const index = await get("/");
const asset = /src="(\/assets\/[^"]+\.js)"/.exec(index.body.toString())?.[1];

test("index.html is served at / and at every route of the app, never cached blindly", async () => {
  for (const path of ["/", "/index.html", "/sign-in", "/connections", "/sql?x=1"]) {
    const answer = await get(path);
    assert.equal(answer.status, 200, path);
    assert.match(answer.headers["content-type"], /^text\/html/, path);
    assert.match(answer.body.toString(), /^<!doctype html>/i, path);
    assert.match(answer.headers["cache-control"], /no-cache|no-store|max-age=0/, path);
    assert.ok(answer.headers.etag, path);
  }
});

test("an asset is immutable, typed, and the same under every encoding", async () => {
  const plain = await get(asset);
  assert.match(plain.headers["content-type"], /^(text|application)\/javascript/);
  assert.match(plain.headers["cache-control"], /immutable/);
  assert.equal(plain.headers["content-encoding"], undefined);
  const brotli = await get(asset, { "accept-encoding": "gzip, deflate, br" });
  assert.equal(brotli.headers["content-encoding"], "br");
  assert.deepEqual(brotliDecompressSync(brotli.body), plain.body);
  const gzip = await get(asset, { "accept-encoding": "gzip" });
  assert.equal(gzip.headers["content-encoding"], "gzip");
  assert.deepEqual(gunzipSync(gzip.body), plain.body);
  for (const answer of [plain, brotli, gzip]) assert.match(answer.headers.vary ?? "", /accept-encoding/i);
  assert.notEqual(brotli.headers.etag, plain.headers.etag);
  const none = await get(asset, { "accept-encoding": "br;q=0, gzip;q=0" });
  assert.equal(none.headers["content-encoding"], undefined);
});

test("If-None-Match with the ETag is 304 without a body; with another it is 200", async () => {
  const { headers } = await get(asset);
  const same = await get(asset, { "if-none-match": headers.etag });
  assert.equal(same.status, 304);
  assert.equal(same.body.length, 0);
  assert.equal((await get(asset, { "if-none-match": '"other"' })).status, 200);
  assert.equal((await get(asset, { "if-none-match": `"a", ${headers.etag}` })).status, 304);
});

test("what is not there is 404, not index.html, where it looks like a file", async () => {
  for (const path of ["/assets/none.js", "/none.png", "/favicon.ico/x"]) assert.equal((await get(path)).status, 404, path);
});

test("a dot in a path of the application is one of a table's name", async () => {
  const { body } = await get("/");
  for (const path of ["/c/1/tables/public/orders.2024", "/c/1/tables/my.schema/~.."]) {
    const answer = await get(path);
    assert.equal(answer.status, 200, path);
    assert.deepEqual(answer.body, body);
  }
});

test("HEAD has the length and no body", async () => {
  const answer = await exchange(request("HEAD", asset, ["Connection: close"]));
  assert.equal(answer.status, 200);
  assert.match(answer.head, /Content-Length: [1-9]/i);
  assert.equal(answer.body, "");
});

test("no inline script or style, no address elsewhere", () => {
  const text = index.body.toString();
  assert.doesNotMatch(text, /<script(?![^>]*\bsrc=)/);
  assert.doesNotMatch(text, /<style|\sstyle=|\son[a-z]+=/);
  for (const [, target] of text.matchAll(/(?:src|href)="([^"]+)"/g)) assert.match(target, /^\/(?!\/)/);
});

test("other methods are refused", async () => {
  for (const method of ["POST", "DELETE", "PUT"]) {
    const answer = await exchange(request(method, "/", ["Content-Length: 0", "Connection: close"]));
    assert.equal(answer.status, 405, method);
  }
});
