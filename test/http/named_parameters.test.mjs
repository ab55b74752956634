// Parameters with names, and scripts with parameters: `:name` is found by the server's own scanner, types are inferred for each
// statement, places in errors are those of the text that was sent.
import assert from "node:assert/strict";
import test from "node:test";
import { psql } from "./support/cluster.mjs";
import { makeScene, row, value } from "./support/scene.mjs";

const scene = await makeScene("named_parameters");
await scene.query("create table film (film_id int primary key, title text, rating mood)".replace("mood", "text"));
const run = (sql, parameters, more = {}) => scene.query({ sql, parameters, ...more });
const analyze = async (sql) => {
  const answer = await scene.client.request("POST", `/connections/${scene.connection.id}/analyze`, { sql });
  assert.equal(answer.status, 200, answer.text);
  return answer.json.statements;
};

// SQL, values, the row.
const cases = [
  ["select :n + 1", { n: 41 }, [42]],
  ["select :a::int, :a::int + :b", { a: "1", b: 2 }, [1, 3]],
  ["select :_x::text || :Größe", { _x: "a", Größe: "b" }, ["ab"]],
  ["select :select::text, :End::text", { select: "k", End: "e" }, ["k", "e"]],
  ["select ':n', $$:n$$, \":n\" /* :n */, e':n\\'' from (select 1 as \":n\") x -- :n", {}, [":n", ":n", 1, ":n'"]],
  ["select (array[1,2,3])[1:n] from (select 2 as n) x", {}, ["{1,2}"]],
  ["select (array[1,2,3])[:n]", { n: 2 }, [2]],
  ["select (array[1,2,3])[:lo : :hi]", { lo: 2, hi: 3 }, ["{2,3}"]],
  ["select (array[1,2,3])[n:n+1] from (select 1 as n) x", {}, ["{1,2}"]],
  ["select (array[1,2,3])[(:n):3]", { n: 2 }, ["{2,3}"]],
  ["select 7::int, f(a := :n) from (select 1) x", { n: 5 }, [7, 5]],
  ["select case when:flag then:yes else 'no'end", { flag: true, yes: "y" }, ["y"]],
  ["select :a::text || :a", { a: ":b" }, [":b:b"]],
  ["select :n::int is null, :e::text = ''", { n: null, e: "" }, [true, true]],
  ["explain (costs off) select :n::int", { n: 1 }, ["Result"]],
];
await scene.query("create function f(a int) returns int immutable language sql as 'select a'");
for (const [sql, parameters, expected] of cases) {
  test(`runs: ${sql}`, async () => {
    const answer = await run(sql, parameters);
    assert.equal(answer.error, null, JSON.stringify(answer.error));
    assert.deepEqual(row(answer), expected);
  });
}

test("more names than have one digit, in a text of many characters", async () => {
  const names = Array.from({ length: 30 }, (_, n) => String.fromCodePoint(0x61 + (n % 26)) + (n > 25 ? "é" : ""));
  const sql = `select 'Zürich 😀' as x, ${names.map((name) => `:${name}::int`).join("+")} as sum, nope`;
  const answer = await run(sql, Object.fromEntries(names.map((name, n) => [name, n])));
  assert.equal(answer.error.code, "42703");
  assert.equal([...sql].slice(answer.error.position - 1).join(""), "nope");
  const right = await run(sql.replace(", nope", ""), Object.fromEntries(names.map((name, n) => [name, n])));
  assert.deepEqual(row(right), ["Zürich 😀", 435]);
});

// SQL, values, SQLSTATE, the text from the place on that the error names.
const refused = [
  ["a name without a value", "select 1, :missing", { other: 1 }, "42P02", ":missing"],
  ["a name without any value", "select :x", {}, "42P02", ":x"],
  ["a value that is not named", "select 1", { x: 1 }, "08P01", null],
  ["names and numbers in one text", "select :x, $1", { x: 1 }, "42P02", null],
  ["of the wrong form", "select :number::int", { number: "one" }, "22P02", null],
  ["of no type", "select :x is null", { x: null }, "42P18", null],
  ["a body with parameters of its own", "create function g(a int) returns int return :x", { x: 1 }, "0A000", ":x"],
  ["a prepared statement", "prepare p as select :x::int", { x: 1 }, "0A000", ":x::int"],
  ["a syntax error behind a name", "select :long_name +", { long_name: 1 }, "42601", ""],
];
for (const [name, sql, parameters, code, place] of refused) {
  test(`refused: ${name}`, async () => {
    const { error } = await run(sql, parameters);
    assert.equal(error?.code, code, JSON.stringify(error));
    assert.equal(error.position === null ? null : [...sql].slice(error.position - 1).join(""), place);
  });
}

test("an error names the parameter as it was written", async () => {
  assert.match((await run("select :number::int", { number: "one" })).error.where, /parameter :number/);
  assert.match((await run("select :x is null", { x: null })).error.where, /\$1 is :x/);
});

test("a script: each statement takes what it names, and all are one transaction", async () => {
  const script = "insert into film values (:id, :title); update film set title = :other where film_id = :id; select title from film where film_id = :id";
  const answer = await run(script, { id: 1, title: "a", other: "b" });
  assert.deepEqual(answer.statements.map((it) => it.tag), ["INSERT 0 1", "UPDATE 1", "SELECT 1"]);
  assert.deepEqual(answer.statements[2].rows, [["b"]]);
  const failed = await run("insert into film values (:id, 'x'); select 1 / :zero::int", { id: 2, zero: 0 });
  assert.equal(failed.error.code, "22012");
  assert.equal(value(await scene.query("select count(*) from film")), "1");
});

test("a script may begin and end transactions, as without parameters", async () => {
  await run("begin; insert into film values (:id, 'kept'); commit; insert into film values (:id, 'twice')", { id: 7 });
  assert.equal(value(await scene.query("select title from film where film_id = 7")), "kept");
});

test("numbers count over a whole script", async () => {
  const answer = await run("select $2::text; select $1::int; select $1 || $2", ["5", "x"]);
  assert.deepEqual(answer.statements.map((it) => it.rows[0][0]), ["x", 5, "5x"]);
  assert.equal((await run("select $1::int; select $1::int", ["1", "2"])).error.code, "08P01");
  assert.equal((await run("select $1::int; select $2::int", ["1"])).error.code, "08P01");
});

test("an empty object is no parameters, and utility statements run", async () => {
  assert.equal(value(await run("select 1", {})), 1);
  assert.equal((await run("set work_mem = '5MB'; show work_mem", {})).error, null);
});

test("values of each kind a JSON body has, and none beyond", async () => {
  assert.deepEqual(row(await run("select :s::text, :i::int8, :b::bool, :n::text", { s: "x", i: 9007199254740993n.toString(), b: false, n: null })), ["x", "9007199254740993", false, null]);
  for (const wrong of [{ x: [1] }, { x: {} }, { "": 1 }]) {
    const answer = await scene.client.request("POST", `/connections/${scene.connection.id}/query`, { sql: "select 1", parameters: wrong });
    assert.equal(answer.json?.error?.code, "22023");
  }
  const many = Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`p${n}`, n]));
  const answer = await scene.client.request("POST", `/connections/${scene.connection.id}/query`, { sql: "select 1", parameters: many });
  assert.equal(answer.json.error.code, "54000");
});

test("the history keeps the text and no value", async () => {
  await run("select :secret_value::text as marked_for_history", { secret_value: "sesame-4711" });
  const found = await scene.client.request("GET", "/history?search=marked_for_history");
  const waited = found.json.items.length > 0 ? found : (await new Promise((done) => setTimeout(done, 1500)), await scene.client.request("GET", "/history?search=marked_for_history"));
  assert.equal(waited.json.items[0]?.sql, "select :secret_value::text as marked_for_history");
  assert.doesNotMatch(waited.text, /sesame/);
});

test("analyze tells names and inferred types of each statement, and places in what was sent", async () => {
  await scene.query("create type rating as enum ('G', 'PG'); create table rated (id int, rating rating, born date, data jsonb, ok boolean)");
  const sql = "select * from rated where rating = :rating and born > :since and data @> :data and ok = :ok and id = any(:ids); select :a_long_name::int + nope";
  const [first, second] = await analyze(sql);
  assert.deepEqual(first.parameters.map((it) => [it.name, it.type]), [["rating", "rating"], ["since", "date"], ["data", "jsonb"], ["ok", "boolean"], ["ids", "integer[]"]]);
  assert.deepEqual(second.parameters.map((it) => it.name), ["a_long_name"]);
  const [mark] = second.diagnostics;
  assert.equal([...sql].slice(mark.begin, mark.end).join(""), "nope");
  assert.deepEqual((await analyze("select $1::int, $2"))[0].parameters.map((it) => [it.name, it.type]), [[null, "integer"], [null, "text"]]);
  assert.deepEqual((await analyze("prepare p as select $1::int"))[0].parameters, []);
  assert.equal((await analyze("create function h(a int) returns int return :x"))[0].diagnostics[0].code, "0A000");
  assert.equal((await analyze("select :x, $1"))[0].diagnostics[0].code, "42P02");
});

test("what analyze calls destructive", async () => {
  const yes = ["drop table film", "drop index x", "drop role nobody", "drop database x", "drop owned by nobody", "truncate film", "alter table film drop title", "delete from film", "update film set title = ''",
    "with gone as (delete from film returning 1) select 1", "with a as (with b as (update film set title = '' returning 1) select 1) select 1", "explain analyze delete from film", "explain (analyze) update film set title = ''",
    "copy (delete from film returning title) to stdout", "insert into film with x as (delete from film returning *) select * from x"];
  const no = ["select 1", "delete from film where film_id = 1", "update film set title = '' where true", "explain delete from film", "explain (analyze off) delete from film", "do $$begin delete from film; end$$", "create table t as select 1", "explain analyze execute p", "insert into film values (1)"];
  for (const sql of yes) assert.equal((await analyze(sql))[0].is_destructive, true, sql);
  for (const sql of no) assert.equal((await analyze(sql))[0].is_destructive, false, sql);
});

test("the server's log and activity have the values only where they are asked for", async () => {
  await run("select :shown::text, pg_sleep(0)", { shown: "sesame-4712" });
  assert.equal(await psql("select count(*) from pg_stat_activity where query like '%sesame-4712%' and pid <> pg_backend_pid()"), "0");
});
