// GET /queries/{id}: rows so far, what a statement waits for, who stands in its way, how far VACUUM and the like have come; and
// ending a statement that does not heed a cancel.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { psql, until } from "./support/cluster.mjs";
import { signIn } from "./support/client.mjs";
import { remoteBody, startRemote } from "./support/remote.mjs";
import { makeScene, value } from "./support/scene.mjs";

const scene = await makeScene("live_progress");
const remote = await startRemote();
const boss = await signIn("postgres");
const strong = await boss.connect("live_progress", "postgres");
const far = (await boss.request("POST", "/connections", remoteBody(remote))).json;
await scene.psql("CREATE TABLE held (n int)");

after(() => remote.stop());

async function find(mark, client = scene.client) {
  const item = await until(`"${mark}" in the list`, async () =>
    (await client.request("GET", "/queries")).json.items.find((found) => found.sql.includes(mark) && found.state === "running"));
  return item.query_id;
}

/** What is told of the query once `is_so` holds; its statement is cancelled after that. */
async function watch(mark, is_so, client = scene.client) {
  const id = await find(mark, client);
  const told = await until(`"${mark}" to be told`, async () => {
    const answer = await client.request("GET", `/queries/${id}`);
    assert.equal(answer.status, 200, answer.text);
    return is_so(answer.json) && answer.json;
  });
  await client.request("DELETE", `/queries/${id}`);
  return told;
}

test("the process, its wait event, the statement of the script and the rows so far", async () => {
  const sql = "SELECT 1; SELECT 2; SELECT n, pg_sleep(0.02) FROM (SELECT generate_series(1, 100000) AS n) AS g /* counted */";
  const answer = scene.query({ sql, row_limit: 0 });
  const told = await watch("counted", (query) => query.row_count > 5);
  assert.equal(told.statement, 2);
  assert.ok(told.pid > 0);
  assert.deepEqual(told.wait, { type: "Timeout", event: "PgSleep" });
  assert.deepEqual(told.blocked_by, []);
  assert.equal(told.progress, null);
  assert.equal(told.connection_id, scene.connection.id);
  assert.equal((await answer).error.code, "57014");
});

test("who blocks it: of the same role with its statement", async () => {
  await scene.query({ sql: "BEGIN; LOCK TABLE held /* by me */", session: "holder" });
  const answer = scene.query("SELECT * FROM held /* blocked by me */");
  const { wait, blocked_by } = await watch("blocked by me", (query) => query.blocked_by.length > 0);
  assert.deepEqual(wait, { type: "Lock", event: "relation" });
  const [blocker] = blocked_by;
  assert.equal(blocked_by.length, 1);
  assert.equal(blocker.role, "live_progress");
  assert.match(blocker.application, /^studio /);
  assert.equal(blocker.state, "idle in transaction");
  assert.match(blocker.query, /by me/);
  assert.ok(Date.parse(blocker.since) <= Date.now());
  await answer;
  await scene.query({ sql: "ROLLBACK", session: "holder" });
});

test("of a stronger role without its statement, as in pg_stat_activity; with it to whom it is shown there", async () => {
  const held = boss.query(strong, "BEGIN; LOCK TABLE held; SELECT pg_sleep(30) /* of the boss */");
  await find("of the boss", boss);
  const answer = scene.query("SELECT * FROM held /* blocked by the boss */");
  const { blocked_by: [blocker] } = await watch("blocked by the boss", (query) => query.blocked_by?.length > 0);
  assert.equal(blocker.role, "postgres");
  assert.deepEqual([blocker.state, blocker.query, blocker.since], [null, null, null]);
  await answer;
  await psql("GRANT pg_read_all_stats TO live_progress");
  const again = scene.query("SELECT * FROM held /* blocked and told */");
  const { blocked_by: [shown] } = await watch("blocked and told", (query) => query.blocked_by?.length > 0);
  assert.equal(shown.state, "active");
  assert.match(shown.query, /of the boss/);
  await again;
  await psql("REVOKE pg_read_all_stats FROM live_progress");
  await boss.request("DELETE", `/queries/${await find("of the boss", boss)}`);
  await held;
});

test("CREATE INDEX, VACUUM and ANALYZE say phase, done and total", async () => {
  await scene.psql("CREATE TABLE large AS SELECT n, repeat('x', 500) AS t FROM generate_series(1, 100000) AS n");
  await scene.psql("CREATE FUNCTION slow(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$BEGIN IF $1 % 100 = 0 THEN PERFORM pg_sleep(0.002); END IF; RETURN $1; END$$");
  const index = scene.query("CREATE INDEX ON large (slow(n)) /* indexing */");
  const building = await watch("indexing", (query) => query.progress?.done > 0);
  assert.equal(building.progress.command, "CREATE INDEX");
  assert.equal(building.progress.phase, "building index: scanning table");
  assert.equal(building.progress.unit, "blocks");
  assert.ok(building.progress.total >= building.progress.done);
  await index;
  const slowly = "SET vacuum_cost_delay = 20; SET vacuum_cost_limit = 40;";
  const vacuum = scene.query({ sql: slowly, session: "slowly" }).then(() => scene.query({ sql: "VACUUM (DISABLE_PAGE_SKIPPING) large /* vacuuming */", session: "slowly" }));
  const scanning = await watch("vacuuming", (query) => query.progress?.done > 0);
  assert.deepEqual([scanning.progress.command, scanning.progress.phase, scanning.progress.unit], ["VACUUM", "scanning heap", "blocks"]);
  await vacuum;
  const analyze = scene.query({ sql: "ANALYZE large /* analyzing */", session: "slowly" });
  const sampling = await watch("analyzing", (query) => query.progress?.done > 0);
  assert.deepEqual([sampling.progress.command, sampling.progress.phase], ["ANALYZE", "acquiring sample rows"]);
  assert.ok(sampling.progress.total > 1000);
  await analyze;
});

test("what runs elsewhere is not told of, and says so by null", async () => {
  const answer = boss.query(far, "SELECT pg_sleep(60) /* far */");
  const told = await watch("far", () => true, boss);
  assert.deepEqual([told.pid, told.wait, told.blocked_by, told.progress], [null, null, null, null]);
  await answer;
});

test("what is over, or another's, is 404", async () => {
  const answer = scene.query("SELECT pg_sleep(2) /* mine alone */");
  const id = await find("mine alone");
  assert.equal((await boss.request("GET", `/queries/${id}`)).status, 404);
  assert.equal((await boss.request("DELETE", `/queries/${id}?terminate=true`)).status, 404);
  await answer;
  assert.equal((await scene.client.request("GET", `/queries/${id}`)).status, 404);
});

test("a statement that catches its cancel is ended by terminate; its session goes with it", async () => {
  const sql = "DO $$BEGIN LOOP BEGIN PERFORM pg_sleep(60); EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END$$ /* stubborn */";
  await scene.query({ sql: "BEGIN; INSERT INTO held VALUES (1)", session: "stubborn" });
  const answer = scene.query({ sql, session: "stubborn" });
  const id = await find("stubborn");
  // Before it stands in its exception block it heeds a cancel as any.
  await until("the statement to sleep", async () => (await scene.client.request("GET", `/queries/${id}`)).json.wait?.event === "PgSleep");
  const wrong = await scene.client.request("DELETE", `/queries/${id}?terminate=yes`);
  assert.deepEqual([wrong.status, wrong.error.code], [400, "22023"]);
  assert.equal((await scene.client.request("DELETE", `/queries/${id}?terminate=true`)).status, 202);
  assert.equal((await answer).error.code, "57P01");
  const next = await scene.query({ sql: "SELECT count(*)::int FROM held", session: "stubborn" });
  assert.equal(next.begin.session_state, "new");
  assert.equal(value(next), 0);
});
