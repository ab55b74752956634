// Looking at SQL without running it: what each statement is, what is wrong with it and where, what it risks.
import assert from "node:assert/strict";
import test from "node:test";
import { psql, until } from "./support/cluster.mjs";
import { makeScene, value } from "./support/scene.mjs";

const scene = await makeScene("analyzing");
await scene.query(`create table film (film_id int primary key, title text not null, language_id int, length int);
  create table language (language_id int primary key, name text);
  create function log_it() returns int volatile language sql as 'select 1';
  create table locks_parent (n int); create table locks_t (n int, constraint locks_c check (n > 0) not valid); create index locks_i on locks_t (n);
  create function locks_f() returns trigger language plpgsql as 'begin return new; end'; create trigger locks_g before update on locks_t for each row execute function locks_f();
  create policy locks_p on locks_t; create rule locks_r as on update to locks_t do also notify n; create sequence locks_s; create type locks_pair as (a int);
  create table locks_parted (n int) partition by list (n); create table locks_part partition of locks_parted for values in (1)`);

const ask = (body) => scene.client.request("POST", `/connections/${scene.connection.id}/analyze`, body);
const analyze = async (sql, more = {}) => {
  const answer = await ask({ sql, ...more });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
  return answer.json.statements;
};
/** The text that a mark covers: it counts characters, JavaScript counts UTF-16. */
const marked = (sql, { begin, end }) => [...sql].slice(begin, end).join("");
const brief = (sql, statements) => statements.flatMap((it) => it.diagnostics.map((one) => `${one.severity} ${one.code ?? one.rule} ${marked(sql, one)}`));

// SQL, then what is said: severity, SQLSTATE or rule, the marked text.
const cases = [
  ["select 1", []],
  ["", []],
  [" ;; -- nothing", []],
  ["selec 1; select 2", ["error 42601 selec"]],
  ["select 1; select 'open; select 2", ["error 42601 'open; select 2"]],
  ["/* open", ["error 42601 /* open"]],
  ["select 1 from", ["error 42601 from"]],
  ["select titel from film", ["error 42703 titel"]],
  ["select 'Zürich 😀', x from film", ["error 42703 x"]],
  ["select * from film f join language l on true where language_id = 1", ["error 42702 language_id"]],
  ["select lenght('x')", ["error 42883 lenght"]],
  ["select * from missing", ["error 42P01 missing"]],
  ["select 'x'::int", ["error 22P02 'x'"]],
  ["create table t (a int); select * from t", ["information 42P01 t"]],
  ["select 1; select * from t", ["error 42P01 t"]],
  ["create view v as select nope from film", ["error 42703 nope"]],
  ["prepare p as select nope from film", ["error 42703 nope"]],
  ["update film set title = 'x'", ["warning update_without_where update"]],
  ["delete from film", ["warning delete_without_where delete"]],
  ["with gone as (delete from film returning 1) select * from gone", ["warning delete_without_where with"]],
  ["update film set title = 'x' where film_id = 1", []],
  ["select * from film f, language l", ["warning cartesian_product l"]],
  ["select * from film, language l where l.language_id = film.language_id", []],
  ["select * from film cross join language", []],
  ["select * from film, generate_series(1, 3)", []],
  ["select * from film, (select count(*) from language) n", []],
  ["select * from film f, lateral (select * from language l where l.language_id = f.language_id) x", []],
  ["select * from film f, language l where exists (select 1 where f.language_id = l.language_id)", []],
  ["select 1 where exists (select 1 from film a, film b)", ["warning cartesian_product b"]],
  ["select * from film where title = null", ["warning comparison_with_null ="]],
  ["select * from film where title is null", []],
  ["select * from film where 1 not in (select length from film)", ["warning not_in_with_nulls not"]],
  ["select * from film where 1 not in (select film_id from film)", []],
  ["select * from film where 1 in (select length from film)", []],
  ["with a as (select 1), b as (select 2) select * from a", ["information unused_with_query b"]],
  ["select log_it()", ["information volatile_function log_it"]],
  ["select random()", []],
  ["alter table film add x int not null", ["warning not_null_without_default x"]],
  ["alter table film add x int not null default 0", []],
  ["alter table film add x uuid default gen_random_uuid()", ["warning rewrites_table x"]],
  ["alter table film add x timestamptz default now()", []],
  ["alter table film add unique (title)", ["warning constraint_builds_index unique"]],
  ["alter table film add check (length > 0)", ["warning constraint_scans_table check"]],
  ["alter table film add check (length > 0) not valid", []],
  ["alter table film add foreign key (language_id) references language", ["warning constraint_scans_table foreign"]],
  ["alter table film alter title type varchar(3)", ["warning rewrites_table title"]],
  ["alter table film alter length set not null", ["warning set_not_null_scans_table alter"]],
  ["alter table film drop length", ["warning drops_data alter"]],
  ["alter table nowhere drop length", ["error 42P01 nowhere", "warning drops_data alter"]],
  ["create index on film (title)", ["warning index_not_concurrent create"]],
  ["create index concurrently on film (title)", []],
  ["drop table if exists nowhere", ["warning drops_data drop"]],
  ["truncate film", ["warning drops_data truncate"]],
  ["vacuum full film", ["warning rewrites_table vacuum"]],
  ["explain delete from film", ["warning delete_without_where explain"]],
];
for (const [sql, expected] of cases) {
  test(`says of: ${sql}`, async () => assert.deepEqual(brief(sql, await analyze(sql)), expected));
}

test("a statement's place, kind, tag, lock, parameters and columns", async () => {
  const sql = "select title as name from film where film_id = $1 and title like $2;\n alter table film add y int;show work_mem";
  const [select, alter, show] = await analyze(sql);
  assert.equal(marked(sql, select), "select title as name from film where film_id = $1 and title like $2");
  assert.deepEqual([select.tag, select.kind, select.is_destructive, select.lock], ["SELECT", "read", false, null]);
  assert.deepEqual(select.parameters, [{ name: null, type: "integer", type_oid: 23 }, { name: null, type: "text", type_oid: 25 }]);
  assert.deepEqual(select.columns.map((column) => [column.name, column.type, column.column_number]), [["name", "text", 2]]);
  assert.equal(marked(sql, alter), "alter table film add y int");
  assert.deepEqual([alter.tag, alter.kind, alter.lock, alter.columns], ["ALTER TABLE", "schema", "AccessExclusiveLock", null]);
  assert.deepEqual(show.columns.map((column) => column.name), ["work_mem"]);
});

// From the weakest to the strongest.
const lock_modes = ["AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"];

for (const sql of [
  "alter index locks_i rename to locks_j", "alter table locks_t rename to locks_u", "alter table locks_t rename column n to m", "alter table locks_t rename constraint locks_c to locks_d",
  "alter table locks_t set schema information_schema", "create trigger g before insert on locks_t for each row execute function locks_f()", "alter trigger locks_g on locks_t rename to h",
  "drop trigger locks_g on locks_t", "alter table locks_t disable trigger locks_g", "create policy q on locks_t", "alter policy locks_p on locks_t using (true)", "drop policy locks_p on locks_t",
  "create rule r as on insert to locks_t do also notify n", "drop rule locks_r on locks_t", "alter sequence locks_s cycle", "alter sequence locks_s restart with 7",
  "create table new_part partition of locks_parted for values in (2)", "create table new_heir () inherits (locks_t)", "alter table locks_parted detach partition locks_part",
  "alter table locks_t validate constraint locks_c", "alter table locks_t add check (n > 0) not valid", "alter table locks_t alter n set statistics 7", "create index on locks_t (n)",
  "drop index locks_i", "reindex index locks_i", "truncate locks_t", "alter type locks_pair rename attribute a to b", "alter table locks_t inherit locks_parent", "comment on table locks_t is 'x'",
]) {
  test(`tells the strongest lock that it takes: ${sql}`, async () => {
    const [{ lock, diagnostics }] = await analyze(sql);
    assert.deepEqual(diagnostics.filter((it) => it.severity === "error"), []);
    // Of what was there before, as another eye sees it: indexes are judged by themselves where the statement names one.
    const held = await psql(`begin; create temp table before on commit drop as select oid from pg_class where relname like 'locks\\_%'; ${sql};
      select coalesce(string_agg(distinct l.mode, ','), '') from pg_locks l where l.pid = pg_backend_pid() and l.relation in (select oid from before); rollback`, { database: "analyzing" });
    const strongest = held.split("\n").at(-1).split(",").toSorted((a, b) => lock_modes.indexOf(b) - lock_modes.indexOf(a))[0];
    assert.equal(lock ?? "none told", /^comment/.test(sql) ? "none told" : strongest);
  });
}

test("semicolons in bodies and quotes end no statement", async () => {
  const parts = ["create function f() returns int begin atomic select 1; select case when true then 2 end; end", "select 'a;b', $$c;d$$, \"e;f\" from (select 1 as \"e;f\") x", "create rule r as on insert to film do also (select 1; select 2)"];
  const statements = await analyze(parts.join("; "));
  assert.deepEqual(statements.map((it) => marked(parts.join("; "), it)), parts);
});

test("kinds", async () => {
  const kinds = async (sql) => (await analyze(sql)).map((it) => it.kind);
  assert.deepEqual(await kinds("select 1; select nope; with a as (insert into film values (1, 'a') returning 1) select 1; insert into film values (1); select 1 into t; begin; explain select 1; table film; values (1)"), ["read", "read", "write", "write", "schema", "other", "read", "read", "read"]);
});

test("nothing is run, no lock stays", async () => {
  await scene.query("begin; select 1", { session: "other" });
  await analyze("drop table film; delete from language; select log_it(); lock table film; insert into language values (1, 'x')");
  assert.equal(value(await scene.query("select count(*) from language")), "0");
  assert.equal(await psql("select count(*) from pg_locks l join pg_class c on c.oid = l.relation where c.relname in ('film', 'language')", { database: "analyzing" }), "0");
});

test("a locked table is no error, and keeps nobody waiting", async () => {
  const holder = scene.query({ sql: "begin; lock table film in access exclusive mode; select pg_sleep(60)", session: "holder" }).catch(() => {});
  await until("the lock", async () => (await psql("select count(*) from pg_locks where mode = 'AccessExclusiveLock' and granted and relation = 'film'::regclass", { database: "analyzing" })) === "1");
  const begun = Date.now();
  const said = await analyze("select * from film; select * from language");
  assert.ok(Date.now() - begun < 1500);
  assert.equal(said[0].diagnostics[0].severity, "information");
  assert.equal(said[0].diagnostics[0].code, "55P03");
  assert.deepEqual(said[1].diagnostics, []);
  await scene.client.request("DELETE", `/sessions/holder?connection=${scene.connection.id}`);
  await holder;
});

test("an open transaction that was looked into has no snapshot yet", async () => {
  await scene.query({ sql: "begin", session: "mine" });
  assert.equal((await ask({ sql: "select 1", session: "mine" })).status, 200);
  const answer = await scene.query({ sql: "set transaction isolation level serializable; select 1; commit", session: "mine" });
  assert.equal(answer.end?.status, "ok", JSON.stringify(answer));
});

test("refusals: fields, sizes, types", async () => {
  assert.equal((await ask({})).status, 400);
  assert.equal((await ask({ sql: "select 1", more: 1 })).status, 400);
  assert.equal((await ask({ sql: "x".repeat(1024 * 1024 + 1) })).status, 400);
  assert.equal((await ask({ sql: "select \u0000" })).json.error.code, "22P05");
});

test("a deep expression and a thousand statements are bounded", async () => {
  const deep = await analyze(`select ${"(".repeat(20000)}1${")".repeat(20000)}`);
  assert.equal(deep[0].diagnostics[0].severity, "error");
  assert.equal((await analyze("select 1;".repeat(1000))).length, 1000);
});
