// Signing in: the one-time link made in psql, role and password, refresh with rotation, logout.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { Client, signIn } from "./support/client.mjs";
import { cluster, psql, until } from "./support/cluster.mjs";

before(async () => {
  await psql(`
    CREATE ROLE sign_in_alice LOGIN PASSWORD 'right' IN ROLE studio_login;
    CREATE ROLE sign_in_stranger LOGIN PASSWORD 'right';
    CREATE ROLE sign_in_late LOGIN PASSWORD 'right' VALID UNTIL '2001-01-01' IN ROLE studio_login;
    CREATE ROLE sign_in_group NOLOGIN PASSWORD 'right' IN ROLE studio_login;
    CREATE ROLE sign_in_plain LOGIN IN ROLE studio_login`);
});

test("R-25 a link is one URL with 43 base64url characters and signs in once", async () => {
  const link = await psql("SELECT studio.login_link()");
  assert.match(link, /^http:\/\/[^/]+\/sign-in#link=[A-Za-z0-9_-]{43}$/);
  const client = new Client();
  const answer = await client.login({ link });
  assert.equal(answer.status, 200);
  assert.equal(answer.json.token_type, "Bearer");
  assert.equal(answer.json.expires_in, 600);
  assert.equal(answer.json.account.role, "postgres");
  assert.equal(answer.json.account.is_superuser, true);
  assert.equal("refresh_token" in answer.json, false);
  const again = await new Client().login({ link });
  assert.equal(again.status, 401);
  assert.equal(again.error.code, "28P01");
});

test("the bare token of a link signs in too", async () => {
  const link = await psql("SELECT studio.login_link()");
  const answer = await new Client().login({ link: link.split("#link=")[1] });
  assert.equal(answer.status, 200);
});

test("R-24 the cookie is HttpOnly, SameSite=Strict, for /api/v1/auth only", async () => {
  const answer = await new Client().login({ link: await psql("SELECT studio.login_link()") });
  const cookie = answer.headers.get("set-cookie");
  assert.match(cookie, new RegExp(`^studio_refresh_${cluster.http_port}=`));
  for (const part of [/HttpOnly/i, /SameSite=Strict/i, /Path=\/api\/v1\/auth/i]) assert.match(cookie, part);
  assert.doesNotMatch(cookie, /Secure/i);
});

test("a member of studio_login makes a link for himself, not for another", async () => {
  const link = await psql("SELECT studio.login_link()", { role: "sign_in_alice" });
  const client = new Client();
  assert.equal((await client.login({ link })).json.account.role, "sign_in_alice");
  await assert.rejects(psql("SELECT studio.login_link('postgres')", { role: "sign_in_alice" }), /permission denied|42501|must be/i);
  await assert.rejects(psql("SELECT studio.login_link()", { role: "sign_in_stranger" }), /permission denied|42501|must be/i);
});

test("role and password sign in against the SCRAM verifier", async () => {
  const answer = await new Client().login({ role: "sign_in_alice", password: "right" });
  assert.equal(answer.status, 200);
  assert.equal(answer.json.account.role, "sign_in_alice");
  assert.equal(answer.json.account.is_superuser, false);
});

test("R-07 R-39 every refusal of role and password reads the same", async () => {
  const tries = [
    ["sign_in_alice", "wrong"], ["sign_in_nobody", "right"], ["sign_in_stranger", "right"],
    ["sign_in_late", "right"], ["sign_in_group", "right"], ["sign_in_plain", ""], ["sign_in_plain", "x"],
  ];
  const texts = new Set();
  for (const [role, password] of tries) {
    const answer = await new Client().login({ role, password });
    assert.equal(answer.status, 401, role);
    assert.equal(answer.error.code, "28P01", role);
    texts.add(JSON.stringify({ ...answer.error, request_id: null }));
  }
  assert.equal(texts.size, 1, [...texts].join("\n"));
});

test("refresh by cookie rotates; the previous one gets the same successor for a moment", async () => {
  const client = await signIn();
  const first = client.cookie;
  const refresh = (cookie) => client.request("POST", "/auth/refresh", {}, { headers: { cookie, authorization: "" } });
  const one = await refresh(first);
  assert.equal(one.status, 200);
  const second = one.headers.get("set-cookie").split(";")[0];
  assert.notEqual(second, first);
  const two = await refresh(first);
  assert.equal(two.status, 200);
  assert.equal(two.headers.get("set-cookie").split(";")[0], second);
  assert.equal((await refresh(second)).status, 200);
});

test("a refresh token in the body, where no cookie was wanted", async () => {
  const client = new Client();
  const answer = await client.login({ link: await psql("SELECT studio.login_link()"), cookie: false });
  assert.equal(answer.headers.get("set-cookie"), null);
  assert.equal(typeof answer.json.refresh_token, "string");
  const next = await client.request("POST", "/auth/refresh", { refresh_token: answer.json.refresh_token });
  assert.equal(next.status, 200);
  assert.notEqual(next.json.refresh_token, answer.json.refresh_token);
});

test("logout ends the sign-in: refresh is refused, and the access token within a second", async () => {
  const client = await signIn();
  assert.equal((await client.request("GET", "/me")).status, 200);
  const out = await client.request("POST", "/auth/logout", {}, { headers: { cookie: client.cookie } });
  assert.equal(out.status, 204);
  const refresh = await client.request("POST", "/auth/refresh", {}, { headers: { cookie: client.cookie } });
  assert.equal(refresh.status, 401);
  await until("the access token to be refused", async () => (await client.request("GET", "/me")).status === 401, 2);
});

test("a changed password of the role lets the old one in no more", async () => {
  await psql("CREATE ROLE sign_in_changing LOGIN PASSWORD 'old' IN ROLE studio_login");
  assert.equal((await new Client().login({ role: "sign_in_changing", password: "old" })).status, 200);
  await psql("ALTER ROLE sign_in_changing PASSWORD 'new'");
  assert.equal((await new Client().login({ role: "sign_in_changing", password: "old" })).status, 401);
  assert.equal((await new Client().login({ role: "sign_in_changing", password: "new" })).status, 200);
});

test("login_link is refused within studio itself", async () => {
  const client = await signIn();
  const connection = await client.connect("postgres", "postgres");
  const answer = await client.query(connection, "SELECT studio.login_link()");
  assert.equal(answer.error.code, "42501");
});

test("R-10 tokens and links stand nowhere in the log or in pg_stat_activity", async () => {
  const { log } = await import("./support/cluster.mjs");
  const link = await psql("SELECT studio.login_link()");
  const secret = link.split("#link=")[1];
  const client = new Client();
  await client.login({ link });
  const activity = await psql("SELECT string_agg(query || application_name, ' ') FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
  for (const text of [await log(), activity]) {
    assert.equal(text.includes(secret), false);
    assert.equal(text.includes(client.token), false);
    assert.equal(text.includes(client.cookie.split("=")[1]), false);
  }
});
