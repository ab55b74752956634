// Authorization as a table: every route of the server for six principals, and for tokens of three scopes. A route without a
// row fails. Then what no table shows: canaries of one organization looked for by another, at every door.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { Client, signIn } from "./support/client.mjs";
import { psql, until } from "./support/cluster.mjs";
import { matrix, openRoutes, principals } from "./support/matrix.mjs";
import { join, makeOrganization, makePerson } from "./support/people.mjs";
import { openSocket } from "./support/websocket.mjs";

const people = { nobody: new Client() };
const ids = {};
let routes;

const need = (answer, status) => {
  assert.equal(answer.status, status, answer.text);
  return answer.json;
};

before(async () => {
  await psql(`CREATE ROLE matrix_owner LOGIN IN ROLE studio_login; CREATE TABLE public.matrix_rows (id int PRIMARY KEY, canary text);
    GRANT ALL ON public.matrix_rows TO matrix_owner; INSERT INTO public.matrix_rows VALUES (1, 'canary-in-rows')`);
  people.owner = await signIn("matrix_owner");
  for (const name of ["stranger", "viewer", "editor", "admin", "bystander"]) people[name] = await makePerson(`Matrix ${name}`);
  const { owner } = people;
  const team = await makeOrganization(owner, "Matrix canary-in-name", { viewer: people.viewer, editor: people.editor, admin: people.admin });
  await join(owner, team.id, "viewer", people.bystander);
  await makeOrganization(people.stranger, "Elsewhere");
  const connection = await owner.connect("postgres", "matrix_owner", { organization_id: team.id, name: "canary-in-connection" });
  const save = (more) => owner.request("POST", "/saved-queries", { organization_id: team.id, name: "canary-in-saved", sql: "SELECT 'canary-in-sql'", ...more });
  Object.assign(ids, {
    organization: team.id, connection: connection.id, account: people.bystander.id,
    saved: need(await save({ is_shared: true }), 201).id, private: need(await save({}), 201).id,
    folder: need(await owner.request("POST", "/folders", { organization_id: team.id, name: "canary-in-folder", is_shared: true }), 201).id,
    invitation: need(await owner.request("POST", `/organizations/${team.id}/invitations`, { role: "viewer", email: "canary@example.org" }), 201).id,
    running: "00000000-0000-4000-8000-000000000000",
  });
  await owner.query(connection, "SELECT 'canary-in-history'");
  const document = (await owner.request("GET", "/openapi.json")).json;
  routes = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, what]) => ({ method: method.toUpperCase(), path, ...what })));
});

const fill = (text) => text.replace(/\{(\w+)\}/g, (whole, name) => ids[name] ?? whole);
const defaults = { organization_id: "{organization}", account_id: "{account}", question: "relations", session: "none", version: "1" };

function target([, path, , more = {}]) {
  const values = { ...defaults, ...more };
  return fill(path.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole) + (more.query ?? ""));
}
const bodyOf = ([, , , more = {}]) => (more.body ? JSON.parse(fill(JSON.stringify(more.body))) : undefined);

test("R-05 every route has its row, and every row its route", () => {
  const have = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  const rows = new Set(matrix.map(([method, path]) => `${method} ${path}`));
  assert.deepEqual([...have].filter((route) => !rows.has(route)), [], "routes without a row");
  assert.deepEqual([...rows].filter((row) => !have.has(row)), [], "rows without a route");
});

test("R-06 default-deny: the open routes are one literal list", () => {
  const open = routes.filter((route) => route.security.length === 0).map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(open.sort(), openRoutes);
});

for (const [column, principal] of principals.entries()) {
  test(`R-05 what ${principal} gets from every route`, async () => {
    const wrong = [];
    for (const row of matrix) {
      const expected = row[2][column];
      if (expected === 0) continue;
      const answer = await people[principal].request(row[0], target(row), bodyOf(row));
      if (answer.status !== expected) wrong.push(`${row[0]} ${target(row)}: ${answer.status}, not ${expected}: ${answer.text.slice(0, 200)}`);
      if (answer.status >= 400 && principal === "stranger") assert.equal(answer.text.includes("canary"), false, answer.text);
    }
    assert.deepEqual(wrong, []);
  });
}

test("R-05 a personal access token gets no further than its scope, whatever the route", async () => {
  const order = ["read", "write", "admin"];
  for (const scope of order) {
    const made = need(await people.owner.request("POST", "/tokens", { name: scope, scopes: [scope] }), 201);
    const client = new Client();
    client.token = made.token;
    for (const route of routes.filter((each) => each.security.length > 0)) {
      const needed = route["x-studio-scope"];
      if (needed !== null && order.indexOf(scope) >= order.indexOf(needed)) continue;
      const path = route.path.replace(/\{(\w+)\}/g, ids.running);
      const answer = await client.request(route.method, path, route.method === "GET" ? undefined : {});
      assert.equal(answer.status, 403, `${scope}: ${route.method} ${route.path}`);
      assert.equal(answer.error.message, "the token does not allow this");
    }
  }
});

test("R-05 the socket asks as the routes do", async () => {
  for (const [principal, code] of [["stranger", "ST006"], ["viewer", null]]) {
    const socket = await openSocket(people[principal]);
    const { refusal } = await socket.query("a", { connection: ids.connection, sql: "SELECT 1" });
    assert.equal(refusal?.code ?? null, code, principal);
    const rows = await socket.query("b", { type: "rows_select", connection: ids.connection, relation: { schema: "public", name: "matrix_rows" } });
    assert.equal(rows.refusal?.code ?? null, code, principal);
    socket.end();
  }
  const viewer = await people.viewer.query(ids.connection, "UPDATE matrix_rows SET canary = 'written by a viewer'");
  assert.equal(viewer.error.code, "25006");
});

test("R-26 nothing of one organization reaches another: lists, history, audit, errors", async () => {
  await until("the history to be written", async () => (await people.owner.request("GET", "/history?search=canary-in-history")).json.items.length > 0, 5);
  const { stranger, nobody } = people;
  const seen = [];
  for (const { method, path } of routes.filter((route) => route.method === "GET" && !route.path.includes("{"))) {
    for (const query of ["", `?organization_id=${ids.organization}`, `?scope=organization&organization_id=${ids.organization}`, `?scope=sign_ins&organization_id=${ids.organization}`, `?connection_id=${ids.connection}`, "?search=canary"]) {
      for (const client of [stranger, nobody]) {
        const answer = await client.request(method, `${path}${query}`);
        if (answer.text.includes("canary")) seen.push(`${path}${query}`);
      }
    }
  }
  assert.deepEqual(seen, []);
  const own = await stranger.request("GET", "/saved-queries?organization_id=" + (await stranger.request("GET", "/organizations")).json.items[0].id + `&folder_id=${ids.folder}`);
  assert.equal(own.text.includes("canary"), false);
  for (const body of [{ folder_id: ids.folder }, { connection_id: ids.connection }]) {
    const mine = (await stranger.request("GET", "/organizations")).json.items.find((item) => !item.is_personal).id;
    const answer = await stranger.request("POST", "/saved-queries", { organization_id: mine, name: "x", sql: "SELECT 1", ...body });
    assert.ok(answer.status >= 400 && answer.status < 500, answer.text);
    assert.equal(answer.text.includes("canary"), false);
  }
});

test("a role taken away and a member removed: what runs ends within a second, the next request is refused", async () => {
  const { owner, admin, editor } = people;
  const socket = await openSocket(editor);
  socket.send({ type: "query", id: "a", connection: ids.connection, sql: "SELECT pg_sleep(30)" });
  await socket.next((message) => message.message?.type === "begin" || message.type === "queued", 5).catch(() => {});
  const http = editor.query(ids.connection, "SELECT pg_sleep(30)");
  await until("both to run", async () => (await editor.request("GET", "/queries")).json.items.filter((item) => item.state === "running").length === 2);
  assert.equal((await editor.query(ids.connection, "UPDATE matrix_rows SET canary = canary")).end?.status, "ok");
  need(await owner.request("PATCH", `/organizations/${ids.organization}/members/${editor.id}`, { role: "viewer" }), 200);
  await until("writing to be refused", async () => (await editor.query(ids.connection, "UPDATE matrix_rows SET canary = canary")).error?.code === "25006", 1);

  const removed = Date.now();
  assert.equal((await admin.request("DELETE", `/organizations/${ids.organization}/members/${editor.id}`)).status, 204);
  const over = await http;
  assert.equal(over.error.code, "42501");
  assert.ok((await socket.rest("a")).messages.some((message) => message.type === "error" && message.code === "42501"));
  assert.ok(Date.now() - removed < 1000, `${Date.now() - removed} ms`);
  assert.equal((await editor.query(ids.connection, "SELECT 1")).status, 404);
  socket.end();
});
