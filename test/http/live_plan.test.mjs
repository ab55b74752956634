// The plan of a statement while it runs: told when it begins, its rows asked for meanwhile and told at the end, however it ends.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { until } from "./support/cluster.mjs";
import { makeScene, value } from "./support/scene.mjs";
import { remoteBody, startRemote } from "./support/remote.mjs";

const scene = await makeScene("live_plan");
await scene.query(`create table note (n int); create table logged (n int);
  create rule also as on insert to note do also insert into logged values (new.n);
  create table parts (n int) partition by range (n);
  create function inner_query(int) returns bigint language plpgsql as 'begin return (select count(*) from generate_series(1, $1)); end';
  do $$ begin for i in 0..299 loop execute format('create table parts_%s partition of parts for values from (%s) to (%s)', i, i, i + 1); end loop; end $$;
  insert into parts select generate_series(0, 299)`);
const remote = await startRemote();
after(() => remote.stop());

const watched = (sql, more = {}) => scene.query({ sql, live_plan: true, row_limit: 0, ...more });
/** The nodes of a plan in the order of EXPLAIN. */
const nodes = (node) => [node["Node Type"], ...(node.Plans ?? []).flatMap(nodes)];
const types = (message) => nodes(message.plan[0].Plan);
const find = async (mark) => (await until(`"${mark}"`, async () =>
  (await scene.client.request("GET", "/queries")).json.items.find((item) => item.sql.includes(mark) && item.state === "running"))).query_id;
const look = async (id) => (await scene.client.request("GET", `/queries/${id}`)).json;
const slow = "select a.n, pg_sleep(0.01) from generate_series(1, 100000) a(n) join generate_series(1, 100000) b(n) on a.n = b.n";

test("a running join tells growing rows, and its last ones when it is cancelled", async () => {
  const running = watched(`${slow} /* grows */`);
  const id = await find("grows");
  const first = await until("rows", async () => {
    const { plan } = await look(id);
    return plan !== null && plan.nodes[0][0] >= 5 && plan;
  });
  const later = await until("more rows", async () => {
    const { plan } = await look(id);
    return plan.nodes[0][0] > first.nodes[0][0] && plan;
  });
  assert.equal(later.statement, 0);
  await scene.client.request("DELETE", `/queries/${id}`);
  const answer = await running;
  assert.equal(answer.error.code, "57014");
  assert.equal(answer.end.status, "cancelled");
  const [begun, ended] = answer.plans;
  assert.equal(answer.plans.length, 2);
  assert.equal(begun.type, "plan");
  assert.equal(types(begun).length, begun.node_count);
  assert.equal(begun.node_count, ended.nodes.length);
  assert.match(types(begun)[0], /Join|Nested Loop/);
  assert.ok(ended.nodes[0][0] >= later.nodes[0][0]);
  assert.ok(!("Actual Rows" in begun.plan[0].Plan));
});

test("rows and loops are those of EXPLAIN ANALYZE, node for node", async () => {
  for (const sql of [
    "select count(*) from parts p join generate_series(1, 5) g(n) on g.n = p.n where p.n < 100",
    "with c as materialized (select n from generate_series(1, 50) n) select *, (select max(n) from c where c.n < g) from generate_series(1, 3) g where exists (select from c where c.n = g)",
    "select (select 1), * from generate_series(1, 10) n where n in (select generate_series(1, 3)) order by n limit 2",
    "insert into logged select n from generate_series(1, 7) n returning n",
    "select n from generate_series(1, 3) n union all select n from note",
  ]) {
    const { plans, error } = await watched(sql);
    assert.equal(error, null, sql);
    const analyzed = await scene.client.request("POST", `/connections/${scene.connection.id}/explain`, { sql, options: { analyze: true, timing: false } });
    const counted = (node) => [[node["Node Type"], node["Actual Rows"] * node["Actual Loops"], node["Actual Loops"]], ...(node.Plans ?? []).flatMap(counted)];
    const expected = counted(analyzed.json.plan[0].Plan);
    assert.deepEqual(types(plans[0]), expected.map(([type]) => type), sql);
    // EXPLAIN rounds the rows of a loop.
    plans[1].nodes.forEach(([rows, loops], at) => {
      assert.equal(loops, expected[at][2], `${sql}: ${expected[at][0]}`);
      assert.ok(Math.abs(rows - expected[at][1]) <= loops, `${sql}: ${expected[at][0]}: ${rows}, not ${expected[at][1]}`);
    });
  }
});

test("each statement of a text has its plan; those inside functions, cursors and utility statements have none", async () => {
  const script = await watched("select 1; select inner_query(3); begin; declare c cursor for select 2; fetch c; commit; create table made as select 1");
  assert.deepEqual(script.plans.map(({ type, statement }) => [type, statement]), [["plan", 0], ["plan_rows", 0], ["plan", 1], ["plan_rows", 1]]);
  assert.deepEqual(types(script.plans[2]), ["Result"]);
  const ruled = await watched("insert into note values (1), (2)");
  assert.deepEqual(ruled.plans.map(({ type }) => type), ["plan", "plan_rows", "plan", "plan_rows"]);
});

test("an error inside leaves the rows that came, and the session goes on", async () => {
  const failed = await watched("select 1 / (50 - n) from generate_series(1, 100) n", { session: "broken" });
  assert.equal(failed.error.code, "22012");
  assert.deepEqual(failed.plans[1].nodes, [[49, 1]]);
  await watched("begin", { session: "broken" });
  assert.equal((await watched("savepoint s; select 1/0", { session: "broken" })).error.code, "22012");
  assert.equal(value(await watched("rollback to s; select 7", { session: "broken" }).then((answer) => ({ statements: [answer.statements[1]] }))), 7);
  await scene.query({ sql: "rollback", session: "broken" });
  for (let i = 0; i < 30; i += 1) assert.equal((await watched(`select pg_sleep(0.01), ${i} / (${i} - n) from generate_series(1, ${i}) n`, { session: "broken" })).status, 200);
});

test("of more than 200 nodes the first are counted", async () => {
  const { plans } = await watched("select * from parts");
  assert.ok(plans[0].node_count > 300);
  assert.equal(plans[1].nodes.length, 200);
});

test("nothing of it where it is not asked for", async () => {
  const running = scene.query({ sql: `${slow} /* unasked */`, row_limit: 0 });
  const id = await find("unasked");
  assert.equal((await look(id)).plan, null);
  await scene.client.request("DELETE", `/queries/${id}`);
  assert.equal((await running).plans, undefined);
});

test("a remote connection refuses it", async () => {
  const { json: far } = await scene.client.request("POST", "/connections", remoteBody(remote));
  assert.equal((await scene.client.query(far, { sql: "select 1", live_plan: true })).error.code, "0A000");
});
