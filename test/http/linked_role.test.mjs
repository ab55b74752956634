// Contract A: SQL that people run through studio is nobody's in studio's own tables. A viewer of a connection whose role is
// linked to the owner's account reads nothing of the owner's through it and calls none of the extension's functions, while
// the owner in psql, as the same role, reads all that is his.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { signIn } from "./support/client.mjs";
import { psql } from "./support/cluster.mjs";
import { makeOrganization, makePerson } from "./support/people.mjs";
import { value } from "./support/scene.mjs";
import { openSocket } from "./support/websocket.mjs";

const people = {};
let connection;
let saved;

before(async () => {
  await psql("CREATE ROLE linked_owner LOGIN IN ROLE studio_login; GRANT CREATE ON SCHEMA public TO linked_owner");
  people.owner = await signIn("linked_owner");
  for (const role of ["viewer", "editor", "admin"]) people[role] = await makePerson(`Linked ${role}`);
  const team = await makeOrganization(people.owner, "Linked", { viewer: people.viewer, editor: people.editor, admin: people.admin });
  connection = await people.owner.connect("postgres", "linked_owner", { organization_id: team.id });
  saved = (await people.owner.request("POST", "/saved-queries", { organization_id: team.id, name: "the owner's own", sql: "SELECT 'private'" })).json;
  await people.owner.request("POST", "/tokens", { name: "the owner's token", scopes: ["admin"] });
});

const tables = (await psql("SELECT relname FROM pg_class WHERE relnamespace = 'studio'::regnamespace AND relkind IN ('r', 'v') ORDER BY 1")).split("\n");
const calls = (await psql(`SELECT format('%s(%s)', p.oid::regproc, (SELECT string_agg('NULL::' || format_type(t, NULL), ', ' ORDER BY n) FROM unnest(p.proargtypes) WITH ORDINALITY AS a (t, n)))
  FROM pg_proc p WHERE pronamespace = 'studio'::regnamespace AND prokind = 'f' AND prorettype <> 'trigger'::regtype ORDER BY 1`)).split("\n");

const queryOverSocket = async (client, sql) => {
  const socket = await openSocket(client);
  const { messages, refusal } = await socket.query("1", { connection: connection.id, sql });
  socket.end();
  return { error: refusal ?? messages.find((message) => message.type === "error") ?? null, rows: messages.filter((message) => message.type === "rows").flatMap((message) => message.rows) };
};

test("R-37 through the connection no table of studio shows a row, whoever asks, over HTTP and socket", async () => {
  assert.ok(tables.length >= 17);
  for (const who of ["viewer", "editor", "admin", "owner"]) {
    for (const table of tables) {
      const answer = await people[who].query(connection, `SELECT * FROM studio.${table}`);
      assert.ok(answer.error?.code === "42501" || answer.statements[0].rows.length === 0, `${who}: ${table}: ${JSON.stringify(answer.statements)}`);
      if (who !== "viewer") continue;
      const { error, rows } = await queryOverSocket(people[who], `SELECT * FROM studio.${table}`);
      assert.ok(error?.code === "42501" || rows.length === 0, table);
      const page = await people[who].selectRows(connection, { relation: { schema: "studio", name: table } });
      assert.ok(page.error?.code === "42501" || page.statements[0].rows.length === 0, `rows of ${table}`);
    }
    assert.equal(value(await people[who].query(connection, "SELECT count(*) FROM studio.saved_query")), "0");
  }
  assert.equal(await psql(`SELECT sql FROM studio.saved_query WHERE id = '${saved.id}'`, { role: "linked_owner" }), "SELECT 'private'");
});

test("through the connection no function of studio answers anything: not login_link, accounts, sessions, operation", async () => {
  assert.ok(calls.length >= 25);
  const answered = [];
  const real = ["studio.login_link()", "studio.login_link('linked_owner')", "studio.account_link((SELECT gen_random_uuid()))", "studio.operation('list_tokens', '{}')",
    "studio.create_organization('taken')", "studio.create_connection('x')", `studio.operation('read_saved_query', '{"id": "${saved.id}"}')`];
  for (const who of ["viewer", "editor", "owner"]) {
    for (const call of [...calls, ...real]) {
      const answer = await people[who].query(connection, `SELECT * FROM ${call}`);
      const rows = answer.statements[0]?.rows.flat().filter((cell) => cell !== null && cell !== false) ?? [];
      if (answer.error === null && rows.length > 0) answered.push(`${who}: ${call}: ${JSON.stringify(rows)}`);
      if (real.includes(call)) assert.equal(answer.error?.code, "42501", `${who}: ${call}: ${JSON.stringify(answer.statements)}`);
    }
  }
  assert.deepEqual(answered, []);
  assert.equal(await psql("SELECT count(*) FROM studio.organization WHERE name = 'taken'"), "0");
});

test("nor by what the role leaves behind for itself: a function, a view, a default, a trigger, a cursor", async () => {
  await psql(`CREATE FUNCTION public.linked_peep() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER AS 'SELECT sql FROM studio.saved_query';
    CREATE VIEW public.linked_view AS SELECT * FROM studio.saved_query;
    CREATE VIEW public.linked_invoker WITH (security_invoker) AS SELECT * FROM studio.session;
    CREATE FUNCTION public.linked_link() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT studio.login_link()';
    CREATE TABLE public.linked_trap (t text DEFAULT studio.login_link())`, { role: "linked_owner" });
  assert.equal(await psql("SELECT count(*) FROM public.linked_peep()", { role: "linked_owner" }), "1");
  for (const who of ["viewer", "editor"]) {
    for (const sql of ["SELECT * FROM public.linked_peep()", "SELECT * FROM public.linked_view", "SELECT * FROM public.linked_invoker", "BEGIN; DECLARE c CURSOR FOR TABLE studio.saved_query; FETCH ALL FROM c", "COPY (TABLE studio.saved_query) TO STDOUT", "PREPARE p AS TABLE studio.connection; EXECUTE p"]) {
      const answer = await people[who].query(connection, sql);
      assert.equal(answer.error, null, `${sql}: ${answer.error?.message}`);
      assert.deepEqual(answer.statements.flatMap((statement) => [...statement.rows, ...(statement.copy ? [statement.copy] : [])]), [], sql);
    }
    assert.equal((await people[who].query(connection, "SELECT public.linked_link()")).error.code, "42501");
  }
  assert.equal((await people.editor.query(connection, "INSERT INTO public.linked_trap DEFAULT VALUES")).error.code, "42501");
});
