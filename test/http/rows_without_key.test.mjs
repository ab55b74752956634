// Rows without a key: a table's, which lie in a place (ctid), and those of views, which have nothing but their values. What was
// read is verified under the row's lock: what somebody else has changed, moved or deleted stays as he has left it.
import assert from "node:assert/strict";
import test from "node:test";
import { collect } from "./support/client.mjs";
import { makeScene } from "./support/scene.mjs";

const scene = await makeScene("rows_without_key");
await scene.psql(`create table loose (a int, b text, c numeric) with (fillfactor = 50);
  insert into loose values (1, 'x', 1.0), (1, 'x', 1.0), (2, null, 1.00);
  create table parent (n int); create table child () inherits (parent); insert into child values (1);
  create table base (id int primary key, title text, rate numeric, hidden int); insert into base values (1, 'one', 1.0, 5), (2, 'two', null, 6), (3, 'two', null, 6);
  create view seen as select id, title, rate from base; create view twins as select title, rate from base;
  create view words as select id, upper(title) as title from base;
  create function words_changed() returns trigger language plpgsql as $$begin update base set title = lower(new.title) where id = old.id; return new; end$$;
  create trigger words_changed instead of update on words for each row execute function words_changed()`);

const at = (path) => `/connections/${scene.connection.id}/${path}`;
const named = (name) => ({ schema: "public", name });
const ask = async (path, body) => {
  const response = await scene.client.open("POST", at(path), body);
  return { status: response.status, ...(await collect(response)) };
};
const change = (changes) => ask("rows/change", { changes });
const read = async (relation = "loose") => {
  const { columns, rows } = (await ask("rows/select", { relation: named(relation), columns: ["a", "b", "c", "ctid"] })).statements[0];
  assert.deepEqual([columns[3].name, columns[3].column_number, columns[3].table_oid === columns[0].table_oid, columns[3].source === columns[0].source], ["ctid", -1, true, true]);
  return rows.map(([a, b, c, ctid]) => ({ ctid, seen: { a, b, c } }));
};
const update = ({ ctid, seen }, values) => ({ kind: "update", relation: named("loose"), key: { ctid }, expected: seen, values });
const stored = (sql = "select string_agg(format('%s %s %s', a, coalesce(b, '-'), c), ', ' order by a, b, c) from loose") => scene.psql(sql);
const rowOf = ({ statements: [{ columns, rows }] }) => Object.fromEntries(columns.map((column, n) => [column.name, rows[0][n]]));

test("of two equal rows the one that is meant is changed, and its new place comes back", async () => {
  const rows = await read();
  const answer = await change([update(rows[1], { b: "y" })]);
  assert.equal(answer.error, null, answer.error?.message);
  assert.equal(await stored(), "1 x 1.0, 1 y 1.0, 2 - 1.00");
  const { ctid, ...seen } = rowOf(answer);
  assert.notEqual(ctid, rows[1].ctid);
  assert.equal(ctid, await stored("select ctid from loose where b = 'y'"));
  const back = await change([update({ ctid, seen }, { b: "x" })]);
  assert.equal(back.error, null, back.error?.message);
  assert.equal(await stored(), "1 x 1.0, 1 x 1.0, 2 - 1.00");
});

test("a statement that asks for ctid says that it is of the same row", async () => {
  const { columns } = (await scene.query({ sql: "select l.ctid, l.* from loose as l join base on base.id = l.a" })).statements[0];
  assert.deepEqual(columns.map((column) => [column.name, column.column_number, column.source]), [["ctid", -1, 1], ["a", 1, 1], ["b", 2, 1], ["c", 3, 1]]);
});

for (const [how, sql] of [["moved by an UPDATE", "update loose set c = 9 where a = 2"], ["moved without being changed", "update loose set a = a where a = 2"],
  ["deleted", "delete from loose where a = 2"], ["moved by VACUUM FULL, another row in its place", "delete from loose where ctid = (select min(ctid) from loose); vacuum full loose"]]) {
  test(`a row that was ${how} since it was read is not changed, and no other is`, async () => {
    await scene.psql("truncate loose; insert into loose values (1, 'x', 1.0), (1, 'x', 1.0), (2, null, 1.00), (3, 'z', 1)");
    const last = (await read()).find((row) => row.seen.a === 2);
    for (const each of sql.split("; ")) await scene.psql(each);
    const before = await stored();
    for (const each of [update(last, { b: "lost" }), { kind: "delete", relation: named("loose"), key: { ctid: last.ctid }, expected: last.seen }]) {
      const answer = await change([{ kind: "insert", relation: named("loose"), values: { a: 7 } }, each]);
      assert.match(answer.error?.code ?? "", /^ST01[34]$/);
      assert.equal(answer.error.statement, 1);
    }
    assert.equal(await stored(), before);
  });
}

test("a row that somebody is just changing is waited for, and stays as he leaves it", async () => {
  await scene.psql("truncate loose; insert into loose values (1, 'x', 1.0)");
  const [row] = await read();
  const session = { session: "other" };
  await scene.query({ sql: "begin; update loose set b = 'his'", ...session });
  const waiting = change([update(row, { b: "mine" })]);
  for (let waits = "0"; waits === "0";) waits = await scene.admin("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = 'rows_without_key'");
  await scene.query({ sql: "commit", ...session });
  assert.match((await waiting).error.code, /^ST01[34]$/);
  assert.equal(await stored(), "1 his 1.0");
  await scene.client.request("DELETE", "/sessions/other");
});

test("300 random changes beside somebody else's leave what a table with a key would have", async () => {
  await scene.psql("truncate loose; create table model (id int primary key, a int, b text); insert into loose select n, 'v', n from generate_series(1, 40) n; insert into model select n, n, 'v' from generate_series(1, 40) n");
  let seed = 11;
  const roll = (sides) => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) % 65_521 % sides;
  let rows = await read();
  let refused = 0;
  for (let step = 0; step < 300; step += 1) {
    const row = rows[roll(rows.length)];
    const kind = roll(8);
    if (kind === 0) await scene.psql(`update loose set b = b || '!' where c = ${row.seen.c}; update model set b = b || '!' where id = ${row.seen.c}`);
    const text = `s${step}`;
    const answer = await change([update(row, { b: text })]);
    const is_stale = kind === 0;
    assert.equal(answer.error !== null, is_stale, `step ${step}: ${answer.error?.message}`);
    if (is_stale) {
      refused += 1;
      rows = await read();
      continue;
    }
    await scene.psql(`update model set b = '${text}' where id = ${row.seen.c}`);
    const { ctid, ...seen } = rowOf(answer);
    rows = rows.map((each) => (each === row ? { ctid, seen } : each));
  }
  assert.ok(refused > 10, `${refused} were refused`);
  assert.equal(await stored("select count(*) from model join loose on loose.c = model.id and loose.b = model.b"), "40");
});

test("ctid is asked for only where it names a row", async () => {
  for (const name of ["parent", "seen"]) {
    assert.equal((await ask("rows/select", { relation: named(name), columns: ["ctid"] })).error?.code, "42703", name);
  }
  const has_place = async (name) => {
    const oid = await stored(`select '${name}'::regclass::oid`);
    const { json } = await scene.client.request("GET", at(`catalog/changeable?relation=${oid}`));
    return json.rows[0][json.columns.indexOf("has_place")];
  };
  assert.deepEqual([await has_place("loose"), await has_place("child"), await has_place("parent"), await has_place("seen")], [true, true, false, false]);
});

test("a row of a view is changed by what was read of it: one that nobody else has changed, and that has no double", async () => {
  const one = await change([{ kind: "update", relation: named("seen"), key: { id: 2, title: "two" }, expected: { rate: null }, values: { rate: "2.50" } }]);
  assert.equal(one.error, null, one.error?.message);
  assert.deepEqual(rowOf(one), { id: 2, title: "two", rate: "2.50" });
  const stale = await change([{ kind: "update", relation: named("seen"), key: { id: 2, title: "two" }, expected: { rate: null }, values: { rate: "3" } }]);
  assert.equal(stale.error.code, "ST013");
  await scene.psql("update base set rate = null");
  const twins = await change([{ kind: "delete", relation: named("twins"), key: { title: "two" }, expected: { rate: null } }]);
  assert.equal(twins.error.code, "21000");
  const word = await change([{ kind: "update", relation: named("words"), key: { id: 1, title: "ONE" }, values: { title: "EINS" } }]);
  assert.equal(word.error, null, word.error?.message);
  assert.equal(await stored("select string_agg(title || coalesce(rate::text, '-'), ' ' order by id) from base"), "eins- two- two-");
});
