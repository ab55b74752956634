// Bodies that are too large, too deep, not JSON, or not what the route asks for.
import assert from "node:assert/strict";
import test from "node:test";
import { signIn } from "./support/client.mjs";
import { exchange, request, dial, drain } from "./support/raw.mjs";

const client = await signIn();
const connection = await client.connect("postgres", "postgres");
const path = `/connections/${connection.id}/query`;
const bearer = `Authorization: Bearer ${client.token}`;
const post = (body) => client.request("POST", path, body);

const malformed = {
  "nothing": "",
  "an open brace": "{",
  "two objects": '{"sql":"select 1"}{"sql":"select 2"}',
  "text behind": '{"sql":"select 1"} x',
  "a trailing comma": '{"sql":"select 1",}',
  "single quotes": "{'sql':'select 1'}",
  "a comment": '{"sql":"select 1"/* */}',
  "NaN": '{"sql":"select 1","row_limit":NaN}',
  "a bare control byte in a string": '{"sql":"select\u0001 1"}',
  "half a surrogate pair": '{"sql":"select \\ud800"}',
  "a bad escape": '{"sql":"\\x41"}',
  "a byte order mark": '\ufeff{"sql":"select 1"}',
};
for (const [name, body] of Object.entries(malformed)) {
  test(`not JSON: ${name}`, async () => {
    const answer = await post(body);
    assert.equal(answer.status, 400, answer.text);
    assert.equal(answer.error.code, "22P02");
  });
}

const wrong = {
  "an array": [],
  "a number": 7,
  "null": null,
  "no sql": {},
  "sql is a number": { sql: 1 },
  "sql is null": { sql: null },
  "an unknown field": { sql: "select 1", color: "red" },
  "parameters is text": { sql: "select 1", parameters: "a" },
  "a named parameter is an object": { sql: "select :a", parameters: { a: {} } },
  "a parameter is an array": { sql: "select $1", parameters: [[1]] },
  "row_limit is text": { sql: "select 1", row_limit: "1" },
  "row_limit is negative": { sql: "select 1", row_limit: -1 },
  "row_limit is a fraction": { sql: "select 1", row_limit: 1.5 },
  "row_limit is huge": { sql: "select 1", row_limit: 1e30 },
  "timeout_ms is negative": { sql: "select 1", timeout_ms: -1 },
  "read_only is text": { sql: "select 1", read_only: "yes" },
  "session is empty": { sql: "select 1", session: "" },
  "session has a blank": { sql: "select 1", session: "a b" },
  "session of 65": { sql: "select 1", session: "a".repeat(65) },
};
for (const [name, body] of Object.entries(wrong)) {
  test(`not a query: ${name}`, async () => {
    const answer = await post(JSON.stringify(body));
    assert.equal(answer.status, 400, answer.text);
    assert.equal(answer.error.code, "22023");
  });
}

test("the same key twice is refused", async () => {
  const answer = await post('{"sql":"select 1","sql":"select 2"}');
  assert.equal(answer.status, 400);
  assert.equal(answer.error.code, "22P02");
});

test("invalid UTF-8 is refused", async () => {
  const answer = await post(Buffer.concat([Buffer.from('{"sql":"select \''), Buffer.from([0xc3, 0x28]), Buffer.from("'\"}")]));
  assert.equal(answer.status, 400);
  assert.equal(answer.error.code, "22021");
});

test("a NUL byte is refused, escaped or bare", async () => {
  for (const [body, code] of [['{"sql":"select \'a\\u0000b\'"}', "22P05"], ['{"sql":"select 1\u0000"}', "22P02"], ['{"sql":"select $1","parameters":["a\\u0000"]}', "22P05"]]) {
    const answer = await post(body);
    assert.equal(answer.status, 400, answer.text);
    assert.equal(answer.error.code, code);
  }
});

test("nesting beyond 64 is refused, a million brackets too", async () => {
  for (const depth of [65, 1_000_000]) {
    const answer = await post(`{"sql":"select 1","parameters":${"[".repeat(depth)}`);
    assert.equal(answer.status, 400);
  }
});

test("SQL of 10 MB runs", async () => {
  const answer = await client.query(connection, `select length('${"x".repeat(10_000_000)}')`);
  assert.equal(answer.error, null);
  assert.equal(answer.statements[0].rows[0][0], 10_000_000);
});

test("a body over 16 MiB is 413 by its Content-Length, before it is read", async () => {
  const answer = await exchange(request("POST", `/api/v1${path}`, [bearer, "Content-Type: application/json", `Content-Length: ${(16 << 20) + 1}`]));
  assert.equal(answer.status, 413);
  assert.equal(JSON.parse(answer.body).error.code, "ST008");
});

test("a chunked body over 16 MiB is 413 once it passes the limit", async () => {
  const socket = await dial();
  socket.on("error", () => {});
  socket.write(request("POST", `/api/v1${path}`, [bearer, "Content-Type: application/json", "Transfer-Encoding: chunked"]));
  const chunk = `100000\r\n${"a".repeat(1 << 20)}\r\n`;
  const answer = drain(socket, 5000);
  for (let n = 0; n < 18 && !socket.destroyed; n++) await new Promise((resolve) => socket.write(chunk, resolve));
  const { text } = await answer;
  socket.destroy();
  assert.match(text, /^HTTP\/1\.1 413/);
});

test("statements nested a hundred thousand deep are PostgreSQL's own error", async () => {
  const answer = await client.query(connection, `select ${"(".repeat(100_000)}1${")".repeat(100_000)}`);
  assert.equal(answer.error.code, "42601");
  assert.match(answer.error.message, /^memory exhausted/);
  assert.equal((await client.query(connection, "select 1")).statements[0].rows[0][0], 1);
});

test("a type-swapped body is never a 5xx", async () => {
  const values = ["1", "-1", '""', '"x"', "null", "true", "[]", "{}", "1e999", "[null]", '{"a":1}', "0.1"];
  const fields = ["sql", "parameters", "row_limit", "timeout_ms", "read_only", "session", "max_cell_bytes"];
  for (const field of fields) {
    for (const value of values) {
      const rest = field === "sql" ? "" : '"sql":"select 1",';
      const answer = await post(`{${rest}"${field}":${value}}`);
      assert.ok(answer.status < 500, `${field}=${value}: ${answer.status} ${answer.text.slice(0, 200)}`);
    }
  }
});
