// Last: after 10,000 repetitions of the quick requests and 200 of those that wait, nothing has grown, nothing restarted.
import assert from "node:assert/strict";
import http from "node:http";
import test from "node:test";
import { cluster, gatewayPid, isSanitized, isSoak, log, openFiles, postmasterPid, privateKib, psql, until } from "./support/cluster.mjs";
import { dial, exchange, request } from "./support/raw.mjs";
import { makeScene, value } from "./support/scene.mjs";
import { Socket, frame, openSocket } from "./support/websocket.mjs";

const scene = await makeScene("leaks");
const gateway = await gatewayPid();
const quick = isSanitized ? 500 : 10_000;
const waiting = isSoak ? 200 : 40;
const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
const path = `/api/v1/connections/${scene.connection.id}`;
const authorization = `Bearer ${scene.client.token}`;

/** A request over few kept connections: fetch would be slower than the server. */
const ask = (method, target, body, headers = {}) => new Promise((resolve, reject) => {
  const sent = http.request({ agent, host: "127.0.0.1", port: cluster.http_port, method, path: target, headers: { authorization, "content-type": "application/json", ...headers } }, (response) => {
    response.resume();
    response.on("end", () => resolve(response.statusCode));
  });
  sent.on("error", reject);
  sent.end(body);
});

async function repeat(count, abreast, work) {
  let next = 0;
  await Promise.all(Array.from({ length: abreast }, async () => {
    while (next < count) await work(next++);
  }));
}

/**
 * Runs the work once to warm up, then measures what the gateway keeps of `count` more. Lines for the journal that wait to be written
 * may have been more at a time than before: what is kept for them is kept once, while a leak takes as much of the next `count` again.
 */
async function measure(name, count, abreast, work, allowedKib = 1024) {
  await repeat(Math.ceil(count / 10), abreast, work);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const files = openFiles(gateway);
  let grown = Infinity;
  for (let round = 0; round < 3 && grown > allowedKib; round++) {
    const memory = privateKib(gateway);
    await repeat(count, abreast, work);
    await until(`the files of ${name} to be closed`, () => openFiles(gateway) <= files + 4, 8);
    grown = privateKib(gateway) - memory;
  }
  if (!isSanitized) assert.ok(grown <= allowedKib, `${name}: the gateway grew by ${grown} KiB over ${count}`);
}

const body = (sql) => JSON.stringify({ sql });
const quickOnes = {
  "select 1": () => ask("POST", `${path}/query`, body("select 1")),
  "an SQL error": () => ask("POST", `${path}/query`, body("select 1/0")),
  "malformed JSON": () => ask("POST", `${path}/query`, "{"),
  "an unknown route": () => ask("GET", "/api/v1/none"),
  "a forged token": () => ask("GET", "/api/v1/me", undefined, { authorization: "Bearer a.b.c" }),
  "a foreign Origin": () => ask("POST", `${path}/query`, body("select 1"), { origin: "http://evil.test" }),
  "a static file": () => ask("GET", "/"),
};
// What waits to be written into the history is bounded; once it was full, growth is a leak.
test("the history's memory is filled", { timeout: 120_000 }, () => repeat(2 * quick, 8, quickOnes["an SQL error"]));

for (const [name, work] of Object.entries(quickOnes)) {
  test(`${quick} times: ${name}`, { timeout: 120_000 }, () => measure(name, quick, 8, work));
}

test(`${quick / 10} sockets opened, used and closed`, { timeout: 120_000 }, () =>
  measure("sockets", quick / 10, 4, async () => {
    const socket = await openSocket(scene.client);
    await socket.query("1", { connection: scene.connection.id, sql: "select 1" });
    socket.end();
  }));

const waitingOnes = {
  "a client gone in the middle of a stream": async () => {
    const abort = new AbortController();
    const response = await scene.client.open("POST", `${path}/query`, { sql: "select generate_series(1, 100000000)", row_limit: 0 }, { signal: abort.signal });
    const reader = response.body.getReader();
    await reader.read();
    abort.abort();
    await reader.closed.catch(() => {});
  },
  "a socket gone in the middle of a stream": async () => {
    const socket = await openSocket(scene.client);
    socket.send({ type: "query", id: "1", connection: scene.connection.id, row_limit: 0, sql: "select generate_series(1, 100000000)" });
    await socket.next((message) => message.message?.type === "rows");
    socket.end();
  },
  "a client gone before its answer": async () => {
    const socket = await dial();
    socket.on("error", () => {});
    const text = body("select pg_sleep(5)");
    socket.write(request("POST", `${path}/query`, [`Authorization: ${authorization}`, "Content-Type: application/json", `Content-Length: ${text.length}`], text));
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
  },
  "malformed HTTP": () => exchange("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", { quietMs: 500 }),
  "a malformed frame": async () => {
    const socket = await Socket.open();
    socket.write(frame(1, "{}", { masked: false }));
    await socket.closed();
    socket.end();
  },
  "a terminated runner": () => ask("POST", `${path}/query`, body("select pg_terminate_backend(pg_backend_pid())")),
  "a timeout": () => ask("POST", `${path}/query`, JSON.stringify({ sql: "select pg_sleep(5)", timeout_ms: 20 })),
};
for (const [name, work] of Object.entries(waitingOnes)) {
  test(`${waiting} times: ${name}`, { timeout: 120_000 }, () => measure(name, waiting, 2, work));
}

test("no runner is left busy, no slot lost: as many may run as ever", async () => {
  await until("the statements to end", async () => (await psql("select count(*) from pg_stat_activity where backend_type like 'studio runner%' and state = 'active'")) === "0");
  const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => scene.query({ sql: `select ${n} from pg_sleep(0.3)` })));
  answers.forEach((answer, n) => assert.equal(value(answer), n));
});

test("the gateway is the one that it was, the cluster was never restarted, no sanitizer spoke", async () => {
  assert.equal(await gatewayPid(), gateway);
  const text = await log();
  assert.doesNotMatch(text, /terminating any other active server processes|was terminated by signal|AddressSanitizer|runtime error:|TRAP: /);
  assert.ok(postmasterPid() > 0);
});
