// rows/select: order, keyset cursor and limit.
import assert from "node:assert/strict";
import test from "node:test";
import { makeScene } from "./support/scene.mjs";

const scene = await makeScene("rows_selected");
const relation = (name, schema = "public") => ({ schema, name });
const select = (body) => scene.client.selectRows(scene.connection, body);

/** Every row, page by page. */
async function walk(body) {
  const rows = [];
  let after = null;
  let pages = 0;
  do {
    const answer = await select(after ? { ...body, after } : body);
    assert.equal(answer.error, null, answer.error?.message);
    rows.push(...answer.statements[0].rows);
    after = answer.page.next;
    pages++;
  } while (after && pages < 1000);
  return { rows, pages };
}

test("the first page of a table by its key, and a cursor", async () => {
  await scene.psql("create table numbered (id int primary key, label text); insert into numbered select n, 'row ' || n from generate_series(1, 250) n");
  const answer = await select({ relation: relation("numbered") });
  assert.equal(answer.statements[0].rows.length, 100);
  assert.deepEqual(answer.statements[0].rows[0], [1, "row 1"]);
  assert.equal(answer.messages.at(-2).type, "page");
  assert.equal(typeof answer.page.next, "string");
  const { rows, pages } = await walk({ relation: relation("numbered") });
  assert.equal(pages, 3);
  assert.deepEqual(rows.map(([id]) => id), Array.from({ length: 250 }, (_, n) => n + 1));
});

// What makes the order total is appended ascending.
test("order by any column, both directions, nulls first and last, with ties: each row once", async () => {
  await scene.psql(`create table tied (id int primary key, a int, b text, c float8);
    insert into tied select n, nullif(n % 7, 3), nullif(md5((n % 5)::text), md5('2')), case n % 4 when 0 then 'NaN' when 1 then null when 2 then n / 3.0 else -n end from generate_series(1, 500) n`);
  for (const column of ["a", "b", "c"]) {
    for (const direction of ["asc", "desc"]) {
      for (const nulls of ["first", "last", undefined]) {
        const { rows } = await walk({ relation: relation("tied"), columns: ["id"], order: [{ column, direction, ...(nulls ? { nulls } : {}) }], limit: 37 });
        const expected = (await scene.psql(`select id from tied order by ${column} ${direction} ${nulls ? `nulls ${nulls}` : ""}, id`)).split("\n").map(Number);
        assert.deepEqual(rows.map(([id]) => id), expected, `${column} ${direction} ${nulls}`);
      }
    }
  }
  const { rows } = await walk({ relation: relation("tied"), columns: ["id"], order: [{ column: "a", direction: "desc" }, { column: "b" }, { column: "c", nulls: "first" }], limit: 13 });
  const expected = (await scene.psql("select id from tied order by a desc, b, c nulls first, id")).split("\n").map(Number);
  assert.deepEqual(rows.map(([id]) => id), expected);
});

test("every comparable type can be a key", async () => {
  await scene.psql(`create table keyed as select n as id, n::numeric / 7 as num, (n || ' days')::interval as span, date '2026-01-01' + n as day,
    timestamptz '2026-01-01' + n * interval '1.000001 s' as at, md5(n::text)::uuid as u, decode(md5(n::text), 'hex') as bin, (n % 2 = 0) as flag,
    array[n, n + 1] as list, ('10.0.' || n / 250 || '.' || n % 250)::inet as address, to_jsonb(n) as doc, n::bigint * 10000000000 as big from generate_series(1, 60) n;
    alter table keyed add primary key (id)`);
  for (const column of ["num", "span", "day", "at", "u", "bin", "flag", "list", "address", "doc", "big"]) {
    const { rows } = await walk({ relation: relation("keyed"), columns: ["id"], order: [{ column, direction: "desc" }], limit: 7 });
    const expected = (await scene.psql(`select id from keyed order by ${column} desc, id`)).split("\n").map(Number);
    assert.deepEqual(rows.map(([id]) => id), expected, column);
  }
});

test("without a key: by ctid; a view: by what was asked", async () => {
  await scene.psql("create table keyless (n int); insert into keyless select 1 from generate_series(1, 250); create view seen as select * from numbered");
  const { rows } = await walk({ relation: relation("keyless"), limit: 100 });
  assert.equal(rows.length, 250);
  const view = await select({ relation: relation("seen"), order: [{ column: "id", direction: "desc" }], limit: 3 });
  assert.deepEqual(view.statements[0].rows.map(([id]) => id), [250, 249, 248]);
});

test("partitioned tables and materialized views read too", async () => {
  await scene.psql("create table parts (n int) partition by hash (n); create table parts_0 partition of parts for values with (modulus 2, remainder 0); create table parts_1 partition of parts for values with (modulus 2, remainder 1); insert into parts select generate_series(1, 30); create materialized view made as select generate_series(1, 30) as n");
  for (const name of ["parts", "made"]) {
    const { rows } = await walk({ relation: relation(name), limit: 7 });
    assert.deepEqual(rows.map(([n]) => n).sort((a, b) => a - b), Array.from({ length: 30 }, (_, n) => n + 1), name);
  }
});

test("rows that are inserted or deleted meanwhile do not shift the pages", async () => {
  const first = await select({ relation: relation("numbered"), limit: 10 });
  await scene.psql("delete from numbered where id <= 5; insert into numbered values (-1, 'new')");
  const second = await select({ relation: relation("numbered"), limit: 10, after: first.page.next });
  assert.equal(second.statements[0].rows[0][0], 11);
});

test("chosen columns only, in the asked order; hostile names", async () => {
  const hostile = `a'b"c\\d;--`;
  const quoted = `"${hostile.replace(/"/g, '""')}"`;
  await scene.psql(`create table ${quoted} (${quoted} int primary key, other int); insert into ${quoted} values (1, 2)`);
  const answer = await select({ relation: relation(hostile), columns: ["other", hostile], order: [{ column: hostile }] });
  assert.deepEqual(answer.statements[0].rows, [[2, 1]]);
});

const refused = [
  ["a cursor of another table", async () => ({ relation: relation("tied"), after: (await select({ relation: relation("numbered"), limit: 1 })).page.next })],
  ["a cursor of another order", async () => ({ relation: relation("numbered"), order: [{ column: "label" }], after: (await select({ relation: relation("numbered"), limit: 1 })).page.next })],
  ["a forged cursor", () => ({ relation: relation("numbered"), after: Buffer.from('["1"]').toString("base64url") })],
  ["a limit of 0", () => ({ relation: relation("numbered"), limit: 0 })],
  ["a limit of 10001", () => ({ relation: relation("numbered"), limit: 10001 })],
  ["no relation", () => ({})],
  ["an unknown direction", () => ({ relation: relation("numbered"), order: [{ column: "id", direction: "up" }] })],
  ["an unknown field", () => ({ relation: relation("numbered"), color: 1 })],
];
for (const [name, body] of refused) {
  test(`refused: ${name}`, async () => {
    const answer = await select(await body());
    assert.equal(answer.status, 400, JSON.stringify(answer.error));
  });
}

test("a cursor changed in one byte is refused", async () => {
  const { page } = await select({ relation: relation("numbered"), limit: 1 });
  for (const at of [0, Math.floor(page.next.length / 2), page.next.length - 2]) {
    const changed = page.next.slice(0, at) + (page.next[at] === "A" ? "B" : "A") + page.next.slice(at + 1);
    assert.equal((await select({ relation: relation("numbered"), after: changed })).status, 400);
  }
});

test("an unknown table or column is PostgreSQL's error", async () => {
  assert.equal((await select({ relation: relation("nowhere") })).error.code, "42P01");
  assert.equal((await select({ relation: relation("numbered"), columns: ["nothing"] })).error.code, "42703");
  assert.equal((await select({ relation: relation("numbered"), order: [{ column: "nothing" }] })).error.code, "42703");
  assert.equal((await select({ relation: relation("pg_authid", "pg_catalog") })).error.code, "42501");
});

test("a column without an order says so clearly", async () => {
  await scene.psql("create table orderless (id int primary key, j json)");
  assert.equal((await select({ relation: relation("orderless"), order: [{ column: "j" }] })).error.code, "42883");
  assert.equal((await select({ relation: relation("orderless") })).error, null);
});

test("columns narrower than the key still page", async () => {
  const { rows } = await walk({ relation: relation("tied"), columns: ["a"], limit: 100 });
  assert.equal(rows.length, 500);
  assert.ok(rows.every((cells) => cells.length === 1));
});
