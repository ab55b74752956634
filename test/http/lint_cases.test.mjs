// What is said of a text while it is typed, over 1,000 texts that were written and judged by hand (lint_cases/*.cases).
//
// A line of a file: `CODES: SQL → FIX`. CODES are what is said, in the order of the places: SQLSTATEs of PostgreSQL's errors,
// names of our rules; `ok` where nothing is said. ⟦ ⟧ stand around each place that is marked. `→ text`: the first fix puts that
// text in place of the mark; `⇒ text`: it makes that of the whole. No arrow: nothing is offered. `star`: the * is
// written out. After an error's fix PostgreSQL
// refuses nothing at that place any more.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { signIn } from "./support/client.mjs";
import { psql } from "./support/cluster.mjs";
import { makeScene } from "./support/scene.mjs";

const folder = new URL("lint_cases/", import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), "utf8");

/** The scene of each schema: `pagila` is the sample that the cluster has, the others are made of their .sql file. */
const scenes = {};
for (const name of ["chinook", "northwind", "hostile"]) {
  scenes[name] = await makeScene(`lint_${name}`);
  await psql(read(`${name}.sql`), { database: `lint_${name}`, role: `lint_${name}` });
}
const superuser = await signIn();
scenes.pagila = { client: superuser, connection: await superuser.connect("pagila", "postgres") };

/** One line as {codes, sql, marks: [[begin, end]], fixed}; begin and end count characters. */
function parse(line) {
  const [, codes, rest] = /^([a-z_0-9A-Z ]+): ?(.*)$/su.exec(line) ?? [];
  assert.ok(codes, line);
  const [, text, arrow, fix] = /^(.*?)(?: ([→⇒]) (.*))?$/su.exec(rest);
  const marks = [];
  const sql = [];
  for (const character of text) {
    if (character === "⟦") marks.push([sql.length]);
    else if (character === "⟧") marks.at(-1).push(sql.length);
    else sql.push(character);
  }
  const [begin, end] = marks[0] ?? [];
  const whole = sql.join("");
  const fixed = arrow === "⇒" ? fix : arrow === "→" ? [...sql.slice(0, begin), fix, ...sql.slice(end)].join("") : null;
  return { codes: codes === "ok" ? [] : codes.split(" "), sql: whole, marks, fixed };
}

/** The text after a fix; its edits do not overlap. */
function apply(sql, { edits }) {
  const characters = [...sql];
  for (const { begin, end, text } of edits.toSorted((a, b) => b.begin - a.begin)) characters.splice(begin, end - begin, text);
  return characters.join("");
}

async function statementsOf(scene, sql) {
  const answer = await scene.client.request("POST", `/connections/${scene.connection.id}/analyze`, { sql });
  assert.equal(answer.status, 200, `${sql}: ${answer.text}`);
  return answer.json.statements;
}

async function diagnosticsOf(scene, sql) {
  const statements = await statementsOf(scene, sql);
  return statements.flatMap((statement) => statement.diagnostics).sort((a, b) => a.begin - b.begin || a.end - b.end);
}

/** `star`: the statement's first fix writes out the * that is marked, and the columns stay what they were. */
async function judgeStar(scene, line) {
  const { sql, marks, fixed } = parse(line);
  const [before] = await statementsOf(scene, sql);
  assert.equal(before.fixes[0]?.edits[0].begin, marks[0][0], line);
  assert.equal(apply(sql, before.fixes[0]), fixed, line);
  const [after] = await statementsOf(scene, fixed);
  assert.deepEqual(after.columns, before.columns, line);
  assert.ok(after.diagnostics.every(({ severity }) => severity !== "error"), line);
}

async function judge(scene, line) {
  if (line.startsWith("star: ")) return judgeStar(scene, line);
  const { codes, sql, marks, fixed } = parse(line);
  const found = await diagnosticsOf(scene, sql);
  const said = found.map(({ rule, code, begin, end }) => [rule === "server" ? code : rule, [...sql].slice(begin, end).join("")]);
  const places = codes.map((_, i) => marks[Math.min(i, marks.length - 1)] ?? []);
  const expected = codes.map((code, i) => [code, [...sql].slice(...places[i]).join("")]);
  assert.deepEqual(said, expected, line);
  assert.deepEqual(found.map(({ begin }) => begin), places.map(([begin]) => begin), line);
  for (const { detail, hint, message } of found) {
    assert.match(message, /[^.]$/su, `message style: ${message}`);
    for (const sentence of [detail, hint]) if (sentence !== null) assert.match(sentence, /[.!?)"]$/u, `sentence style: ${sentence}`);
  }
  const fix = found.find(({ fixes }) => fixes.length > 0)?.fixes[0];
  assert.equal(fix === undefined ? null : apply(sql, fix), fixed, line);
  if (fix !== undefined && found[0].rule === "server" && !/^(alter|create index|refresh)/.test(sql)) {
    const after = await diagnosticsOf(scene, fixed);
    assert.equal(after.find(({ rule, begin }) => rule === "server" && begin === found[0].begin), undefined, `${line}: still wrong`);
  }
}

let count = 0;
for (const file of readdirSync(folder).filter((each) => each.endsWith(".cases")).sort()) {
  const schema = file.split("_")[0];
  const lines = read(file).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  count += lines.length;
  test(`${file}: ${lines.length} texts`, async () => {
    const wrong = [];
    for (const line of lines) await judge(scenes[schema], line).catch((error) => wrong.push(error.message));
    assert.equal(wrong.length, 0, `${wrong.length} wrong:\n${wrong.join("\n----\n")}`);
  });
}

test("there are 1,000 texts or more", () => assert.ok(count >= 1000, `${count}`));
