// rows/select with a filter: the rows that psql finds with the same condition, page by page; counts; what is refused. Over a
// local connection and, with the same words, over a remote one.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { remoteBody, startRemote } from "./support/remote.mjs";
import { makeScene } from "./support/scene.mjs";

const scene = await makeScene("rows_filtered");
const server = await startRemote();
after(() => server.stop());
const tables = `create type mood as enum ('calm', 'glad', 'wild');
  create domain short as text check (length(value) < 12);
  create table thing (id int primary key, n numeric, label text, code char(4), kind mood, at timestamptz, day date, flag boolean, doc jsonb, raw json, tags text[], span int4range, u uuid, place point, limited short, "Odd ""name""" text);
  insert into thing select i, case when i % 5 > 0 then i / 4.0 end, case i % 4 when 0 then null when 1 then '100%_' || i when 2 then '' else 'Ein Wort ' || i end, chr(97 + i % 3),
    (array['calm', 'glad', 'wild'])[1 + i % 3]::mood, timestamptz '2026-01-01 12:00+00' + i * interval '1 hour', date '2026-01-01' + i, case i % 3 when 0 then null when 1 then true else false end,
    jsonb_build_object('i', i, 'even', i % 2 = 0) || case when i % 7 = 0 then '{"seven": null}' else '{}' end::jsonb, json_build_object('i', i), array['t' || i % 3, 'u'], int4range(i, i + 3), md5(i::text)::uuid,
    point(i, 0), 'd' || i, 'odd' || i from generate_series(1, 300) i`;
await scene.psql(tables);
await server.admin(`set role ada; ${tables}`, "ada");
const remote = (await scene.client.request("POST", "/connections", remoteBody(server))).json;

const relation = { schema: "public", name: "thing" };
const ways = { local: (body) => scene.client.selectRows(scene.connection, body), remote: (body) => scene.client.selectRows(remote, body) };
const leaf = (column, is, ...values) => (values.length === 0 ? { column, is } : is === "between" || is.endsWith("in") && is !== "included_in" ? { column, is, values } : { column, is, value: values[0] });

/** [filter, the same as psql has it] */
const cases = [
  [leaf("id", "equal", 7), "id = 7"], [leaf("id", "not_equal", "7"), "id <> 7"], [leaf("n", "equal", 1.5), "n = 1.5"], [leaf("n", "not_equal", "1.50"), "n <> 1.5"],
  [leaf("n", "less", 3), "n < 3"], [leaf("n", "less_or_equal", 3), "n <= 3"], [leaf("n", "greater", 70), "n > 70"], [leaf("n", "greater_or_equal", 70), "n >= 70"],
  [leaf("n", "between", 3, "5.5"), "n between 3 and 5.5"], [leaf("day", "between", "2026-02-01", "2026-02-07"), "day between '2026-02-01' and '2026-02-07'"],
  [leaf("id", "in", 3, 5, 999), "id in (3, 5, 999)"], [leaf("id", "not_in", 3, 5), "id not in (3, 5)"], [leaf("n", "not_in", 1.5), "n not in (1.5)"],
  [leaf("kind", "in", "calm", "wild"), "kind in ('calm', 'wild')"], [leaf("tags", "in", "{t1,u}", "{x}"), "tags in ('{t1,u}', '{x}')"], [leaf("u", "in", "c4ca4238a0b923820dcc509a6f75849b"), "id = 1"],
  [leaf("label", "null"), "label is null"], [leaf("label", "not_null"), "label is not null"], [leaf("label", "equal", ""), "label = ''"],
  [leaf("label", "contains", "%_1"), "strpos(label, '%_1') > 0"], [leaf("label", "contains", "WORT"), "label ilike '%wort%'"], [leaf("label", "not_contains", "wort"), "label not ilike '%wort%'"],
  [leaf("label", "starts_with", "100%"), "starts_with(label, '100%')"], [leaf("label", "ends_with", "_17"), "right(label, 3) = '_17'"], [leaf("label", "contains", "\\"), "false"],
  [leaf("label", "like", "Ein%1_"), "label like 'Ein%1_'"], [leaf("label", "not_like", "Ein%"), "label not like 'Ein%'"], [leaf("label", "matches", "^ein .*[37]$"), "label ~* '^ein .*[37]$'"],
  [leaf("label", "not_matches", "^ein"), "label !~* '^ein'"], [leaf("code", "equal", "a"), "code = 'a'"], [leaf("kind", "greater", "calm"), "kind > 'calm'"], [leaf("kind", "contains", "LA"), "kind::text ilike '%la%'"],
  [leaf("flag", "equal", true), "flag"], [leaf("flag", "not_equal", true), "not flag"], [leaf("at", "less", "2026-01-03 00:00+00"), "at < '2026-01-03 00:00+00'"],
  [leaf("doc", "includes", '{"even": true}'), `doc @> '{"even": true}'`], [leaf("doc", "has_key", "seven"), "doc ? 'seven'"], [leaf("doc", "equal", '{"i": 2, "even": true}'), "id = 2"],
  [leaf("raw", "equal", '{"i" : 5}'), "id = 5"], [leaf("raw", "contains", ": 29"), "raw::text like '%: 29%'"], [leaf("place", "equal", "(4,0)"), "id = 4"],
  [leaf("tags", "includes", "{t2}"), "tags @> '{t2}'"], [leaf("tags", "overlaps", "{t2,t1}"), "tags && '{t2,t1}'"], [leaf("span", "includes", "[10,11)"), "span @> '[10,11)'::int4range"],
  [leaf("span", "included_in", "[10,20)"), "span <@ '[10,20)'::int4range"], [leaf("limited", "equal", "d5"), "limited = 'd5'"], [leaf("limited", "in", "d5", "d6"), "limited in ('d5', 'd6')"],
  [leaf('Odd "name"', "equal", "odd9"), "id = 9"], [{ search: "ODD12", columns: ["label", 'Odd "name"', "id", "n"] }, `"Odd ""name""" like 'odd12%'`], [{ search: "7", columns: ["id", "n"] }, "id::text like '%7%' or n::text like '%7%'"],
  [{ all: [leaf("id", "greater", 10), leaf("id", "less", 20)] }, "id > 10 and id < 20"], [{ any: [leaf("id", "equal", 1), { all: [leaf("flag", "equal", true), leaf("kind", "equal", "wild")] }] }, "id = 1 or (flag and kind = 'wild')"],
  [{ all: [] }, "true"], [{ any: [] }, "false"], [{ sql: "n * 2 > 100 -- and so on" }, "n * 2 > 100"], [{ any: [{ sql: "id = 3 or id = 4" }, leaf("id", "equal", 9)] }, "id in (3, 4, 9)"],
  [{ all: [{ sql: "false or true" }, leaf("id", "less", 4)] }, "id < 4"], [{ sql: "exists (select from thing as t where t.id = r.id + 299)" }, "id = 1"], [{ sql: "r.label ~ 'Wort'" }, "label ~ 'Wort'"],
];

for (const [way, select] of Object.entries(ways)) {
  test(`${way}: every test gives the rows that psql finds, and their count`, async () => {
    const wrong = [];
    for (const [filter, condition] of cases) {
      const expected = await scene.psql(`select coalesce(string_agg(id::text, ',' order by id), '') from thing where ${condition}`);
      const answer = await select({ relation, columns: ["id"], limit: 400, filter });
      const found = answer.error ? `${answer.error.code} ${answer.error.message}` : answer.statements[0].rows.map(([id]) => id).join(",");
      if (found !== expected) wrong.push(`${JSON.stringify(filter)}: ${found.slice(0, 100)} and not ${expected.slice(0, 100)}`);
      const count = await select({ relation, filter, count_up_to: 1000 });
      const counted = count.error ? count.error.message : Number(count.statements[0].rows[0][0]);
      if (counted !== (expected === "" ? 0 : expected.split(",").length)) wrong.push(`${JSON.stringify(filter)}: counted ${counted}`);
    }
    assert.deepEqual(wrong, []);
  });

  test(`${way}: a filter holds on every page, whatever the order`, async () => {
    for (const order of [[], [{ column: "n", direction: "desc", nulls: "first" }], [{ column: "kind" }, { column: "at", direction: "desc" }]]) {
      const seen = [];
      let after;
      do {
        const answer = await select({ relation, columns: ["id"], order, limit: 17, filter: { any: [leaf("kind", "equal", "glad"), leaf("n", "null")] }, ...(after ? { after } : {}) });
        assert.equal(answer.error, null, answer.error?.message);
        seen.push(...answer.statements[0].rows.map(([id]) => Number(id)));
        after = answer.page.next;
      } while (after);
      const by = order.length === 0 ? "id" : order.map(({ column, direction = "asc", nulls }) => `${column} ${direction}${nulls ? ` nulls ${nulls}` : ""}`).join(", ") + ", id";
      assert.deepEqual(seen.join("\n"), await scene.psql(`select id from thing where kind = 'glad' or n is null order by ${by}`));
    }
  });

  test(`${way}: a count ends at its limit, and without a filter counts all`, async () => {
    const count = async (more) => Number((await select({ relation, ...more })).statements[0].rows[0][0]);
    assert.equal(await count({ count_up_to: 1000 }), 300);
    assert.equal(await count({ count_up_to: 300 }), 300);
    assert.equal(await count({ count_up_to: 50 }), 51);
  });

  test(`${way}: what is wrong is PostgreSQL's error, and nothing else runs`, async () => {
    const code = async (filter) => (await select({ relation, filter })).error?.code ?? null;
    assert.equal(await code(leaf("id", "equal", "seven")), "22P02");
    assert.equal(await code(leaf("kind", "equal", "sad")), "22P02");
    assert.equal(await code(leaf("nothing", "null")), "42703");
    assert.equal(await code(leaf("raw", "less", "{}")), "42883");
    assert.equal(await code(leaf("id", "includes", "1")), "42883");
    assert.equal(await code(leaf("label", "matches", "(")), "2201B");
    for (const sql of ["true) or (true", "true; drop table thing", "true from thing", "true order by 1", "1 as x", "*", "", "--", "/* ", "true, false", "true limit 1", "id = $1", "true union select true", "id in (select $2)"]) {
      assert.equal(await code({ sql }), "42601", sql);
    }
    assert.equal(await code({ sql: "id" }), "42804");
    assert.equal((await select({ relation: { schema: "public", name: "nowhere" }, filter: leaf("id", "equal", 1) })).error.code, "42P01");
    assert.equal(await scene.psql("select count(*) from thing"), "300");
  });
}

test("an indexed column is found by its index, whatever stands beside it", async () => {
  await scene.psql("create index on thing (at); create index on thing (label); analyze thing");
  const plan = async (condition) => scene.psql(`set enable_seqscan = off; explain (costs off) select from thing r where ${condition}`);
  assert.match(await plan("(r.label is not distinct from null)"), /Index/);
  assert.match(await plan(`(r.at OPERATOR(pg_catalog.=) ANY (ARRAY['2026-01-02 12:00+00'::pg_catalog.timestamptz]))`), /Index/);
});
