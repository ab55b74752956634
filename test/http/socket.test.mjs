// The WebSocket: authenticate, query, credit, cancel, and every close code.
import assert from "node:assert/strict";
import test from "node:test";
import { digest } from "./support/client.mjs";
import { gatewayPid, psql, until } from "./support/cluster.mjs";
import { makeScene } from "./support/scene.mjs";
import { Socket, frame, openSocket } from "./support/websocket.mjs";

const scene = await makeScene("socket");
const connection = scene.connection.id;
const open = (options) => openSocket(scene.client, options);

test("the upgrade answers with the subprotocol studio.v1", async () => {
  const socket = await Socket.open();
  assert.match(socket.head, /^Sec-WebSocket-Protocol: studio\.v1$/im);
  socket.end();
});

for (const [name, options, status] of [
  ["without the subprotocol", { protocol: null }, 400],
  ["with another subprotocol", { protocol: "graphql-ws" }, 400],
  ["with version 8", { headers: { "Sec-WebSocket-Version": "8" } }, 426],
  ["with a short key", { headers: { "Sec-WebSocket-Key": "abc" } }, 400],
  ["without a key", { headers: { "Sec-WebSocket-Key": null } }, 400],
  ["without Upgrade", { headers: { Upgrade: null } }, 426],
  ["to another protocol", { headers: { Upgrade: "h2c" } }, 426],
  ["elsewhere", { path: "/api/v1/me" }, 401],
]) {
  test(`an upgrade ${name} is refused`, async () => {
    await assert.rejects(Socket.open(options), (error) => {
      assert.equal(error.status, status, error.message);
      return true;
    });
  });
}

test("a good token gives ready, and the same messages as HTTP", async () => {
  const socket = await open();
  const { messages } = await socket.query("1", { connection, sql: "select 1 as one; select 'x', 2" });
  const answer = digest(messages);
  assert.deepEqual(messages.map((message) => message.type), ["begin", "result", "rows", "complete", "result", "rows", "complete", "end"]);
  assert.deepEqual(answer.statements.map((statement) => statement.rows[0]), [[1], ["x", 2]]);
  const http = await scene.query("select 1 as one; select 'x', 2");
  assert.deepEqual(answer.statements.map((statement) => statement.columns), http.statements.map((statement) => statement.columns));
  socket.end();
});

test("an error that comes first is a message and an end, not a refusal", async () => {
  const socket = await open();
  const { messages, refusal } = await socket.query("1", { connection, sql: "select * from nowhere" });
  assert.equal(refusal, null);
  const answer = digest(messages);
  assert.equal(answer.error.code, "42P01");
  assert.equal(answer.end.status, "failed");
  socket.end();
});

test("several queries at once on one socket do not mix", async () => {
  const socket = await open();
  const ids = Array.from({ length: 20 }, (_, n) => `q${n}`);
  const answers = await Promise.all(ids.map((id, n) => socket.query(id, { connection, sql: `select ${n} from generate_series(1, 100)` })));
  answers.forEach(({ messages }, n) => {
    const rows = digest(messages).statements[0].rows;
    assert.equal(rows.length, 100);
    assert.ok(rows.every(([value]) => value === n));
  });
  socket.end();
});

test("a token can be renewed; a bad one closes with 4401", async () => {
  const socket = await open();
  socket.send({ type: "authenticate", access_token: scene.client.token });
  assert.equal((await socket.next()).type, "ready");
  socket.send({ type: "authenticate", access_token: "x.y.z" });
  assert.equal((await socket.closed()).code, 4401);
});

test("nothing runs before authentication", async () => {
  const socket = await Socket.open();
  socket.send({ type: "query", id: "1", connection, sql: "create table should_not_be ()" });
  assert.equal((await socket.closed()).code, 1008);
  assert.equal(await scene.psql("select to_regclass('should_not_be') is null"), "t");
});

test("a token of another account cannot take over an open socket", async () => {
  const other = await makeScene("socket_other");
  const socket = await open();
  socket.send({ type: "authenticate", access_token: other.client.token });
  assert.equal((await socket.closed()).code, 4401);
});

test("another's connection is not found", async () => {
  const other = await makeScene("socket_foreign");
  const socket = await openSocket(other.client);
  const { messages, refusal } = await socket.query("1", { connection, sql: "select 1" });
  assert.equal(refusal.code, "ST006");
  assert.deepEqual(messages, []);
  socket.end();
});

test("cancel ends the statement on the server", async () => {
  const socket = await open();
  const answer = socket.query("long", { connection, sql: "select pg_sleep(60) /* by socket */" });
  await until("the statement to run", async () => (await psql("select count(*) from pg_stat_activity where state = 'active' and query like '%by socket%' and pid <> pg_backend_pid()")) === "1");
  socket.send({ type: "cancel", id: "long" });
  const { messages } = await answer;
  assert.equal(digest(messages).error.code, "57014");
  assert.equal(digest(messages).end.status, "cancelled");
  const next = await socket.query("next", { connection, sql: "select 1" });
  assert.equal(digest(next.messages).end.status, "ok");
  socket.end();
});

test("closing the socket ends its statements within two seconds", async () => {
  const socket = await open();
  socket.send({ type: "query", id: "1", connection, sql: "select pg_sleep(60) /* tab closed */" });
  const running = async () => Number(await psql("select count(*) from pg_stat_activity where state = 'active' and query like '%tab closed%' and pid <> pg_backend_pid()"));
  await until("the statement to run", running);
  socket.end();
  await until("the statement to end", async () => (await running()) === 0, 2);
});

test("rows stop when the credit is used up, and go on with more", async () => {
  const socket = await open();
  socket.send({ type: "query", id: "1", connection, credit: 100_000, row_limit: 0, sql: "select n, repeat('x', 100) from generate_series(1, 20000) n" });
  await new Promise((resolve) => setTimeout(resolve, 800));
  const bytes = socket.inbox.filter((message) => message.message?.type === "rows").reduce((sum, message) => sum + JSON.stringify(message.message).length, 0);
  assert.ok(bytes >= 60_000 && bytes <= 100_000 + 2 * 66_000, `${bytes} bytes for a credit of 100,000`);
  assert.equal(socket.inbox.some((message) => message.message?.type === "end"), false);
  socket.send({ type: "credit", id: "1", bytes: 50_000_000 });
  const { messages } = await socket.rest("1");
  assert.equal(digest(messages).statements[0].rows.length, 20_000);
  socket.end();
});

test("one query without credit does not hold up another", async () => {
  const socket = await open();
  socket.send({ type: "query", id: "starved", connection, credit: 1, row_limit: 0, sql: "select repeat('x', 1000) from generate_series(1, 10000)" });
  await socket.next((message) => message.id === "starved");
  const { messages } = await socket.query("fed", { connection, sql: "select 1" });
  assert.equal(digest(messages).end.status, "ok");
  socket.send({ type: "cancel", id: "starved" });
  const rest = await socket.rest("starved");
  assert.equal(digest(rest.messages).end.status, "cancelled");
  socket.end();
});

test("a queued query is told its place", async () => {
  const socket = await open();
  const sessions = Array.from({ length: 6 }, (_, n) => `hold_${n}`);
  for (const session of sessions) await scene.query({ sql: "begin", session });
  socket.send({ type: "query", id: "waits", connection, sql: "select 1" });
  const queued = await socket.next((message) => message.type === "queued");
  assert.deepEqual(queued, { type: "queued", id: "waits", position: 1 });
  for (const session of sessions) await scene.client.request("DELETE", `/sessions/${session}`);
  const { messages } = await socket.rest("waits");
  assert.equal(digest(messages).end.status, "ok");
  socket.end();
});

// The gateway is held so that both come at once: the cancel moves up the others, and telling them finds their client gone.
test("a client that is found gone while places in the queue are told takes nobody with him", async () => {
  const [first, second, third] = [await open(), await open(), await open()];
  const sessions = Array.from({ length: 6 }, (_, n) => `hold_${n}`);
  for (const session of sessions) await scene.query({ sql: "begin", session });
  const wait = async (socket, id) => {
    socket.send({ type: "query", id, connection, sql: "select 1" });
    return (await socket.next((message) => message.type === "queued" && message.id === id)).position;
  };
  assert.equal(await wait(first, "1"), 1);
  for (let n = 0; n < 20; n++) assert.equal(await wait(second, `${n}`), n + 2);
  assert.equal(await wait(third, "1"), 22);
  const gateway = await gatewayPid();
  process.kill(gateway, "SIGSTOP");
  first.send({ type: "cancel", id: "1" });
  await new Promise((resolve) => setTimeout(resolve, 50));
  second.tcp.resetAndDestroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  process.kill(gateway, "SIGCONT");
  const told = await third.next((message) => message.type === "queued" && message.position === 1);
  assert.equal(told.id, "1");
  for (const session of sessions) await scene.client.request("DELETE", `/sessions/${session}`);
  assert.equal(digest((await third.rest("1")).messages).end.status, "ok");
  assert.equal(await gatewayPid(), gateway);
  first.end();
  third.end();
});

// [name, message, the id of the error, its code]
const badMessages = [
  ["not JSON", "{", null, "22P02"],
  ["an array", "[]", null, "22023"],
  ["no type", "{}", null, "22023"],
  ["an unknown type", { type: "shout", id: "1" }, "1", "22023"],
  ["a query without id", { type: "query", connection, sql: "select 1" }, null, "22023"],
  ["a query with an empty id", { type: "query", id: "", connection, sql: "select 1" }, null, "22023"],
  ["a query with an id of 65", { type: "query", id: "i".repeat(65), connection, sql: "select 1" }, null, "22023"],
  ["an unknown field", { type: "query", id: "1", connection, sql: "select 1", color: 1 }, "1", "22023"],
  ["credit of words", { type: "query", id: "1", connection, sql: "select 1", credit: "much" }, "1", "22023"],
  ["a NUL", `{"type":"query","id":"1","connection":"${connection}","sql":"select '\\u0000'"}`, null, "22P05"],
];
for (const [name, message, id, code] of badMessages) {
  test(`a message that cannot be taken: ${name}`, async () => {
    const socket = await open();
    socket.send(message);
    const answer = await socket.next();
    assert.deepEqual([answer.type, answer.id, answer.error.code], ["error", id, code], answer.error.message);
    const { messages } = await socket.query("after", { connection, sql: "select 1" });
    assert.equal(digest(messages).end.status, "ok");
    socket.end();
  });
}

test("what is said wrongly of an open id is refused without it, and its query goes on", async () => {
  const socket = await open();
  socket.send({ type: "query", id: "same", connection, sql: "select 1 from pg_sleep(0.5)" });
  for (const [message, code] of [
    [{ type: "query", id: "same", connection, sql: "select 2" }, "55006"],
    [{ type: "rows_select", id: "same", connection, relation: { schema: "public", name: "none" } }, "55006"],
    [{ type: "query", id: "same", connection, sql: 7 }, "22023"],
    [{ type: "credit", id: "same", bytes: "many" }, "22023"],
  ]) {
    socket.send(message);
    const refused = await socket.next((candidate) => candidate.type === "error");
    assert.deepEqual([refused.id, refused.error.code], [null, code]);
  }
  const answer = digest((await socket.rest("same")).messages);
  assert.deepEqual([answer.statements.length, answer.statements[0].rows, answer.end.status], [1, [[1]], "ok"]);
  const again = await socket.query("same", { connection, sql: "select 2" });
  assert.equal(digest(again.messages).end.status, "ok", "once it has ended, its id may be used again");
  socket.end();
});

test("credit and cancel for an unknown id do no harm", async () => {
  const socket = await open();
  socket.send({ type: "credit", id: "unknown", bytes: 1 });
  socket.send({ type: "cancel", id: "unknown" });
  const { messages } = await socket.query("after", { connection, sql: "select 1" });
  assert.equal(digest(messages).end.status, "ok");
  socket.end();
});

const badFrames = [
  ["unmasked", frame(1, "{}", { masked: false }), 1002],
  ["reserved bits", frame(1, "{}", { rsv: 4 }), 1002],
  ["an unknown opcode", frame(3, "{}"), 1002],
  ["an unknown control opcode", frame(11, ""), 1002],
  ["binary", frame(2, "{}"), 1003],
  ["text that is not UTF-8", frame(1, Buffer.from([0xff, 0xfe])), 1007],
  ["a fragmented ping", frame(9, "", { fin: false }), 1002],
  ["a ping of 126 bytes", frame(9, "x".repeat(126)), 1002],
  ["a continuation of nothing", frame(0, "x"), 1002],
  ["a second start within a message", Buffer.concat([frame(1, "{", { fin: false }), frame(1, "}")]), 1002],
  ["a frame of 2^62 bytes", frame(1, "x".repeat(64), { length: 2 ** 62 }), 1009],
  ["a frame of 2^63 bytes", Buffer.concat([Buffer.from([0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0]), Buffer.alloc(4)]), 1002],
  ["a frame over the limit", frame(1, "x".repeat(64), { length: 64 << 20 }), 1009],
  ["a close with one byte", frame(8, "x"), 1002],
  ["a close with a bad code", frame(8, Buffer.from([0x03, 0xed])), 1002],
];
for (const [name, bytes, expected] of badFrames) {
  test(`a frame that breaks the protocol: ${name}`, async () => {
    const socket = await open();
    socket.write(bytes);
    const { code } = await socket.closed();
    assert.equal(code, expected);
    assert.equal((await scene.client.request("GET", "/me")).status, 200);
  });
}

test("a message in fragments, byte by byte, pings between, is one message", async () => {
  const socket = await open();
  const text = JSON.stringify({ type: "query", id: "1", connection, sql: "select 'äöü'" });
  const bytes = Buffer.from(text);
  const parts = [];
  for (let at = 0; at < bytes.length; at += 7) parts.push(frame(at === 0 ? 1 : 0, bytes.subarray(at, at + 7), { fin: at + 7 >= bytes.length }), frame(9, "p"));
  for (const byte of Buffer.concat(parts)) socket.write(Buffer.from([byte]));
  const { messages } = await socket.rest("1");
  assert.equal(digest(messages).statements[0].rows[0][0], "äöü");
  socket.end();
});

test("fragments together over the limit close with 1009", async () => {
  const socket = await open();
  socket.tcp.on("error", () => {});
  const megabyte = "x".repeat(1 << 20);
  for (let n = 0; n < 20 && !socket.isEnded; n++) {
    socket.write(frame(n === 0 ? 1 : 0, megabyte, { fin: false }));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { code } = await socket.closed();
  assert.ok([1009, 1006].includes(code), String(code));
});

test("a close is answered with its code, and the connection ends", async () => {
  const socket = await open();
  socket.write(frame(8, Buffer.from([0x03, 0xe8])));
  assert.equal((await socket.closed()).code, 1000);
  await until("the end", () => socket.isEnded, 3);
});

test("rows_select runs over the socket", async () => {
  await scene.psql("create table selected (id int primary key); insert into selected select generate_series(1, 5)");
  const socket = await open();
  socket.send({ type: "rows_select", id: "1", connection, relation: { schema: "public", name: "selected" }, limit: 2 });
  const { messages } = await socket.rest("1");
  const answer = digest(messages);
  assert.deepEqual(answer.statements[0].rows, [[1], [2]]);
  assert.equal(typeof answer.page.next, "string");
  socket.end();
});

test("a named session is the same over HTTP and the socket", async () => {
  const socket = await open();
  await scene.query({ sql: "create temp table shared_session (n int)", session: "both" });
  const { messages } = await socket.query("1", { connection, session: "both", sql: "select count(*) from shared_session" });
  assert.equal(digest(messages).statements[0].rows[0][0], "0");
  socket.end();
});

test("openapi.json lists the messages that the server takes, and no other", async () => {
  const document = (await scene.client.request("GET", "/openapi.json")).json;
  const told = document.paths["/socket"].get["x-studio-messages"];
  assert.ok(told.includes("query") && told.includes("cancel"), told.join());
  const socket = await openSocket(scene.client);
  for (const type of [...told, "subscribe"]) {
    socket.send({ type, id: "a", unknown: 1 });
    const { error } = await socket.next((message) => message.type === "error");
    assert.equal(/unknown message type/.test(error.message), type === "subscribe", `${type}: ${error.message}`);
  }
  socket.end();
});
