// Every built-in type as a value on the wire, compared with psql's own output of the same value.
import assert from "node:assert/strict";
import test from "node:test";
import { psql } from "./support/cluster.mjs";
import { literal, samples, unwritable } from "./support/sample_values.mjs";
import { makeScene, row, value } from "./support/scene.mjs";

const scene = await makeScene("every_type");

/** What psql prints, for a value of the wire. */
const asPsql = (wire) => (wire === true ? "t" : wire === false ? "f" : wire);

function same(wire, printed, what) {
  if (typeof wire === "number") assert.ok(Object.is(wire, Number(printed)) || wire === Number(printed), `${what}: ${wire} is not ${printed}`);
  else assert.equal(asPsql(wire), printed, what);
}

const printed = (expression) => psql(`set timezone = 'UTC'; select ${expression}`, { database: scene.name, role: scene.name });
const onWire = async (expression) => {
  const answer = await scene.query({ sql: `set timezone = 'UTC'; select ${expression}`, max_cell_bytes: 1 << 20 });
  assert.equal(answer.error, null, `${expression.slice(0, 100)}: ${answer.error?.message}`);
  return answer.statements[1];
};

for (const [type, literals] of Object.entries(samples)) {
  for (const text of literals) {
    test(`${type} ${JSON.stringify(text).slice(0, 60)}`, async () => {
      const expression = literal(text, type);
      const result = await onWire(expression);
      assert.equal(result.columns[0].type, type);
      same(result.rows[0][0], await printed(expression), expression);
    });
  }
  if (literals.length > 0) {
    test(`an array of ${type}, with NULL`, async () => {
      const expression = `array[${literal(literals[0], type)}, null]`;
      same((await onWire(expression)).rows[0][0], await printed(expression), expression);
    });
  }
}

test("no built-in type is left out", async () => {
  const types = await psql(`select typname from pg_type where typnamespace = 'pg_catalog'::regnamespace and typtype in ('b', 'r', 'm')
    and typcategory <> 'A' and typname <> all ('{${unwritable.join(",")}}') order by 1`);
  const missing = types.split("\n").filter((type) => !(type in samples));
  assert.deepEqual(missing, []);
});

test("numbers are JSON numbers only where JavaScript holds them whole", async () => {
  const answer = await scene.query("select 1::int2, 2::int4, 3::int8, 4::oid, 5.5::float4, 6.5::float8, 7.5::numeric, 'NaN'::float8, 'infinity'::float4");
  assert.deepEqual(row(answer), [1, 2, "3", 4, 5.5, 6.5, "7.5", "NaN", "Infinity"]);
});

test("composites, domains, enums, ranges, arrays of them", async () => {
  await scene.psql(`create type pair as (a int, "B c" text); create domain positive as int check (value > 0); create domain flag as bool;
    create type mood as enum ('sad', 'quo"te'); create type floatrange as range (subtype = float8)`);
  const expressions = [
    "row(1, 'x y')::pair", "row(null, null)::pair", "array[row(1, 'a\"b')::pair]", "5::positive", "true::flag", "'quo\"te'::mood",
    "array['sad', null]::mood[]", "'[1.5,2.5)'::floatrange", "row(1, 'a', null, true)", "array[[1,2],[3,4]]", "'[5:6]={1,2}'::int[]",
    "array[]::int[]", "row()", "'{}'::pair[]", "array['', 'null', 'a,b', '{}', '\\']",
  ];
  for (const expression of expressions) same((await onWire(expression)).rows[0][0], await printed(expression), expression);
});

test("a domain's column bears the domain's name; its values go as the base type's", async () => {
  const answer = await scene.query("select 5::positive, true::flag");
  assert.deepEqual(answer.statements[0].columns.map((column) => column.type), ["positive", "flag"]);
  assert.deepEqual(row(answer), [5, true]);
});

test("every pg_catalog table reads as psql prints it", async () => {
  const tables = (await psql("select relname from pg_class where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r' and has_table_privilege('every_type', oid, 'select') order by 1", { database: scene.name })).split("\n");
  for (const table of tables) {
    const sql = `select * from pg_catalog.${table} order by ctid limit 20`;
    const answer = await scene.query({ sql, max_cell_bytes: 1 << 20 });
    assert.equal(answer.error, null, table);
    const text = await psql(sql, { database: scene.name, role: scene.name, options: ["-At", "-F", "\x01", "-R", "\x02", "-P", "null=\x03"] });
    const lines = text === "" ? [] : text.split("\x02");
    assert.equal(answer.statements[0].rows.length, lines.length, table);
    lines.forEach((line, n) => {
      line.split("\x01").forEach((printed, column) => {
        const wire = answer.statements[0].rows[n][column];
        if (printed === "\x03") assert.equal(wire, null, `${table} ${column}`);
        else same(wire, printed, `${table} ${column}`);
      });
    });
  }
});

test("other settings of output hold: bytea_output, extra_float_digits, intervalstyle, datestyle", async () => {
  const set = "set bytea_output = 'escape'; set extra_float_digits = 0; set intervalstyle = 'iso_8601'; set datestyle = 'SQL, DMY'";
  const answer = await scene.query(`${set}; select '\\x00ff41'::bytea, 0.1::float8 + 0.2, '1 day 2 hours'::interval, date '2026-01-31'`);
  assert.deepEqual(answer.statements[4].rows[0], ["\\000\\377A", 0.3, "P1DT2H", "31/01/2026"]);
});

test("void and record functions", async () => {
  assert.equal(value(await scene.query("select pg_sleep(0)")), "");
  assert.equal((await scene.query("select 'x'::unknown")).error, null);
});
