// Runners that die, statements that run out of something: a clear error, and the next request works.
import assert from "node:assert/strict";
import test from "node:test";
import { gatewayPid, postmasterPid, psql, until, workers } from "./support/cluster.mjs";
import { makeScene, value } from "./support/scene.mjs";

const scene = await makeScene("faults");
const postmaster = postmasterPid();
const gateway = await gatewayPid();
const started = await psql("select pg_postmaster_start_time()");

const terminate = async (mark) => {
  await until("the statement to run", async () => (await psql(`select pg_terminate_backend(pid) from pg_stat_activity where state = 'active' and query like '%${mark}%' and pid <> pg_backend_pid()`)) === "t");
};

test("a terminated runner: 57P01 for its request, the next gets a new one", async () => {
  const answer = scene.query("select pg_sleep(60) /* to be terminated */");
  await terminate("to be terminated");
  const { error, status } = await answer;
  assert.equal(error.code, "57P01");
  assert.equal(status, 200, "its columns had gone out before");
  assert.equal(value(await scene.query("select 1")), 1);
});

test("terminated within a stream: an error line and an end", async () => {
  const answer = scene.query({ sql: "select n, pg_sleep(0.01) from generate_series(1, 100000) n /* mid stream */", row_limit: 0 });
  await new Promise((resolve) => setTimeout(resolve, 400));
  await terminate("mid stream");
  const { error, end } = await answer;
  assert.equal(error.code, "57P01");
  assert.equal(end.status, "failed");
});

test("a terminated session says so and starts anew", async () => {
  await scene.query({ sql: "create temp table lost ()", session: "terminated" });
  const pid = value(await scene.query({ sql: "select pg_backend_pid()", session: "terminated" }));
  await psql(`select pg_terminate_backend(${pid})`);
  await until("the runner to end", async () => !(await workers("studio runner%")).includes(pid));
  const answer = await scene.query({ sql: "select to_regclass('pg_temp.lost') is null", session: "terminated" });
  if (answer.error) assert.equal(answer.error.code, "57P01");
  else assert.equal(answer.begin.session_state, "new");
});

test("a user may terminate his own runner from within", async () => {
  const answer = await scene.query("select pg_terminate_backend(pg_backend_pid())");
  assert.equal(answer.error.code, "57P01");
  assert.equal(value(await scene.query("select 1")), 1);
});

test("200 terminations while others work: only the terminated fail", { timeout: 120_000 }, async () => {
  let isOver = false;
  const others = (async () => {
    const second = await makeScene("faults_bystander");
    let count = 0;
    while (!isOver) {
      const answer = await second.query("select 1");
      assert.equal(answer.error, null, answer.error?.message);
      count++;
    }
    return count;
  })();
  for (let n = 0; n < 200; n++) {
    const answer = await scene.query("select pg_terminate_backend(pg_backend_pid())");
    assert.equal(answer.error?.code, "57P01", `${n}: ${JSON.stringify(answer.error)}`);
  }
  isOver = true;
  assert.ok((await others) > 50);
});

test("temp_file_limit", async () => {
  await psql("alter role faults set temp_file_limit = '1MB'");
  const session = "small_temp";
  const answer = await until("a runner with the limit", async () => {
    const tried = await scene.query({ sql: "set work_mem = '64kB'; select count(*) from (select md5(n::text) from generate_series(1, 300000) n order by 1) s", session: `${session}${Date.now()}` });
    return tried.error ? tried : null;
  });
  assert.equal(answer.error.code, "53400");
  await psql("alter role faults reset temp_file_limit");
});

test("a value beyond 1 GB is PostgreSQL's error", async () => {
  const answer = await scene.query("select length(repeat('x', 1100000000))");
  assert.equal(answer.error.code, "54000");
});

test("endless recursion is PostgreSQL's error", async () => {
  await scene.psql("create function forever(int) returns int language plpgsql as 'begin return forever($1 + 1); end'");
  const answer = await scene.query("select forever(1)");
  assert.equal(answer.error.code, "54001");
  assert.equal(value(await scene.query("select 1")), 1);
});

test("a runner out of memory says 53200 and the server stays", async () => {
  const answer = await scene.query("set work_mem = '2GB'; select count(*) from (select array_agg(repeat('x', 100000)) from generate_series(1, 20000)) s");
  if (answer.error) assert.ok(["53200", "54000"].includes(answer.error.code), answer.error.code);
});

test("the gateway survives what its own workers do: service runner terminated", async () => {
  await psql("select pg_terminate_backend(pid) from pg_stat_activity where backend_type like 'studio service%' or backend_type like 'studio credential%'");
  await until("the service to answer", async () => (await scene.client.request("GET", "/connections")).status === 200, 5);
});

test("the gateway terminated comes back within seconds", { timeout: 30_000 }, async () => {
  await psql(`select pg_terminate_backend(${gateway})`);
  await until("another gateway", async () => {
    const pid = await gatewayPid();
    return pid && pid !== gateway && (await fetch(`${scene.client.url}/api/v1/healthz`).catch(() => null))?.status === 200;
  }, 15);
  assert.equal(value(await scene.query("select 1")), 1, "the tokens hold: the key is the file's");
});

test("all along the cluster was never restarted", async () => {
  assert.equal(postmasterPid(), postmaster);
  assert.equal(await psql("select pg_postmaster_start_time()"), started);
});
