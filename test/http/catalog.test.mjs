// The catalog's questions: their columns as doc/protocol.md lists them, narrowing, ETag, odd names.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { psql } from "./support/cluster.mjs";
import { makeScene } from "./support/scene.mjs";
import { signIn } from "./support/client.mjs";

const scene = await makeScene("catalogued");
const many = await makeScene("catalogued_many");
const askMany = (question, parameters) => many.client.request("GET", `/connections/${many.connection.id}/catalog/${question}${parameters}`);
const ask = (question, parameters = "", headers = {}) =>
  scene.client.request("GET", `/connections/${scene.connection.id}/catalog/${question}${parameters}`, undefined, { headers });
const objects = ({ json }) => json.rows.map((cells) => Object.fromEntries(json.columns.map((name, n) => [name, cells[n]])));

// The normative table: | `question` | narrows by | columns |
const protocol = readFileSync(new URL("../../doc/protocol.md", import.meta.url), "utf8");
const section = protocol.slice(protocol.indexOf("\n## 5. "), protocol.indexOf("\n## 6. "));
const questions = Object.fromEntries(
  [...section.matchAll(/^\| `([a-z_]+)` \|([^|]*)\| ([a-z].*) \|$/gm)].map(([, name, , columns]) => [
    name, columns.replace(/\([^)]*\)/g, "").split(",").map((column) => column.trim()),
  ]),
);

test("the protocol lists thirty-two questions", () => {
  assert.deepEqual(Object.keys(questions), ["schemas", "relations", "sizes", "columns", "constraints", "indexes", "routines", "routine_source", "triggers", "types",
    "domain", "sequence", "type_parts", "foreign_keys", "values", "changeable", "policies", "row_security", "rules", "privileges", "schema_privileges", "inheritance", "dependencies", "storage", "column_statistics",
    "definition", "extensions", "roles", "role_privileges", "default_privileges", "settings", "keywords"]);
});

for (const [question, columns] of Object.entries(questions)) {
  test(`${question} answers with the columns of the protocol`, async () => {
    const answer = await ask(question);
    assert.equal(answer.status, 200, answer.text.slice(0, 300));
    assert.deepEqual(Object.keys(answer.json).sort(), ["columns", "question", "rows", "version"]);
    assert.equal(answer.json.question, question);
    assert.deepEqual(answer.json.columns, columns);
    assert.ok(answer.json.rows.every((cells) => cells.length === columns.length));
    assert.equal(answer.headers.get("etag"), `"${answer.json.version}"`);
  });
}

test("ETag: the same version is 304 until something changes", async () => {
  const first = await ask("relations", "?schema=public");
  const etag = first.headers.get("etag");
  assert.equal((await ask("relations", "?schema=public", { "if-none-match": etag })).status, 304);
  await scene.psql("create table changes_the_version ()");
  const third = await ask("relations", "?schema=public", { "if-none-match": etag });
  assert.equal(third.status, 200);
  assert.notEqual(third.headers.get("etag"), etag);
});

test("every kind of relation, with its rights", async () => {
  await scene.psql(`create schema kinds; set search_path = kinds;
    create table plain (id int primary key, n int); insert into plain select n from generate_series(1, 1000) n; analyze plain;
    create table parted (n int) partition by range (n); create table part_one partition of parted for values from (0) to (10);
    create view looking as select * from plain; create materialized view made as select 1 as one; create sequence counting;
    alter table plain enable row level security; comment on table plain is 'A comment.'`);
  const all = objects(await ask("relations", "?schema=kinds"));
  const kinds = Object.fromEntries(all.map((relation) => [relation.name, relation.kind]));
  assert.deepEqual(kinds, { plain: "table", parted: "partitioned_table", part_one: "table", looking: "view", made: "materialized_view", counting: "sequence" });
  const plain = all.find((relation) => relation.name === "plain");
  assert.equal(Number(plain.estimated_rows), 1000);
  assert.equal(plain.has_rls, true);
  assert.equal(plain.comment, "A comment.");
  assert.equal(plain.may_select, true);
  const sizes = new Map(objects(await ask("sizes", "?schema=kinds")).map((size) => [size.oid, size]));
  const { total_bytes, table_bytes, index_bytes, is_exact } = sizes.get(plain.oid);
  assert.ok(Number(table_bytes) > 0 && Number(index_bytes) > 0 && is_exact);
  assert.equal(Number(total_bytes), Number(table_bytes) + Number(index_bytes));
  assert.deepEqual(all.filter(({ oid }) => sizes.has(oid)).map(({ name }) => name), ["counting", "made", "part_one", "plain"]);
  assert.ok(all.find((relation) => relation.name === "part_one").partition_of);
  const one = objects(await ask("relations", `?relation=${plain.oid}`));
  assert.deepEqual(one.map((relation) => relation.name), ["plain"]);
});

test("sizes of more than 2,000 relations are those of the last VACUUM or ANALYZE; of one asked for they are exact", async () => {
  await many.psql("create table plain (id int primary key, long text); insert into plain select n, repeat('x', 3) from generate_series(1, 1000) n; analyze plain; create table unseen (id int primary key); insert into unseen values (1)");
  await many.psql("do $$ begin for n in 1..2000 loop execute format('create sequence s%s', n); end loop; end $$");
  const oids = Object.fromEntries(objects(await askMany("relations", "")).map((relation) => [relation.name, relation.oid]));
  const sizes = new Map(objects(await askMany("sizes", "")).map((size) => [size.oid, size]));
  const [table, index] = (await many.psql("select pg_relation_size('plain'), pg_relation_size('plain_pkey')")).split("|");
  assert.deepEqual(sizes.get(oids.plain), { oid: oids.plain, total_bytes: String(Number(table) + Number(index)), table_bytes: table, index_bytes: index, is_exact: false });
  assert.deepEqual([sizes.get(oids.unseen).is_exact, sizes.get(oids.unseen).total_bytes, sizes.get(oids.s1).total_bytes], [false, null, null]);
  const [one] = objects(await askMany("sizes", `?relation=${oids.unseen}`));
  assert.deepEqual([one.is_exact, Number(one.total_bytes)], [true, 8192 + 16384]);
});

test("rights are told alike to an owner, to who was granted some, and as the privilege functions tell them", async () => {
  const role = scene.name;
  await scene.admin(`create schema rights; set search_path = rights; grant usage on schema rights to ${role};
    create table given (a int, b int); create table of_column (a int, b int); create table hidden (a int); create sequence counting; create view looking as select 1 as a;
    grant insert on given to ${role}; grant select (a) on of_column to ${role};
    create table owned (a int); create table owned_revoked (a int); create sequence owned_counting; create view owned_looking as select 1 as a;
    alter table owned owner to ${role}; alter table owned_revoked owner to ${role}; alter sequence owned_counting owner to ${role}; alter view owned_looking owner to ${role};
    revoke insert on owned_revoked from ${role}`);
  const told = objects(await ask("relations", "?schema=rights"));
  assert.equal(told.length, 9);
  for (const { oid, name, may_select, may_insert, may_update, may_delete } of told) {
    const expected = await scene.psql(`select has_any_column_privilege('${role}', ${oid}::oid, 'select'), has_any_column_privilege('${role}', ${oid}::oid, 'insert'), has_any_column_privilege('${role}', ${oid}::oid, 'update'), has_table_privilege('${role}', ${oid}::oid, 'delete')`);
    assert.equal([may_select, may_insert, may_update, may_delete].map((may) => (may ? "t" : "f")).join("|"), expected.trim(), name);
  }
});

test("the source of a routine makes it again", async () => {
  await scene.psql(`create schema sourced; set search_path = sourced; create function "F ""x"(a int, b text default 'it''s') returns text language sql stable as $f$ select b $f$;
    create procedure p() language plpgsql as $p$ begin null; end $p$; create aggregate total(int) (sfunc = int4pl, stype = int)`);
  const routines = objects(await ask("routines", "?schema=sourced"));
  const sourceOf = async (name) => objects(await ask("routine_source", `?relation=${routines.find((routine) => routine.name === name).oid}`));
  const [f] = await sourceOf('F "x');
  assert.equal(f.signature, 'sourced."F ""x"(a integer, b text)');
  await scene.psql(`drop function ${f.signature}; ${f.source}`);
  const again = objects(await ask("routines", "?schema=sourced")).find((routine) => routine.name === 'F "x');
  assert.deepEqual([again.arguments, again.volatility, objects(await ask("routine_source", `?relation=${again.oid}`))[0].source], ["a integer, b text DEFAULT 'it''s'::text", "stable", f.source]);
  assert.match((await sourceOf("p"))[0].source, /^CREATE OR REPLACE PROCEDURE sourced\.p\(\)/);
  assert.deepEqual((await sourceOf("total")).map(({ kind, source }) => [kind, source]), [["aggregate", "CREATE OR REPLACE AGGREGATE sourced.total(integer) (\n  SFUNC = pg_catalog.int4pl,\n  STYPE = integer\n)"]]);
  assert.deepEqual(objects(await ask("routine_source", "")), []);
});

test("every aggregate that PostgreSQL has is made again as it was by its statement", async () => {
  // Those over internal states need a superuser. Those over any enum CREATE AGGREGATE refuses: PostgreSQL's own are made without it.
  const which = "p.prokind = 'a' and p.proargtypes <> '3500'::oidvector";
  const oids = (await scene.psql(`select oid from pg_proc p where ${which} and pronamespace = 'pg_catalog'::regnamespace order by oid`)).split("\n");
  assert.ok(oids.length > 130, `${oids.length}`);
  const statements = [];
  for (const oid of oids) {
    const [{ source }] = objects(await ask("routine_source", `?relation=${oid}`));
    statements.push(source.replace("AGGREGATE pg_catalog.", "AGGREGATE made_again."));
  }
  await psql(`drop schema if exists made_again cascade; create schema made_again; ${statements.join(";\n")}`, { database: scene.name });
  const facts = (schema) => scene.psql(`select p.proname, pg_get_function_arguments(p.oid) as given, p.prorettype, p.proparallel, to_jsonb(a) - 'aggfnoid' - case when a.aggmtranstype = 0 then 'aggmfinalmodify' else '' end as a from pg_proc p join pg_aggregate a on a.aggfnoid = p.oid
    where p.pronamespace = '${schema}'::regnamespace and ${which} order by 1, 2`);
  assert.deepEqual((await facts("made_again")).split("\n"), (await facts("pg_catalog")).split("\n"));
  await psql("drop schema made_again cascade", { database: scene.name });
});

test("columns: types, defaults, identity, generated, keys", async () => {
  await scene.psql(`create schema described; create table described.all_kinds (id bigint generated always as identity primary key,
    by_default int generated by default as identity, label varchar(10) not null default 'x''y' collate "C", doubled int generated always as (1 + 1) stored, gone int);
    alter table described.all_kinds drop column gone; comment on column described.all_kinds.label is 'The label.'`);
  const columns = objects(await ask("columns", "?schema=described"));
  assert.deepEqual(columns.map((column) => column.column), ["id", "by_default", "label", "doubled"]);
  assert.deepEqual(columns.map((column) => column.identity), ["always", "by_default", null, null]);
  assert.equal(columns[0].primary_key_position, 1);
  assert.equal(columns[2].type, "character varying(10)");
  assert.equal(columns[2].is_nullable, false);
  assert.match(columns[2].default, /'x''y'/);
  assert.equal(columns[2].collation, "C");
  assert.equal(columns[2].comment, "The label.");
  assert.equal(columns[3].is_generated, true);
});

test("constraints name what they refer to", async () => {
  await scene.psql(`create schema bound; create table bound.parent (a int, b int, primary key (a, b));
    create table bound.child (x int, y int, n int check (n > 0), constraint refers foreign key (x, y) references bound.parent (a, b) on delete cascade on update set null deferrable initially deferred, unique (n));
    alter table bound.child add constraint later check (n < 10) not valid`);
  const all = objects(await ask("constraints", "?schema=bound"));
  const refers = all.find((constraint) => constraint.name === "refers");
  assert.equal(refers.kind, "foreign_key");
  assert.deepEqual(JSON.parse(refers.columns), ["x", "y"]);
  assert.deepEqual(JSON.parse(refers.referenced_columns), ["a", "b"]);
  assert.equal(refers.referenced_name, "parent");
  assert.equal(refers.referenced_schema, "bound");
  assert.equal(refers.is_deferrable, true);
  assert.equal(refers.is_deferred, true);
  assert.match(String(refers.on_delete), /cascade/i);
  assert.equal(all.find((constraint) => constraint.name === "later").is_validated, false);
  assert.deepEqual(new Set(all.map((constraint) => constraint.kind)), new Set(["primary_key", "foreign_key", "check", "unique"]));
});

test("indexes, routines, triggers and types of a schema", async () => {
  await scene.psql(`create schema rest; set search_path = rest; create table t (n int); create index t_n on t (n) where n > 0;
    create function f(a int, b text default 'x') returns setof text language sql stable as 'select $2'; create procedure p() language sql as '';
    create aggregate total(int) (sfunc = int4pl, stype = int); create function note() returns trigger language plpgsql as 'begin return null; end';
    create trigger noting after insert on t for each row execute function note();
    create type mood as enum ('sad', 'glad'); create domain small as int check (value < 10); create type pair as (a int, b text); create type span as range (subtype = int)`);
  assert.deepEqual(objects(await ask("indexes", "?schema=rest")).map((index) => [index.name, index.method, index.is_valid]), [["t_n", "btree", true]]);
  const routines = objects(await ask("routines", "?schema=rest"));
  assert.deepEqual(Object.fromEntries(routines.map((routine) => [routine.name, routine.kind])), { f: "function", p: "procedure", total: "aggregate", note: "function",
    ...Object.fromEntries(routines.filter((routine) => ["span", "span_multirange", "spanmultirange"].includes(routine.name)).map((routine) => [routine.name, "function"])) });
  assert.deepEqual(objects(await ask("triggers", "?schema=rest")).map((trigger) => [trigger.name, trigger.relation_name]), [["noting", "t"]]);
  const types = Object.fromEntries(objects(await ask("types", "?schema=rest")).map((type) => [type.name, type]));
  assert.equal(types.mood.kind, "enum");
  assert.deepEqual(JSON.parse(types.mood.labels), ["sad", "glad"]);
  assert.equal(types.small.kind, "domain");
  assert.equal(types.pair.kind, "composite");
  assert.equal(types.span.kind, "range");
  assert.equal("t" in types, false, "a table's row type is no type of its own");
});

test("foreign keys, from either side of a relation", async () => {
  await scene.psql(`create schema kin; create table kin.parent (a int, b int, primary key (a, b));
    alter table kin.parent add unique (b, a);
    create table kin.child (x int primary key, y int, up int, constraint of_parent foreign key (y, x) references kin.parent (b, a),
      constraint of_child foreign key (up) references kin.child)`);
  const keys = objects(await ask("foreign_keys", "?schema=kin"));
  assert.deepEqual(keys.map((key) => [key.name, JSON.parse(key.columns), JSON.parse(key.referenced_columns)]),
    [["of_child", ["up"], ["x"]], ["of_parent", ["y", "x"], ["b", "a"]]]);
  const of_parent = keys.find((key) => key.name === "of_parent");
  assert.deepEqual(objects(await ask("foreign_keys", `?relation=${of_parent.referenced_relation}`)).map((key) => key.name), ["of_parent"]);
  assert.equal(objects(await ask("foreign_keys", `?relation=${of_parent.relation}`)).length, 2);
});

test("common values, only of a relation that is named and only what the role may read", async () => {
  await scene.psql(`create table shades (shade text, secret text);
    insert into shades select case when n % 3 = 0 then 'dark' else 'it''s light' end, 'hidden' from generate_series(1, 300) n; analyze shades`);
  const oid = await scene.psql("select 'shades'::regclass::oid");
  const values = async (client, connection) => {
    const { json } = await client.request("GET", `/connections/${connection.id}/catalog/values?relation=${oid}`);
    return Object.fromEntries(json.rows.map(([, column, texts]) => [column, JSON.parse(texts)]));
  };
  assert.deepEqual(await values(scene.client, scene.connection), { shade: ["it's light", "dark"], secret: ["hidden"] });
  assert.deepEqual(objects(await ask("values")), []);
  const reader = await makeScene("catalogued_reader");
  await scene.admin("grant select (shade) on shades to catalogued_reader");
  await scene.admin("grant connect on database catalogued to catalogued_reader");
  const connection = await reader.client.connect("catalogued", "catalogued_reader");
  assert.deepEqual(await values(reader.client, connection), { shade: ["it's light", "dark"] });
});

test("settings with their choices, and the words of the grammar", async () => {
  const settings = Object.fromEntries(objects(await ask("settings")).map((setting) => [setting.name, setting]));
  assert.deepEqual(JSON.parse(settings.client_min_messages.choices).slice(-4), ["log", "notice", "warning", "error"]);
  assert.equal(settings.work_mem.unit, "kB");
  assert.equal(settings.work_mem.choices, null);
  const words = Object.fromEntries(objects(await ask("keywords")).map(({ word, kind }) => [word, kind]));
  assert.deepEqual([words.select, words.left, words.between, words.schema],
    ["reserved", "function_or_type_name", "column_name", "unreserved"]);
});

test("the place of each schema in the search path", async () => {
  await scene.psql("create schema first_here");
  const places = Object.fromEntries(objects(await ask("schemas")).map((schema) => [schema.schema, schema.search_path_position]));
  assert.equal(places.pg_catalog, 1);
  assert.equal(places.public, 2);
  assert.equal(places.first_here, null);
});

test("hostile names come through unharmed", async () => {
  const hostile = `a'b"c\\d;--$$ <img src=x> 😀`;
  const quoted = `"${hostile.replace(/"/g, '""')}"`;
  await scene.psql(`create schema ${quoted}; create table ${quoted}.${quoted} (${quoted} int primary key)`);
  for (const question of ["relations", "columns", "constraints", "indexes"]) {
    const rows = objects(await ask(question, `?schema=${encodeURIComponent(hostile)}`));
    assert.equal(rows.length, 1, question);
    assert.equal(rows[0].schema, hostile, question);
  }
});

test("a name with a line feed is found by its oid", async () => {
  await scene.psql('create table "two\nlines" ("a\tb" int)');
  const oid = await scene.psql(`select '"two\nlines"'::regclass::oid`);
  const [column] = objects(await ask("columns", `?relation=${oid}`));
  assert.equal(column.name, "two\nlines");
  assert.equal(column.column, "a\tb");
});

for (const [name, question, parameters, status] of [
  ["an unknown question", "secrets", "", 404],
  ["an unknown parameter", "relations", "?color=red", 400],
  ["an oid of words", "relations", "?relation=pg_class", 400],
  ["an oid too large", "relations", "?relation=99999999999", 400],
]) {
  test(`refused: ${name}`, async () => assert.equal((await ask(question, parameters)).status, status));
}

test("a schema or relation that is not there is an empty answer", async () => {
  assert.deepEqual((await ask("relations", "?schema=nowhere")).json.rows, []);
  assert.deepEqual((await ask("columns", "?relation=4294967295")).json.rows, []);
});

test("pagila, as the superuser, is whole", async () => {
  const client = await signIn();
  const connection = await client.connect("pagila", "postgres");
  const { json } = await client.request("GET", `/connections/${connection.id}/catalog/relations?schema=public`);
  const kinds = json.rows.map((cells) => cells[json.columns.indexOf("kind")]);
  assert.equal(kinds.filter((kind) => kind === "table" || kind === "partitioned_table").length, 22);
  assert.equal(kinds.filter((kind) => kind === "view").length, 7);
});
