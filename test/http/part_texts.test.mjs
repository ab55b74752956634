// Arrays, composites, ranges and multiranges as the parts editor writes them: the server reads the same parts, and what the server
// writes is read as the same parts, of hostile texts too. Needs web/react/dist, which `make web` builds.
import assert from "node:assert/strict";
import test from "node:test";
import { makeScene } from "./support/scene.mjs";

const { readArray, readMultirange, readRange, readRecord, writeArray, writeRange, writeRecord } = await import("../../web/react/dist/staged-changes/part-texts.js");

const scene = await makeScene("part_texts");
await scene.psql(`create schema made; create type made.three as (a text, "B ""b" text, c text);
  create type made.text_range as range (subtype = text, collation = "C", multirange_type_name = made.text_multirange)`);

const pieces = ['"', "\\", ",", "{", "}", "(", ")", "[", "]", " ", "\n", "\t", "NULL", "null", "empty", "a", "é", "😀", ";", "'", "\u00a0", ""];
let seed = 20_260;
const roll = (sides) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * sides);
};
const somePart = () => (roll(8) === 0 ? null : Array.from({ length: roll(6) }, () => pieces[roll(pieces.length)]).join(""));
const literal = (text) => (text === null ? "null" : `'${text.replaceAll("'", "''")}'`);

const cases = Array.from({ length: 400 }, () => Array.from({ length: 3 }, somePart));

/** What the server makes of an expression of each case, as text, and whether it is what is written of it. */
async function ask(write, made, type) {
  const values = cases.map((parts, n) => `(${n}, ${literal(write(parts))}::${type}, ${made(parts)})`).join(",\n");
  return JSON.parse(await scene.psql(`select json_agg(json_build_array(read is not distinct from made, made::text) order by n) from (values ${values}) as v (n, read, made)`));
}

test("an array is read with the elements that were written, and written with those that are read", async () => {
  const answers = await ask((parts) => writeArray(parts, ","), (parts) => `array[${parts.map(literal).join(", ")}]::text[]`, "text[]");
  answers.forEach(([is_same, text], n) => {
    assert.ok(is_same, JSON.stringify(cases[n]));
    assert.deepEqual(readArray(text, ","), cases[n]);
    assert.equal(writeArray(cases[n], ","), text);
  });
});

test("a composite likewise", async () => {
  const answers = await ask(writeRecord, (parts) => `row(${parts.map(literal).join(", ")})::made.three`, "made.three");
  answers.forEach(([is_same, text], n) => {
    assert.ok(is_same, JSON.stringify(cases[n]));
    assert.deepEqual(readRecord(text), cases[n]);
  });
});

test("ranges and multiranges likewise", async () => {
  const rangeOf = ([first, second, last]) => {
    const [lower, upper] = first !== null && second !== null ? [first, second].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))) : [first, second];
    return { is_empty: last === null, lower, upper, has_lower: lower !== null && last !== "", has_upper: upper !== null && last !== "" };
  };
  const constructor = (name) => (parts) => {
    const { is_empty, lower, upper, has_lower, has_upper } = rangeOf(parts);
    return is_empty ? `'empty'::made.${name}` : `made.${name}(${literal(lower)}, ${literal(upper)}, '${has_lower ? "[" : "("}${has_upper ? "]" : ")"}')`;
  };
  const written = await ask((parts) => writeRange(rangeOf(parts)), constructor("text_range"), "made.text_range");
  written.forEach(([is_same, text], n) => {
    assert.ok(is_same, JSON.stringify(cases[n]));
    // What lies between two equal bounds that are left out is empty, as the server writes it.
    if (text !== "empty") assert.deepEqual(readRange(text), rangeOf(cases[n]));
    else assert.ok(readRange(text).is_empty);
  });
  const texts = written.map(([, text]) => text);
  const many = JSON.parse(await scene.psql(`select json_agg(made.text_multirange(r)::text order by n) from (values ${texts.map((text, n) => `(${n}, ${literal(text)}::made.text_range)`).join(",")}) as v (n, r)`));
  many.forEach((text, n) => assert.deepEqual(readMultirange(text).map(writeRange), texts[n] === "empty" ? [] : [writeRange(readRange(texts[n]))]));
});

test("the catalog says what a type is made of", async () => {
  const partsOf = async (type) => {
    const oid = await scene.psql(`select ${literal(type)}::regtype::oid`);
    const { json } = await scene.client.request("GET", `/connections/${scene.connection.id}/catalog/type_parts?relation=${oid}`);
    return json.rows.map((row) => Object.fromEntries(json.columns.map((column, n) => [column, row[n]])));
  };
  await scene.psql(`create type made.mood as enum ('so so', 'glad'); create domain made.score as int check (value > 0);
    create type made.all_parts as (moods made.mood[], score made.score, dropped int, boxes box[], at int4multirange, one made.three); alter type made.all_parts drop attribute dropped`);
  const facts = async (type) => (await partsOf(type)).map((part) => [part.kind, part.name, part.type, part.base_type, part.structure, part.labels && JSON.parse(part.labels)]);
  assert.deepEqual(await facts("made.all_parts"), [["composite", "moods", "made.mood[]", "_mood", "array", null], ["composite", "score", "made.score", "int4", null, null],
    ["composite", "boxes", "box[]", "_box", "array", null], ["composite", "at", "int4multirange", "int4multirange", "multirange", null], ["composite", "one", "made.three", "three", "composite", null]]);
  assert.deepEqual(await facts("made.mood[]"), [["array", null, "made.mood", "mood", null, ["so so", "glad"]]]);
  assert.equal((await partsOf("box[]"))[0].delimiter, ";");
  await scene.psql("create domain made.scores as made.mood[]; create domain made.finals as made.scores; create type made.season as (finals made.finals, words tsvector, bits varbit, n int)");
  assert.deepEqual((await partsOf("made.season")).map((part) => [part.base_type, part.structure, part.is_text]),
    [["_mood", "array", false], ["tsvector", null, true], ["varbit", null, true], ["int4", null, false]]);
  assert.deepEqual(await facts("int4multirange"), [["multirange", null, "int4range", "int4range", "range", null]]);
  assert.deepEqual(await facts("tstzrange"), [["range", null, "timestamp with time zone", "timestamptz", null, null]]);
  for (const type of ["int4", "int2vector", "point", "made.mood", "made.score"]) assert.deepEqual(await partsOf(type), [], type);
});
