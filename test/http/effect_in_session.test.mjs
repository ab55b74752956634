// The effect of destructive statements where a transaction is open in their session: it is seen, and left as it was. And of those
// that drop databases and roles.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { psql } from "./support/cluster.mjs";
import { makeScene } from "./support/scene.mjs";

const scene = await makeScene("effect_inside");
await scene.psql(`
  create table parent (id int primary key);
  create table child (id int primary key, parent_id int references parent on delete cascade);
  create table note (child_id int references child on delete set null, words text, kept text);
  create table far (parent_id int references parent);
  create function noted() returns trigger language plpgsql as $$begin return null; end$$;
  create trigger child_gone after delete on child for each row execute function noted();
  create trigger child_changed after update on child for each row execute function noted();
  create trigger note_emptied after update of child_id on note for each row execute function noted();
  create trigger note_worded after update of words on note for each row execute function noted();
  create trigger far_changed after update on far for each row execute function noted();
  create trigger child_truncated after truncate on child for each statement execute function noted();
  create table late (id int references parent deferrable initially deferred);
  insert into parent select generate_series(1, 100)`);
await psql("do $$begin if not exists (select from pg_roles where rolname = 'effect_group') then create role effect_group; create role effect_dropped in role effect_group; create role effect_member in role effect_dropped; end if; end$$");
await scene.admin("create table owned (); alter table owned owner to effect_dropped; grant select on parent to effect_dropped");
await psql("drop database if exists effect_other");
await psql("create database effect_other");
const { client } = scene;
after(async () => {
  await scene.admin("drop owned by effect_dropped");
  await psql("drop role effect_member, effect_dropped, effect_group");
  await psql("drop database effect_other");
});

const ask = (body) => client.request("POST", `/connections/${scene.connection.id}/effect`, body);
const effectOf = async (body) => {
  const answer = await ask(body);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const only = async (sql, more) => (await effectOf({ sql, ...more })).statements[0];
const run = async (session, sql) => {
  const answer = await scene.query({ sql, session });
  assert.equal(answer.error, null, JSON.stringify(answer.error));
  return answer.statements.at(-1).rows?.[0]?.[0];
};

test("what the transaction has made is seen in its session alone", async () => {
  await run("tx", "begin; create table made (id int); insert into made select generate_series(1, 7); create view over_made as select * from made");
  assert.equal((await only("drop table made", { session: "tx" })).dependents.cascade_count, 1);
  assert.equal((await only("drop table made")).error.code, "42P01");
  const { dry_run } = await effectOf({ sql: "delete from made where id > 4; drop view over_made; drop table made", session: "tx", dry_run: true });
  assert.deepEqual(dry_run.statements.map((it) => it.row_count), [3, null, 4]);
  assert.equal(await run("tx", "select count(*) from made"), "7");
  await run("tx", "rollback");
});

test("a dry run counts what it does itself, not what the transaction had done before", async () => {
  await run("tx", "begin; insert into child select n, n from generate_series(1, 20) n; delete from parent where id > 90");
  const { dry_run } = await effectOf({ sql: "delete from parent where id <= 5", session: "tx", dry_run: true });
  assert.deepEqual(dry_run.tables.map((it) => [it.name, it.inserted, it.updated, it.deleted]), [["child", 0, 0, 5], ["parent", 0, 0, 5]]);
  assert.equal(await run("tx", "select count(*) from child"), "20");
  await run("tx", "rollback");
});

test("whatever it fails with, the transaction is as it was: errors, deferred constraints, time, a cancel", async () => {
  await run("tx", "begin; create temp table kept (n int); insert into kept values (1); insert into late values (-1); savepoint one");
  assert.equal((await ask({ sql: "delete from parent; select 1 / 0", session: "tx", dry_run: true })).error.code, "22012");
  // Judged in the dry run, though the row is the transaction's own; and still waiting for its commit.
  assert.equal((await ask({ sql: "delete from far", session: "tx", dry_run: true })).error.code, "23503");
  assert.equal((await ask({ sql: "delete from kept; select pg_sleep(20)", session: "tx", dry_run: true })).error.code, "57014");
  for (let turn = 0; turn < 20; turn += 1) {
    const controller = new AbortController();
    const tried = client.request("POST", `/connections/${scene.connection.id}/effect`, { sql: "delete from kept; delete from parent", session: "tx", dry_run: true }, { signal: controller.signal }).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, turn));
    controller.abort();
    assert.equal(await run("tx", "select count(*) from kept"), "1");
    await tried;
  }
  await run("tx", "rollback to one");
  assert.equal((await scene.query({ sql: "commit", session: "tx" })).error.code, "23503");
});

test("a look takes no snapshot from the transaction; a dry run refuses what a rollback leaves in the session", async () => {
  await run("tx", "begin");
  await only("delete from parent", { session: "tx" });
  await run("tx", "set transaction isolation level serializable; prepare again as select 1; declare c cursor for select 1");
  for (const sql of ["deallocate again", "fetch c", "close c", "prepare once as select 1", "discard plans"]) {
    assert.equal((await ask({ sql, session: "tx", dry_run: true })).error.code, "0A000", sql);
  }
  assert.equal(await run("tx", "fetch c"), 1);
  await run("tx", "rollback");
});

test("triggers of the tables that a cascade reaches are told, those of tables that refuse are not", async () => {
  const names = async (sql) => (await only(sql)).triggers.map((it) => it.trigger);
  assert.deepEqual(await names("delete from parent"), ["child_gone", "note_emptied"]);
  assert.deepEqual(await names("truncate parent"), []);
  assert.deepEqual(await names("truncate parent cascade"), ["child_truncated"]);
  assert.deepEqual(await names("update note set words = 'x'"), ["note_worded"]);
  assert.deepEqual(await names("update note set kept = 'x'"), []);
});

test("DROP DATABASE names it, with its size, who is connected, and why it would be refused", async () => {
  const mine = await only("drop database effect_inside");
  assert.deepEqual([mine.error.code, mine.targets[0].description, mine.dependents], ["55006", "database effect_inside", null]);
  assert.equal(mine.databases[0].owner, "effect_inside");
  assert.ok(mine.databases[0].size_bytes > 1_000_000 && mine.databases[0].connection_count >= 1, JSON.stringify(mine.databases));
  const other = await only("drop database effect_other");
  assert.deepEqual([other.error.code, other.databases.map((it) => [it.name, it.owner, it.connection_count])], ["42501", [["effect_other", "postgres", 0]]]);
  assert.deepEqual([(await only("drop database if exists no_such")).databases, (await only("drop database no_such")).error.code], [[], "3D000"]);
});

test("DROP ROLE names them, with what they own, what names them, their members and groups", async () => {
  const effect = await only("drop role effect_dropped, effect_member");
  assert.equal(effect.error.code, "42501");
  const [dropped] = effect.roles;
  assert.deepEqual(dropped, { name: "effect_dropped", may_login: false, is_superuser: false, owned_count: 1, privilege_count: 1, databases: "effect_inside", member_count: 1, membership_count: 1, connection_count: 0 });
  await psql(`alter role ${scene.name} createrole`);
  const allowed = await only("drop role effect_dropped, effect_member, postgres");
  assert.deepEqual(allowed.roles.map((it) => it.name), ["effect_dropped", "effect_member", "postgres"]);
  assert.equal((await only("drop role effect_inside")).error.code, "55006");
  assert.equal((await only("drop role no_such")).error.code, "42704");
  await psql(`alter role ${scene.name} nocreaterole`);
});
