// A runner is the role, and nothing that it runs reaches a right that the role has not (security: probes by a mapped role).
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { psql, workers } from "./support/cluster.mjs";
import { makeScene, row } from "./support/scene.mjs";

const scene = await makeScene("mallory");

before(async () => {
  await psql("CREATE ROLE mallory_victim LOGIN; CREATE TABLE secret (t text); INSERT INTO secret VALUES ('the secret'); CREATE ROLE mallory_friend NOLOGIN", { database: scene.name }).catch(() => {});
  await psql("GRANT mallory_friend TO mallory");
});

const who = "select session_user::text, current_user::text, current_setting('is_superuser')";
const isMallory = async (session) => {
  const answer = await scene.query({ sql: who, session });
  assert.equal(answer.error, null, answer.error?.message);
  assert.deepEqual(row(answer), ["mallory", "mallory", "off"]);
};

const escapes = [
  "reset role",
  "set role postgres",
  "set local role postgres",
  "set session authorization postgres",
  "set session authorization default",
  "set session authorization mallory_victim",
  "reset session authorization",
  "select set_config('role', 'postgres', false)",
  "select set_config('session_authorization', 'postgres', false)",
  "do $$ begin rollback; end $$",
  "do $$ begin rollback; create table pwned as select current_user as who; end $$",
  "do $$ begin commit; set role postgres; end $$",
  "do $$ begin execute 'set session authorization postgres'; end $$",
  "do $$ begin begin perform 1/0; exception when others then set role postgres; end; end $$",
  "begin; savepoint s; set role postgres; rollback to s; rollback",
  "select 1; select 1/0; set role postgres",
  "set role mallory_friend; set role postgres",
  "alter role mallory set role = postgres",
  "discard all",
  "reset all",
  "alter role mallory superuser",
  "grant postgres to mallory",
  "grant studio_service to mallory",
  "set role studio_service",
  "create function pg_temp.f() returns void language c as 'studio', 'studio_login_link'",
  "load 'studio'",
  "create extension studio",
  "drop extension studio",
];

for (const sql of escapes) {
  test(`stays mallory after: ${sql}`, async () => {
    const session = "escape";
    await scene.query({ sql, session });
    await scene.query({ sql: "rollback", session });
    const answer = await scene.query({ sql: "select * from secret", session });
    assert.equal(answer.error?.code, "42501", JSON.stringify(answer.statements[0]));
    await scene.query({ sql: "reset role", session });
    await isMallory(session);
    await scene.client.request("DELETE", `/sessions/${session}`);
    const unnamed = await scene.query("select * from secret");
    assert.equal(unnamed.error?.code, "42501");
    await isMallory();
    assert.equal(await psql("select rolsuper from pg_roles where rolname = 'mallory'"), "f");
  });
}

test("a table made by DO with ROLLBACK belongs to mallory", async () => {
  assert.ok(["mallory", ""].includes(await scene.admin("select coalesce((select who::text from pwned), '') limit 1").catch(() => "")));
});

test("deferred triggers, cursors WITH HOLD and ON COMMIT actions run as mallory", async () => {
  await scene.psql(`create table seen (who text); create table deferring (n int);
    create function note() returns trigger language plpgsql as 'begin insert into seen values (current_user || '','' || session_user); return null; end';
    create constraint trigger later after insert on deferring deferrable initially deferred for each row execute function note();
    create function spy() returns text language plpgsql volatile as 'begin return current_user; end'`);
  const answer = await scene.query({ sql: "insert into deferring values (1); select 1", session: "later" });
  assert.equal(answer.error, null, answer.error?.message);
  assert.equal(await scene.psql("select who from seen"), "mallory,mallory");
  await scene.query({ sql: "begin; declare held cursor with hold for select spy(); commit", session: "later" });
  assert.equal(row(await scene.query({ sql: "fetch held", session: "later" }))[0], "mallory");
});

test("an output function of one's own runs as mallory", async () => {
  await scene.psql("create function shout() returns text language plpgsql as 'begin return current_user || session_user; end'");
  assert.equal(row(await scene.query("select shout()"))[0], "mallorymallory");
});

test("R-35 shadows of functions and operators on the search path fool nobody", async () => {
  await scene.admin("grant create on schema public to mallory");
  await scene.psql(`create table canary (who text);
    create function public.lower(varchar) returns text language plpgsql as 'begin insert into canary values (current_user); return $1; end';
    create function public.format_type(oid, int) returns text language plpgsql as 'begin insert into canary values (current_user); return ''x''; end';
    create function public.pg_get_expr(pg_node_tree, oid) returns text language plpgsql as 'begin insert into canary values (current_user); return ''x''; end';
    create function public.eq(oid, int) returns bool language plpgsql as 'begin insert into canary values (current_user); return true; end';
    create operator public.= (leftarg = oid, rightarg = int, function = public.eq);
    alter role mallory set search_path = public, pg_catalog`);
  try {
    for (const question of ["schemas", "relations", "sizes", "columns", "constraints", "indexes", "routines", "routine_source", "triggers", "types", "domain", "sequence", "type_parts", "foreign_keys", "values", "changeable", "policies", "row_security",
    "rules", "privileges", "schema_privileges", "inheritance", "dependencies", "storage", "column_statistics", "definition", "extensions", "roles", "role_privileges", "default_privileges", "settings", "keywords"]) {
      const answer = await scene.client.request("GET", `/connections/${scene.connection.id}/catalog/${question}`);
      assert.equal(answer.status, 200, `${question}: ${answer.text.slice(0, 200)}`);
    }
    assert.equal(await scene.admin("select count(*) from canary"), "0");
  } finally {
    await scene.psql("alter role mallory reset search_path");
  }
});

test("identity is no setting: mallory sees no row of studio's tables through studio", async () => {
  const superuser = await (await import("./support/client.mjs")).signIn();
  const own = await superuser.connect("postgres", "postgres", { name: "mallory's own database of studio" });
  await psql("GRANT CONNECT ON DATABASE postgres TO mallory");
  const connection = await scene.client.connect("postgres", "mallory");
  for (const sql of [
    "select * from studio.account", "select * from studio.connection", "select * from studio.session", "select * from studio.credential",
    "set studio.account = 'x'; select * from studio.account", "select set_config('studio.current_account', 'x', false)",
  ]) {
    const answer = await scene.client.query(connection, sql);
    const rows = answer.statements.flatMap((statement) => (/^select set_config/.test(sql) ? [] : statement.rows));
    assert.deepEqual(rows, [], sql);
  }
  const nobody = await scene.client.query(connection, "select studio.current_account()");
  assert.ok(nobody.error?.code === "42501" || row(nobody)[0] === null);
  // As a superuser nothing is hidden by RLS, but the identity is still nobody's.
  assert.equal(row(await superuser.query(own, "select studio.current_account()"))[0], null);
});

test("no connection may use a role of studio's own", async () => {
  const superuser = await (await import("./support/client.mjs")).signIn();
  for (const role of ["studio_service", "studio_login"]) {
    const answer = await superuser.request("POST", "/connections", { name: role, kind: "local", database: "postgres", role });
    assert.deepEqual([answer.status, answer.error.code], [403, "42501"], `${role}: ${answer.text}`);
    assert.equal(answer.error.detail, "Roles whose name begins with studio_ are studio's own.");
  }
  assert.equal(await psql("select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls from pg_roles where rolname = 'studio_service'"), "f");
});

test("a role that mallory may not become is refused as a connection", async () => {
  for (const role of ["postgres", "mallory_victim"]) {
    const answer = await scene.client.request("POST", "/connections", { name: "x", kind: "local", database: scene.name, role });
    assert.equal(answer.status, 403, role);
    assert.equal(answer.error.code, "42501");
  }
  const group = await scene.client.request("POST", "/connections", { name: "x", kind: "local", database: scene.name, role: "mallory_friend" });
  assert.equal(group.error.code, "0LP01");
});

test("workers of studio cannot be signalled by mallory", async () => {
  for (const pid of await workers("studio gateway%")) {
    const answer = await scene.query(`select pg_terminate_backend(${pid})`);
    assert.equal(answer.error?.code, "42501");
  }
});
