// R-05, R-26, R-36: two organizations in one server. Whatever the first one has bears a canary; the second walks every route,
// every socket message and, in psql, every table, view and function of the extension, and never meets it. An id of the first
// answers the second exactly as an id of nothing.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test, { before } from "node:test";
import { Client, signIn } from "./support/client.mjs";
import { psql, until } from "./support/cluster.mjs";
import { matrix } from "./support/matrix.mjs";
import { join, makeOrganization, makePerson } from "./support/people.mjs";
import { openSocket } from "./support/websocket.mjs";

const canary = "zanzibar7f3a";
const ids = {};
const people = {};
let mine; // what the rival has: its organization, connection, saved query, folder
let running;

const need = (answer, status) => {
  assert.equal(answer.status, status, answer.text);
  return answer.json;
};
const post = async (client, path, body, status = 201) => need(await client.request("POST", path, body), status);

/** Everything that an organization can have; `mark` stands in each text of it. */
async function furnish(owner, team, mark, role) {
  const connection = await owner.connect("postgres", role, { organization_id: team.id, name: `${mark} connection`, environment: "staging" });
  await psql(`UPDATE studio.connection SET settings = '{"application_name": "${mark}"}', default_schema = '${mark}' WHERE id = '${connection.id}'`);
  const remote = await psql(`INSERT INTO studio.connection (organization_id, name, kind, host, port, "user", sslmode, database, created_by)
    SELECT '${team.id}', '${mark} remote', 'postgres', '${mark}.example.org', 5432, '${mark}', 'prefer', '${mark}', '${owner.account.id}' RETURNING id`);
  const folder = await post(owner, "/folders", { organization_id: team.id, name: `${mark} folder`, is_shared: true });
  const place = { organization_id: team.id, folder_id: folder.id, connection_id: connection.id };
  const saved = await post(owner, "/saved-queries", { ...place, name: `${mark} saved`, description: mark, sql: `SELECT '${mark}'`, is_shared: true });
  const own = await post(owner, "/saved-queries", { ...place, name: `${mark} private`, sql: `SELECT '${mark}'` });
  const kept = { relation_schema: mark, relation_name: `${mark}_made`, view: { search: mark } };
  const view = await post(owner, `/connections/${connection.id}/named-views`, { ...kept, name: `${mark} view`, is_shared: true });
  await post(owner, `/connections/${connection.id}/named-views`, { ...kept, name: `${mark} own view` });
  await owner.request("PATCH", `/saved-queries/${saved.id}`, { sql: `SELECT '${mark}', 2` });
  const invitation = await post(owner, `/organizations/${team.id}/invitations`, { role: "viewer", email: `${mark}@example.net` });
  await post(owner, "/tokens", { name: `${mark} token`, scopes: ["read"] });
  await owner.query(connection, `SELECT '${mark} in history'`);
  await owner.query(connection, `DO $$ BEGIN RAISE EXCEPTION '${mark} in an error'; END $$`);
  await owner.query(connection, `CREATE TABLE IF NOT EXISTS public.${mark}_made ()`);
  await owner.query(connection, { sql: "SELECT 1", session: `${mark}_session` });
  return { organization: team.id, connection: connection.id, remote, folder: folder.id, saved: saved.id, private: own.id, view: view.id, invitation: invitation.id, session: `${mark}_session` };
}

before(async () => {
  // Whose password the matrix gives: it has to be right, or the strangers' tries are held up as guesses.
  await psql("DO $$ BEGIN CREATE ROLE matrix_owner LOGIN PASSWORD 'matrix' IN ROLE studio_login; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
  await psql(`CREATE ROLE ${canary}_owner LOGIN IN ROLE studio_login; CREATE ROLE two_rival LOGIN IN ROLE studio_login; GRANT CREATE ON SCHEMA public TO ${canary}_owner, two_rival`);
  people.owner = await signIn(`${canary}_owner`);
  people.rival = await signIn("two_rival");
  for (const name of [`${canary} viewer`, "Two leaver", "Two colleague"]) people[name.split(" ")[1]] = await makePerson(name);
  const team = await makeOrganization(people.owner, `${canary} team`, { viewer: people.viewer });
  const other = await makeOrganization(people.rival, "Two rivals", { admin: people.colleague });
  // Was there, saw it, has left.
  await join(people.owner, team.id, "admin", people.leaver);
  need(await people.leaver.request("GET", `/organizations/${team.id}`), 200);
  assert.equal((await people.leaver.request("DELETE", `/organizations/${team.id}/members/${people.leaver.id}`)).status, 204);
  Object.assign(ids, await furnish(people.owner, team, canary, `${canary}_owner`), { account: people.viewer.id });
  mine = await furnish(people.rival, other, "own7f3a", "two_rival");
  const token = await post(people.rival, "/tokens", { name: "script", scopes: ["admin"] });
  people.script = Object.assign(new Client(), { token: token.token });
  const ended = new AbortController();
  running = people.owner.query(ids.connection, `SELECT pg_sleep(600), '${canary} running'`, { signal: ended.signal }).catch(() => {});
  running.end = () => ended.abort();
  await until("the long query", async () => {
    const item = (await people.owner.request("GET", "/queries")).json.items.find((query) => query.state === "running");
    return item && (ids.running = item.query_id);
  });
  await until("the history", async () => (await people.owner.request("GET", "/history?search=in+an+error")).json.items.length > 0);
});

test.after(() => running?.end());

const strangers = ["rival", "colleague", "leaver", "script"];
const routesOf = async () => Object.entries((await people.rival.request("GET", "/openapi.json")).json.paths)
  .flatMap(([path, methods]) => Object.entries(methods).map(([method, what]) => ({ method: method.toUpperCase(), path, ...what })));

/** An answer as it is compared: without what differs from request to request. */
const comparable = (answer, own) => {
  let text = answer.text.replace(/"request_id":"[^"]*"/, '"request_id":""');
  for (const id of own) text = text.replaceAll(id, "<id>");
  return `${answer.status} ${answer.headers.get("content-type")} ${text}`;
};

test("R-05 an id of another organization answers as an id of nothing, byte for byte, on every route", async () => {
  const values = { organization_id: "{organization}", account_id: "{account}", question: "relations", session: "{session}", version: "1", query_id: "{running}" };
  const nothing = Object.fromEntries(Object.keys(ids).map((name) => [name, name === "session" ? "no_such_session" : randomUUID()]));
  const wrong = [];
  let tried = 0;
  for (const [method, path, , more = {}] of matrix) {
    const pattern = path.replace(/\{(\w+)\}/g, (whole, name) => ({ ...values, ...more })[name] ?? whole) + (more.query ?? "");
    const fill = (text, from) => text.replace(/\{(organization|account|connection|saved|private|view|folder|invitation|running|session)\}/g, (_, name) => from[name]);
    const body = more.body === undefined ? undefined : JSON.stringify(more.body);
    if (fill(`${pattern}${body}`, ids) === `${pattern}${body}`) continue;
    for (const name of strangers) {
      const ask = (from) => people[name].request(method, fill(pattern, from), body && fill(body, from));
      const foreign = await ask(ids);
      const absent = await ask(nothing);
      tried += 1;
      const texts = [comparable(foreign, Object.values(ids)), comparable(absent, Object.values(nothing))];
      if (texts[0] !== texts[1]) wrong.push(`${name}: ${method} ${pattern}: ${texts.join("  |  ")}`);
      if (foreign.status < 400 && !/sessions|history|audit/.test(pattern)) wrong.push(`${name}: ${method} ${pattern} succeeded`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(tried > 100, `${tried}`);
});

test("R-05 foreign ids within a request about one's own things answer as ids of nothing", async () => {
  const rows = [
    ["POST", "/saved-queries", (id) => ({ organization_id: mine.organization, name: "x", sql: "x", folder_id: id.folder })],
    ["POST", "/saved-queries", (id) => ({ organization_id: mine.organization, name: "x", sql: "x", connection_id: id.connection })],
    ["PATCH", `/saved-queries/${mine.saved}`, (id) => ({ folder_id: id.folder })],
    ["PATCH", `/saved-queries/${mine.saved}`, (id) => ({ connection_id: id.connection })],
    ["POST", "/folders", (id) => ({ organization_id: mine.organization, name: "x", parent_id: id.folder })],
    ["PATCH", `/folders/${mine.folder}`, (id) => ({ parent_id: id.folder })],
    ["PATCH", (id) => `/organizations/${mine.organization}/members/${id.account}`, () => ({ role: "viewer" })],
    ["DELETE", (id) => `/organizations/${mine.organization}/members/${id.account}`],
    ["POST", (id) => `/organizations/${mine.organization}/members/${id.account}/link`, () => ({})],
    ["POST", "/connections", (id) => ({ name: "x", kind: "local", database: "postgres", role: "two_rival", organization_id: id.organization })],
    ["POST", "/connections/test", (id) => ({ name: "x", kind: "local", database: "postgres", role: "two_rival", organization_id: id.organization })],
    ["GET", (id) => `/history?scope=organization&organization_id=${mine.organization}&connection_id=${id.connection}`],
    ["GET", (id) => `/history?scope=organization&organization_id=${mine.organization}&account_id=${id.account}`],
    ["GET", (id) => `/history?connection_id=${id.connection}`],
    ["GET", (id) => `/audit?scope=organization&organization_id=${mine.organization}&account_id=${id.account}`],
    ["GET", (id) => `/audit?scope=sign_ins&organization_id=${mine.organization}&account_id=${id.account}`],
    ["GET", (id) => `/saved-queries?organization_id=${mine.organization}&folder_id=${id.folder}`],
    ["GET", (id) => `/saved-queries?organization_id=${mine.organization}&connection_id=${id.connection}`],
    ["DELETE", (id) => `/sessions/${id.session}?connection=${id.connection}`],
    ["DELETE", (id) => `/sign-ins/${id.account}`], ["DELETE", (id) => `/tokens/${id.account}`],
  ];
  const nothing = Object.fromEntries(Object.keys(ids).map((name) => [name, name === "session" ? "no_such_session" : randomUUID()]));
  for (const [method, path, body] of rows) {
    const ask = (id) => people.rival.request(method, typeof path === "string" ? path : path(id), body?.(id));
    const foreign = await ask(ids);
    assert.equal(comparable(foreign, Object.values(ids)), comparable(await ask(nothing), Object.values(nothing)), `${method} ${path}`);
    assert.equal(foreign.text.includes(canary), false, foreign.text);
  }
});

test("R-26 no route shows a canary to who is not a member, whatever he filters by", async () => {
  const seen = [];
  const filters = ["", `organization_id=${ids.organization}`, `connection_id=${ids.connection}`, `account_id=${ids.account}`, `folder_id=${ids.folder}`, `search=${canary}`, "status=failed", "limit=500", `scope=organization&organization_id=${mine.organization}`, `scope=sign_ins&organization_id=${mine.organization}`];
  const cursors = [(await people.owner.request("GET", "/history?limit=1")).json.next, (await people.owner.request("GET", "/audit?limit=1")).json.next];
  for (const cursor of cursors) assert.notEqual(cursor, null);
  for (const { method, path } of (await routesOf()).filter((route) => route.method === "GET")) {
    const target = path.replace(/\{(\w+)\}/g, (_, name) => ({ id: mine.saved, organization_id: mine.organization, question: "relations", version: 1 })[name]);
    const places = path.includes("/connections/{id}") ? [target.replace(mine.saved, mine.connection)] : path === "/organizations/{id}" ? [target.replace(mine.saved, mine.organization)] : [target];
    for (const place of places) {
      for (const filter of [...filters, ...cursors.map((cursor) => `after=${cursor}`)]) {
        for (const name of [...strangers, "nobody"]) {
          const answer = await (people[name] ?? new Client()).request(method, `${place}${filter && `?${filter}`}`);
          // The catalog of a database shows its tables to all who may connect; that is PostgreSQL's own.
          if (answer.text.includes(canary) && !path.includes("catalog")) seen.push(`${name}: ${place}?${filter}`);
        }
      }
    }
  }
  assert.deepEqual(seen, []);
  const members = (await people.viewer.request("GET", `/organizations/${ids.organization}`)).text;
  assert.ok(members.includes(canary), "the canary is there for whom it is meant");
});

test("R-05 every message of the socket: a foreign connection answers as one of nothing; a foreign query is not cancelled", async () => {
  for (const name of strangers) {
    const socket = await openSocket(people[name]);
    const messages = [(id) => ({ type: "query", sql: "SELECT 1", connection: id }), (id) => ({ type: "query", sql: "SELECT 1", connection: id, session: ids.session }),
      (id) => ({ type: "rows_select", connection: id, relation: { schema: "public", name: `${canary}_made` } }),
      (id) => ({ type: "rows_change", connection: id, changes: [{ kind: "delete", relation: { schema: "public", name: `${canary}_made` }, key: { id: 1 } }] })];
    for (const message of messages) {
      const [foreign, absent] = [await socket.query("1", message(ids.connection)), await socket.query("1", message(randomUUID()))];
      assert.equal(foreign.refusal.code, "ST006");
      assert.deepEqual({ ...foreign.refusal, request_id: "" }, { ...absent.refusal, request_id: "" });
      assert.equal(JSON.stringify(foreign).includes(canary), false);
    }
    socket.send({ type: "cancel", id: ids.running });
    socket.send({ type: "credit", id: ids.running, bytes: 1000 });
    await socket.query("2", { connection: ids.connection, sql: "SELECT 1" });
    socket.end();
  }
  const queries = (await people.owner.request("GET", "/queries")).json.items;
  assert.ok(queries.some((query) => query.query_id === ids.running && query.state === "running"));
});

test("R-26 a page's cursor is its account's and its connection's", async () => {
  await psql("CREATE TABLE two_rows AS SELECT generate_series(1, 9) AS id; GRANT SELECT ON two_rows TO PUBLIC");
  const body = { relation: { schema: "public", name: "two_rows" }, order: [{ column: "id" }], limit: 2 };
  const page = await people.owner.selectRows(ids.connection, body);
  assert.notEqual(page.page?.next ?? null, null, JSON.stringify(page.error));
  const stolen = await people.rival.selectRows(mine.connection, { ...body, after: page.page.next });
  assert.equal(stolen.status, 400, JSON.stringify(stolen.error));
});

const grep = (text, what) => assert.equal(text.includes(canary), false, `${what}: ${text.slice(Math.max(0, text.indexOf(canary) - 200), text.indexOf(canary) + 200)}`);

test("R-05 in psql, as the other's linked role: no table, view or function of the extension shows a canary", async () => {
  const relations = (await psql("SELECT c.oid::regclass FROM pg_class c WHERE relnamespace IN ('studio'::regnamespace, 'studio_private'::regnamespace) AND relkind IN ('r', 'v', 'm', 'p', 'f')")).split("\n");
  assert.ok(relations.length >= 17, relations.join());
  const refused = [];
  for (const relation of relations) {
    const text = await psql(`SELECT * FROM ${relation}`, { role: "two_rival" }).catch((error) => (refused.push(relation), String(error.stderr)));
    grep(text, relation);
    if (!refused.includes(relation)) grep(await psql(`SET row_security = off; COPY ${relation} TO STDOUT`, { role: "two_rival" }).catch((error) => String(error.stderr)), relation);
  }
  assert.deepEqual(refused.sort(), ["studio.connection_proof", "studio.connection_secret", "studio.credential", "studio.login_link"]);
  // A function of one's own in WHERE runs after the policy, not before it.
  await psql(`CREATE OR REPLACE FUNCTION public.two_peep(text) RETURNS boolean COST 0.0001 LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE ''peep %'', $1; RETURN true; END'`, { role: "two_rival" });
  for (const [relation, column] of [["organization", "name"], ["connection", "name"], ["saved_query", "sql"], ["named_view", "name"], ["query_history", "sql"], ["account", "email"], ["audit_event", "subject_name"]]) {
    grep(await psql(`SET client_min_messages = notice; SELECT count(*) FROM studio.${relation} WHERE public.two_peep(${column})`, { role: "two_rival" }), relation);
    grep(await psql(`EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM studio.${relation} WHERE ${column} LIKE '%a%'`, { role: "two_rival" }), relation);
  }
  grep(await psql("SELECT * FROM pg_stats WHERE schemaname LIKE 'studio%'", { role: "two_rival" }), "pg_stats");
});

test("R-05 in psql: every function with every id of the other, every operation: as ids of nothing, and no canary", async () => {
  const functions = (await psql(`SELECT p.oid::regprocedure::text || '|' || array_to_string(p.proargtypes::regtype[], ',') FROM pg_proc p
    WHERE pronamespace = 'studio'::regnamespace AND prokind = 'f' AND prorettype <> 'trigger'::regtype`)).split("\n").map((line) => line.split("|"));
  assert.ok(functions.length >= 25, `${functions.length}`);
  const value = (type, id) => ({ uuid: `'${id}'::uuid`, "uuid[]": `'{${id}}'::uuid[]`, text: "'viewer'::text", name: "'postgres'::name", jsonb: `'{"id": "${id}"}'::jsonb`, interval: "'1 s'::interval", boolean: "true" })[type];
  // One session for all: a statement's answer, or its error with all its fields.
  const attempts = async (statements) => {
    const values = statements.map((sql) => `($try$${sql}$try$)`).join(", ");
    const text = await psql(`CREATE FUNCTION pg_temp.try(sql text) RETURNS text LANGUAGE plpgsql AS $$ DECLARE answer text; detail text; hint text; BEGIN
        EXECUTE format('SELECT string_agg(a::text, chr(10)) FROM (%s) AS a', sql) INTO answer; RETURN answer;
      EXCEPTION WHEN OTHERS THEN GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT; RETURN concat_ws('; ', SQLSTATE, SQLERRM, detail, hint); END $$;
      SELECT json_agg(pg_temp.try(sql)) FROM (VALUES ${values}) AS s (sql)`, { role: "two_rival" });
    return JSON.parse(text).map(String);
  };
  const calls = functions.flatMap(([signature, types]) => {
    const call = (id) => `SELECT * FROM ${signature.slice(0, signature.indexOf("("))}(${types ? types.split(",").map((type) => value(type, id) ?? "NULL").join(", ") : ""})`;
    return types.includes("uuid") || types.includes("jsonb") ? Object.values(ids).filter((id) => id !== ids.session).map((id) => [call(id), call(randomUUID())]) : [[call(""), null]];
  });
  const answers = await attempts(calls.flat().filter((call) => call !== null));
  for (const [foreign, absent] of calls) {
    const answer = answers.shift();
    grep(answer, foreign);
    if (absent !== null) assert.equal(answer, answers.shift(), foreign);
  }
  const operations = (await psql("SELECT proname FROM pg_proc WHERE pronamespace = 'studio_private'::regnamespace AND pronargs = 1 AND proargtypes[0] = 'jsonb'::regtype ORDER BY 1")).split("\n");
  assert.ok(operations.length > 40, `${operations.length}`);
  const { organization, account, saved } = ids;
  const fields = [...["saved", "connection", "organization", "folder", "invitation"].map((name) => ({ id: ids[name] })), { organization_id: organization }, { organization_id: organization, account_id: account },
    { id: saved, version: 1 }, { scope: "organization", organization_id: organization }, { account_id: account }, { link_hash: "0".repeat(64) }, {}];
  const asked = operations.flatMap((operation) => fields.map((field) => `SELECT studio.operation('${operation}', '${JSON.stringify(field)}')`));
  for (const [index, answer] of (await attempts(asked)).entries()) grep(answer, asked[index]);
  for (const answer of await attempts(operations.map((operation) => `SELECT studio_private.${operation}('{}')`))) assert.match(answer, /permission denied for schema studio_private/);
  assert.deepEqual(await attempts([`SELECT studio.cancel('${ids.running}')`]), ["(f)"]);
  assert.ok((await people.owner.request("GET", "/queries")).json.items.some((query) => query.query_id === ids.running));
});

test("R-05 what the other organization writes in psql never lands in this one", async () => {
  for (const table of ["account", "organization", "member", "connection", "saved_query", "saved_query_folder", "query_history", "audit_event", "quota", "invitation", "session", "personal_access_token"]) {
    for (const sql of [`DELETE FROM studio.${table}`, `INSERT INTO studio.${table} DEFAULT VALUES`, `TRUNCATE studio.${table}`, `BEGIN; LOCK studio.${table} IN EXCLUSIVE MODE`, `CREATE TRIGGER peep BEFORE INSERT ON studio.${table} FOR EACH ROW EXECUTE FUNCTION public.two_peep()`]) {
      await assert.rejects(psql(sql, { role: "two_rival" }), /permission denied|does not exist/, sql);
    }
  }
});
