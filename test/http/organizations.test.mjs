// Organizations, members, invitations, saved queries over HTTP; what the table of routes hands on to the service runner.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { Client } from "./support/client.mjs";
import { goodPassword, join, makeOrganization, makePerson } from "./support/people.mjs";

let owner, other, team;

before(async () => {
  owner = await makePerson("Olga Owner");
  other = await makePerson("Otto Other");
  team = await makeOrganization(owner, "Routes");
});

test("an organization is made, read, listed, changed and deleted", async () => {
  const made = await owner.request("POST", "/organizations", { name: "Short lived" });
  assert.equal(made.status, 201);
  assert.deepEqual(Object.keys(made.json).sort(), ["audit_days", "connection_count", "created_at", "history_days", "id", "is_personal", "member_count", "name", "role"]);
  const path = `/organizations/${made.json.id}`;
  assert.equal((await owner.request("PATCH", path, { name: "Renamed", history_days: 7 })).json.history_days, 7);
  assert.equal((await owner.request("GET", path)).json.name, "Renamed");
  const list = await owner.request("GET", "/organizations");
  assert.ok(list.json.items.some((item) => item.id === made.json.id));
  assert.equal((await owner.request("DELETE", path)).status, 204);
  assert.equal((await owner.request("GET", path)).status, 404);
});

test("the id of the path cannot be named again in the body", async () => {
  const mine = await makeOrganization(owner, "Mine");
  for (const body of [{ id: mine.id, name: "x" }, '{"\\u0069d":"' + mine.id + '","name":"x"}', { id: null, name: "x" }]) {
    const answer = await owner.request("PATCH", `/organizations/${team.id}`, body);
    assert.equal(answer.status, 400, JSON.stringify(body));
    assert.equal(answer.error.code, "22023");
  }
  assert.equal((await owner.request("GET", `/organizations/${team.id}`)).json.name, "Routes");
});

test("R-02 an unknown field, a wrong type or an unknown parameter is refused, whatever the route", async () => {
  const tries = [
    ["POST", "/organizations", { name: "x", color: "red" }], ["POST", "/organizations", { name: 5 }],
    ["POST", "/organizations", []], ["POST", "/organizations", {}],
    ["GET", "/organizations?limit=5"], ["GET", `/organizations/${team.id}/members?limit=many`],
    ["GET", `/organizations/${team.id}/members?limit=501`], ["GET", `/organizations/${team.id}/members?limit=1e1`],
    ["GET", "/history?scope=all"], ["GET", "/history?colour=red"], ["GET", "/history?after=x"],
    ["POST", "/tokens", { name: "x", scopes: ["everything"] }], ["PATCH", "/account", { role: "postgres" }],
  ];
  for (const [method, path, body] of tries) {
    const answer = await owner.request(method, path, body);
    assert.equal(answer.status, 400, `${method} ${path} ${JSON.stringify(body)}: ${answer.text}`);
  }
});

test("what is another organization's answers as if it did not exist", async () => {
  for (const path of ["", "/members", "/invitations"]) {
    const answer = await other.request("GET", `/organizations/${team.id}${path}`);
    assert.equal(answer.status, 404, path);
    assert.equal(answer.error.code, "ST006");
  }
  assert.equal((await other.request("GET", "/organizations/no-id-at-all")).status, 404);
});

test("an invitation is told once, read by its token and accepted by a new account that is signed in with it", async () => {
  const made = await owner.request("POST", `/organizations/${team.id}/invitations`, { role: "editor", email: "nora@example.org" });
  assert.equal(made.status, 201);
  assert.match(made.json.url, /#invitation=[A-Za-z0-9_-]{43}$/);
  const listed = await owner.request("GET", `/organizations/${team.id}/invitations`);
  assert.equal(listed.text.includes(made.json.token), false);
  const stranger = new Client();
  const read = await stranger.request("POST", "/invitations/read", { token: made.json.token });
  assert.equal(read.json.organization, "Routes");
  assert.equal(read.json.role, "editor");
  const refused = await stranger.request("POST", "/invitations/accept", { token: made.json.token, name: "Nora", email: "nora@example.org", password: "password1" });
  assert.equal(refused.status, 400);
  assert.match(refused.error.detail, /commonest/);
  assert.equal(refused.error.column, "password");
  const body = { token: made.json.token, name: "Nora", email: "nora@example.org", password: goodPassword };
  const accepted = await stranger.request("POST", "/invitations/accept", body);
  assert.equal(accepted.status, 200, accepted.text);
  assert.equal(accepted.json.account.email, "nora@example.org");
  assert.match(accepted.headers.get("set-cookie"), /^studio_refresh_/);
  stranger.token = accepted.json.access_token;
  assert.equal((await stranger.request("GET", `/organizations/${team.id}`)).json.role, "editor");
  assert.equal((await new Client().request("POST", "/invitations/accept", body)).status, 404);
  assert.equal((await new Client().login({ email: "NORA@example.org", password: goodPassword })).status, 200);
});

test("members are listed in pages, changed and removed", async () => {
  const big = await makeOrganization(owner, "Pages");
  const people = [await makePerson("Paula Page"), await makePerson("Peter Page")];
  for (const person of people) await join(owner, big.id, "viewer", person);
  const seen = [];
  let after = "";
  for (let page = 0; page < 3; page++) {
    const answer = await owner.request("GET", `/organizations/${big.id}/members?limit=1${after && `&after=${encodeURIComponent(after)}`}`);
    assert.equal(answer.json.items.length, 1);
    seen.push(answer.json.items[0].account_id);
    after = answer.json.next;
  }
  assert.equal(after, null);
  assert.equal(new Set(seen).size, 3);
  const member = `/organizations/${big.id}/members/${people[0].id}`;
  assert.equal((await owner.request("PATCH", member, { role: "admin" })).json.role, "admin");
  assert.equal((await people[1].request("PATCH", member, { role: "viewer" })).status, 403);
  assert.equal((await people[1].request("DELETE", `/organizations/${big.id}/members/${people[1].id}`)).status, 204);
  assert.equal((await owner.request("DELETE", member)).status, 204);
  const last = await owner.request("DELETE", `/organizations/${big.id}/members/${owner.id}`);
  assert.equal(last.status, 409);
  assert.equal(last.error.constraint, "organization_keeps_an_owner");
});

test("an owner makes a sign-in link for a member who forgot the password", async () => {
  const forgetful = await makePerson("Fiona Forgetful", { password: goodPassword });
  await join(owner, team.id, "viewer", forgetful);
  const link = await owner.request("POST", `/organizations/${team.id}/members/${forgetful.id}/link`, {});
  assert.equal(link.status, 201, link.text);
  const back = new Client();
  assert.equal((await back.login({ link: link.json.url })).status, 200);
  assert.equal((await back.request("PUT", "/account/password", { password: "another walk by the sea" })).status, 204);
  assert.equal((await new Client().login({ email: forgetful.email, password: goodPassword })).status, 401);
});

test("a saved query has versions; a change of an old version is refused", async () => {
  const made = await owner.request("POST", "/saved-queries", { organization_id: team.id, name: "One", sql: "SELECT 1" });
  assert.equal(made.status, 201, made.text);
  const path = `/saved-queries/${made.json.id}`;
  const changed = await owner.request("PATCH", path, { sql: "SELECT 2", version: 1 });
  assert.equal(changed.json.version, 2);
  assert.equal((await owner.request("PATCH", path, { sql: "SELECT 3", version: 1 })).status, 409);
  const versions = await owner.request("GET", `${path}/versions`);
  assert.ok(versions.json.items.some((item) => item.version === 1));
  assert.equal((await owner.request("GET", `${path}/versions/1`)).json.sql, "SELECT 1");
  assert.equal((await owner.request("GET", `${path}/versions/one`)).status, 404);
  const folder = await owner.request("POST", "/folders", { organization_id: team.id, name: "Drawer" });
  assert.equal((await owner.request("PATCH", path, { folder_id: folder.json.id })).json.folder_id, folder.json.id);
  const list = await owner.request("GET", `/saved-queries?organization_id=${team.id}&folder_id=${folder.json.id}`);
  assert.deepEqual(list.json.items.map((item) => item.name), ["One"]);
  assert.equal((await owner.request("DELETE", `/folders/${folder.json.id}`)).status, 204);
  assert.equal((await owner.request("DELETE", path)).status, 204);
});
