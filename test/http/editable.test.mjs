// What a client needs to edit a result: which columns are of one row of one table (`source`), and what the role may do with
// that table's rows and how they are told apart (the catalog question `changeable`).
import assert from "node:assert/strict";
import test from "node:test";
import { signIn } from "./support/client.mjs";
import { makeScene } from "./support/scene.mjs";

const scene = await makeScene("editable");
await scene.psql(`create table film (id int primary key, title text, twice int generated always as (id * 2) stored, language_id int);
  create table language (id int primary key, name text);
  create view film_view as select id, title from film;
  insert into language values (1, 'English'); insert into film values (1, 'a', default, 1), (2, 'b', default, null)`);
const sources = async (sql, more = {}) => {
  const answer = await scene.query({ sql, ...more });
  assert.equal(answer.error, null, answer.error?.message);
  return answer.statements.at(-1).columns.map((column) => column.source);
};
const changeable = async (name, client = scene.client, connection = scene.connection) => {
  const oid = await scene.admin(`select '${name}'::regclass::oid`);
  const { json } = await client.request("GET", `/connections/${connection.id}/catalog/changeable?relation=${oid}`);
  return json.rows.map((cells) => Object.fromEntries(json.columns.map((column, n) => [column, cells[n]])));
};

test("columns of one mention of a table have one number, also through subqueries, WITH, joins and views", async () => {
  for (const [sql, expected] of [
    ["select id, title, 1 as one, upper(title) from film", [1, 1, 0, 0]],
    ["select a.id, b.title, a.title from film a, film b", [1, 2, 1]],
    ["select f.id, l.id, f.title, l.name from film f left join language l on l.id = f.language_id", [1, 2, 1, 2]],
    ["select id, f.title from film f join language using (id)", [1, 1]],
    ["select coalesce(a.id, 0), a.id from film a full join film b using (id)", [0, 1]],
    ["select s.id, s.title, t.title from (select * from film) s, (select * from film) t", [1, 1, 2]],
    ["select s.id, s.other from (select a.id, b.title as other from film a, film b) s", [1, 2]],
    ["with w as (select * from film) select a.id, a.title, b.title from w a, w b", [1, 1, 2]],
    ["with w as (select * from film) select * from (select id, title from w) s", [1, 1]],
    ["with recursive w as (select id from film union all select id + 1 from w where id < 3) select id from w", [0]],
    ["select id from film union select id from language", [0]],
    ["select id, count(*) from film group by id", [1, 0]],
    ["select id, title from film_view", [1, 1]],
    ["update film set title = title where id = 1 returning id, title, now()", [1, 1, 0]],
    ["insert into language values (9, 'nine') returning id, name", [1, 1]],
    ["select film from film", [0]],
    ["prepare p as select id from film; execute p", [0]],
    ["select a.id, b.title from film a, lateral (select a.title) b", [1, 0]],
    ["select 1", [0]],
  ]) {
    assert.deepEqual(await sources(sql), expected, sql);
  }
  assert.deepEqual(await sources("select f.id, f.title from film f where id = $1", { parameters: [1] }), [1, 1]);
});

test("a page of a table says so too", async () => {
  const response = await scene.client.open("POST", `/connections/${scene.connection.id}/rows/select`, { relation: { schema: "public", name: "film" } });
  const [{ columns }] = (await response.text()).trim().split("\n").map((line) => JSON.parse(line)).filter((message) => message.type === "result");
  assert.deepEqual(columns.map((column) => column.source), [1, 1, 1, 1]);
});

test("keys are what always tells a row apart: not partial, deferrable, over expressions or of columns that may be NULL", async () => {
  await scene.psql(`create domain word as text not null;
    create table keyed (a int not null, b int not null, c int, d int not null, w word unique, e int generated always as identity,
      unique (b, a), unique (c), unique (d) deferrable, primary key (a));
    create unique index on keyed (b) where c > 0; create unique index on keyed ((d + 1)); create unique index on keyed (d) include (c);
    create domain words as word[]; create domain few_words as words check (cardinality(value) < 9); create domain named as word;
    create table loose (a int, b text, c named, d few_words)`);
  const keyed = await changeable("keyed");
  assert.deepEqual(keyed.map((row) => row.column), ["a", "b", "c", "d", "w", "e"]);
  assert.deepEqual(JSON.parse(keyed[0].keys), [[1], [4], [2, 1]]);
  assert.deepEqual(keyed.map((row) => row.is_identity_always), [false, false, false, false, false, true]);
  assert.deepEqual(keyed.map((row) => row.is_nullable), [false, false, true, false, false, false]);
  assert.deepEqual([keyed[4].type, keyed[4].base_type, keyed[4].is_text, keyed[0].is_text], ["word", "text", true, false]);
  const loose = await changeable("loose");
  assert.equal(loose[0].keys, "[]");
  assert.deepEqual(loose.slice(2).map((row) => [row.type, row.base_type, row.structure, row.is_nullable]), [["named", "text", null, false], ["few_words", "_word", "array", true]]);
  const film = await changeable("film");
  assert.deepEqual(film.map((row) => row.is_generated), [false, false, true, false]);
  const [view] = await changeable("film_view");
  assert.deepEqual([view.kind, view.keys], ["view", "[]"]);
  assert.deepEqual((await scene.client.request("GET", `/connections/${scene.connection.id}/catalog/changeable`)).json.rows, []);
});

test("what PostgreSQL says of a view's rows, and what a column of a new row begins with", async () => {
  await scene.psql(`create view counted as select count(*) from film; create view titled as select id, upper(title) as title from film;
    create domain small as int default 1 check (value < 9); create domain smaller as small;
    create table begun (id int generated by default as identity, word text default 'a' || 'b', twice int generated always as (id * 2) stored, few smaller, less smaller default 2)`);
  const facts = async (name) => (await changeable(name)).map((row) => [row.is_updatable, row.is_insertable, row.is_deletable]);
  assert.deepEqual(await facts("film_view"), [[true, true, true], [true, true, true]]);
  assert.deepEqual(await facts("titled"), [[true, true, true], [false, true, true]]);
  assert.deepEqual(await facts("counted"), [[false, false, false]]);
  assert.deepEqual((await changeable("begun")).map((row) => [row.identity, row.default, row.may_insert]),
    [["by_default", null, true], [null, "('a'::text || 'b'::text)", true], [null, null, true], [null, "1", true], [null, "2", true]]);
});

test("rights are the role's, column by column", async () => {
  await scene.admin(`create role editable_clerk login in role studio_login; grant connect on database editable to editable_clerk; grant usage on schema public to editable_clerk;
    grant select on film to editable_clerk; grant update (title) on film to editable_clerk`);
  const client = await signIn("editable_clerk");
  const clerk = await changeable("film", client, await client.connect("editable", "editable_clerk"));
  assert.deepEqual(clerk.map((row) => row.may_update), [false, true, false, false]);
  assert.deepEqual([clerk.every((row) => row.may_select), clerk[0].may_delete, clerk.some((row) => row.may_insert)], [true, false, false]);
  const own = await changeable("film");
  assert.deepEqual([own.every((row) => row.may_update && row.may_select), own[0].may_delete], [true, true]);
});
