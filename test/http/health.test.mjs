// The door without a token: /api/v1/healthz, unknown routes, wrong methods, and what every answer carries.
import assert from "node:assert/strict";
import test from "node:test";
import { Client, signIn } from "./support/client.mjs";

test("healthz answers without a token", async () => {
  const answer = await new Client().request("GET", "/api/v1/healthz");
  assert.equal(answer.status, 200);
  assert.equal(answer.json.status, "ok");
  assert.equal(typeof answer.json.version, "string");
});

test("every answer carries the security headers of its kind and a request id", async () => {
  const client = await signIn();
  const pages = ["/", "/sign-in"];
  const paths = ["/api/v1/healthz", "/", "/sign-in", "/api/v1/me", "/api/v1/no-such-route", "/api/v1/connections/defaults", "/no-such-file.js"];
  for (const path of paths) {
    const response = await fetch(client.url + path, { headers: { authorization: `Bearer ${client.token}` } });
    await response.arrayBuffer();
    const policy = response.headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe/, path);
    assert.equal(response.headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(response.headers.get("x-frame-options"), "DENY", path);
    if (pages.includes(path)) {
      assert.match(policy, /require-trusted-types-for 'script'/, path);
      assert.equal(response.headers.get("referrer-policy"), "no-referrer", path);
      assert.equal(response.headers.get("cross-origin-opener-policy"), "same-origin", path);
    }
    assert.equal(response.headers.get("cross-origin-resource-policy"), "same-origin", path);
    assert.match(response.headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/, path);
    for (const name of response.headers.keys()) assert.doesNotMatch(name, /^access-control-/, path);
  }
});

test("an answer of the API is not stored", async () => {
  const client = await signIn();
  for (const path of ["/me", "/connections", "/no-such-route"]) {
    const answer = await client.request("GET", path);
    assert.equal(answer.headers.get("cache-control"), "no-store", path);
  }
});

test("an unknown route is 404, a known one with another method 405 with Allow", async () => {
  const client = await signIn();
  const missing = await client.request("GET", "/no-such-route");
  assert.equal(missing.status, 404);
  assert.equal(missing.error.code, "ST006");
  const wrong = await client.request("PUT", "/me", {});
  assert.equal(wrong.status, 405);
  assert.equal(wrong.error.code, "ST007");
  assert.match(wrong.headers.get("allow"), /GET/);
});

test("an error has every field, and its request id is the header's", async () => {
  const client = await signIn();
  const answer = await client.request("GET", "/no-such-route");
  const fields = "severity code message detail hint position where schema table column datatype constraint internal_query internal_position request_id";
  assert.deepEqual(Object.keys(answer.error).sort(), fields.split(" ").sort());
  assert.equal(answer.error.request_id, answer.headers.get("x-request-id"));
  assert.equal(answer.error.severity, "ERROR");
});

test("R-06 every route but the open ones wants a token", async () => {
  const client = new Client();
  const id = "00000000-0000-4000-8000-000000000000";
  const routes = [
    ["GET", "/me"], ["GET", "/connections"], ["POST", "/connections"], ["GET", "/connections/defaults"],
    ["POST", "/connections/test"], ["GET", `/connections/${id}`], ["PATCH", `/connections/${id}`],
    ["DELETE", `/connections/${id}`], ["GET", `/connections/${id}/status`], ["GET", `/connections/${id}/catalog/schemas`],
    ["POST", `/connections/${id}/query`], ["POST", `/connections/${id}/rows/select`], ["GET", "/queries"],
    ["DELETE", `/queries/${id}`], ["GET", "/sessions"], ["DELETE", "/sessions/mine"],
  ];
  for (const [method, path] of routes) {
    const answer = await client.request(method, path, method === "GET" || method === "DELETE" ? undefined : {});
    assert.equal(answer.status, 401, `${method} ${path}`);
    assert.equal(answer.error.code, "28000", `${method} ${path}`);
  }
});
