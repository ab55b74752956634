// Completion over real catalogs: pagila, chinook, northwind and a schema of hostile names. The cases stand in
// completion/*.cases, one a line; each is checked by itself. Needs web/sdk/dist and web/react/dist, which `make web` builds.
//
//   text with | for the cursor => expectation · expectation …      ⏎ stands for a line feed, # begins a comment line
//   name    the first one          ~name  among the first ten       ?name  offered at all
//   !name   not offered            =text  the whole text after the first was accepted, | where the cursor then is
//   nothing                        nothing is offered
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test, { describe } from "node:test";
import { cluster, psql } from "./support/cluster.mjs";
import { signIn } from "./support/client.mjs";

const { createClient } = await import("../../web/sdk/dist/index.js");
const { CatalogLoader, complete } = await import("../../web/react/dist/query-editor/completion/index.js");

const folder = new URL("completion/", import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), "utf8");
const cursor = /(?<!\|)\|(?!\|)/;

for (const name of ["chinook", "northwind", "hostile"]) {
  await psql(`DROP DATABASE IF EXISTS completion_${name} WITH (FORCE)`);
  await psql(`CREATE DATABASE completion_${name}`);
  await psql(read(`${name}.sql`), { database: `completion_${name}` });
}
await psql("ANALYZE", { database: "pagila" });
const people = await signIn();
const client = createClient({ url: cluster.url, WebSocket: null, cookie: false });
await client.session.signIn({ link: await psql("SELECT studio.login_link()") });

async function loaderFor(database) {
  const connection = await people.connect(database, "postgres");
  const loader = new CatalogLoader({
    ask: (question, narrowing) => client.catalog.ask(connection.id, question, narrowing),
    follow: () => () => undefined,
  });
  await loader.openAll();
  return loader;
}

function parse(line) {
  const [text, expectations] = line.split(" => ");
  const sql = text.replaceAll("⏎", "\n");
  const at = sql.search(cursor);
  assert.ok(at >= 0 && expectations !== undefined, `no case: ${line}`);
  return { sql: sql.slice(0, at) + sql.slice(at + 1), at, expectations: expectations.split(" · ").map((part) => part.replaceAll("⏎", "\n")) };
}

function accepted(sql, { from, to, candidates: [first] }) {
  const end = from + first.insert.length - (first.back ?? 0);
  const text = sql.slice(0, from) + first.insert + sql.slice(to);
  return { text, marked: `${text.slice(0, end)}|${text.slice(end)}` };
}

function check(loader, line) {
  const { sql, at, expectations } = parse(line);
  const completion = complete(sql, at, loader.catalog) ?? { from: at, to: at, candidates: [] };
  const labels = completion.candidates.map((candidate) => candidate.label);
  const shown = `\n  ${line}\n  offered: ${labels.slice(0, 12).join(" · ")}`;
  for (const expectation of expectations) {
    const sign = expectation[0];
    const name = expectation.slice(1);
    if (expectation === "nothing") assert.deepEqual(labels, [], shown);
    else if (sign === "~") assert.ok(labels.slice(0, 10).includes(name), `not among the first ten: ${name}${shown}`);
    else if (sign === "?") assert.ok(labels.includes(name), `not offered: ${name}${shown}`);
    else if (sign === "!" ) assert.ok(!labels.includes(name), `offered: ${name}${shown}`);
    else if (sign === "=") {
      const { text, marked } = accepted(sql, completion);
      assert.equal(cursor.test(name) ? marked : text, name, shown);
    } else assert.equal(labels[0], expectation, shown);
  }
}

let count = 0;
for (const name of ["pagila", "chinook", "northwind", "hostile"]) {
  const loader = await loaderFor(name === "pagila" ? name : `completion_${name}`);
  const lines = read(`${name}.cases`).split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  // What is loaded on demand is there before the cases are judged, as it is when the list of a real editor is refined.
  for (const line of lines) {
    const { sql, at } = parse(line);
    complete(sql, at, loader.catalog);
    for (let round = 0; round < 3 && (await loader.loadWanted()); round += 1) complete(sql, at, loader.catalog);
  }
  count += lines.length;
  describe(name, () => {
    for (const line of lines) test(line, () => check(loader, line));
  });
}

test("there are a thousand cases, each another one", () => {
  const all = ["pagila", "chinook", "northwind", "hostile"].flatMap((name) => read(`${name}.cases`).split("\n").filter((line) => line.includes(" => ")).map((line) => `${name} ${line.split(" => ")[0]}`));
  assert.equal(new Set(all).size, all.length);
  assert.ok(count >= 1000, `${count} cases`);
});
