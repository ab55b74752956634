// Parameters $1…: given as text in PostgreSQL's input syntax, types inferred.
import assert from "node:assert/strict";
import test from "node:test";
import { collect } from "./support/client.mjs";
import { makeScene, row, value } from "./support/scene.mjs";

const scene = await makeScene("parameters");
const run = (sql, parameters) => scene.query({ sql, parameters });

test("types are inferred from the statement", async () => {
  const answer = await run("select $1 + 1, $2::text, $3::bool, $4::int", ["41", "x", "true", null]);
  assert.deepEqual(row(answer), [42, "x", true, null]);
});

test("numbers and booleans are sent as their text, to the last digit", async () => {
  const answer = await collect(await scene.client.open("POST", `/connections/${scene.connection.id}/query`, '{"sql":"select $1::numeric, $2::bool, $3::float8","parameters":[123456789012345678901234567890.123456789, false, 1.5e3]}'));
  assert.deepEqual(row(answer), ["123456789012345678901234567890.123456789", false, 1500]);
});

test("a parameter is a value, whatever it holds", async () => {
  const hostile = "'; drop table x; -- \\ $1 \" \u{1f600} \n";
  assert.equal(value(await run("select $1::text", [hostile])), hostile);
});

test("an untyped parameter is text", async () => {
  const answer = await run("select $1", ["plain"]);
  assert.equal(answer.statements[0].columns[0].type, "text");
  assert.equal(value(answer), "plain");
});

test("arrays, json and ranges go in as text", async () => {
  const answer = await run("select $1::int[], $2::jsonb ->> 'a', $3::int4range", ["{1,2,NULL}", '{"a":"b"}', "[1,5)"]);
  assert.deepEqual(row(answer), ["{1,2,NULL}", "b", "[1,5)"]);
});

test("INSERT, UPDATE, LIMIT and utility statements", async () => {
  await scene.psql("create table parametrized (id int, label text)");
  assert.equal((await run("insert into parametrized values ($1, $2), ($3, $4)", [1, "a", 2, null])).statements[0].tag, "INSERT 0 2");
  assert.deepEqual((await run("select label from parametrized where id = any ($1) order by id limit $2", ["{1,2}", 2])).statements[0].rows, [["a"], [null]]);
  assert.equal((await run("explain (costs off) select * from parametrized where id = $1", [1])).error, null);
});

const refused = [
  ["too few", "select $1::int, $2::int", ["1"], "08P01"],
  ["too many", "select $1::int", ["1", "2"], "08P01"],
  ["of the wrong form", "select $1::int", ["one"], "22P02"],
  ["more than a script has", "select $1::int; select 2", ["1", "2"], "08P01"],
  ["of no type", "select $1 is null", [null], "42P18"],
];
for (const [name, sql, parameters, code] of refused) {
  test(`refused: ${name}`, async () => {
    const answer = await run(sql, parameters);
    assert.equal(answer.error?.code, code, answer.error?.message);
    assert.equal(value(await scene.query("select 1")), 1);
  });
}

test("an empty list is no parameters, and $1 without any is PostgreSQL's error", async () => {
  assert.equal(value(await run("select 1", [])), 1);
  const answer = await scene.query("select $1");
  assert.equal(answer.error.code, "42P02");
});

test("a thousand parameters pass, more than 65,535 are refused", async () => {
  const list = (count) => Array.from({ length: count }, (_, n) => `$${n + 1}::int`).join(" + ");
  const count = 1000;
  const answer = await run(`select ${list(count)}`, Array(count).fill("1"));
  assert.equal(value(answer), count);
  const above = await run("select 1", Array(65_536).fill("1"));
  assert.equal(above.error?.code, "54000");
});
