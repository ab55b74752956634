// Authorization as a table: every route of the server for six principals, and for tokens of three scopes. A route without a
// row fails. Then what no table shows: canaries of one organization looked for by another, at every door.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { Client, signIn } from "./support/client.mjs";
import { psql, until } from "./support/cluster.mjs";
import { matrix, messages, openRoutes, principals } from "./support/matrix.mjs";
import { join, makeOrganization, makePerson } from "./support/people.mjs";
import { openSocket, Socket } from "./support/websocket.mjs";

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

const made = async (promise) => (await promise).json.id;
/** What a row's `fresh` makes: ids that take the place of the shared ones, or another person of the same standing. */
const fresh = {
  person: async (principal) => {
    const person = await makePerson(`Fresh ${principal} ${Date.now()}`);
    if (principal !== "stranger") await join(people.owner, ids.organization, principal, person);
    return { person };
  },
  organization: async () => ({ organization: (await makeOrganization(people.owner, "Fresh")).id }),
  account: async () => {
    const person = await makePerson(`Fresh member ${Date.now()}`);
    await join(people.owner, ids.organization, "viewer", person);
    return { account: person.id };
  },
  invitation: async () => ({ invitation: await made(people.owner.request("POST", `/organizations/${ids.organization}/invitations`, { role: "viewer" })) }),
  connection: async () => ({ connection: (await people.owner.connect("postgres", "matrix_owner", { organization_id: ids.organization, name: "fresh" })).id }),
  saved: async () => ({ saved: await made(people.owner.request("POST", "/saved-queries", { organization_id: ids.organization, name: "fresh", sql: "SELECT 1", is_shared: true })) }),
  folder: async () => ({ folder: await made(people.owner.request("POST", "/folders", { organization_id: ids.organization, name: "fresh", is_shared: true })) }),
};

const fill = (text, own = {}) => text.replace(/\{(\w+)\}/g, (whole, name) => own[name] ?? ids[name] ?? whole);
const defaults = { organization_id: "{organization}", account_id: "{account}", question: "relations", session: "none", version: "1" };

function target([, path, , more = {}], own) {
  const values = { ...defaults, ...more };
  return fill(path.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole) + (more.query ?? ""), own);
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
      const own = row[3]?.fresh && expected < 300 ? await fresh[row[3].fresh](principal) : {};
      const answer = await (own.person ?? people[principal]).request(row[0], target(row, own), bodyOf(row));
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

test("R-05 every message of the socket has its row, and every row its message", () => {
  const { "x-studio-messages": told } = routes.find(({ path }) => path === "/socket");
  assert.deepEqual(messages.map(([type]) => type).sort(), [...told].sort());
});

/** One word for what the server does about a message; "nothing" where the refusal of a later one comes first. */
async function outcome(socket, message) {
  socket.send(message);
  if (message.type === "credit" || message.type === "cancel") socket.send({ type: "no such message", id: "mark" });
  const closed = socket.closed(30).then(({ code }) => ({ closed: code })).catch(() => {});
  for (;;) {
    const answer = await Promise.race([socket.next().catch(() => closed), closed]);
    if (answer.closed) return { 1008: "policy", 4401: "token" }[answer.closed] ?? String(answer.closed);
    if (answer.type === "ready") return "ready";
    if (answer.type === "error") return answer.id === "mark" ? "nothing" : answer.error.code;
    if (answer.message?.type === "end") return "end";
  }
}

for (const [column, principal] of principals.entries()) {
  test(`R-05 what each message of the socket brings ${principal}`, async () => {
    for (const [type, expected, more] of messages) {
      const client = people[principal];
      const socket = client.token && type !== "authenticate" ? await openSocket(client) : await Socket.open();
      const message = JSON.parse(fill(JSON.stringify({ type, ...more }), { token: client.token ?? "none" }));
      assert.equal(await outcome(socket, message), expected[column], type);
      socket.end();
    }
  });
}

test("a viewer writes nothing, over the socket as over HTTP", async () => {
  const socket = await openSocket(people.viewer);
  const { messages: answers } = await socket.query("a", { connection: ids.connection, sql: "UPDATE matrix_rows SET canary = 'written by a viewer'" });
  assert.equal(answers.find((message) => message.type === "error").code, "25006");
  socket.end();
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
  let http = editor.query(ids.connection, "SELECT pg_sleep(30)");
  const run = () => until("both to run", async () => (await editor.request("GET", "/queries")).json.items.filter((item) => item.state === "running").length === 2);
  await run();
  assert.equal((await editor.query(ids.connection, "UPDATE matrix_rows SET canary = canary")).end?.status, "ok");
  need(await owner.request("PATCH", `/organizations/${ids.organization}/members/${editor.id}`, { role: "viewer" }), 200);
  assert.equal((await http).error.code, "42501", "what might write ends");
  assert.ok((await socket.rest("a")).messages.some((message) => message.type === "error" && message.code === "42501"));
  await until("writing to be refused", async () => (await editor.query(ids.connection, "UPDATE matrix_rows SET canary = canary")).error?.code === "25006", 1);

  socket.send({ type: "query", id: "b", connection: ids.connection, sql: "SELECT pg_sleep(30)" });
  http = editor.query(ids.connection, "SELECT pg_sleep(30)");
  await run();
  const removed = Date.now();
  assert.equal((await admin.request("DELETE", `/organizations/${ids.organization}/members/${editor.id}`)).status, 204);
  const over = await http;
  assert.equal(over.error.code, "42501");
  assert.ok((await socket.rest("b")).messages.some((message) => message.type === "error" && message.code === "42501"));
  assert.ok(Date.now() - removed < 1000, `${Date.now() - removed} ms`);
  assert.equal((await editor.query(ids.connection, "SELECT 1")).status, 404);
  socket.end();
});
