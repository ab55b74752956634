// Whatever a statement is about when it is cancelled, it ends on the server within a second; a COMMIT that cannot be cancelled
// any more says what came of it.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { psql, until } from "./support/cluster.mjs";
import { digest, lines, signIn } from "./support/client.mjs";
import { remoteBody, startRemote } from "./support/remote.mjs";
import { makeScene, value } from "./support/scene.mjs";

const scene = await makeScene("cancel_everywhere");
const remote = await startRemote();
const boss = await signIn("postgres");
const far = (await boss.request("POST", "/connections", remoteBody(remote))).json;
await scene.psql("CREATE TABLE held (n int); INSERT INTO held VALUES (1)");
await scene.psql(`
  CREATE TABLE deferred (n int);
  CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM pg_sleep(60); RETURN NULL; END$$;
  CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON deferred DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slowly()`);

after(() => remote.stop());

/** The wait event of the statement with this mark, "" where it waits for nothing, null where none runs. */
async function waiting(mark, on) {
  const sql = `SELECT coalesce(wait_event, '') FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%${mark}%' AND pid <> pg_backend_pid() LIMIT 1`;
  const text = await psql(`SELECT coalesce((${sql}), 'none')`, on ? { on } : {});
  return text === "none" ? null : text;
}

async function runningId(mark, client = scene.client) {
  const item = await until(`"${mark}" in the list`, async () =>
    (await client.request("GET", "/queries")).json.items.find((found) => found.sql.includes(mark) && found.state === "running"));
  return item.query_id;
}

/** Cancels and gives the milliseconds after which no statement with the mark was running any more. */
async function cancel(mark, { client = scene.client, on } = {}) {
  const id = await runningId(mark, client);
  const asked = performance.now();
  const answer = await client.request("DELETE", `/queries/${id}`);
  assert.equal(answer.status, 202);
  for (;;) {
    const looked = performance.now();
    if ((await waiting(mark, on)) === null) return looked - asked;
    assert.ok(looked - asked < 5000, `"${mark}" runs on`);
  }
}

const within_a_second = (ms) => assert.ok(ms < 1000, `it took ${Math.round(ms)} ms`);

test("during a sort", async () => {
  const answer = scene.query("SELECT count(*) FROM (SELECT md5(n::text) AS m FROM (SELECT generate_series(1, 50000000) AS n) AS g ORDER BY m OFFSET 0) AS sorted /* a sort */");
  await until("the sort to spill", () => psql("SELECT count(*) FROM pg_ls_tmpdir() AS t JOIN pg_stat_activity AS a ON t.name LIKE 'pgsql_tmp' || a.pid || '.%' WHERE a.query LIKE '%a sort%' AND a.pid <> pg_backend_pid()").then(Number), 30);
  within_a_second(await cancel("a sort"));
  assert.equal((await answer).error.code, "57014");
});

test("during a lock wait", async () => {
  await scene.query({ sql: "BEGIN; LOCK TABLE held", session: "holder" });
  const answer = scene.query("SELECT * FROM held /* a lock */");
  await until("the lock wait", async () => (await waiting("a lock")) === "relation");
  within_a_second(await cancel("a lock"));
  assert.equal((await answer).error.code, "57014");
  await scene.query({ sql: "ROLLBACK", session: "holder" });
});

test("during pg_sleep", async () => {
  const answer = scene.query("SELECT pg_sleep(60) /* a sleep */");
  await until("the sleep", async () => (await waiting("a sleep")) === "PgSleep");
  within_a_second(await cancel("a sleep"));
  assert.equal((await answer).error.code, "57014");
});

test("while a slow reader leaves the stream standing", async () => {
  const sql = "SELECT generate_series(1, 1000000000), repeat('x', 1000) /* a slow reader */";
  const response = await scene.client.open("POST", `/connections/${scene.connection.id}/query`, { sql, row_limit: 0 });
  await until("the runner to wait for its reader", async () => (await waiting("a slow reader")) === "ClientWrite");
  within_a_second(await cancel("a slow reader"));
  const messages = [];
  for await (const message of lines(response.body)) messages.push(message);
  const result = digest(messages);
  assert.equal(result.error.code, "57014");
  assert.equal(result.end.status, "cancelled");
});

test("during the deferred triggers of a COMMIT, which then has not happened", async () => {
  await scene.query({ sql: "BEGIN; INSERT INTO deferred VALUES (1)", session: "deferring" });
  const answer = scene.query({ sql: "COMMIT /* deferred triggers */", session: "deferring" });
  await until("the trigger", async () => (await waiting("deferred triggers")) === "PgSleep");
  within_a_second(await cancel("deferred triggers"));
  const result = await answer;
  assert.equal(result.error.code, "57014");
  assert.equal(await scene.psql("SELECT count(*) FROM deferred"), "0");
});

test("a query of a remote connection, there too", async () => {
  const answer = boss.query(far, "SELECT pg_sleep(60) /* far away */");
  await until("the remote statement", async () => (await waiting("far away", remote)) === "PgSleep");
  within_a_second(await cancel("far away", { client: boss, on: remote }));
  assert.equal((await answer).error.code, "57014");
});

test("a COMMIT past its point of no return cannot be cancelled: the answer says so, and what came of it", async () => {
  await scene.psql("CREATE TABLE committed (n int)");
  await psql("ALTER SYSTEM SET synchronous_commit = 'local'");
  await psql("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
  await psql("SELECT pg_reload_conf()");
  try {
    const run = (n) => scene.query({ sql: `SET synchronous_commit = on; BEGIN; INSERT INTO committed VALUES (${n}); COMMIT; /* no return ${n} */` });
    let n = 0;
    let answer;
    // The checkpointer has to see the setting first: until then commits do not wait.
    await until("a commit that waits for a standby", async () => {
      answer = run(++n);
      for (let look = 0; look < 20; look++) {
        const event = await waiting(`no return ${n}`);
        if (event === "SyncRep") return true;
        if (event === null && look > 2) return false;
      }
      return false;
    });
    within_a_second(await cancel(`no return ${n}`));
    const result = await answer;
    assert.equal(result.error, null);
    assert.equal(result.statements[3].tag, "COMMIT");
    assert.equal(result.end.status, "ok");
    const [local, late] = [result.notices.find((notice) => notice.severity === "WARNING"), result.notices.find((notice) => notice.code === "ST012")];
    assert.match(local.detail, /already committed locally/);
    assert.match(late.message, /too late/);
    assert.equal(await scene.psql(`SELECT count(*) FROM committed WHERE n = ${n}`), "1");
  } finally {
    await psql("ALTER SYSTEM RESET synchronous_commit");
    await psql("ALTER SYSTEM RESET synchronous_standby_names");
    await psql("SELECT pg_reload_conf()");
  }
});

test("what is not cancelled has no such notice", async () => {
  const answer = await scene.query("SELECT 1");
  assert.equal(value(answer), 1);
  assert.deepEqual(answer.notices, []);
});
