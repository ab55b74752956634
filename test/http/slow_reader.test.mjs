// A reader that stops reading stalls its own query, then loses it; memory stays, others go on.
import assert from "node:assert/strict";
import test from "node:test";
import { gatewayPid, isSanitized, privateKib, psql, until } from "./support/cluster.mjs";
import { dial, request } from "./support/raw.mjs";
import { makeScene, value } from "./support/scene.mjs";
import { openSocket } from "./support/websocket.mjs";

const scene = await makeScene("slow_reader");
const gateway = await gatewayPid();
const endless = (mark) => `select generate_series(1, 1000000000), repeat('x', 100) /* ${mark} */`;
const running = async (mark) => Number(await psql(`select count(*) from pg_stat_activity where state = 'active' and query like '%${mark}%' and pid <> pg_backend_pid()`));

/** The two last messages of a query whose reader stood still. */
async function stalledEnd(socket) {
  const { messages } = await socket.rest("1");
  const [error, end] = messages.slice(-2);
  assert.deepEqual([error.type, error.code], ["error", "ST010"]);
  assert.equal(error.message, "canceling statement because the client reads no further");
  assert.deepEqual([end.type, end.status, end.transaction], ["end", "cancelled", "idle"]);
}

test("over HTTP: cancelled after studio.client_stall_timeout, within bounded memory", { timeout: 30_000 }, async () => {
  const before = privateKib(gateway);
  const socket = await dial();
  socket.on("error", () => {});
  socket.pause();
  const body = JSON.stringify({ sql: endless("stalls http"), row_limit: 0 });
  socket.write(request("POST", `/api/v1/connections/${scene.connection.id}/query`, [`Authorization: Bearer ${scene.client.token}`, "Content-Type: application/json", `Content-Length: ${body.length}`], body));
  await until("the statement to run", () => running("stalls http"));
  const started = Date.now();
  assert.equal(value(await scene.query("select 1")), 1, "others are served meanwhile");
  await until("the statement to end", async () => (await running("stalls http")) === 0, 10);
  const took = Date.now() - started;
  assert.ok(took > 2500, `cancelled after ${took} ms, the limit is 4 s`);
  if (!isSanitized) assert.ok(privateKib(gateway) - before < 4096, `the gateway grew by ${privateKib(gateway) - before} KiB`);
  socket.destroy();
});

test("over the socket: the query ends with ST010, which the reader finds when he reads again; the socket stays", { timeout: 30_000 }, async () => {
  const before = privateKib(gateway);
  const socket = await openSocket(scene.client);
  socket.send({ type: "query", id: "1", connection: scene.connection.id, credit: 1 << 30, row_limit: 0, sql: endless("stalls socket") });
  await socket.next((message) => message.message?.type === "rows");
  socket.pause();
  await until("the statement to end", async () => (await running("stalls socket")) === 0, 12);
  if (!isSanitized) assert.ok(privateKib(gateway) - before < 8192, `the gateway grew by ${privateKib(gateway) - before} KiB`);
  socket.resume();
  await stalledEnd(socket);
  const next = await socket.query("2", { connection: scene.connection.id, sql: "select 2" });
  assert.equal(next.messages.at(-1).status, "ok");
  socket.end();
});

test("credit that does not come is a reader that stands still: the same end", { timeout: 20_000 }, async () => {
  const socket = await openSocket(scene.client);
  socket.send({ type: "query", id: "1", connection: scene.connection.id, credit: 1, row_limit: 0, sql: endless("no credit") });
  const started = Date.now();
  await stalledEnd(socket);
  assert.ok(Date.now() - started > 3500, "the limit is 4 s");
  const next = await socket.query("2", { connection: scene.connection.id, sql: "select 2" });
  assert.equal(next.messages.at(-1).status, "ok");
  socket.end();
});

test("who goes on asking and does not read the answers loses the socket: 1013", { timeout: 60_000 }, async () => {
  const before = privateKib(gateway);
  const socket = await openSocket(scene.client);
  const unknown = { type: "shout" };
  socket.send(unknown);
  const answerBytes = JSON.stringify(await socket.next()).length;
  socket.send({ type: "query", id: "1", connection: scene.connection.id, credit: 1 << 30, row_limit: 0, sql: endless("unheeded") });
  await socket.next((message) => message.message?.type === "rows");
  socket.pause();
  // A little more than the 1 MiB of answers that is kept, below the rate that is a flood.
  for (let sent = 0; sent * answerBytes < 1.15 * (1 << 20); sent++) {
    socket.send(unknown);
    if (sent % 50 === 49) await new Promise((resolve) => setTimeout(resolve, 250));
  }
  if (!isSanitized) assert.ok(privateKib(gateway) - before < 8192, `the gateway grew by ${privateKib(gateway) - before} KiB`);
  socket.resume();
  assert.deepEqual(await socket.closed(), { code: 1013, reason: "the answers are not read" });
  assert.equal(await running("unheeded"), 0);
});

test("a reader that is slow but reads gets everything", { timeout: 60_000 }, async () => {
  const response = await scene.client.open("POST", `/connections/${scene.connection.id}/query`, { sql: "select n, repeat('x', 1000) from generate_series(1, 20000) n", row_limit: 0 });
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.ok(bytes > 20_000_000);
});

test("what waits for credit can be cancelled", { timeout: 20_000 }, async () => {
  const socket = await openSocket(scene.client);
  socket.send({ type: "query", id: "1", connection: scene.connection.id, credit: 1, row_limit: 0, sql: endless("credit to come") });
  await socket.next((message) => message.message?.type === "begin");
  socket.send({ type: "cancel", id: "1" });
  const { messages } = await socket.rest("1");
  assert.equal(messages.at(-1).status, "cancelled");
  socket.end();
});
