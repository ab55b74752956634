// A read-only request cannot write, whatever the role may do and however it tries.
import assert from "node:assert/strict";
import test from "node:test";
import { makeScene, row, value } from "./support/scene.mjs";

const scene = await makeScene("only_reading");
const run = (sql, more = {}) => scene.query({ sql, read_only: true, ...more });
await scene.psql("create table target (n int); insert into target values (1); create materialized view made as select 1");
await scene.psql("create procedure writing() language plpgsql as 'begin insert into target values (2); end'");
await scene.psql("create procedure leaving() language plpgsql as 'begin commit; insert into target values (2); end'");

const refused = [
  ["insert into target values (2)", "25006"],
  ["with x as (insert into target values (2) returning n) select * from x", "25006"],
  ["copy (insert into target values (2) returning n) to stdout", "25006"],
  ["prepare p as insert into target values (2); execute p", "25006"],
  ["explain analyze insert into target values (2)", "25006"],
  ["explain analyze create table explained as select 1", "25006"],
  ["call writing()", "25006"],
  ["call leaving()", "2D000"],
  ["do $$ begin set default_transaction_read_only = off; commit; insert into target values (2); end $$", "2D000"],
  ["do $$ begin execute 'vacuum target'; end $$", "25006"],
  ["do $$ begin perform lo_create(0); end $$", "25006"],
  ["begin read write; insert into target values (2)", "25006"],
  ["start transaction read write", "25006"],
  ["set transaction read write", "25006"],
  ["set transaction_read_only = off", "25006"],
  ["set local transaction_read_only = 'no'", "25006"],
  ["reset transaction_read_only", "25006"],
  ["set session characteristics as transaction read write; insert into target values (2)", "25006"],
  ["set default_transaction_read_only = off; insert into target values (2)", "25006"],
  ["select set_config('transaction_read_only', 'off', false)", "25001"],
  ["begin; commit and chain; insert into target values (2)", "25006"],
  ["begin; prepare transaction 'kept'", "25006"],
  ["select lo_create(0)", "25006"],
  ["select lo_from_bytea(0, 'x')", "25006"],
  ["select pg_notify('a', 'b')", "25006"],
  ["select * from target for update", "25006"],
  ["lock table target", "25006"],
  ["create table made_here ()", "25006"],
  ["create temp table made_here ()", "25006"],
  ["refresh materialized view made", "25006"],
  ["vacuum target", "25006"],
  ["alter role only_reading set work_mem = '5MB'", "25006"],
  ["notify something", "25006"],
  ["truncate target", "25006"],
];
for (const [sql, code] of refused) {
  test(`R-15 refused with ${code}: ${sql}`, async () => {
    const answer = await run(sql);
    assert.equal(answer.error?.code, code, JSON.stringify(answer.error ?? answer.statements));
    assert.equal(await scene.psql("select string_agg(n::text, ',') from target"), "1");
  });
}

test("what only reads runs", async () => {
  for (const sql of [
    "select * from target", "show work_mem; set work_mem = '5MB'; show work_mem", "explain analyze select * from target",
    "begin; declare c cursor for select * from target; fetch c; close c; commit", "prepare p as select 1; execute p; deallocate p",
    "copy target to stdout", "do $$ begin perform 1; end $$", "discard all", "begin isolation level serializable; select 1; commit",
  ]) {
    const answer = await run(sql);
    assert.equal(answer.error, null, `${sql}: ${answer.error?.message}`);
  }
});

test("it holds in a session for the requests that ask for it, inside a transaction too", async () => {
  const session = "mixed";
  assert.equal((await scene.query({ sql: "begin; insert into target values (3)", session })).error, null);
  assert.equal((await run("insert into target values (4)", { session })).error.code, "25006");
  assert.equal((await scene.query({ sql: "rollback", session })).end.transaction, "idle");
  assert.equal((await run("begin", { session })).error, null);
  assert.equal((await run("savepoint s; rollback to s; insert into target values (4)", { session })).error.code, "25006");
  assert.equal((await scene.query({ sql: "rollback", session })).error, null);
  assert.equal((await scene.query({ sql: "insert into target values (5); delete from target where n = 5", session })).error, null);
});

test("the next request of the same runner is free again", async () => {
  assert.equal(row(await run("select pg_backend_pid(), current_setting('transaction_read_only')"))[1], "on");
  assert.equal(value(await scene.query("select current_setting('transaction_read_only')")), "off");
});
