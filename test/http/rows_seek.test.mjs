// rows/select in the middle of a relation: at a part of its rows, and backwards from there; on a local and on a remote connection.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { remoteBody, startRemote } from "./support/remote.mjs";
import { makeScene } from "./support/scene.mjs";

const scene = await makeScene("rows_sought");
const server = await startRemote();
after(() => server.stop());
const count = 20000;
const tables = `create table evenly (id bigint primary key, day date, at timestamptz, share numeric, name text, half text, kind int, maybe int);
  insert into evenly select i * 7 - 50000, date '2000-01-01' + i, timestamptz '2000-01-01 00:00+00' + i * interval '1 minute', i / 3.0, lpad(i::text, 8, '0'),
    case when i <= ${count / 2} then 'first' else md5(i::text) end, i % 4, case when i % 2 = 0 then i end from generate_series(1, ${count}) i;
  create table skewed (id int primary key); insert into skewed select i * i from generate_series(1, 10000) i;
  create table keyless (n int); insert into keyless select generate_series(1, ${count});
  create table unseen (id int primary key, list int[]); alter table unseen set (autovacuum_enabled = off); insert into unseen select i, array[i] from generate_series(1, 5000) i;
  create table ends (at timestamp primary key); insert into ends values ('-infinity'), ('infinity'); insert into ends select timestamp '2020-01-01' + i * interval '1 day' from generate_series(1, 3000) i;
  create table nothing (id int primary key); create view seen as select * from evenly`;
const analyze = "analyze evenly; analyze skewed; analyze keyless; analyze ends; analyze nothing";
await scene.psql(tables);
await scene.psql(analyze);
await server.admin(`set role ada; ${tables}`, "ada");
await server.admin(analyze, "ada");
const remote = (await scene.client.request("POST", "/connections", remoteBody(server))).json;
const ways = { local: (body) => scene.client.selectRows(scene.connection, body), remote: (body) => scene.client.selectRows(remote, body) };
const relation = (name) => ({ schema: "public", name });

for (const [way, select] of Object.entries(ways)) {
  const ask = async (body) => {
    const answer = await select(body);
    assert.equal(answer.error, null, `${JSON.stringify(body)} ${answer.error?.message}`);
    return { rows: answer.statements[0].rows, ...answer.page };
  };
  /** Which of all rows in that order the page begins with, by psql's count. */
  const placeOf = async (table, column, row, direction) => Number(await scene.psql(`select count(*) from ${table} where ${column} ${direction === "desc" ? ">" : "<"} '${row[0]}'`));

  test(`${way}: a part of the rows is found within two hundredths, by each type of key, up and down`, async () => {
    for (const [table, total, columns] of [["evenly", count, ["id", "day", "at", "share", "name"]], ["skewed", 10000, ["id"]], ["ends", 3002, ["at"]], ["unseen", 5000, ["id", "list"]]]) {
      for (const column of columns) {
        for (const direction of ["asc", "desc"]) {
          for (const at of [0, 130000, 500000, 777777, 1000000]) {
            const { rows } = await ask({ relation: relation(table), columns: [column], order: [{ column, direction }], at, limit: 1 });
            assert.equal(rows.length, 1, `${table}.${column} ${direction} ${at}`);
            const found = await placeOf(table, column, table === "unseen" && column === "list" ? [`{${rows[0][0]}}`] : rows[0], direction);
            assert.ok(Math.abs(found / total - at / 1e6) <= 0.02, `${table}.${column} ${direction} at ${at}: row ${found} of ${total}`);
          }
        }
      }
    }
  });

  test(`${way}: a value that many rows share stands where they begin`, async () => {
    const begin = async (column, at, direction = "asc") => (await ask({ relation: relation("evenly"), columns: [column], order: [{ column, direction }], at, limit: 1 })).rows[0][0];
    assert.equal(await begin("kind", 600000), 2);
    assert.equal(await begin("kind", 600000, "desc"), 1);
    assert.equal(await begin("half", 0), await scene.psql("select min(half) from evenly"));
    assert.match(await begin("half", 990000), /^f/);
    assert.ok(Math.abs((await begin("maybe", 500000)) / count - 0.5) < 0.1);
  });

  test(`${way}: from there on to both ends, every row once`, async () => {
    for (const [table, order, key] of [["evenly", [], "id"], ["evenly", [{ column: "kind", direction: "desc" }], "kind desc, id"], ["evenly", [{ column: "maybe", nulls: "first" }], "maybe nulls first, id"], ["keyless", [], "ctid"]]) {
      const column = table === "keyless" ? "n" : "id";
      const body = { relation: relation(table), columns: [column], order, limit: 3000 };
      const middle = await ask({ ...body, at: 400000 });
      const ids = middle.rows.map(([id]) => id);
      for (let page = middle; page.next; ids.push(...page.rows.map(([id]) => id))) page = await ask({ ...body, after: page.next });
      assert.equal(typeof middle.previous, "string");
      let before = middle.previous;
      while (before) {
        const page = await ask({ ...body, before });
        ids.unshift(...page.rows.map(([id]) => id).reverse());
        before = page.next;
      }
      const expected = (await scene.psql(`select ${column} from ${table} order by ${key}`)).split("\n").map(Number);
      assert.equal(ids.length, expected.length, `${table} ${key}`);
      assert.deepEqual(ids.map(Number), expected, `${table} ${key}`);
    }
  });

  test(`${way}: from the end on to the beginning, every row once`, async () => {
    for (const [table, order, key] of [["evenly", [], "id"], ["evenly", [{ column: "kind", direction: "desc" }], "kind desc, id"], ["evenly", [{ column: "maybe", nulls: "first" }], "maybe nulls first, id"], ["keyless", [], "ctid"]]) {
      const column = table === "keyless" ? "n" : "id";
      const body = { relation: relation(table), columns: [column], order, limit: 6000 };
      let page = await ask({ ...body, from_end: true });
      assert.equal(page.previous, null, "nothing stands behind the last row");
      const ids = page.rows.map(([id]) => id);
      for (; page.next; ids.push(...page.rows.map(([id]) => id))) page = await ask({ ...body, before: page.next });
      assert.deepEqual(ids.reverse().map(Number), (await scene.psql(`select ${column} from ${table} order by ${key}`)).split("\n").map(Number), `${table} ${key}`);
    }
    const filter = { column: "kind", is: "equal", value: 3 };
    assert.deepEqual((await ask({ relation: relation("evenly"), columns: ["id"], filter, from_end: true, limit: 1 })).rows, [[await scene.psql("select max(id) from evenly where kind = 3")]]);
    assert.equal((await ask({ relation: relation("evenly"), from_end: false, limit: 1 })).rows.length, 1);
    // What a page's rows are read by goes both ways: behind the first row of a page that was read backward.
    const back = await ask({ relation: relation("evenly"), columns: ["id"], at: 500000, limit: 10 });
    const before = await ask({ relation: relation("evenly"), columns: ["id"], before: back.previous, limit: 10 });
    assert.deepEqual((await ask({ relation: relation("evenly"), columns: ["id"], after: before.previous, limit: 10 })).rows, back.rows);
  });

  test(`${way}: a filter holds there too; the first page has nothing before it; an empty table is empty`, async () => {
    const { rows, previous } = await ask({ relation: relation("evenly"), columns: ["id", "kind"], filter: { column: "kind", is: "equal", value: 3 }, at: 500000, limit: 10 });
    assert.ok(rows.every(([, kind]) => kind === 3) && rows.length === 10);
    const back = await ask({ relation: relation("evenly"), columns: ["id", "kind"], filter: { column: "kind", is: "equal", value: 3 }, before: previous, limit: 10 });
    assert.ok(back.rows.every(([id, kind]) => kind === 3 && Number(id) < Number(rows[0][0])));
    assert.equal((await ask({ relation: relation("evenly"), limit: 5 })).previous, null);
    assert.deepEqual(await ask({ relation: relation("nothing"), at: 500000 }), { rows: [], type: "page", next: null, previous: null });
  });

  test(`${way}: what has no key is read from its beginning alone, and says so`, async () => {
    const { error } = await select({ relation: relation("seen"), at: 5 });
    assert.equal(error.code, "0A000");
    assert.equal(error.message, 'the rows of "seen" can only be read from the first one on');
    const { previous } = await ask({ relation: relation("unseen"), at: 500000 });
    assert.equal((await select({ relation: relation("seen"), from_end: true })).error.code, "0A000");
    assert.equal((await select({ relation: relation("evenly"), from_end: true, at: 5 })).error.code, "22023");
    assert.equal((await select({ relation: relation("nowhere"), at: 5 })).error.code, "42P01");
    assert.equal((await select({ relation: relation("nowhere"), from_end: true })).error.code, "42P01");
    assert.equal((await select({ relation: relation("seen"), before: previous })).error.code, "22023");
  });
}

test("the place is found by the index, and not by reading up to it", async () => {
  const blocks = async () => Number(await scene.psql("select pg_stat_force_next_flush() is null or true; select heap_blks_read + heap_blks_hit from pg_statio_user_tables where relname = 'evenly'").then((text) => text.split("\n").at(-1)));
  const total = Number(await scene.psql("select pg_relation_size('evenly') / 8192"));
  await scene.client.query(scene.connection, "select pg_stat_force_next_flush()");
  const before = await blocks();
  for (let i = 0; i < 10; i++) await scene.client.selectRows(scene.connection, { relation: relation("evenly"), at: 900000, limit: 10 });
  await scene.client.query(scene.connection, "select pg_stat_force_next_flush()");
  assert.ok((await blocks()) - before < total, `${(await blocks()) - before} blocks of ${total}`);
});
