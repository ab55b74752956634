// Cancels that arrive when a plan has been made and its answer is on the way: none may strike the user's open transaction.
import assert from "node:assert/strict";
import test from "node:test";
import { psql } from "./support/cluster.mjs";
import { makeScene } from "./support/scene.mjs";

const seconds = process.env.STUDIO_SOAK === undefined ? 5 : 120;
const scene = await makeScene("explain_cancelled");
// A line in the log behind the answer is where PostgreSQL looks for cancels once more.
await scene.admin(`alter role ${scene.name} set log_duration = on`);

const stateOf = async (name) => (await scene.client.request("GET", "/sessions")).json.items.find((each) => each.session === name)?.state;

test("a hail of cancels on EXPLAIN leaves the transaction as it was", async () => {
  const opened = await scene.query({ sql: "begin; create temp table kept (n int); insert into kept values (1); select pg_backend_pid()", session: "tx" });
  const pid = opened.statements.at(-1).rows[0][0];
  const hail = psql(`do $$begin while clock_timestamp() < now() + interval '${seconds} s' loop perform pg_cancel_backend(${pid}); perform pg_sleep(0.0002); end loop; end$$`);
  let is_over = false;
  void hail.finally(() => { is_over = true; });
  const codes = {};
  while (!is_over) {
    // Planned at once; the answer goes through the ring in many pieces.
    const answer = await scene.client.request("POST", `/connections/${scene.connection.id}/explain`, { sql: "select repeat('plan', 200000)", session: "tx" });
    const outcome = answer.error?.code ?? "ok";
    codes[outcome] = (codes[outcome] ?? 0) + 1;
    assert.equal(await stateOf("tx"), "in_transaction", `after ${JSON.stringify(codes)}`);
  }
  await hail;
  assert.deepEqual(Object.keys(codes).filter((code) => code !== "ok"), ["57014"], JSON.stringify(codes));
  const kept = await scene.query({ sql: "select count(*) from kept", session: "tx" });
  assert.equal(kept.statements[0].rows[0][0], "1");
  await scene.query({ sql: "rollback", session: "tx" });
});
