// What effect promises, on whatever server the tables are: effect.test.mjs runs it on a local connection, effect_remote.test.mjs on one
// to another server.
import assert from "node:assert/strict";
import test from "node:test";
import { until } from "./cluster.mjs";
import { makeOrganization, makePerson } from "./people.mjs";
import { value } from "./scene.mjs";

/**
 * `scene` as of makeScene, whose psql, admin and query lead to the tables; its `name` is that of the role and of the database.
 * `connectionOf(organization)` makes a connection to it that belongs to an organization.
 */
export async function effectCases(scene, { connectionOf }) {
  await scene.query(`
    create table parent (id int primary key, kept text default 'x');
    create table child (id serial primary key, parent_id int references parent on delete cascade);
    create table grandchild (child_id int references child on delete set null, note text);
    create table blocker (parent_id int references parent);
    create view parents as select id from parent;
    create view more_parents as select id from parents;
    create materialized view stored as select id from parent;
    create function reads(p parent) returns int language sql as 'select 1';
    create table log (line text);
    create function note_it() returns trigger language plpgsql as $$begin insert into log values (tg_op); return null; end$$;
    create trigger noted after delete on parent for each row execute function note_it();
    create trigger emptied after truncate on parent for each statement execute function note_it();
    create trigger asleep after delete on parent for each row execute function note_it();
    alter table parent disable trigger asleep;
    create policy seen on parent using (true);
    create table measure (day date, n int) partition by range (day);
    create table measure_a partition of measure for values from ('2026-01-01') to ('2026-02-01');
    create table base (id int); create table derived () inherits (base);
    insert into parent select n from generate_series(1, 1000) n;
    insert into child (parent_id) select n from generate_series(1, 500) n;
    insert into grandchild select n from generate_series(1, 500) n;
    insert into measure select '2026-01-02', n from generate_series(1, 30) n;
    create type marked as enum ('x'); create schema packed; create table packed.one (id int); create table packed.two (id int)`);
  await scene.psql("analyze");
  await scene.admin("create publication told for table parent");

  const ask = (body, client = scene.client, connection = scene.connection) => client.request("POST", `/connections/${connection.id}/effect`, body);
  const effectOf = async (sql, more = {}) => {
    const answer = await ask({ sql, ...more });
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  };
  const only = async (sql, more) => {
    const { statements } = await effectOf(sql, more);
    assert.equal(statements.length, 1, JSON.stringify(statements));
    return statements[0];
  };
  /** Everything that a canary would notice: objects, rows, sequences. */
  const picture = () => scene.psql(`select (select count(*) from pg_class), (select count(*) from parent), (select count(*) from child), (select count(*) from grandchild where child_id is not null),
    (select count(*) from log), (select count(*) from measure), (select count(*) from pg_depend), (select count(*) from pg_trigger)`);
  const before = await picture();

  test("DELETE without WHERE: the planner's rows, cascades, triggers that are enabled", async () => {
    const effect = await only("delete from parent");
    assert.deepEqual([effect.tag, effect.lock, effect.error, effect.estimated_rows, effect.runs_in_transaction], ["DELETE", "RowExclusiveLock", null, 1000, true]);
    assert.deepEqual(effect.targets.map((it) => [it.description, it.operation, it.schema, it.name, it.kind, it.estimated_rows]), [["table public.parent", "delete", "public", "parent", "table", 1000]]);
    assert.deepEqual(effect.cascades.map((it) => [it.name, it.action, it.operation, it.depth, it.estimated_rows]), [["blocker", "no_action", "update", 1, null], ["child", "cascade", "delete", 1, 500], ["grandchild", "set_null", "update", 2, 500]].map((it) => it[0] === "blocker" ? [...it.slice(0, 4), effect.cascades.find((each) => each.name === "blocker").estimated_rows] : it));
    assert.deepEqual(effect.triggers.map((it) => [it.trigger, it.function, it.is_for_each_row]), [["noted", "public.note_it", true]]);
    assert.equal(effect.dependents, null);
  });

  test("UPDATE of a column that no key refers to cascades nowhere; of the key it does", async () => {
    assert.deepEqual((await only("update parent set kept = 'y'")).cascades, []);
    assert.deepEqual((await only("update parent set id = id + 1")).cascades.map((it) => it.name).sort(), ["blocker", "child"]);
  });

  test("a place in the text, of the destructive statements alone", async () => {
    const sql = "select 'ü'; -- x\n delete from parent where id = :a_long_name; truncate child cascade ; do $$begin end$$";
    const { statements, not_looked_into } = await effectOf(sql, { parameters: { a_long_name: 1 } });
    assert.deepEqual(statements.map((it) => [it.statement, [...sql].slice(it.begin, it.end).join("").trim()]), [[2, "truncate child cascade"]]);
    assert.deepEqual(not_looked_into, [{ statement: 3, tag: "DO" }]);
  });

  test("in WITH, behind a view, under EXPLAIN ANALYZE, with parameters", async () => {
    assert.equal((await only("with gone as (delete from child returning 1) select count(*) from gone")).estimated_rows, 500);
    assert.deepEqual((await only("delete from parents")).targets.map((it) => it.description), ["view public.parents", "table public.parent"]);
    assert.equal((await only("explain analyze delete from child")).targets[0].description, "table public.child");
    assert.equal((await only("update child set parent_id = $1", { parameters: [1] })).error, null);
    assert.deepEqual((await effectOf("explain delete from child; delete from child where id = 1")).statements, []);
  });

  test("TRUNCATE: what refers to it is refused or emptied, partitions and children are meant", async () => {
    const effect = await only("truncate parent cascade");
    assert.deepEqual([effect.lock, effect.is_cascade], ["AccessExclusiveLock", true]);
    assert.deepEqual(effect.cascades.map((it) => [it.name, it.operation]), [["blocker", "truncate"], ["child", "truncate"], ["grandchild", "truncate"]]);
    assert.deepEqual(effect.triggers.map((it) => it.trigger), ["emptied"]);
    const parts = await only("truncate measure");
    assert.deepEqual([parts.targets[0].estimated_rows, parts.targets[0].child_count], [30, 1]);
    assert.equal((await only("truncate only base")).targets[0].child_count, 0);
  });

  test("DROP: what goes with it, and what CASCADE would take", async () => {
    const { dependents, lock, is_cascade } = await only("drop table parent");
    const needs = dependents.items.filter((it) => !it.is_automatic).map((it) => it.description).sort();
    assert.deepEqual(needs, ["constraint blocker_parent_id_fkey on table blocker", "constraint child_parent_id_fkey on table child", "function reads(parent)", "materialized view stored", "view more_parents", "view parents"]);
    assert.equal(dependents.cascade_count, needs.length);
    assert.deepEqual(dependents.items.filter((it) => /RI_ConstraintTrigger/.test(it.description)), [], "of a constraint, the constraint is told");
    const automatic = dependents.items.filter((it) => it.is_automatic).map((it) => it.description);
    for (const one of ["policy seen on table parent", "publication of table parent in publication told", "trigger noted on table parent", "constraint parent_pkey on table parent", "default value for column kept of table parent"]) assert.ok(automatic.includes(one), `${one} of ${automatic}`);
    assert.deepEqual([lock, is_cascade, dependents.is_complete], ["AccessExclusiveLock", false, true]);
    const refusal = (await scene.query("drop table parent")).error;
    for (const one of needs) assert.match(refusal.detail, new RegExp(one.replace(/[()]/g, "\\$&")));
  });

  test("DROP of a serial's table, of partitions, of inheritance, of a column, of a schema, of a type", async () => {
    assert.ok((await only("drop table child cascade")).dependents.items.some((it) => it.description === "sequence child_id_seq" && it.is_automatic));
    const parts = (await only("drop table measure")).dependents.items;
    assert.ok(parts.some((it) => it.description === "table measure_a" && it.is_automatic && it.estimated_rows === 30));
    assert.ok((await only("drop table base")).dependents.items.some((it) => it.description === "table derived" && !it.is_automatic));
    assert.deepEqual((await only("alter table parent drop column kept")).dependents.items.map((it) => it.description), ["default value for column kept of table parent"]);
    const schema = await only("drop schema packed cascade");
    assert.deepEqual([schema.targets[0].description, schema.dependents.items.map((it) => it.description).sort()], ["schema packed", ["table packed.one", "table packed.two"]]);
    await scene.query("create type mood as enum ('a'); create table moody (m mood)");
    assert.deepEqual((await only("drop type mood")).dependents.items.map((it) => it.description), ["column m of table moody"]);
    await scene.query("drop table moody; drop type mood");
  });

  for (const [create, drop, description] of [
    ["create function \"Odd . name\"(int[], text) returns int language sql as 'select 1'", "drop function \"Odd . name\"(int[], text)", 'function "Odd . name"(integer[],text)'],
    ["create function lonely() returns int language sql as 'select 1'", "drop function lonely", "function lonely()"],
    ["create procedure acts(int) language sql as 'select 1'", "drop procedure acts(int)", "function acts(integer)"],
    ["create aggregate adds(int) (sfunc = int4pl, stype = int)", "drop aggregate adds(int)", "function adds(integer)"],
    ["create operator @#@ (leftarg = int, rightarg = int, function = int4pl)", "drop operator @#@ (int, int)", "operator @#@(integer,integer)"],
    ["create operator !#! (rightarg = int, function = int4um)", "drop operator !#! (none, int)", "operator !#!(NONE,integer)"],
    ["create domain small as int check (value < 10)", "drop domain small", "type small"],
    ["create type \"Pair\" as (a int, b int)", 'drop type public."Pair"', 'type "Pair"'],
    ["create schema lone", "drop schema lone", "schema lone"],
    ["create sequence counts", "drop sequence counts", "sequence counts"],
    ["create index by_note on grandchild (note)", "drop index by_note", "index by_note"],
    ["create view seen_notes as select note from grandchild", "drop view seen_notes", "view seen_notes"],
    ["create rule quiet as on insert to grandchild where false do instead nothing", "drop rule quiet on grandchild", "rule quiet on table grandchild"],
    ["select 1", "drop trigger noted on parent", "trigger noted on table parent"],
    ["select 1", "drop policy seen on parent", "policy seen on table parent"],
    ["create collation plain (locale = 'C')", "drop collation plain", "collation plain"],
    ["create statistics together on id, kept from parent", "drop statistics together", "statistics object together"],
    ["create text search configuration words (copy = simple)", "drop text search configuration words", "text search configuration words"],
    [`create operator family whole using btree; alter operator family whole using btree owner to ${scene.name}`, "drop operator family whole using btree", "operator family whole for access method btree"],
    [`create operator class mine for type int4 using btree as operator 1 <; alter operator class mine using btree owner to ${scene.name}`, "drop operator class mine using btree", "operator class mine for access method btree"],
    ["create cast (marked as point) with inout", "drop cast (marked as point)", "cast from marked to point"],
  ]) {
    test(`what is dropped is found: ${drop}`, async (context) => {
      if (create !== "select 1") {
        await (/operator (class|family)/.test(create) ? scene.admin : scene.psql)(create);
        context.after(() => scene.admin(/operator class/.test(create) ? "drop operator family mine using btree" : `${drop} cascade`));
      }
      const effect = await only(drop);
      assert.deepEqual(effect.targets.map((it) => it.description?.replaceAll("public.", "")), [description], JSON.stringify(effect.error));
      assert.deepEqual((await effectOf(drop.replace(/^(drop (?:text search configuration|operator family|operator class|[a-z]+)) .*/, (_, words) => {
        if (/cast/.test(words)) return 'drop cast if exists (int8 as point)';
        if (/trigger|policy|rule/.test(words)) return `${words} if exists nothing on parent`;
        if (/operator$/.test(words)) return "drop operator if exists @@#@@ (int, int)";
        return `${words} if exists nothing${/family|class/.test(words) ? " using btree" : /procedure|aggregate/.test(words) ? "(int)" : ""}`;
      }))).statements.map((it) => [it.error, it.targets]), [[null, []]]);
    });
  }

  test("whose it is decides who may drop it: its owner, and who owns its schema", async (context) => {
    await scene.admin(`create schema theirs; create function theirs.f() returns int language sql as 'select 1'; create type theirs.t as enum ();
      create function public.f_of_admin() returns int language sql as 'select 1'; grant usage on schema theirs to ${scene.name}`);
    context.after(() => scene.admin("drop schema theirs cascade; drop function public.f_of_admin()"));
    for (const [sql, code] of [["drop function theirs.f()", "42501"], ["drop type theirs.t", "42501"], ["drop schema theirs cascade", "42501"], ["drop function f_of_admin", undefined],
      ["drop function pg_catalog.int4pl(int, int)", "42501"]]) {
      const effect = await only(sql);
      assert.equal(effect.error?.code, code, `${sql}: ${JSON.stringify(effect.error)}`);
    }
  });

  test("an error tells its place in the whole text, parameters by name before it", async () => {
    const sql = "select :a_long_name::int; -- ü\n update child set nope = :b";
    const { statements } = await effectOf(sql, { parameters: { a_long_name: 1, b: 2 } });
    assert.deepEqual([statements[0].error.code, [...sql].slice(statements[0].error.position - 1).join("").slice(0, 4)], ["42703", "nope"]);
  });

  test("within a session: what its transaction has made is seen, and it goes on as it was", async (context) => {
    const session = "effects";
    context.after(() => scene.query({ sql: "rollback", session }));
    await scene.query({ sql: "begin; create table made_here (id int); insert into made_here select generate_series(1, 7); set local search_path = packed, public; savepoint mine", session });
    const answer = await effectOf("truncate made_here; drop table one", { session });
    assert.deepEqual(answer.statements.map((it) => [it.error, it.targets.map(({ name }) => name)]), [[null, ["made_here"]], [null, ["one"]]]);
    const tried = await effectOf("delete from made_here", { session, dry_run: true });
    assert.deepEqual(tried.dry_run.statements.map((it) => it.row_count), [7]);
    assert.equal((await ask({ sql: "deallocate all", session, dry_run: true })).json.error.code, "0A000");
    const after = await scene.query({ sql: "rollback to savepoint mine; select current_setting('search_path'), (select count(*) from made_here), current_setting('lock_timeout')", session });
    assert.deepEqual(after.statements.at(-1).rows, [["packed, public", "7", "0"]]);
  });

  test("roles: what they own, who they are, and who may not drop them", async (context) => {
    await scene.admin(`create role "Effect role ${scene.name}"; grant "Effect role ${scene.name}" to ${scene.name}; alter table packed.one owner to "Effect role ${scene.name}"`);
    context.after(() => scene.admin(`alter table packed.one owner to ${scene.name}; drop role "Effect role ${scene.name}"`));
    const effect = await only(`drop role "Effect role ${scene.name}"`);
    assert.equal(effect.error.code, "42501");
    assert.deepEqual(effect.roles.map((it) => [it.name, it.may_login, it.owned_count, it.databases]), [[`Effect role ${scene.name}`, false, 1, scene.name]]);
    assert.equal((await only("drop role nobody_of_this_name")).error.code, "42704");
    assert.deepEqual((await only("drop role if exists nobody_of_this_name")).targets, []);
    assert.deepEqual((await only(`drop database ${scene.name}`)).databases.map((it) => [it.name, it.owner]), [[scene.name, scene.name]]);
  });

  test("what cannot be tried is told: DROP INDEX CONCURRENTLY, DROP DATABASE", async () => {
    assert.equal((await only("drop index concurrently parent_pkey")).runs_in_transaction, false);
    assert.equal((await only(`drop database ${scene.name}`)).runs_in_transaction, false);
    assert.equal((await ask({ sql: "drop index concurrently parent_pkey", dry_run: true })).json.error.code, "25001");
    assert.equal((await ask({ sql: "begin; delete from child", dry_run: true })).json.error.code, "0A000");
  });

  test("what PostgreSQL would refuse is said in its words, and the rest is told all the same", async () => {
    assert.equal((await only("delete from nowhere")).error.code, "42P01");
    assert.deepEqual((await only("drop table if exists nowhere")).targets, []);
    assert.equal((await only("update child set nope = 1")).error.code, "42703");
    assert.equal((await ask({ sql: "delete from" })).json.error.code, "42601");
    await scene.admin("create table admins_only (id int)");
    assert.equal((await only("drop table admins_only")).error, null, "the owner of its schema may drop it");
    assert.equal((await only("drop table pg_catalog.pg_class")).error.code, "42501");
    assert.equal((await only("delete from admins_only")).error.code, "42501");
    assert.equal((await only("truncate admins_only")).error.code, "42501");
    await scene.admin("drop table admins_only");
  });

  test("who holds the lock is told, nobody is waited for, and a dry run gives up after a second", async (context) => {
    await scene.query({ sql: "begin; lock table child in access exclusive mode", session: "holder" });
    context.after(() => scene.query({ sql: "rollback", session: "holder" }));
    const begun = Date.now();
    const effect = await only("delete from child");
    assert.ok(Date.now() - begun < 1500);
    assert.equal(effect.error.code, "55P03");
    assert.deepEqual(effect.lock_holders.map((it) => [it.role, it.mode, it.is_granted, it.name]), [[scene.name, "AccessExclusiveLock", true, "child"]]);
    assert.equal((await only("drop table child cascade")).lock_holders.length, 1);
    const tried = await ask({ sql: "truncate child cascade", dry_run: true });
    assert.deepEqual([tried.status, tried.json.error.code], [409, "55P03"]);
    await scene.query({ sql: "rollback", session: "holder" });
    assert.deepEqual((await only("delete from child")).lock_holders, []);
  });

  test("a dry run counts exactly, with triggers and cascades, and leaves nothing", async () => {
    const { dry_run } = await effectOf("delete from blocker; delete from parent where id <= :most; update child set parent_id = null", { parameters: { most: 10 }, dry_run: true });
    assert.deepEqual(dry_run.statements.map((it) => [it.tag, it.row_count]), [["DELETE", 0], ["DELETE", 10], ["UPDATE", 490]]);
    assert.deepEqual(dry_run.tables.map((it) => [it.name, it.inserted, it.updated, it.deleted]), [["child", 0, 490, 10], ["grandchild", 0, 10, 0], ["log", 10, 0, 0], ["parent", 0, 0, 10]]);
    assert.ok(dry_run.duration_ms > 0);
    assert.equal(await picture(), before);
    assert.deepEqual((await effectOf("truncate parent cascade", { dry_run: true })).dry_run.statements.map((it) => it.row_count), [1000]);
    assert.deepEqual((await effectOf("drop table measure", { dry_run: true })).dry_run.statements.map((it) => it.row_count), [30]);
    assert.equal((await ask({ sql: "drop table parent", dry_run: true })).json.error.code, "2BP01");
    assert.equal(await picture(), before);
    assert.equal(await scene.psql("select count(*) from pg_locks l join pg_class c on c.oid = l.relation where c.relname in ('parent', 'child', 'measure') and l.pid <> pg_backend_pid()"), "0");
  });

  test("deferred constraints are judged within the dry run; nothing of the session stays", async () => {
    await scene.query("create table late (id int references parent deferrable initially deferred)");
    assert.equal((await ask({ sql: "insert into late values (-1)", dry_run: true })).json.error.code, "23503");
    await scene.query("drop table late");
    await effectOf("set work_mem = '7MB'; create temp table t as select 1; delete from child", { dry_run: true });
    assert.notEqual(value(await scene.query("show work_mem")), "7MB");
  });

  test("a dry run ends after five seconds, and cancels when its asker goes", async () => {
    const begun = Date.now();
    const answer = await ask({ sql: "delete from child; select pg_sleep(20)", dry_run: true });
    assert.equal(answer.json.error.code, "57014");
    assert.ok(Date.now() - begun < 7000);
    assert.equal(await picture(), before);
  });

  test("a dry run stands in the history, its question does not", async () => {
    await effectOf("delete from child /* asked only */");
    await effectOf("delete from child /* tried */", { dry_run: true });
    await until("the history", async () => (await scene.client.request("GET", "/history?search=tried")).json.items.length > 0);
    assert.equal((await scene.client.request("GET", "/history?search=asked%20only")).json.items.length, 0);
  });

  test("a viewer is refused as he would be", async () => {
    const viewer = await makePerson(`Viewer of ${scene.name}`);
    const team = await makeOrganization(scene.client, `Effects of ${scene.name}`, { viewer });
    const connection = await connectionOf(team);
    for (const body of [{ sql: "delete from child" }, { sql: "delete from child", dry_run: true }, { sql: "insert into log values ('x')", dry_run: true }, { sql: "drop table parent" }]) {
      const answer = await ask(body, viewer.client ?? viewer, connection);
      assert.deepEqual([answer.status, answer.json.error.code], [403, "25006"], JSON.stringify(body));
    }
    assert.deepEqual((await ask({ sql: "select 1" }, viewer.client ?? viewer, connection)).json, { statements: [], not_looked_into: [], dry_run: null });
  });

  test("nothing of all that stays", async () => assert.equal(await picture(), before));
  return { ask, effectOf, only, picture };
}
