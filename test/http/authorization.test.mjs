// Authorization as a table: every route of the server for six principals, and for tokens of three scopes. A route without a
// row fails, and so does a message of the socket. What no table shows (canaries of one organization, looked for by another at
// every door) is in two_organizations.test.mjs.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test, { before } from "node:test";
import { Client, signIn } from "./support/client.mjs";
import { psql, until } from "./support/cluster.mjs";
import { matrix, messages, openRoutes, principals } from "./support/matrix.mjs";
import { join, makeOrganization, makePerson } from "./support/people.mjs";
import { Socket, openSocket } from "./support/websocket.mjs";

const people = { nobody: new Client() };
const ids = {};
let routes;

const need = (answer, status) => {
  assert.equal(answer.status, status, answer.text);
  return answer.json;
};

before(async () => {
  await psql(`CREATE ROLE matrix_owner LOGIN PASSWORD 'matrix' IN ROLE studio_login; CREATE TABLE public.matrix_rows (id int PRIMARY KEY, canary text);
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
    view: need(await owner.request("POST", `/connections/${connection.id}/named-views`, { relation_schema: "public", relation_name: "matrix_rows", name: "canary-in-view", view: { search: "canary-in-search" }, is_shared: true }), 201).id,
    folder: need(await owner.request("POST", "/folders", { organization_id: team.id, name: "canary-in-folder", is_shared: true }), 201).id,
    invitation: need(await owner.request("POST", `/organizations/${team.id}/invitations`, { role: "viewer", email: "canary@example.org" }), 201).id,
    running: "00000000-0000-4000-8000-000000000000",
  });
  await owner.query(connection, "SELECT 'canary-in-history'");
  const document = (await owner.request("GET", "/openapi.json")).json;
  routes = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, what]) => ({ method: method.toUpperCase(), path, ...what })));
});

/** Makes what a row destroys: gives the ids that are other for this try. */
const fresh = {
  organization: async () => ({ organization: (await makeOrganization(people.owner, "Fresh", { viewer: people.viewer, editor: people.editor, admin: people.admin })).id }),
  account: async () => {
    const person = await makePerson(`Fresh ${randomUUID()}`);
    await join(people.owner, ids.organization, "viewer", person);
    return { account: person.id };
  },
  connection: async () => ({ connection: (await people.owner.connect("postgres", "matrix_owner", { organization_id: ids.organization })).id }),
  saved: async () => ({ saved: need(await people.owner.request("POST", "/saved-queries", { organization_id: ids.organization, name: "x", sql: "x", is_shared: true }), 201).id }),
  view: async () => ({ view: need(await people.owner.request("POST", `/connections/${ids.connection}/named-views`, { relation_schema: "public", relation_name: "matrix_rows", name: "x", view: {}, is_shared: true }), 201).id }),
  folder: async () => ({ folder: need(await people.owner.request("POST", "/folders", { organization_id: ids.organization, name: "x", is_shared: true }), 201).id }),
  invitation: async () => ({ invitation: need(await people.owner.request("POST", `/organizations/${ids.organization}/invitations`, { role: "viewer" }), 201).id }),
  self: async () => ({}),
};

/** A new person in the place of a principal. */
async function double(principal) {
  if (principal === "nobody") return people.nobody;
  const person = await makePerson(`Double ${randomUUID()}`);
  if (principal !== "stranger") await join(people.owner, ids.organization, principal, person);
  return person;
}

const fill = (text, from) => text.replace(/\{(\w+)\}/g, (whole, name) => from[name] ?? whole);
const defaults = { organization_id: "{organization}", account_id: "{account}", question: "relations", session: "none", version: "1" };

function target([, path, , more = {}], from) {
  const values = { ...defaults, ...more };
  return fill(path.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole) + (more.query ?? ""), from);
}
const bodyOf = ([, , , more = {}], from) => (more.body ? JSON.parse(fill(JSON.stringify(more.body), from)) : undefined);

test("R-05 every route has its row, and every row its route", () => {
  const have = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  const rows = new Set(matrix.map(([method, path]) => `${method} ${path}`));
  assert.deepEqual([...have].filter((route) => !rows.has(route)), [], "routes without a row");
  assert.deepEqual([...rows].filter((row) => !have.has(row)), [], "rows without a route");
  for (const [method, path, cells] of matrix) assert.ok(cells.length === principals.length && cells.every((cell) => cell >= 200), `${method} ${path}`);
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
      const made = row[3]?.fresh;
      const from = { ...ids, ...(made ? await fresh[made]() : {}) };
      const client = made === "self" ? await double(principal) : people[principal];
      const answer = await client.request(row[0], target(row, from), bodyOf(row, from));
      if (answer.status !== expected) wrong.push(`${row[0]} ${target(row, from)}: ${answer.status}, not ${expected}: ${answer.text.slice(0, 200)}`);
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

test("R-05 every message that the server reads from the socket has its row", () => {
  const { "x-studio-messages": known } = routes.find(({ path }) => path === "/socket");
  assert.ok(known.length >= 5);
  assert.deepEqual([...new Set(messages.map(([message]) => message.type))].sort(), [...known].sort());
});

/** What the first answer to a message says, as the table has it. */
async function answerTo(client, message) {
  const socket = client.token ? await openSocket(client) : await Socket.open();
  try {
    if (message.type === "authenticate") {
      socket.send({ ...message, access_token: client.token ?? "x.y.z" });
      return await socket.next().then((answer) => answer.type, async () => String((await socket.closed()).code));
    }
    socket.send({ ...message, id: "a", ...(message.type in { query: 1, rows_select: 1, rows_change: 1, follow_schema: 1 } ? { connection: ids.connection } : {}) });
    const isAboutQuery = message.type in { credit: 1, cancel: 1 };
    if (!client.token) return await socket.closed(isAboutQuery ? 0.3 : 10).then(({ code }) => String(code), () => "none");
    if (isAboutQuery) {
      await socket.query("b", { connection: ids.connection, sql: "SELECT 1" });
      return socket.inbox.some((each) => each.id === "a") ? "something" : "none";
    }
    if (message.type === "follow_schema") {
      const { error, message: line } = await socket.next(({ id }) => id === "a");
      return error?.code ?? line.type;
    }
    const answer = await socket.rest("a");
    return (answer.refusal ?? answer.messages.find((each) => each.type === "error"))?.code ?? null;
  } finally {
    socket.end();
    if (message.session) await client.request("DELETE", `/sessions/${message.session}`);
  }
}

for (const [column, principal] of principals.entries()) {
  test(`R-05 what ${principal} gets for every message of the socket`, async () => {
    for (const [message, cells] of messages) assert.equal(await answerTo(people[principal], message), cells[column], JSON.stringify(message));
  });
}

test("R-36 R-37 a role taken away and a member removed: what runs ends within a second, the next request is refused", async () => {
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
