// Files of another server's rows: as a local connection makes them, whatever the session has set; and a server that lies about types.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { until } from "./support/cluster.mjs";
import { exportFile, readWorkbook } from "./support/exports.mjs";
import { listen, logIn, message, remoteBody, startRemote, stateAfter } from "./support/remote.mjs";
import { makeScene, value } from "./support/scene.mjs";

const scene = await makeScene("remote_export");
const remote = await startRemote();
const { client } = scene;
const make = async (server, more) => (await client.request("POST", "/connections", remoteBody(server, more))).json;
const far = await make(remote, {});
const bounded = await make(remote, { name: "bounded", row_limit: 10 });
await remote.admin("set role ada; create table kept (n int); create table calls (n int)", "ada");
after(() => remote.stop());

const on = (connection, body) => exportFile({ client, connection }, body);
const csv = async (sql, more = {}) => on(far, { sql, format: "csv", ...more });
const everything = `select n as id, n::bigint * 10000000000 as big, n / 7.0 as num, n / 3.0::float8 as small, 'NaN'::float8 as nan, n % 2 = 0 as flag,
  date '2026-01-01' + n as day, timestamptz '2026-01-01 12:00+00' as at, timestamp '2026-01-01 01:02:03.5' as clock, time '12:34' as time, interval '1 year -2 days 3 h' as span,
  '{"a": [1,  2]}'::json as doc, '{"a": null}'::jsonb as docb, 'a' || n as name, '=1+1' as formula, null::int as nothing, '' as empty, decode('00ff', 'hex') as bytes, E'ü"\\n,\\t' as odd
  from generate_series(1, 3) n`;

test("every format gives what the same rows give on a local connection", async () => {
  for (const format of ["csv", "tsv", "json", "ndjson", "sql", "markdown"]) {
    const [here, there] = await Promise.all([exportFile(scene, { sql: everything, format }), on(far, { sql: everything, format })]);
    assert.equal(there.status, 200, there.text);
    assert.equal(there.text, here.text, format);
    assert.equal(there.headers.get("content-type"), here.headers.get("content-type"));
  }
  const sheet = (file) => readWorkbook(file.bytes);
  assert.deepEqual(sheet(await on(far, { sql: everything, format: "xlsx" })), sheet(await exportFile(scene, { sql: everything, format: "xlsx" })));
});

test("arrays and composites stay text in JSON; a name twice is told apart", async () => {
  assert.equal((await on(far, { sql: "select array[1,2] as a, row(1,'x') as a", format: "ndjson" })).text, '{"a":"{1,2}","a_2":"(1,x)"}\n');
});

test("a large result streams whole, and ends with the rows that are asked for", async () => {
  const all = await csv("select n, md5(n::text) from generate_series(1, 100000) n");
  assert.equal(all.text.split("\r\n").length, 100_002);
  assert.equal((await csv("select generate_series(1, 100000000) n", { row_limit: 2 })).text, "n\r\n1\r\n2\r\n");
});

test("parameters by name and number", async () => {
  assert.equal((await csv("select :a::int as a, :b::text as b", { parameters: { a: 1, b: null } })).text, "a,b\r\n1,\r\n");
  assert.equal((await csv("select $2::int as b, $1::int as a", { parameters: [1, 2] })).text, "b,a\r\n2,1\r\n");
});

test("in a session's transaction: its rows, and afterwards it is as it was", async () => {
  const session = "tab";
  await client.query(far, { sql: "set datestyle = 'German'; begin; insert into kept values (1)", session });
  assert.equal((await csv("select n, date '2026-01-31' as day from kept", { session })).text, "n,day\r\n1,2026-01-31\r\n");
  assert.equal((await csv("select n from kept", { session, read_only: true })).text, "n\r\n1\r\n");
  assert.equal((await csv("insert into kept values (2) returning n", { session, read_only: true })).error.code, "25006");
  assert.equal((await csv("select 1 / 0", { session })).error.code, "22012");
  assert.equal((await csv("insert into kept values (3) returning n", { session })).text, "n\r\n3\r\n");
  assert.equal((await csv("select n from kept, generate_series(1, 1000)", { session, row_limit: 1 })).text, "n\r\n1\r\n");
  const after = await client.query(far, { sql: "select count(*), to_char(sum(n), '9'), date '2026-01-31', current_setting('transaction_read_only') from kept", session });
  assert.deepEqual(after.statements[0].rows, [["2", " 4", "31.01.2026", "off"]]);
  await client.query(far, { sql: "rollback", session });
});

test("what fails leaves nothing behind, and no file", async () => {
  const refused = async (sql, code, more = {}) => assert.equal((await csv(sql, more)).error?.code, code, sql);
  await refused("select 1; select 2", "42601");
  await refused("insert into kept values (1)", "0A000");
  await refused("create table other (n int)", "0A000");
  await refused("copy kept to stdout", "0A000");
  await refused("select from kept", "0A000");
  await refused("insert into kept values (1) returning n", "25006", { read_only: true });
  assert.equal((await on(bounded, { sql: "select generate_series(1, 1000000)", format: "csv" })).error.code, "54000");
  assert.equal((await on(bounded, { sql: "select 1 as n", format: "csv" })).text, "n\r\n1\r\n");
  const broken = await csv("select n, 1 / (100000 - n), md5(n::text) from generate_series(1, 200000) n");
  assert.ok(broken.isBroken);
  assert.equal(value(await client.query(far, "select count(*) from kept")), "0");
  assert.equal((await csv("insert into kept values (5) returning n")).text, "n\r\n5\r\n");
  assert.equal(value(await client.query(far, "select count(*) from kept")), "1");
});

test("it is told while it runs, cancelled, and stands in the history", async () => {
  const running = csv("select generate_series(1, 1000000000) as endless");
  const item = await until("the export", async () => (await client.request("GET", "/queries")).json.items.find((each) => each.sql.includes("endless") && each.export?.rows > 1000));
  assert.equal((await client.request("DELETE", `/queries/${item.query_id}`)).status, 202);
  assert.ok((await running).isBroken);
  await until("its end there", async () => (await remote.admin("select count(*) from pg_stat_activity where query ~ 'endless' and state = 'active' and pid <> pg_backend_pid()")) === "0");
});

test("R-38: a server that lies about types writes nothing into a file that its types do not allow", async () => {
  let sent = { type: 23, value: "1" };
  const int16 = (number) => Buffer.from([number >> 8, number & 255]);
  const fake = await listen((socket) => {
    let state = "I";
    logIn(socket, (to, type, asked) => {
      if (type === "Q") to.write(Buffer.concat([message("C", "DONE\0"), message("Z", (state = stateAfter(asked, state)))]));
      if (type !== "S") return;
      const columns = (count) => message("T", int16(count), ...Array.from({ length: count }, () => [Buffer.from("x\0"), 0, int16(0), sent.type, int16(0xffff), -1, int16(0)]).flat());
      const row = (count) => message("D", int16(count), ...Array.from({ length: count }, () => [Buffer.byteLength(sent.value), sent.value]).flat());
      const more = sent.widens ? [columns(60), row(60)] : [];
      to.write(Buffer.concat([message("1"), message("2"), columns(1), row(1), ...more, message("C", "SELECT 1\0"), message("Z", state)]));
    });
  });
  after(() => fake.stop());
  const hostile = await make(fake, { name: "hostile" });
  for (const [type, text] of [[23, '1,"x":2'], [23, "=1+1"], [16, "maybe"], [1082, "=cmd|' /C calc'!A0"], [1184, '2026" x'], [114, "}{"], [3802, "=1"], [701, "1e"], [1186, "=HYPERLINK(0)"]]) {
    sent = { type, value: text };
    for (const format of ["csv", "json", "sql"]) {
      const { text: file, error } = await on(hostile, { sql: "select 1", format });
      assert.ok(["08P01", "22P02"].includes(error?.code), `${type} ${text} ${format}: ${file}`);
    }
  }
  sent = { type: 25, value: "=1+1" };
  assert.match((await on(hostile, { sql: "select 1", format: "csv" })).text, /^x\r\n'=1\+1\r\n$/);
  sent = { type: 25, value: "a", widens: true };
  assert.ok(["08P01", "XX000"].includes((await on(hostile, { sql: "select 1", format: "csv" })).error?.code));
});
