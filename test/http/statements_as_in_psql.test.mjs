// Top-level statements run as in psql, as an ordinary role: implicit transactions, utility statements, procedures.
import assert from "node:assert/strict";
import test from "node:test";
import { psql } from "./support/cluster.mjs";
import { makeScene, row, value } from "./support/scene.mjs";

const scene = await makeScene("statements", { roleOptions: "CREATEDB" });
const tags = (answer) => answer.statements.map((statement) => statement.tag);

test("a stream is begin, result, rows, complete, end", async () => {
  const answer = await scene.query("select 1 as one, 'a' as letter");
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "application/x-ndjson");
  assert.deepEqual(answer.messages.map((message) => message.type), ["begin", "result", "rows", "complete", "end"]);
  assert.deepEqual(row(answer), [1, "a"]);
  assert.equal(answer.begin.session_state, null);
  assert.deepEqual(answer.begin.settings, { DateStyle: "ISO, MDY", TimeZone: answer.begin.settings.TimeZone, IntervalStyle: "postgres", bytea_output: "hex", extra_float_digits: "1" });
  assert.equal(answer.end.status, "ok");
  assert.equal(answer.end.transaction, "idle");
  assert.equal(answer.statements[0].row_count, 1);
  assert.equal(answer.statements[0].truncated, false);
});

test("columns bear name, type, typmod, table and column number", async () => {
  await scene.psql("create table described (id int primary key, label varchar(10))");
  const answer = await scene.query("select label, id, 1 + 1 as sum from described");
  const oid = Number(await scene.psql("select 'described'::regclass::oid"));
  assert.deepEqual(answer.statements[0].columns, [
    { name: "label", type: "varchar", type_oid: 1043, typmod: 14, table_oid: oid, column_number: 2, source: 1 },
    { name: "id", type: "int4", type_oid: 23, typmod: -1, table_oid: oid, column_number: 1, source: 1 },
    { name: "sum", type: "int4", type_oid: 23, typmod: -1, table_oid: 0, column_number: 0, source: 0 },
  ]);
});

test("several statements give several results, in order", async () => {
  const answer = await scene.query("select 1; select 2, 3; create table several (); select 'x'");
  assert.deepEqual(tags(answer), ["SELECT 1", "SELECT 1", "CREATE TABLE", "SELECT 1"]);
  assert.deepEqual(answer.statements.map((statement) => statement.rows[0]), [[1], [2, 3], undefined, ["x"]]);
});

test("no statement, only blanks, only a comment: begin and end", async () => {
  for (const sql of ["", "  \n", "-- nothing", ";", "/* a /* nested */ comment */"]) {
    const answer = await scene.query(sql);
    assert.equal(answer.status, 200, JSON.stringify(sql));
    assert.equal(answer.end.status, "ok");
    assert.equal(answer.statements.length, 0);
  }
});

test("a failing statement takes back the implicit transaction before it", async () => {
  await scene.psql("create table implicit (n int)");
  const answer = await scene.query("insert into implicit values (1); select 1/0; insert into implicit values (2)");
  assert.equal(answer.error.code, "22012");
  assert.equal(answer.end.status, "failed");
  assert.equal(await scene.psql("select count(*) from implicit"), "0");
});

test("what was committed within the text stays", async () => {
  await scene.psql("create table kept (n int)");
  const answer = await scene.query("begin; insert into kept values (1); commit; insert into kept values (2); select 1/0; select 5");
  assert.equal(answer.error.code, "22012");
  assert.equal(answer.error.statement, 4);
  assert.equal(answer.statements.length, 5);
  assert.equal(await scene.psql("select string_agg(n::text, ',') from kept"), "1");
});

test("a statement that fails first is an HTTP error with PostgreSQL's fields", async () => {
  const answer = await scene.query("select * from no_such_table");
  assert.equal(answer.status, 400);
  assert.equal(answer.error.code, "42P01");
  assert.equal(answer.error.message, 'relation "no_such_table" does not exist');
  assert.equal(answer.error.position, 15);
  assert.equal(answer.error.severity, "ERROR");
});

test("a position counts characters over the whole text", async () => {
  const answer = await scene.query("select 'äöü€😀'; select nonsense");
  assert.equal(answer.error.code, "42703");
  assert.equal(answer.error.position, [..."select 'äöü€😀'; select n"].length);
});

test("a syntax error stops the whole text, as in psql's simple query", async () => {
  await scene.psql("create table untouched (n int)");
  const answer = await scene.query("insert into untouched values (1); selec 1");
  assert.equal(answer.status, 400);
  assert.equal(answer.error.code, "42601");
  assert.equal(await scene.psql("select count(*) from untouched"), "0");
});

test("statements that refuse a transaction block run alone", async () => {
  await scene.psql("create table vacuumed (n int)");
  for (const [sql, tag] of [
    ["vacuum vacuumed", "VACUUM"],
    ["vacuum (analyze, verbose) vacuumed", "VACUUM"],
    ["create database statements_second", "CREATE DATABASE"],
    ["drop database statements_second", "DROP DATABASE"],
    ["create index concurrently vacuumed_n on vacuumed (n)", "CREATE INDEX"],
    ["reindex index concurrently vacuumed_n", "REINDEX"],
    ["drop index concurrently vacuumed_n", "DROP INDEX"],
  ]) {
    const answer = await scene.query(sql);
    assert.equal(answer.error, null, `${sql}: ${answer.error?.message}`);
    assert.deepEqual(tags(answer), [tag]);
  }
});

test("they are refused beside another statement", async () => {
  const answer = await scene.query("select 1; vacuum vacuumed");
  assert.equal(answer.error.code, "25001");
});

test("CALL and DO may commit", async () => {
  await scene.psql("create table counted (n int); create procedure count_up() language plpgsql as 'begin for i in 1..3 loop insert into counted values (i); commit; end loop; insert into counted values (4); rollback; end'");
  const call = await scene.query("call count_up()");
  assert.deepEqual(tags(call), ["CALL"]);
  assert.equal(await scene.psql("select count(*) from counted"), "3");
  const block = await scene.query("do $$begin insert into counted values (5); commit; insert into counted values (6); rollback; end$$");
  assert.deepEqual(tags(block), ["DO"]);
  assert.equal(await scene.psql("select count(*) from counted"), "4");
});

test("CALL with an OUT parameter gives a row", async () => {
  await scene.psql("create procedure doubled(inout n int) language sql as 'select n * 2'");
  assert.equal(value(await scene.query("call doubled(21)")), 42);
});

test("PREPARE, EXECUTE, DECLARE, FETCH, EXPLAIN, SHOW, SET in one text", async () => {
  const answer = await scene.query(`prepare p(int) as select $1 + 1; execute p(41); deallocate p;
    begin; declare c cursor for select generate_series(1, 5); fetch 2 from c; move 1 in c; fetch all from c; close c; commit;
    explain (costs off) select 1; set work_mem = '9MB'; show work_mem`);
  assert.equal(answer.error, null, answer.error?.message);
  assert.deepEqual(tags(answer), ["PREPARE", "SELECT 1", "DEALLOCATE", "BEGIN", "DECLARE CURSOR", "FETCH 2", "MOVE 1", "FETCH 2", "CLOSE CURSOR", "COMMIT", "EXPLAIN", "SET", "SHOW"]);
  assert.equal(answer.statements[1].rows[0][0], 42);
  assert.deepEqual(answer.statements[5].rows, [[1], [2]]);
  assert.deepEqual(answer.statements[7].rows, [[4], [5]]);
  assert.equal(answer.statements[12].rows[0][0], "9MB");
});

test("EXPLAIN ANALYZE and EXPLAIN in JSON give their lines", async () => {
  const answer = await scene.query("explain (analyze, format json) select 1");
  assert.equal(JSON.parse(value(answer))[0].Plan["Node Type"], "Result");
});

test("INSERT, UPDATE and DELETE with RETURNING give rows and counts", async () => {
  await scene.psql("create table returned (id int generated always as identity, n int)");
  const answer = await scene.query("insert into returned (n) select generate_series(1, 3) returning id; update returned set n = n * 10 where id > 1 returning n; delete from returned; merge into returned using (select 1) s on true when not matched then insert (n) values (1)");
  assert.equal(answer.error, null, answer.error?.message);
  assert.deepEqual(tags(answer), ["INSERT 0 3", "UPDATE 2", "DELETE 3", "MERGE 1"]);
  assert.deepEqual(answer.statements.map((statement) => statement.row_count), [3, 2, 3, 1]);
  assert.deepEqual(answer.statements[1].rows, [[20], [30]]);
});

test("statements that count nothing say null", async () => {
  const answer = await scene.query("create table uncounted (); drop table uncounted");
  assert.deepEqual(answer.statements.map((statement) => statement.row_count), [null, null]);
});

test("COPY TO STDOUT comes as copy messages, equal to psql's output", async () => {
  const sql = "copy (select n, 'line ' || n, null from generate_series(1, 1000) n) to stdout (format csv, header)";
  const answer = await scene.query(sql);
  assert.equal(answer.error, null, answer.error?.message);
  assert.equal(answer.statements[0].tag, "COPY 1000");
  assert.equal(answer.statements[0].copy.trimEnd(), await scene.psql(sql));
  assert.ok(answer.messages.filter((message) => message.type === "copy").every((message) => message.encoding === "text"));
});

test("binary COPY comes in base64", async () => {
  const answer = await scene.query("copy (select 1) to stdout (format binary)");
  const parts = answer.messages.filter((message) => message.type === "copy");
  assert.ok(parts.length > 0 && parts.every((message) => message.encoding === "base64"));
  const bytes = Buffer.concat(parts.map((message) => Buffer.from(message.data, "base64")));
  assert.equal(bytes.subarray(0, 6).toString(), "PGCOPY");
});

test("COPY FROM STDIN is refused clearly, and the next statement works", async () => {
  await scene.psql("create table copied (n int)");
  const answer = await scene.query("copy copied from stdin");
  assert.equal(answer.error.code, "0A000");
  assert.ok(answer.error.hint.length > 0);
  assert.equal(value(await scene.query("select 1")), 1);
});

test("LISTEN typed by a user points at live subscriptions", async () => {
  const answer = await scene.query("listen something");
  const said = answer.error ?? answer.notices[0];
  assert.match(`${said.message} ${said.detail} ${said.hint}`, /live|subscri/i);
});

test("an ordinary role stays within its rights", async () => {
  for (const [sql, code] of [
    ["alter system set work_mem = '1GB'", "42501"], ["create role someone", "42501"], ["select * from pg_authid", "42501"],
    ["copy (select 1) to program 'true'", "42501"], ["select pg_read_file('postgresql.conf')", "42501"], ["checkpoint", "42501"],
  ]) {
    const answer = await scene.query(sql);
    assert.equal(answer.error?.code, code, sql);
    assert.equal(answer.status, 403, sql);
  }
});

test("BEGIN without COMMIT in an unnamed request is rolled back, and a notice says so", async () => {
  await scene.psql("create table unfinished (n int)");
  const answer = await scene.query("begin; insert into unfinished values (1)");
  assert.equal(answer.end.status, "ok");
  assert.equal(answer.notices.at(-1).code, "ST001");
  assert.equal(answer.messages.at(-2).type, "notice");
  assert.equal(await scene.psql("select count(*) from unfinished"), "0");
});

test("an unnamed request leaves nothing to the next: 12 kinds of residue", async () => {
  await scene.psql("create sequence residue_sequence");
  const other = await scene.query(`set work_mem = '3MB'; set search_path = pg_catalog; create temp table residue (n int);
    prepare residue as select 1; declare residue cursor with hold for select 1; select pg_advisory_lock(42);
    set role none; set timezone = 'Asia/Tokyo'; select nextval('public.residue_sequence')`);
  assert.equal(other.error, null, other.error?.message);
  const answer = await scene.query(`select current_setting('work_mem') <> '3MB', current_setting('search_path') <> 'pg_catalog',
    to_regclass('pg_temp.residue') is null, (select count(*) from pg_prepared_statements), (select count(*) from pg_cursors where name = 'residue'),
    (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()), current_setting('timezone') <> 'Asia/Tokyo'`);
  assert.deepEqual(row(answer), [true, true, true, "0", "0", "0", true]);
  const sequence = await scene.query("select currval('public.residue_sequence')");
  assert.equal(sequence.error.code, "55000");
});

test("the database can be dropped while idle runners stand in it", async () => {
  const second = await makeScene("statements_dropped");
  assert.equal(value(await second.query("select 1")), 1);
  await psql("DROP DATABASE statements_dropped WITH (FORCE)");
  const answer = await second.query("select 1");
  assert.equal(answer.error.code, "3D000");
});
