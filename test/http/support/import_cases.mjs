// What importing promises, on whatever server the table is: import.test.mjs runs it on a local connection, import_remote.test.mjs on one
// to another server.
import assert from "node:assert/strict";
import test from "node:test";
import { isSanitized, gatewayPid, privateKib, until } from "./cluster.mjs";

/**
 * `scene` as of makeScene, whose psql, admin and query lead to the tables; its `name` is that of the role. `reader()` gives a connection
 * that is read-only, `runnerPid()` the process that serves the scene's connection.
 */
export async function importCases(scene, { reader, runnerPid }) {
  const target = (name) => ({ relation: { schema: "public", name } });

  /** Sends one part: options and its bytes or text. */
  async function send(options, data, more = {}) {
    const body = Buffer.concat([Buffer.from(`${JSON.stringify({ is_last: true, ...options })}\n`), Buffer.from(data)]);
    return await scene.client.request("POST", `/connections/${scene.connection.id}/import`, new Uint8Array(body), more);
  }
  const taken = async (options, data) => {
    const answer = await send(options, data);
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  };
  const refused = async (options, data, status, code, message) => {
    const answer = await send(options, data);
    assert.deepEqual([answer.status, answer.error?.code], [status, code], answer.text);
    assert.match(answer.error.message, message);
    return answer.error;
  };
  const table = async (name, columns) => await scene.psql(`drop table if exists ${name} cascade; create table ${name} (${columns})`);
  const all = async (sql) => await scene.psql(sql);

  test("CSV goes in as COPY reads it: header, quotes, nulls, defaults, generated and identity columns", async () => {
    await table("plain", "id int generated always as identity, name text, n int default 7, twice int generated always as (n * 2) stored");
    const csv = '\uFEFFname,n\r\n"a ""quoted"", one",1\r\n"two\nlines",2\r\n,3\r\n"",4';
    assert.deepEqual(await taken({ ...target("plain"), columns: ["name", "n"], header: true }, csv), { rows: 4, bytes: Buffer.byteLength(csv), lines: 5, bad_lines: [] });
    assert.equal(await all("select json_agg(p order by id) from plain p"),
      `[{"id":1,"name":"a \\"quoted\\", one","n":1,"twice":2}, \n {"id":2,"name":"two\\nlines","n":2,"twice":4}, \n {"id":3,"name":null,"n":3,"twice":6}, \n {"id":4,"name":"","n":4,"twice":8}]`);
    await taken({ ...target("plain"), columns: ["name"], delimiter: ";", quote: "'", null: "-" }, "'x;y'\n-\n");
    assert.equal(await all("select coalesce(name, 'NULL') || n from plain where id > 4 order by id"), "x;y7\nNULL7");
    await taken({ ...target("plain"), columns: ["name", "n"], format: "text" }, "a\\tb\t1\n\\N\t2\n");
    assert.equal(await all("select name from plain where id = 7"), "a\tb");
    await taken({ ...target("plain"), columns: ["name"], encoding: "LATIN1" }, Buffer.from([0xe9, 0x0a]));
    assert.equal(await all("select name from plain where id = 9"), "é");
  });

  test("a part that was sent ahead is taken only where the one before it has ended", async () => {
    await table("ahead", "id int primary key");
    const part = (first_byte, text, more = {}) => taken({ ...target("ahead"), columns: ["id"], session: "ahead", first_byte, is_last: false, ...more }, text);
    const nothing = { rows: 0, bytes: 0, lines: 0, bad_lines: [] };
    await scene.query({ sql: "BEGIN", session: "ahead" });
    assert.deepEqual(await part(4, "3\n", { follows: true }), nothing, "nothing was before it");
    assert.equal((await part(0, "1\n2\n3")).bytes, 4);
    assert.deepEqual(await part(5, "4\n", { follows: true }), nothing, "the one before was not taken whole");
    assert.equal((await part(4, "3\n", { follows: true })).rows, 1);
    assert.deepEqual(await part(4, "3\n", { follows: true }), nothing, "it was taken already");
    assert.equal((await part(6, "4\n", { follows: true })).rows, 1);
    await scene.query({ sql: "COMMIT", session: "ahead" });
    assert.equal(await all("select string_agg(id::text, ',' order by id) from ahead"), "1,2,3,4");
    await refused({ ...target("ahead"), columns: ["id"], session: "ahead", first_byte: 8, is_last: false }, "x\n", 400, "22P02", /invalid input syntax/);
    assert.deepEqual(await part(10, "5\n", { follows: true }), nothing, "the one before has failed");
    assert.equal((await part(20, "6\n")).rows, 1, "what follows nothing goes on anywhere");
    assert.equal((await part(22, "7\n", { follows: true })).rows, 1);
  });

  test("parts of a session wait behind one another, a statement does not behind them, nor they behind a statement", async () => {
    await table("behind", "id int primary key");
    await scene.psql("insert into behind values (1)");
    const part = (first_byte, text, follows = true) => send({ ...target("behind"), columns: ["id"], session: "behind", first_byte, follows, is_last: false }, text);
    await scene.query({ sql: "SELECT 1", session: "behind" });
    await scene.query({ sql: "BEGIN; LOCK TABLE behind IN ACCESS EXCLUSIVE MODE", session: "locker" });
    const first = part(0, "2\n", false);
    await until("the first part to wait", async () => (await scene.admin(`select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename = '${scene.name}'`)) === "1");
    const second = part(2, "3\n");
    const third = part(4, "4\n");
    assert.equal((await scene.query({ sql: "SELECT 1", session: "behind" })).error.code, "55006");
    await scene.query({ sql: "COMMIT", session: "locker" });
    const answers = [];
    for (const answer of [first, second, third]) answers.push((await answer).json);
    // The second and the third travel on connections of their own: which comes first is not told.
    assert.deepEqual(answers.slice(0, 2).map(({ rows }) => rows), [1, answers[1].rows]);
    assert.equal(await all("select count(*) from behind"), String(1 + answers.reduce((sum, { rows }) => sum + rows, 0)));
    assert.ok(answers[1].rows === 1 || answers[2].rows === 0);
    const sleep = scene.query({ sql: "SELECT pg_sleep(1)", session: "behind" });
    await until("the statement to run", async () => (await scene.admin(`select count(*) from pg_stat_activity where wait_event = 'PgSleep' and usename = '${scene.name}'`)) === "1");
    assert.equal((await part(6, "5\n")).error.code, "55006");
    await sleep;
  });

  test("a file in parts loses and doubles no line, wherever it is cut", async () => {
    await table("parts", "id int, word text");
    const lines = Array.from({ length: 500 }, (_, i) => `${i},"a ""b"",\n${"é".repeat(i % 7)}"\n`).join("");
    const file = Buffer.from(lines);
    let offset = 0, line = 1, sent = 0, rows = 0;
    for (let size = 1; offset < file.length; size = (size * 7) % 301 + 20) {
      const end = Math.min(offset + size, file.length);
      const answer = await taken({ ...target("parts"), columns: ["id", "word"], first_line: line, is_last: end === file.length }, file.subarray(offset, end));
      offset += answer.bytes;
      line += answer.lines;
      rows += answer.rows;
      assert.ok(++sent < 2000, "it goes on");
    }
    assert.equal(rows, 500);
    assert.equal(await all("select count(*), count(distinct id), sum(length(word)) from parts"), `500|500|${lines.match(/é/g).length + 500 * 7}`);
  });

  test("an error names the file's line and column, and leaves nothing of a part", async () => {
    await table("strict", "id int primary key, n int check (n < 100)");
    const columns = ["id", "n"];
    const error = await refused({ ...target("strict"), columns, first_line: 1001 }, '1,1\n2,"3\n"\n4,x\n', 400, "22P02", /invalid input syntax for type integer/);
    assert.match(error.where, /COPY strict, line 1004, column n: "x"/);
    assert.match((await refused({ ...target("strict"), columns }, "1,1\n2,100\n", 409, "23514", /check constraint/)).where, /line 2/);
    await refused({ ...target("strict"), columns: ["id", "gone"] }, "1,1\n", 400, "42703", /gone/);
    await refused({ ...target("nothing"), columns }, "1,1\n", 400, "42P01", /nothing/);
    await refused({ ...target("strict"), columns }, "1,1,1\n", 400, "22P04", /extra data/);
    assert.equal(await all("select count(*) from strict"), "0");
  });

  test("by a key: what is there is changed or stays, the last of several lines holds", async () => {
    await table("keyed", "id int primary key, name text, untouched int default 5");
    await all("insert into keyed values (1, 'old', 1), (2, 'old', 2)");
    const upsert = { ...target("keyed"), columns: [null, "id", "name"], key: ["id"], header: true };
    assert.equal((await taken(upsert, "skipped,id,name\nx,1,first\nx,3,new\nx,1,last\n")).rows, 2);
    assert.equal(await all("select id, name, untouched from keyed order by id"), "1|last|1\n2|old|2\n3|new|5");
    assert.equal((await taken({ ...upsert, on_conflict: "nothing" }, "h,h,h\nx,1,never\nx,4,four\n")).rows, 1);
    assert.equal(await all("select name from keyed where id in (1, 4) order by id"), "last\nfour");
    await refused({ ...upsert, key: ["name"] }, "h,h,h\nx,1,a\n", 400, "42P10", /unique or exclusion constraint/);
    await taken({ ...target("keyed"), columns: ["id", "name"], fields: ["key", "of it"], key: ["id"], format: "ndjson" }, '{"key":1,"of it":"json","more":[1]}\n\n{"key":9,"of it":null}\n');
    assert.equal(await all("select id, coalesce(name, 'NULL') from keyed where id in (1, 9) order by id"), "1|json\n9|NULL");
    assert.equal(await all("select count(*) from pg_class where relname = 'studio_import'"), "0");
  });

  test("lines that are wrong are left out and told, up to as many as are allowed", async () => {
    await table("parent", "id int primary key");
    await table("skips", "id int primary key, n int check (n < 100), parent int references parent");
    await all("insert into parent values (1)");
    const bad = new Map([[3, "x,1,1"], [10, "10,100,1"], [11, "1,1,1"], [500, "500,1,2"], [999, "999,1"], [1000, "1000,1,77"]]);
    const file = Array.from({ length: 1000 }, (_, i) => `${bad.get(i + 1) ?? `${i + 1},1,1`}\n`).join("");
    const options = { ...target("skips"), columns: ["id", "n", "parent"], skip_bad_lines: 6 };
    for (const more of [{}, { key: ["id"], on_conflict: "update" }]) {
      await all("truncate skips");
      const answer = await taken({ ...options, ...more }, file);
      const codes = { 3: "22P02", 10: "23514", 11: "23505", 500: "23503", 999: "22P04", 1000: "23503" };
      if (more.key) delete codes[11];
      assert.deepEqual(Object.fromEntries(answer.bad_lines.map((each) => [each.line, each.code])), codes);
      assert.equal(await all("select count(*) from skips"), "994");
    }
    await all("truncate skips");
    await refused({ ...options, skip_bad_lines: 2 }, file, 409, "23505", /duplicate key/);
    assert.equal(await all("select count(*) from skips"), "0", "one too many ends it, and nothing stays");
    const message = (await taken({ ...options, skip_bad_lines: 1 }, "x,1,1\n")).bad_lines[0];
    assert.match(message.message, /invalid input syntax for type integer: "x"/);
  });

  test("of JSON a column of type json gets the text as it stood, and lines that PostgreSQL cannot read are told", async () => {
    await table("documents", "id int primary key, doc json, word text");
    const file = ['{"id": 1, "doc": {"b": 1.0,  "a": [1, 2.50], "a": null}}', '{"id": 2, "word": "\\u0000"}', '{"id": 3, "doc": }', "[4]", '{"id": 5, "word": "five"}', ""].join("\n");
    const { bad_lines } = await taken({ ...target("documents"), columns: ["id", "doc", "word"], format: "ndjson", skip_bad_lines: 3 }, file);
    assert.deepEqual(bad_lines.map(({ line, code }) => [line, code]), [[2, "22P05"], [3, "22P02"], [4, "22023"]]);
    assert.equal(await all("select string_agg(concat_ws(' ', id, doc, word), '; ' order by id) from documents"), '1 {"b": 1.0,  "a": [1, 2.50], "a": null}; 5 five');
  });

  test("in a transaction of a session: all or nothing, and a session that is gone is not begun anew", async () => {
    await table("held", "id int");
    const part = { ...target("held"), columns: ["id"], session: "held", requires_session: true };
    assert.equal((await send(part, "1\n")).error.code, "ST016");
    await scene.query({ sql: "begin", session: "held" });
    await taken(part, "1\n2\n");
    assert.equal(await all("select count(*) from held"), "0");
    await scene.query({ sql: "rollback", session: "held" });
    assert.equal(await all("select count(*) from held"), "0");
    await scene.query({ sql: "begin", session: "held" });
    await taken(part, "1\n2\n");
    await refused(part, "x\n", 400, "22P02", /invalid input/);
    await refused(part, "3\n", 400, "25P02", /aborted/);
    await scene.client.request("DELETE", `/sessions/held?connection=${scene.connection.id}`);
    assert.equal(await all("select count(*) from held"), "0");
  });

  test("the role's rights and policies hold", async () => {
    await scene.admin(`create table public.foreign_rows (id int, secret int); grant insert (id) on public.foreign_rows to ${scene.name}`);
    await taken({ ...target("foreign_rows"), columns: ["id"] }, "1\n");
    await refused({ ...target("foreign_rows"), columns: ["id", "secret"] }, "1,1\n", 403, "42501", /permission denied/);
    for (const more of [{}, { columns: [null, "secret"] }]) {
      const skipping = { ...target("foreign_rows"), columns: ["id", "secret"], skip_bad_lines: 5, ...more };
      await refused(skipping, "1,1\n", 403, "42501", /permission denied/); // no line is at fault
    }
    await scene.admin(`create table public.governed (id int); grant insert on public.governed to ${scene.name}; alter table public.governed enable row level security; create policy p on public.governed for insert with check (id < 10)`);
    assert.equal((await taken({ ...target("governed"), columns: ["id"] }, "1\n2\n")).rows, 2);
    await refused({ ...target("governed"), columns: ["id"] }, "11\n", 403, "42501", /row-level security/);
    const skipped = await taken({ ...target("governed"), columns: ["id"], skip_bad_lines: 5 }, "3\n11\n4\n");
    assert.deepEqual([skipped.rows, skipped.bad_lines[0].line, skipped.bad_lines[0].code], [2, 2, "42501"]);
    const connection = await reader();
    const answer = await scene.client.request("POST", `/connections/${connection.id}/import`, `${JSON.stringify({ ...target("held"), columns: ["id"], is_last: true })}\n1\n`);
    assert.deepEqual([answer.status, answer.error?.code], [403, "25006"], answer.text);
  });

  test("hostile bytes get a clear refusal", async () => {
    await table("hostile", "a text");
    const options = { ...target("hostile"), columns: ["a"] };
    await refused(options, Buffer.from([0x61, 0x00, 0x62, 0x0a]), 400, "22021", /invalid byte sequence/);
    await refused(options, Buffer.from([0x61, 0xff, 0x0a]), 400, "22021", /invalid byte sequence/);
    await refused(options, 'a\n"b\n', 400, "22P04", /unterminated CSV quoted field/);
    await refused(options, "a\n\\.\nb\n", 400, "22P04", /line 2 of the file is COPY's mark of an end/);
    await refused({ ...options, is_last: false }, `"${"x".repeat((8 << 20) - 1)}`, 400, "54000", /line 1 of the file is too long/);
    await refused(options, "x".repeat((8 << 20) + 1), 400, "54000", /part of the file is too large/);
    await refused({ ...options, encoding: "no such" }, "a\n", 400, "22023", /encoding/);
    await refused({ ...options, delimiter: "\n" }, "a\n", 400, "22023", /delimiter/);
    await refused({ ...options, format: "xlsx" }, "a\n", 400, "22023", /"format"/);
    await refused({ ...options, columns: ['a"; drop table hostile; --'] }, "a\n", 400, "42703", /does not exist/);
    assert.equal(await all("select count(*) from hostile"), "0");
  });

  test("whoever goes away in the middle of a part leaves nothing of it; history and audit tell of it without content", async () => {
    await table("slow", "id int");
    await all("create function wait() returns trigger language plpgsql as 'begin perform pg_sleep(0.05); return new; end'; create trigger wait before insert on slow for each row execute function wait()");
    const gone = new AbortController();
    const sent = send({ ...target("slow"), columns: ["id"] }, Array.from({ length: 2000 }, (_, i) => `${i}\n`).join(""), { signal: gone.signal });
    const active = async () => Number(await scene.admin(`select count(*) from pg_stat_activity where state = 'active' and query ~ '^COPY "?public"?[.]"?slow'`));
    await until("it runs", async () => (await active()) === 1);
    gone.abort();
    await assert.rejects(sent);
    await until("it has ended", async () => (await active()) === 0);
    assert.equal(await all("select count(*) from slow"), "0");
    await table("told", "id int, word text");
    const answer = await send({ ...target("told"), columns: ["id", "word"] }, "1,secret-content\n");
    const id = answer.headers.get("x-request-id");
    await until("the audit trail", async () => (await scene.client.request("GET", "/audit?action=data_imported")).json.items.some((item) => item.subject_id === id));
    const line = await until("the history", async () => (await scene.client.request("GET", "/history")).json.items.find((item) => item.id === id));
    assert.match(line.sql, /^COPY "public"."told" \("id", "word"\) FROM STDIN/);
    assert.doesNotMatch(JSON.stringify(line), /secret-content/);
  });

  test("memory does not grow with the file", { skip: isSanitized }, async () => {
    await table("wide", "id int, a text, b text");
    const gateway = await gatewayPid();
    const part = Buffer.from(Array.from({ length: 20_000 }, (_, i) => `${i},${"x".repeat(40)},${"y".repeat(40)}\n`).join(""));
    const send2 = async () => assert.equal((await taken({ ...target("wide"), columns: ["id", "a", "b"] }, part)).rows, 20_000);
    for (let n = 0; n < 3; n++) await send2();
    const runner = await runnerPid();
    const before = [await privateKib(gateway), await privateKib(runner)];
    for (let n = 0; n < 25; n++) await send2();
    const grown = [(await privateKib(gateway)) - before[0], (await privateKib(runner)) - before[1]];
    assert.ok(grown.every((kib) => kib < 16 * 1024), `gateway and runner grew by ${grown} KiB`);
  });
  return { target, send, taken, refused, table };
}
