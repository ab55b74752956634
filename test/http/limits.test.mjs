// What a connection, an organization or an account may use at most: held whatever a request asks for, and said which.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { psql } from "./support/cluster.mjs";
import { makeScene } from "./support/scene.mjs";
import { openSocket } from "./support/websocket.mjs";

let scene;
let organization;

const limit = (columns) => psql(`DELETE FROM studio.quota; INSERT INTO studio.quota (organization_id, ${Object.keys(columns)})
  VALUES ('${organization}', ${Object.values(columns)})`);

before(async () => {
  scene = await makeScene("limits_scene");
  organization = scene.connection.organization_id;
});

test("rows and time: the quota holds against what a request asks for", async () => {
  await limit({ row_limit: 5, timeout_ms: 300 });
  for (const asked of [undefined, 0, 100]) {
    const answer = await scene.query({ sql: "SELECT generate_series(1, 50)", row_limit: asked });
    assert.equal(answer.statements[0].rows.length, 5, String(asked));
    assert.equal(answer.statements[0].truncated, true);
  }
  assert.equal((await scene.query({ sql: "SELECT generate_series(1, 50)", row_limit: 2 })).statements[0].rows.length, 2);
  for (const asked of [undefined, 0, 60_000]) {
    const answer = await scene.query({ sql: "SET statement_timeout = 0; SELECT pg_sleep(5)", timeout_ms: asked });
    assert.equal(answer.end?.status ?? answer.error.code, answer.end ? "timeout" : "57014", String(asked));
  }
  await scene.query("CREATE TABLE limited AS SELECT generate_series(1, 50) AS id");
  const page = await scene.client.selectRows(scene.connection, { relation: { schema: "public", name: "limited" }, limit: 50 });
  assert.equal(page.statements[0].rows.length, 5);
  assert.notEqual(page.page.next, null);
});

test("statements at once: the one too many is 429 with Retry-After, and says which limit", async () => {
  await limit({ concurrent_statements: 2 });
  const running = [scene.query("SELECT pg_sleep(1)"), scene.query("SELECT pg_sleep(1)")];
  await new Promise((resolve) => setTimeout(resolve, 300));
  const third = await scene.query("SELECT 1");
  assert.equal(third.status, 429);
  assert.equal(third.headers.get("retry-after"), "1");
  assert.equal(third.error.code, "53400");
  assert.match(third.error.message, /statements at once/);
  const socket = await openSocket(scene.client);
  const over = await socket.query("a", { connection: scene.connection.id, sql: "SELECT 1" });
  assert.ok(over.messages.some((message) => message.type === "error" && message.code === "53400"));
  socket.end();
  for (const each of await Promise.all(running)) assert.equal(each.end.status, "ok");
  assert.equal((await scene.query("SELECT 1")).end.status, "ok");
});

test("requests a second", async () => {
  await limit({ requests_per_second: 10 });
  const answers = await Promise.all(Array.from({ length: 30 }, () => scene.query("SELECT 1")));
  const refused = answers.filter((answer) => answer.status === 429);
  assert.ok(refused.length >= 10 && refused.length <= 20, `${refused.length} refused`);
  assert.match(refused[0].error.message, /requests a second/);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  assert.equal((await scene.query("SELECT 1")).status, 200);
});

test("sockets", async () => {
  await limit({ sockets: 2 });
  const sockets = [await openSocket(scene.client), await openSocket(scene.client), await openSocket(scene.client)];
  const body = { connection: scene.connection.id, sql: "SELECT 1" };
  assert.equal((await sockets[2].query("a", body)).refusal.code, "53400");
  sockets[0].end();
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal((await sockets[2].query("b", body)).refusal, null);
  for (const socket of sockets) socket.end();
  await psql("DELETE FROM studio.quota");
});

test("the connection's own row limit and timeout", async () => {
  await psql(`UPDATE studio.connection SET row_limit = 3, timeout_ms = 300 WHERE id = '${scene.connection.id}'`);
  assert.equal((await scene.query({ sql: "SELECT generate_series(1, 50)", row_limit: 0 })).statements[0].rows.length, 3);
  assert.equal((await scene.query({ sql: "SELECT pg_sleep(5)", timeout_ms: 0 })).error.code, "57014");
});
