// NOTICE, RAISE and errors with all of PostgreSQL's fields, unchanged.
import assert from "node:assert/strict";
import test from "node:test";
import { makeScene, value } from "./support/scene.mjs";

const scene = await makeScene("notices");

test("RAISE gives every field it was given", async () => {
  await scene.psql("create table owned (n int constraint n_is_positive check (n > 0))");
  const answer = await scene.query(`do $$ begin raise exception using message = 'the message', detail = 'The detail.', hint = 'The hint.',
    errcode = 'AB123', schema = 'a_schema', table = 'a_table', column = 'a_column', datatype = 'a_type', constraint = 'a_constraint'; end $$`);
  const { severity, code, message, detail, hint, schema, table, column, datatype, constraint, where } = answer.error;
  assert.deepEqual({ severity, code, message, detail, hint, schema, table, column, datatype, constraint }, {
    severity: "ERROR", code: "AB123", message: "the message", detail: "The detail.", hint: "The hint.",
    schema: "a_schema", table: "a_table", column: "a_column", datatype: "a_type", constraint: "a_constraint",
  });
  assert.match(where, /PL\/pgSQL function inline_code_block line 1 at RAISE/);
});

test("a violated constraint names schema, table and constraint", async () => {
  const answer = await scene.query("insert into owned values (-1)");
  assert.equal(answer.error.code, "23514");
  assert.equal(answer.error.schema, "public");
  assert.equal(answer.error.table, "owned");
  assert.equal(answer.error.constraint, "n_is_positive");
  assert.match(answer.error.detail, /Failing row/);
});

test("an error within a function has the internal query and position", async () => {
  await scene.psql("create function broken() returns int language plpgsql as 'begin return (select nonsense); end'");
  const answer = await scene.query("select broken()");
  assert.equal(answer.error.code, "42703");
  assert.match(answer.error.internal_query, /select nonsense/);
  assert.equal(typeof answer.error.internal_position, "number");
  assert.match(answer.error.where, /broken\(\)/);
});

test("notices of every severity come in order, between the statements they belong to", async () => {
  const answer = await scene.query(`set client_min_messages = debug1;
    do $$ begin raise debug 'd'; raise log 'l'; raise info 'i'; raise notice 'n'; raise warning 'w' using hint = 'h', errcode = '01ABC'; end $$`);
  const own = answer.notices.filter((notice) => notice.message.length === 1);
  assert.deepEqual(own.map((notice) => [notice.severity, notice.message]), [["DEBUG", "d"], ["LOG", "l"], ["INFO", "i"], ["NOTICE", "n"], ["WARNING", "w"]]
    .map(([severity, message]) => [severity === "DEBUG" ? own[0].severity : severity, message]));
  assert.match(own[0].severity, /^DEBUG/);
  assert.equal(own[4].hint, "h");
  assert.equal(own[4].code, "01ABC");
});

test("PostgreSQL's own notices come through", async () => {
  const answer = await scene.query("drop table if exists no_such_table");
  assert.equal(answer.notices[0].code, "00000");
  assert.match(answer.notices[0].message, /does not exist, skipping/);
});

test("client_min_messages holds", async () => {
  const answer = await scene.query("set client_min_messages = warning; do $$ begin raise notice 'unheard'; end $$");
  assert.deepEqual(answer.notices, []);
});

test("a thousand notices come through, one of a megabyte too", async () => {
  const answer = await scene.query("do $$ begin for i in 1..1000 loop raise notice '%', i; end loop; raise notice '%', repeat('x', 1000000); end $$");
  assert.equal(answer.notices.length, 1001);
  assert.equal(answer.notices[1000].message.length, 1_000_000);
  assert.equal(answer.notices[998].message, "999");
});

test("severity is never translated", async () => {
  const answer = await scene.query("set lc_messages = 'C'; select 1/0");
  assert.equal(answer.error.severity, "ERROR");
});

test("an error inside an output function comes after the rows, and the next request works", async () => {
  await scene.admin("create function fail_late(int) returns text language plpgsql as $$ begin if $1 = 500 then raise exception 'late' using errcode = 'AB999'; end if; return $1; end $$");
  const late = await scene.query("select fail_late(n) from generate_series(1, 1000) n");
  assert.equal(late.error.code, "AB999");
  assert.equal(late.end.status, "failed");
  // A value of an enum whose label is gone makes enum_out itself fail.
  await scene.psql("create type mood as enum ('sad', 'glad'); create table moods as select 'sad'::mood as m from generate_series(1, 10)");
  await scene.admin("delete from pg_enum where enumlabel = 'sad'");
  const broken = await scene.query("select 1; select m from moods");
  assert.equal(broken.error.code, "22P03");
  assert.equal(broken.end.status, "failed");
  assert.equal(value(await scene.query("select 1")), 1);
});

test("an error after rows were sent stands in the stream, behind them", async () => {
  const answer = await scene.query({ sql: "select 10 / (5000 - n) from generate_series(1, 10000) n", row_limit: 0 });
  assert.equal(answer.status, 200);
  assert.equal(answer.error.code, "22012");
  assert.equal(answer.statements[0].rows.length, 4999);
  assert.deepEqual(answer.messages.slice(-2).map((message) => message.type), ["error", "end"]);
});

test("statuses follow from the code by the table", async () => {
  for (const [sql, code, status] of [
    ["select * from nowhere", "42P01", 400], ["select 1/0", "22012", 400], ["selec", "42601", 400],
    ["insert into owned values (-1)", "23514", 409], ["select * from pg_authid", "42501", 403],
    ["select no_such_function()", "42883", 400],
  ]) {
    const answer = await scene.query(sql);
    assert.equal(answer.error.code, code, sql);
    assert.equal(answer.status, status, sql);
  }
});
