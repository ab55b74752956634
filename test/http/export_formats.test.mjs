// A query's rows as a file: what each format writes reads back as what the server has, for every built-in type.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import test, { after } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { psql } from "./support/cluster.mjs";
import { exportFile, parseCsv, readWorkbook } from "./support/exports.mjs";
import { literal, samples } from "./support/sample_values.mjs";
import { makeScene } from "./support/scene.mjs";

const scene = await makeScene("exporting");
const folder = await mkdtemp(`${tmpdir()}/studio-export-`);
after(() => rm(folder, { recursive: true }));

const writable = Object.entries(samples).filter(([, literals]) => literals.length > 0);
const columns = writable.map(([type]) => `"of ${type}"`);
const depth = Math.max(...writable.map(([, literals]) => literals.length)) + 1;
// A column for each type, arrays of it beside; the last row is all NULL.
const definition = ["n int primary key", ...writable.map(([type], at) => `${columns[at]} pg_catalog."${type}"`), ...writable.map(([type], at) => `${columns[at].replace("of", "many")} pg_catalog."${type}"[]`)].join(", ");
const rows = Array.from({ length: depth }, (_, n) => {
  const one = ([type, literals]) => (n < literals.length ? literal(literals[n], type) : "null");
  const many = ([type, literals]) => (n < literals.length ? `array[${literal(literals[n], type)}, null]` : "null");
  return `(${[n, ...writable.map(one), ...writable.map(many)].join(", ")})`;
});
for (const name of ["every", "every_again"]) await scene.admin(`set timezone = 'UTC'; create table ${name} (${definition}); alter table ${name} owner to exporting`);
await scene.admin(`set timezone = 'UTC'; insert into every values ${rows.join(", ")}`);

const file = async (body) => {
  const got = await exportFile(scene, body);
  assert.equal(got.status, 200, got.text);
  assert.equal(got.isBroken, false);
  return got;
};

/** Every value of both tables as text: the same, row by row and column by column. */
async function assertSame() {
  const all = (table) => scene.admin(`set timezone = 'UTC'; set extra_float_digits = 3; select row_to_json(t) from (select ${["n", ...columns, ...columns.map((name) => name.replace("of", "many"))].map((name) => `${name}::text`)} from ${table} order by n) t`);
  const [first, second] = [await all("every"), await all("every_again")];
  assert.deepEqual(second.split("\n").map(JSON.parse), first.split("\n").map(JSON.parse));
  assert.equal(first.split("\n").length, depth);
}

for (const [format, copyOptions, options] of [
  ["csv", "format csv, header", { formula_safe: false }],
  ["csv", "format csv, header, delimiter ';', null 'none'", { formula_safe: false, delimiter: ";", null: "none", quote_all: true, line_end: "lf" }],
  ["tsv", "format csv, header, delimiter E'\\t'", { formula_safe: false }],
]) {
  test(`${format} ${JSON.stringify(options)}: COPY reads back every type as it was`, async () => {
    const { text } = await file({ sql: "table every order by n", format, options });
    await writeFile(`${folder}/every.${format}`, text);
    await scene.admin("truncate every_again");
    const copy = `\\copy every_again from '${folder}/every.${format}' (${copyOptions}, encoding 'utf8')`;
    await psql(copy, { database: "exporting" });
    await assertSame();
  });
}

test("sql: run into a copy, every type is as it was, under either meaning of a backslash", async () => {
  for (const setting of ["on", "off"]) {
    const { text, headers } = await file({ sql: "table every order by n", format: "sql", options: { table: { schema: "public", name: "every_again" }, rows_per_insert: 3 } });
    assert.match(text, /^INSERT INTO "public"\."every_again" \("n", "of bool",/);
    assert.equal(text.match(/^INSERT/gm).length, Math.ceil(depth / 3));
    assert.equal(headers.get("content-type"), "application/sql; charset=utf-8");
    await writeFile(`${folder}/every.sql`, `set escape_string_warning = off; set standard_conforming_strings = ${setting};\n${text}`);
    await scene.admin("truncate every_again");
    await psql("", { database: "exporting", options: ["-At", "-f", `${folder}/every.sql`] });
    await assertSame();
  }
});

test("json and ndjson: each row is what row_to_json makes of it", async () => {
  const expected = (await scene.admin("set timezone = 'UTC'; set extra_float_digits = 3; select row_to_json(t) from every t order by n")).split("\n").map(JSON.parse);
  // The one difference: an oid is a number here as it is everywhere on the wire, row_to_json makes a text of it.
  for (const row of expected) row["of oid"] = row["of oid"] && Number(row["of oid"]);
  const differences = (rows) => rows.flatMap((row, at) => Object.keys(expected[at]).filter((key) => !isDeepStrictEqual(row[key], expected[at][key])).map((key) => [at, key, row[key], expected[at][key]]));
  const sql = "table every order by n";
  const json = await file({ sql, format: "json" });
  assert.deepEqual(differences(JSON.parse(json.text)), []);
  assert.equal(json.headers.get("content-type"), "application/json");
  const lines = (await file({ sql, format: "ndjson" })).text.split("\n");
  assert.equal(lines.pop(), "");
  assert.deepEqual(differences(lines.map(JSON.parse)), []);
  // JSON.parse rounds: the digits themselves are there.
  assert.match(json.text, /"of int8":9007199254740993,/);
  assert.match(json.text, /"of numeric":0\.00,/);
  assert.match(json.text, /"of numeric":"NaN"/);
});

test("json: an empty result is an empty array; names that occur twice get a suffix that nobody has", async () => {
  assert.equal((await file({ sql: "select 1 where false", format: "json" })).text, "[]\n");
  assert.equal((await file({ sql: "select 1 where false", format: "ndjson" })).text, "");
  const { text } = await file({ sql: `select 1 a, 2 a, 3 a_2, 4 a, 6 "__proto__", 7 "x""\\"`, format: "ndjson" });
  assert.equal(text, '{"a":1,"a_3":2,"a_2":3,"a_4":4,"__proto__":6,"x\\"\\\\":7}\n');
});

test("composites, domains, enums and their arrays", async () => {
  await scene.psql(`create type pair as (a int, "B c" text); create domain positive as int check (value > 0); create domain flag as bool;
    create type mood as enum ('sad', 'quo"te')`);
  const sql = `select row(1, 'x, "y"')::pair p, array[row(2, null)::pair] ps, 7::positive d, true::flag f, 'quo"te'::mood m, array['sad'::mood] ms`;
  const { text } = await file({ sql, format: "ndjson" });
  assert.deepEqual(JSON.parse(text), { p: { a: 1, "B c": 'x, "y"' }, ps: [{ a: 2, "B c": null }], d: 7, f: true, m: 'quo"te', ms: ["sad"] });
  const csv = parseCsv((await file({ sql, format: "csv" })).text)[1].map((cell) => cell.text);
  assert.deepEqual(csv, ['(1,"x, ""y""")', '{"(2,)"}', "7", "true", 'quo"te', "{sad}"]);
});

test("csv: null and empty differ, the header can be left out, U+FEFF can stand first", async () => {
  const sql = "select null::text a, '' b, 'x' c";
  assert.equal((await file({ sql, format: "csv" })).text, 'a,b,c\r\n,"",x\r\n');
  assert.equal((await file({ sql, format: "csv", options: { header: false, line_end: "lf" } })).text, ',"",x\n');
  const marked = await file({ sql, format: "csv", options: { byte_order_mark: true, quote_all: true } });
  assert.deepEqual([...marked.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.equal(marked.bytes.toString("utf8", 3), '"a","b","c"\r\n,"","x"\r\n');
  assert.equal((await file({ sql: "select '\\.' a", format: "csv" })).text, 'a\r\n"\\."\r\n');
});

const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "=\"x\"", "=a,b"];
const innocent = ["a=1", " =1", "'", "", "1-1", "a@b"];

for (const format of ["csv", "tsv"]) {
  test(`R-27: ${format}: what a spreadsheet would compute gets an apostrophe, numbers keep their sign; raw is a choice`, async () => {
    const values = [...formulas, ...innocent];
    const body = { sql: `select unnest($1::text[]) "=name", -1 n, -1.5::float8 f, -2::numeric d, '-infinity'::date t, '-1 day'::interval i, array['=1'] a, '-1'::json j`, parameters: [`{${values.map((value) => `"${value.replace(/["\\]/g, "\\$&")}"`).join(",")}}`], format };
    const read = async (options) => parseCsv((await file({ ...body, options })).text, format === "tsv" ? "\t" : ",").map((record) => record.map((cell) => cell.text));
    const [head, ...safe] = await read({});
    assert.deepEqual(head, ["'=name", "n", "f", "d", "t", "i", "a", "j"]);
    assert.deepEqual(safe.map((record) => record[0]), [...formulas.map((value) => `'${value}`), ...innocent]);
    for (const record of safe) assert.deepEqual(record.slice(1), ["-1", "-1.5", "-2", "-infinity", "-1 days", "{=1}", "-1"]);
    const [rawHead, ...raw] = await read({ formula_safe: false });
    assert.equal(rawHead[0], "=name");
    assert.deepEqual(raw.map((record) => record[0]), values);
  });
}

test("markdown: a table that shows each value as it is", async () => {
  const sql = `select 1 n, 'a|b *c* <d> [e](f) \`g\` \\ & ~~h~~' "t_x", e'two\\r\\nlines\\tand a tab' l, null::int z`;
  assert.equal((await file({ sql, format: "markdown", options: { null: "∅" } })).text,
    "| n | t\\_x | l | z |\n| ---: | --- | --- | ---: |\n| 1 | a\\|b \\*c\\* \\<d> \\[e\\](f) \\`g\\` \\\\ \\& \\~\\~h\\~\\~ | two<br>lines and a tab | ∅ |\n");
});

test("hostile names and values come through every format", async () => {
  const names = ['quo"te', "com,ma", "new\nline", "=1+1", "😀", "SELECT", "a;b\ttab", "x".repeat(63)];
  const values = ['"', "a,b", "a\nb\r\nc", "=1+1", "😀 ünï", "'; drop table every; --", "\t", "</t><script>"];
  const sql = `select ${values.map((value, at) => `$${at + 1}::text as "${names[at].replace(/"/g, '""')}"`).join(", ")}`;
  const body = { sql, parameters: values };
  const [head, row] = parseCsv((await file({ ...body, format: "csv", options: { formula_safe: false } })).text);
  assert.deepEqual([head.map((cell) => cell.text), row.map((cell) => cell.text)], [names, values]);
  assert.deepEqual(JSON.parse((await file({ ...body, format: "json" })).text), [Object.fromEntries(names.map((name, at) => [name, values[at]]))]);
  const inserted = (await file({ ...body, format: "sql", options: { table: { name: 'o"dd 😀' } } })).text;
  await scene.psql(`create table "o""dd 😀" (${names.map((name) => `"${name.replace(/"/g, '""')}" text`)})`);
  await scene.query(inserted);
  assert.deepEqual((await scene.query('table "o""dd 😀"')).statements[0].rows, [values]);
  const [sheet] = readWorkbook((await file({ ...body, format: "xlsx" })).bytes);
  const cells = (record) => Object.values(record).map((cell) => cell.value);
  assert.deepEqual([cells(sheet.rows[0]), cells(sheet.rows[1])], [names, values]);
});

test("xlsx: numbers, truth values and dates are Excel's own, what it would change is text", async () => {
  const sql = `select 1 i, 123456789012345::int8 b, 1234567890123456::int8 c, 1.50::numeric d, 0.1::float8 + 0.2 e, true f, date '2026-01-31' g,
    timestamp '2026-01-31 12:00:00.5' h, time '06:00' j, date '1900-02-28' k, date 'infinity' l, 'NaN'::float8 m, null::int o, '=1+1' p, e'a\\x01_x0041_\\r' q,
    timestamptz '2026-01-31 12:00+00' r, date '9999-12-31' s, date '10000-01-01' t, timestamp '0044-03-15 00:00 BC' u, 1e100::numeric v, 5e-324::float8 w`;
  const { bytes, headers } = await file({ sql: `${sql}`, format: "xlsx", options: { sheet: "Sheet & <1>", file_name: "Zürich 😀.xlsx" } });
  assert.equal(headers.get("content-type"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  assert.equal(headers.get("content-disposition"), `attachment; filename="Z_rich _.xlsx"; filename*=UTF-8''Z%C3%BCrich%20%F0%9F%98%80.xlsx`);
  const [sheet] = readWorkbook(bytes);
  assert.equal(sheet.name, "Sheet & <1>");
  const [head, row] = sheet.rows;
  assert.deepEqual(Object.values(head).map((cell) => [cell.type, cell.style]), Array(21).fill(["inlineStr", 4]));
  const shown = Object.fromEntries(Object.entries(row).map(([letter, cell]) => [head[letter].value, [cell.type, cell.style, cell.value]]));
  assert.deepEqual(shown, {
    i: ["n", 0, "1"], b: ["n", 0, "123456789012345"], c: ["inlineStr", 0, "1234567890123456"], d: ["n", 0, "1.50"], e: ["n", 0, "0.30000000000000004"],
    f: ["b", 0, "1"], g: ["n", 1, "46053"], h: ["n", 2, "46053.500005787035"], j: ["n", 3, "0.25"], k: ["inlineStr", 0, "1900-02-28"], l: ["inlineStr", 0, "infinity"],
    m: ["inlineStr", 0, "NaN"], p: ["inlineStr", 0, "=1+1"], q: ["inlineStr", 0, "a\u0001_x0041_\r"], r: ["n", 2, "46053.5"], s: ["n", 1, "2958465"],
    t: ["inlineStr", 0, "10000-01-01"], u: ["inlineStr", 0, "0044-03-15 00:00:00 BC"], v: ["inlineStr", 0, `1${"0".repeat(100)}`], w: ["inlineStr", 0, "5e-324"],
  });
});

test("xlsx: every type reads back as its text or number; a text beyond 32,767 units is cut with a mark", async () => {
  const { bytes } = await file({ sql: "table every order by n", format: "xlsx" });
  const [sheet] = readWorkbook(bytes);
  assert.equal(sheet.rows.length, depth + 1);
  const texts = (await scene.admin(`set timezone = 'UTC'; set extra_float_digits = 3; select row_to_json(t) from (select ${["n", ...columns].map((name) => `case when ${name} is not null then format('%s', ${name}) end as ${name}`)} from every order by n) t`)).split("\n").map(JSON.parse);
  const letters = Object.keys(sheet.rows[0]);
  texts.forEach((expected, at) => {
    Object.values(expected).forEach((text, column) => {
      const cell = sheet.rows[at + 1][letters[column]];
      if (text === null) assert.equal(cell, undefined);
      else if (cell.type === "inlineStr") assert.equal(cell.value, text);
      else if (cell.type === "n" && cell.style === 0) assert.equal(Number(cell.value), Number(text));
    });
  });
  const long = readWorkbook((await file({ sql: "select repeat('😀', 20000) a, repeat('x', 32767) b, repeat('y', 32768) c", format: "xlsx" })).bytes)[0].rows[1];
  assert.equal(long.A.value.length, 32_766);
  assert.match(long.A.value, /😀 … \[cut\]$/u);
  assert.equal(long.B.value, "x".repeat(32_767));
  assert.equal(long.C.value.length, 32_767);
});
