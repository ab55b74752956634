// Every built-in type as a value on the wire, compared with psql's own output of the same value.
import assert from "node:assert/strict";
import test from "node:test";
import { psql } from "./support/cluster.mjs";
import { makeScene, row, value } from "./support/scene.mjs";

const scene = await makeScene("every_type");

// type: literals. Every base type that has an input function stands here; the test below says which is missing.
const samples = {
  bool: ["t", "f"],
  bytea: ["\\x", "\\xdeadbeef00", "\\x27225c0a"],
  char: ["a", "'", "\\377"],
  name: ["a name", 'quo"te'],
  int8: ["0", "9223372036854775807", "-9223372036854775808", "9007199254740993"],
  int2: ["32767", "-32768"],
  int2vector: ["1 2 3"],
  int4: ["2147483647", "-2147483648", "0"],
  regproc: ["now", "-"],
  text: ["", "plain", 'quo"te \\ back', "line\nfeed\ttab\r\b\f", "\u0001\u001f\u007f", "äöü€😀\u2028\ufeff\uffff", "</script><!--"],
  oid: ["0", "4294967295"],
  tid: ["(4294967295,65535)"],
  xid: ["4294967295"],
  cid: ["7"],
  oidvector: ["1 2"],
  json: ['{"a": [1, 2.50, "x\\ny"], "a": null}', "1e400", '"\\u0000"'],
  xml: ["<a b='c'>d</a>", "text"],
  point: ["(1.5,-2)"],
  lseg: ["[(0,0),(1,1)]"],
  path: ["((0,0),(1,1),(2,0))", "[(0,0),(1,1)]"],
  box: ["(1,1),(0,0)"],
  polygon: ["((0,0),(1,1),(2,0))"],
  line: ["{1,-1,0}"],
  circle: ["<(1,-2),0.5>"],
  float4: ["1.5", "0.1", "-0", "1e-40", "3.4e38", "NaN", "Infinity", "-Infinity"],
  float8: ["0.1", "1e100", "5e-324", "1.7976931348623157e308", "-0", "123456789.123456789", "NaN", "Infinity", "-Infinity"],
  money: ["-1234.56"],
  macaddr: ["08:00:2b:01:02:03"],
  inet: ["192.168.0.1/24", "::1"],
  cidr: ["10.0.0.0/8", "fe80::/64"],
  macaddr8: ["08:00:2b:01:02:03:04:05"],
  aclitem: ["postgres=arwdDxt/postgres"],
  bpchar: ["ab  "],
  varchar: ["ab  "],
  date: ["2026-01-31", "0044-03-15 BC", "infinity", "-infinity", "5874897-12-31"],
  time: ["00:00:00", "23:59:59.999999", "24:00:00"],
  timestamp: ["2026-01-31 12:34:56.789", "infinity", "4713-01-01 00:00:00 BC"],
  timestamptz: ["2026-01-31 12:34:56.789+02", "-infinity", "1890-06-01 00:00:00+00:53:28"],
  interval: ["1 year 2 mons 3 days 04:05:06.789", "-1 days +00:00:01", "0"],
  timetz: ["12:34:56.789+02", "24:00:00-15:59:59"],
  bit: ["1"],
  varbit: ["", "10110"],
  numeric: ["0", "-0.00", "1.10", "NaN", "Infinity", "-Infinity", `${"9".repeat(300)}.${"1".repeat(300)}`, "1e-100"],
  refcursor: ["a cursor"],
  regprocedure: ["now()", "-"],
  regoper: ["|/", "0"],
  regoperator: ["+(integer,integer)", "0"],
  regclass: ["pg_class", "-"],
  regcollation: ['"C"', "-"],
  regtype: ["timestamp with time zone", "-"],
  regrole: ["postgres", "-"],
  regnamespace: ["pg_catalog", "-"],
  uuid: ["a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"],
  pg_lsn: ["16/B374D848"],
  tsvector: ["'a':1A 'fat':2B,4C 'it''s'"],
  gtsvector: [],
  tsquery: ["'fat' & ( 'rat' | !'cat' ) <-> 'x':*AB"],
  regconfig: ["english"],
  regdictionary: ["simple"],
  jsonb: ['{"b": 1.10, "a": [null, true], "c": "\\u00e4\\"\\\\"}', '"x"', "123456789012345678901234567890"],
  jsonpath: ['$."a"[*]?(@ > 1)'],
  txid_snapshot: ["10:20:10,14,15"],
  pg_snapshot: ["10:20:10,14,15"],
  xid8: ["18446744073709551615"],
  int4range: ["[1,5)", "empty", "(,)"],
  numrange: ["[1.10,)"],
  tsrange: ['["2026-01-01 00:00:00",)'],
  tstzrange: ['["2026-01-01 00:00:00+00","2026-02-01 00:00:00+00")'],
  daterange: ["[2026-01-01,infinity)"],
  int8range: ["[1,9223372036854775807)"],
  int4multirange: ["{[1,5),[7,9)}", "{}"],
  nummultirange: ["{[1.1,2.2)}"],
  tsmultirange: ["{}"],
  tstzmultirange: ["{}"],
  datemultirange: ["{[2026-01-01,2026-02-01)}"],
  int8multirange: ["{[1,2)}"],
};
// No value of these can be written: they are made by the server only.
const unwritable = ["pg_node_tree", "pg_ndistinct", "pg_dependencies", "pg_mcv_list", "pg_brin_bloom_summary", "pg_brin_minmax_multi_summary", "pg_ddl_command"];

const literal = (text, type) => `E'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'").replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/\t/g, "\\t")}'::pg_catalog."${type}"`;

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
