// rows/select ordered by columns that may be null, and backwards where there is no key: every row once, in PostgreSQL's own order,
// and no more of the table read than a page needs; on a local and on a remote connection.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { remoteBody, startRemote } from "./support/remote.mjs";
import { makeScene } from "./support/scene.mjs";

const scene = await makeScene("rows_in_parts");
const server = await startRemote();
after(() => server.stop());
const count = 60000;
const tables = `select setseed(0.25); create table gaps as select i as id, case when random() < 0.7 then (random() * 12)::int end as n, case when random() < 0.5 then (random() * 3)::int::numeric end as m,
    case when random() < 0.8 then chr(97 + (random() * 5)::int) end as t, (random() * 4)::int as kind from generate_series(1, 240) i order by random();
  alter table gaps add primary key (id); alter table gaps alter kind set not null; create table loose as select * from gaps;
  create table long (id int primary key, n int, at timestamptz not null); insert into long select i, case when i % 3 > 0 then (i * 7919::bigint) % ${count} end, timestamptz '2020-01-01 00:00+00' + i * interval '1 minute' from generate_series(1, ${count}) i;
  create index on long (n); create index on long (at); create table heap as select id as n from long`;
await scene.psql(tables);
await scene.psql("analyze gaps; analyze long; analyze heap");
await server.admin(`set role ada; ${tables}`, "ada");
await server.admin("analyze gaps; analyze long; analyze heap", "ada");
const remote = (await scene.client.request("POST", "/connections", remoteBody(server))).json;
const ways = { local: [scene.connection, (sql) => scene.psql(sql)], remote: [remote, (sql) => server.admin(sql, "ada")] };
const relation = (name) => ({ schema: "public", name });

/** The same numbers each time. */
function drawer(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

for (const [way, [connection, psql]] of Object.entries(ways)) {
  const ask = async (body) => {
    const answer = await scene.client.selectRows(connection, body);
    assert.equal(answer.error, null, `${JSON.stringify(body)} ${answer.error?.message}`);
    return { rows: answer.statements[0].rows, columns: answer.statements[0].columns, ...answer.page };
  };
  const pages = async (body, place) => {
    const rows = [];
    for (let page = await ask({ ...body, ...place }); ; page = await ask({ ...body, [place.before ? "before" : "after"]: page.next })) {
      rows.push(...page.rows.map(([id]) => id));
      if (!page.next) return rows;
    }
  };

  test(`${way}: every row once, forwards and back, in the order that psql gives, by any columns`, async () => {
    const draw = drawer(7);
    for (let round = 0; round < 16; round++) {
      const table = round % 4 === 3 ? "loose" : "gaps";
      const columns = ["n", "m", "t", "kind"].filter(() => draw(2) === 0);
      if (columns.length === 0) columns.push("n");
      if (draw(2) === 0) columns.reverse();
      const order = columns.map((column) => ({ column, direction: draw(2) ? "asc" : "desc", nulls: draw(2) ? "first" : "last" }));
      const filter = round % 3 === 2 ? { column: "kind", is: "in", values: [0, 2] } : undefined;
      const told = `${table} ${order.map(({ column, direction, nulls }) => `${column} ${direction} nulls ${nulls}`).join(", ")}`;
      const expected = (await psql(`select id from ${table} ${filter ? "where kind in (0, 2)" : ""} order by ${told.slice(table.length)}, ${table === "gaps" ? "id" : "ctid"}`)).split("\n").map(Number);
      const body = { relation: relation(table), columns: ["id"], order, ...(filter ? { filter } : {}), limit: 17 + draw(60) };
      assert.deepEqual(await pages(body, {}), expected, told);
      const start = 1 + draw(expected.length - 2);
      const first = await ask({ ...body, limit: start });
      const rest = await pages(body, { after: first.next });
      assert.deepEqual(rest, expected.slice(start), `${told} from ${start} on`);
      const page = await ask({ ...body, after: first.next });
      assert.deepEqual(await pages(body, { before: page.previous }), expected.slice(0, start).reverse(), `${told} back from ${start}`);
    }
  });

  test(`${way}: the columns of such a page are still the table's`, async () => {
    const { columns } = await ask({ relation: relation("gaps"), columns: ["n", "id"], order: [{ column: "n", nulls: "first" }], limit: 3 });
    assert.ok(columns.every(({ table_oid }) => table_oid === columns[0].table_oid && table_oid > 0));
    assert.deepEqual(columns.map(({ column_number }) => column_number), [2, 1]);
  });

  test(`${way}: a page reads what it shows and not the table, wherever the nulls stand`, async () => {
    const read = async (table) => {
      await scene.client.query(connection, "select pg_stat_force_next_flush()");
      return (await psql(`select seq_scan, seq_tup_read + coalesce((select sum(idx_tup_read) from pg_stat_user_indexes i where i.relid = t.relid), 0) from pg_stat_user_tables t where relname = '${table}'`)).split("|").map(Number);
    };
    const cost = async (table, body) => {
      const before = await read(table);
      const page = await ask({ relation: relation(table), limit: 10, ...body });
      const now = await read(table);
      return { page, scans: now[0] - before[0], rows: now[1] - before[1] };
    };
    const check = ({ scans, rows }, told) => assert.ok(scans === 0 && rows < 600, `${told}: ${scans} scans, ${rows} rows read`);
    for (const direction of ["asc", "desc"]) {
      for (const nulls of ["first", "last"]) {
        for (const at of [undefined, 200000, 500000, 800000]) {
          const body = { order: [{ column: "n", direction, nulls }], ...(at === undefined ? {} : { at }) };
          const told = `${direction} nulls ${nulls} at ${at}`;
          const begun = await cost("long", body);
          check(begun, told);
          const { at: _, ...order } = body;
          const next = await cost("long", { ...order, after: begun.page.next });
          check(next, `${told}, the next page`);
          check(await cost("long", { ...order, before: next.page.previous }), `${told}, and back`);
        }
      }
    }
  });

  test(`${way}: backwards without a key no more blocks are read than a step of them`, async () => {
    const blocks = async () => {
      await scene.client.query(connection, "select pg_stat_force_next_flush()");
      return Number(await psql("select heap_blks_read + heap_blks_hit from pg_statio_user_tables where relname = 'heap'"));
    };
    const end = await ask({ relation: relation("heap"), at: 900000, limit: 10 });
    const before = await blocks();
    const page = await ask({ relation: relation("heap"), before: end.previous, limit: 10 });
    const took = (await blocks()) - before;
    assert.deepEqual(page.rows.map(([n]) => n), Array.from({ length: 10 }, (_, index) => end.rows[0][0] - 1 - index));
    assert.ok(took < 30, `${took} blocks`);
    // Where the nearest rows are not those that are wanted it goes on to the beginning.
    const few = await ask({ relation: relation("heap"), before: end.previous, filter: { column: "n", is: "less", value: 4 }, limit: 10 });
    assert.deepEqual([few.rows.map(([n]) => n), few.next], [[3, 2, 1], null]);
  });
}
