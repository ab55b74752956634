// Clients that are slow, silent, many: deadlines are absolute, and others are served meanwhile.
import assert from "node:assert/strict";
import test from "node:test";
import { gatewayPid, openFiles, until } from "./support/cluster.mjs";
import { signIn } from "./support/client.mjs";
import { dial, exchange, request } from "./support/raw.mjs";
import { Socket } from "./support/websocket.mjs";

const client = await signIn();
const gateway = await gatewayPid();

const ended = (socket) => new Promise((resolve) => {
  const started = Date.now();
  socket.on("close", () => resolve(Date.now() - started));
  socket.on("error", () => {});
  socket.resume();
});

test("headers that trickle end at the absolute deadline, not at the last byte", async () => {
  const socket = await dial();
  const end = ended(socket);
  socket.write("GET /api/v1/healthz HTTP/1.1\r\n");
  const drip = setInterval(() => socket.write("X"), 200);
  const took = await end;
  clearInterval(drip);
  assert.ok(took > 1500 && took < 4500, `closed after ${took} ms, the limit is 2 s`);
});

test("a body that trickles ends at its deadline", async () => {
  const socket = await dial();
  const end = ended(socket);
  socket.write(request("POST", "/api/v1/auth/login", ["Content-Type: application/json", "Content-Length: 1000"], "{"));
  const drip = setInterval(() => socket.write(" "), 200);
  const took = await end;
  clearInterval(drip);
  assert.ok(took > 2500 && took < 6500, `closed after ${took} ms, the limit is 3 s`);
});

test("a WebSocket that never authenticates is closed with 4401", { timeout: 30_000 }, async () => {
  const socket = await Socket.open();
  const { code } = await socket.closed(15);
  assert.equal(code, 4401);
});

test("200 half-open sockets: one address may hold 64, others are served, all are reaped", async () => {
  assert.equal((await client.request("GET", "/me")).status, 200);
  const before = openFiles(gateway);
  const sockets = [];
  for (let n = 0; n < 200; n++) {
    const socket = await dial().catch(() => null);
    if (!socket) continue;
    socket.on("error", () => {});
    socket.write("GET /api/v1/healthz HTTP/1.1\r\nHost: loc");
    sockets.push(socket);
  }
  assert.equal((await client.request("GET", "/me")).status, 200, "a connection that has signed in goes on");
  const other = await exchange(request("GET", "/api/v1/healthz", ["Connection: close"]), { localAddress: "127.0.0.9" });
  assert.equal(other.status, 200, "another address is served");
  assert.ok(openFiles(gateway) - before <= 80, `${openFiles(gateway) - before} sockets held`);
  await until("the sockets to be reaped", () => openFiles(gateway) <= before + 10, 8);
  for (const socket of sockets) socket.destroy();
  assert.equal((await exchange(request("GET", "/api/v1/healthz", ["Connection: close"]))).status, 200);
});
