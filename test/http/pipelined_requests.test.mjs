// Many requests of one account at once: short ones may lie behind one another in a runner's ring. Nobody may notice.
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import test from "node:test";
import { makeScene, value } from "./support/scene.mjs";

const scene = await makeScene("pipelining");
const processors = availableParallelism();
const many = (count, run) => Promise.all(Array.from({ length: count }, (_, n) => run(n)));
const timed = async (run) => {
  const started = performance.now();
  return { answer: await run(), took: performance.now() - started };
};
const list = async () => (await scene.client.request("GET", "/queries")).json.items;

await many(8, () => scene.query("select pg_sleep(0.2)")); // the runners are up

test("each of many gets its own answer", async () => {
  for (let round = 0; round < 5; round++) {
    const answers = await many(60, (n) => scene.query({ sql: "select $1::int, repeat($2, 10)", parameters: [String(n), String.fromCharCode(97 + (n % 26))] }));
    answers.forEach(({ status, statements }, n) => {
      assert.equal(status, 200);
      assert.deepEqual(statements[0].rows, [[n, String.fromCharCode(97 + (n % 26)).repeat(10)]]);
    });
  }
});

test("errors, notices and settings stay with the request that they belong to", async () => {
  const answers = await many(56, (n) => {
    if (n % 4 === 0) return scene.query(`select 1 / (${n} - ${n})`);
    if (n % 4 === 1) return scene.query(`do $$ begin raise notice 'note ${n}'; end $$; select ${n}`);
    if (n % 4 === 2) return scene.query(`set search_path = schema_${n}; begin; create temporary table t${n} (a int); select current_setting('search_path')`);
    return scene.query("select current_setting('search_path'), (select count(*)::int from pg_class where relpersistence = 't' and pg_table_is_visible(oid))");
  });
  answers.forEach((answer, n) => {
    if (n % 4 === 0) {
      assert.equal(answer.status, 400);
      assert.equal(answer.error.code, "22012");
    } else if (n % 4 === 1) {
      assert.deepEqual(answer.notices.map((notice) => notice.message), [`note ${n}`]);
      assert.deepEqual(answer.statements.at(-1).rows, [[n]]);
    } else if (n % 4 === 2) {
      assert.deepEqual(answer.statements.at(-1).rows, [[`schema_${n}`]]);
      assert.ok(answer.notices.some((notice) => notice.code === "ST001"));
    } else {
      assert.deepEqual(answer.statements[0].rows, [['"$user", public', 0]]);
    }
  });
});

test("a short statement does not wait for the long ones before it", async () => {
  for (let round = 0; round < 5; round++) {
    const long = many(processors, () => scene.query("select pg_sleep(1.5)"));
    const short = await many(3, (n) => timed(() => scene.query(`select ${n}`)));
    for (const { answer, took } of short) {
      assert.equal(answer.status, 200);
      assert.ok(took < 1000, `it took ${took} ms`);
    }
    await long;
  }
});

test("each can be cancelled, begun or not", async () => {
  for (let round = 0; round < 10; round++) {
    const asked = many(8, () => timed(() => scene.query("select pg_sleep(30) /* together */")));
    let cancelled = 0;
    while (cancelled < 8) {
      for (const item of await list()) {
        const { status } = await scene.client.request("DELETE", `/queries/${item.query_id}`);
        if (status === 202) cancelled++;
      }
    }
    for (const { answer, took } of await asked) {
      assert.equal(answer.error.code, "57014");
      assert.ok(took < 10_000, `it took ${took} ms`);
    }
    assert.equal(value(await scene.query("select 1")), 1);
  }
});

test("clients that leave take only their own requests with them", async () => {
  for (let round = 0; round < 10; round++) {
    const leaving = many(6, async () => {
      const abort = new AbortController();
      const answer = scene.query("select pg_sleep(20) /* leaving */", { signal: abort.signal }).catch((error) => error.name);
      setTimeout(() => abort.abort(), 5);
      return answer;
    });
    const answers = await many(30, (n) => scene.query(`select ${n}`));
    answers.forEach((answer, n) => assert.equal(value(answer), n));
    assert.deepEqual(new Set(await leaving), new Set(["AbortError"]));
  }
  while ((await list()).length > 0);
});

test("a runner that ends takes only the request that ended it", async () => {
  for (let round = 0; round < 10; round++) {
    const answers = await many(40, (n) => {
      if (n % 20 === 5) return scene.query("select pg_terminate_backend(pg_backend_pid())");
      if (n % 20 === 15) return scene.query("load 'plpgsql'");
      return scene.query(`select ${n}`);
    });
    answers.forEach((answer, n) => {
      if (n % 20 === 5) assert.equal(answer.error.code, "57P01", JSON.stringify(answer.messages));
      else if (n % 20 === 15) assert.ok(answer.error === null || answer.error.code === "42501", JSON.stringify(answer.error));
      else assert.deepEqual(answer.statements[0]?.rows, [[n]], JSON.stringify(answer));
    });
  }
});

test("a time limit counts from the begin of the statement", async () => {
  const answers = await many(40, (n) => scene.query({ sql: n % 10 === 0 ? "select pg_sleep(20)" : `select ${n}`, timeout_ms: 800 }));
  answers.forEach((answer, n) => {
    if (n % 10 === 0) assert.equal(answer.error.code, "57014");
    else assert.equal(value(answer), n);
  });
});

test("requests of all sizes come whole, whatever lies in the ring before them", async () => {
  const sizes = [10, 7900, 60_000, 200, 30_000, 8300];
  for (let round = 0; round < 10; round++) {
    const answers = await many(48, (n) => scene.query(`select ${n}, length('${"x".repeat(sizes[n % sizes.length])}')`));
    answers.forEach(({ statements }, n) => assert.deepEqual(statements[0]?.rows, [[n, sizes[n % sizes.length]]]));
  }
});
