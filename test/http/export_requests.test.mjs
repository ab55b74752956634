// Exports as requests: what is refused, what breaks off, who may, what is noted, and that memory does not grow with the file.
import assert from "node:assert/strict";
import test from "node:test";
import { gatewayPid, isSanitized, privateKib, psql, until } from "./support/cluster.mjs";
import { exportFile, readFile, readWorkbook } from "./support/exports.mjs";
import { join, makeOrganization, makePerson } from "./support/people.mjs";
import { dial, exchange, request } from "./support/raw.mjs";
import { makeScene } from "./support/scene.mjs";

const scene = await makeScene("export_requests");
// Its library alone takes 50 MiB of a runner.
await psql("ALTER ROLE export_requests SET jit = off");
const gateway = await gatewayPid();
const path = `/api/v1/connections/${scene.connection.id}/export`;
const csv = (sql, more = {}) => exportFile(scene, { sql, format: "csv", ...more });
const refused = async (body, status, code, message) => {
  const got = await exportFile(scene, body);
  assert.deepEqual([got.status, got.error?.code], [status, code], got.text);
  assert.match(got.error.message, message);
};
const active = async (mark) => Number(await psql(`select count(*) from pg_stat_activity where state = 'active' and query like '%${mark}%' and pid <> pg_backend_pid()`));

test("one statement that gives rows, or a clear refusal", async () => {
  await scene.psql("create table kept (n int); create procedure calls(inout n int) language sql as 'select 1'");
  await refused({ sql: "select 1; select 2", format: "csv" }, 400, "42601", /must be one statement/);
  await refused({ sql: " -- nothing", format: "csv" }, 400, "42601", /must be one statement/);
  await refused({ sql: "create table other (n int)", format: "csv" }, 400, "0A000", /^CREATE TABLE gives no rows that could be exported$/);
  await refused({ sql: "insert into kept values (1)", format: "csv" }, 400, "0A000", /^INSERT gives no rows/);
  await refused({ sql: "copy kept to stdout", format: "csv" }, 400, "0A000", /^COPY gives no rows/);
  await refused({ sql: "call calls(1)", format: "csv" }, 400, "0A000", /^CALL gives no rows/);
  await refused({ sql: "select from kept", format: "csv" }, 400, "0A000", /without columns/);
  await refused({ sql: "selec 1", format: "csv" }, 400, "42601", /syntax error/);
  assert.equal(await scene.psql("select count(*) from kept"), "0", "nothing was run");
  assert.equal((await csv("insert into kept values (7) returning n")).text, "n\r\n7\r\n");
  assert.equal((await csv("show datestyle")).text, 'DateStyle\r\n"ISO, MDY"\r\n');
  assert.equal((await csv("select $1::int + 1 as n", { parameters: [41] })).text, "n\r\n42\r\n");
});

test("fields and options out of range are named", async () => {
  const sql = "select 1";
  await refused({ sql, format: "pdf" }, 400, "22023", /"format"/);
  await refused({ sql }, 400, "22023", /"format"/);
  for (const [option, values] of Object.entries({
    delimiter: ["", "ab", "a", "1", '"', "\n", "é"], null: ['a"b', "\n", "x".repeat(65)], line_end: ["cr", ""], rows_per_insert: [0, 10_001],
    sheet: ["", "x".repeat(32), "😀".repeat(16), "a/b", "'a", "a\nb"], file_name: ["", "../x", "a\r\nX: y", 'a"b', ".x", "x".repeat(201)], table: [{ name: "" }, { schema: "a" }, { name: "a", more: 1 }],
  })) {
    for (const value of values) await refused({ sql, format: "csv", options: { [option]: value } }, 400, "22023", new RegExp(`"(${option}|name|more)"`));
  }
  await refused({ sql, format: "csv", options: { unknown: 1 } }, 400, "22023", /"unknown"/);
  await refused({ sql, format: "csv", max_cell_bytes: 1 }, 400, "22023", /"max_cell_bytes"/);
});

test("a small file has a length and may be called anything; nothing makes a page of it", async () => {
  const { headers, text } = await csv("select 1 n", { options: { file_name: "a'b%c;d=é.csv" } });
  assert.equal(headers.get("content-length"), String(text.length));
  assert.equal(headers.get("content-type"), "text/csv; charset=utf-8");
  assert.equal(headers.get("content-disposition"), `attachment; filename="a_b_c_d__.csv"; filename*=UTF-8''a%27b%25c%3Bd%3D%C3%A9.csv`);
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.equal(headers.get("referrer-policy"), "no-referrer");
  assert.equal(headers.get("cache-control"), "no-store");
});

test("an error before the first bytes is an answer; one at row 100,000 breaks the transfer", async () => {
  await refused({ sql: "select 1/0", format: "csv" }, 400, "22012", /division by zero/);
  for (const format of ["csv", "json", "sql", "xlsx"]) {
    const broken = await exportFile(scene, { sql: "select n, 1/(100000 - n), md5(n::text) from generate_series(1, 200000) n", format });
    assert.deepEqual([broken.status, broken.isBroken], [200, true], `${format}: ${broken.bytes.length} bytes`);
    assert.ok(broken.bytes.length > 64 * 1024);
  }
  assert.equal((await csv("select 2 n")).text, "n\r\n2\r\n", "the connection serves on");
});

test("a commit that fails leaves no file that looks whole", async () => {
  await scene.psql(`create table parent (n int primary key); create table child (n int references parent deferrable initially deferred)`);
  await refused({ sql: "insert into child values (1) returning n", format: "csv" }, 409, "23503", /foreign key/);
  const late = await csv("insert into child select generate_series(1, 100000) returning n, repeat('x', 50)");
  assert.equal(late.isBroken, true);
});

test("HTTP/1.0 cannot tell half a file from a whole one: refused", async () => {
  const body = JSON.stringify({ sql: "select 1", format: "csv" });
  const lines = request("POST", path, [`Authorization: Bearer ${scene.client.token}`, "Content-Type: application/json", `Content-Length: ${body.length}`], body);
  const answer = await exchange(lines.replace("HTTP/1.1", "HTTP/1.0"));
  assert.equal(answer.status, 400);
  assert.match(answer.body, /0A000.*proxy_http_version/s);
});

test("row_limit ends the file where it was asked to; a limit of the connection never shortens one", async () => {
  assert.equal((await csv("select generate_series(1, 1000000000) n", { row_limit: 3 })).text, "n\r\n1\r\n2\r\n3\r\n");
  assert.equal((await exportFile(scene, { sql: "select generate_series(1, 1000000000) n", format: "json", row_limit: 1 })).text, '[\n{"n":1}\n]\n');
  assert.equal((await csv("select generate_series(1, 20000) n")).text.split("\r\n").length, 20_002, "studio.row_limit is for what is looked at");
  // Limits are set by remote connections alone (section 4) and by quotas.
  await psql(`insert into studio.quota (account_id, row_limit) values ('${scene.client.account.id}', 50)`);
  await until("the quota to hold", async () => (await scene.query("select generate_series(1, 60)")).statements[0].truncated);
  const [more, all] = [await csv("select generate_series(1, 51) n"), await csv("select generate_series(1, 50) n")];
  await psql(`delete from studio.quota where account_id = '${scene.client.account.id}'`);
  assert.deepEqual([more.status, more.error?.code], [400, "54000"]);
  assert.match(more.error.message, /more than 50 rows/);
  assert.equal(all.text.split("\r\n").length, 52);
});

test("cancelled midway: the statement ends on the server, the transfer breaks; a client that leaves cancels it too", async () => {
  const body = { sql: "select generate_series(1, 100000000) n, repeat('x', 100) t /* to be cancelled */", format: "csv" };
  const flowing = await scene.client.open("POST", `/connections/${scene.connection.id}/export`, body);
  assert.equal(flowing.status, 200);
  const [item] = (await scene.client.request("GET", "/queries")).json.items;
  assert.equal((await scene.client.request("DELETE", `/queries/${item.query_id}`)).status, 202);
  assert.equal((await readFile(flowing)).isBroken, true);
  await until("the statement to end", async () => (await active("to be cancelled")) === 0, 2);

  const leaving = new AbortController();
  const response = await scene.client.open("POST", `/connections/${scene.connection.id}/export`, body, { signal: leaving.signal });
  await response.body.getReader().read();
  leaving.abort();
  await until("the statement to end", async () => (await active("to be cancelled")) === 0, 2);
});

test("a reader that stands still is cut off, in bounded memory", { timeout: 30_000 }, async () => {
  const before = privateKib(gateway);
  const socket = await dial();
  socket.on("error", () => {});
  socket.pause();
  const body = JSON.stringify({ sql: "select generate_series(1, 100000000) n, repeat('x', 100) t /* slow file */", format: "ndjson" });
  socket.write(request("POST", path, [`Authorization: Bearer ${scene.client.token}`, "Content-Type: application/json", `Content-Length: ${body.length}`], body));
  await until("the statement to run", () => active("slow file"));
  await until("the statement to end", async () => (await active("slow file")) === 0, 12);
  if (!isSanitized) assert.ok(privateKib(gateway) - before < 4096, `the gateway grew by ${privateKib(gateway) - before} KiB`);
  socket.destroy();
});

test("a viewer exports what he may read, read-only; who does not belong gets nothing", async () => {
  const [viewer, stranger] = [await makePerson("Export viewer"), await makePerson("Export stranger")];
  const team = await makeOrganization(scene.client, "Exports", {});
  await join(scene.client, team.id, "viewer", viewer);
  const connection = await scene.client.connect(scene.name, scene.name, { organization_id: team.id });
  const theirs = (client, sql) => exportFile({ client, connection }, { sql, format: "csv" });
  assert.equal((await theirs(viewer, "select 1 n")).text, "n\r\n1\r\n");
  assert.equal((await theirs(viewer, "insert into kept values (9) returning n")).error.code, "25006");
  assert.equal((await theirs(stranger, "select 1")).status, 404);
  const readOnly = await csv("insert into kept values (9) returning n", { read_only: true });
  assert.equal(readOnly.error.code, "25006");
  const token = (await scene.client.request("POST", "/tokens", { name: "export", scopes: ["read"] })).json.token;
  const scripted = await fetch(`${scene.client.url}${path}`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body: JSON.stringify({ sql: "select 5 n", format: "tsv" }) });
  assert.equal(await scripted.text(), "n\r\n5\r\n");
});

test("history and audit trail have it: who took data away, and with which statement", async () => {
  const { headers } = await csv("select 'noted' as exported");
  const id = headers.get("x-request-id");
  const line = await until("the history", async () => (await scene.client.request("GET", "/history?search=noted")).json.items.find((item) => item.id === id));
  assert.deepEqual([line.sql, line.status, line.row_count], ["select 'noted' as exported", "ok", 1]);
  await until("the audit trail", async () => (await scene.client.request("GET", "/audit?action=data_exported")).json.items.some((item) => item.subject_id === id));
});

test("memory of runner and gateway does not grow with the file", { timeout: 120_000 }, async () => {
  const sql = (rows) => `select n, n * 1.5 as half, md5(n::text) as text, timestamp '2026-01-01' + n * interval '1 second' as at from generate_series(1, ${rows}) n`;
  const run = async (format, rows) => {
    const response = await scene.client.open("POST", `/connections/${scene.connection.id}/export`, { sql: sql(rows), format }, { signal: AbortSignal.timeout(100_000) });
    let bytes = 0;
    assert.equal(response.status, 200);
    for await (const chunk of response.body) bytes += chunk.length;
    return bytes;
  };
  const runner = async () => Number(await psql("select max(pid) from pg_stat_activity where datname = 'export_requests' and backend_type = 'studio runner'"));
  for (const [format, rows] of [["csv", 5_000_000], ["xlsx", 1_100_000]]) {
    await run(format, 20_000);
    const pid = await runner();
    const before = [privateKib(pid), privateKib(gateway)];
    const bytes = await run(format, isSanitized ? 50_000 : rows);
    assert.equal(await runner(), pid, "the same runner");
    const grown = [privateKib(pid) - before[0], privateKib(gateway) - before[1]];
    console.log(`${format}: ${rows} rows, ${(bytes / 1e6).toFixed(0)} MB; runner grew by ${grown[0]} KiB, gateway by ${grown[1]} KiB`);
    if (!isSanitized) assert.ok(Math.max(...grown) < 16 * 1024, `grew by ${grown} KiB`);
  }
});

test("xlsx: more rows than a sheet holds go on in the next", { skip: isSanitized, timeout: 60_000 }, async () => {
  const { bytes } = await exportFile(scene, { sql: "select generate_series(1, 1048580) n", format: "xlsx", options: { sheet: "x".repeat(31) } }, { signal: AbortSignal.timeout(50_000) });
  const sheets = readWorkbook(bytes);
  assert.deepEqual(sheets.map((sheet) => [sheet.name, sheet.rows.length]), [["x".repeat(31), 1_048_576], [`${"x".repeat(27)} (2)`, 6]]);
  assert.deepEqual(sheets[1].rows.map((row) => row.A.value), ["n", "1048576", "1048577", "1048578", "1048579", "1048580"]);
});
