// Servers that are not there, do not answer, let anybody in, are forbidden, or are hostile: an honest error in time, and the next
// request works.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { collect } from "./support/client.mjs";
import { gatewayPid, log, openFiles, until, workers } from "./support/cluster.mjs";
import { int32, listen, logIn, message, remoteBody, startRemote, stateAfter } from "./support/remote.mjs";
import { makeScene, value } from "./support/scene.mjs";

const scene = await makeScene("remote_refusals");
const server = await startRemote();
after(() => server.stop());
const { client } = scene;
const tryOut = (more) => client.request("POST", "/connections/test", remoteBody(server, more));
const connect = async (more) => (await client.request("POST", "/connections", remoteBody(server, { name: "hostile", ...more }))).json;

const good = await connect({ name: "good" }); // its runner stays: one that is idle

async function closedPort() {
  const { pg_port, stop } = await listen(() => {});
  stop();
  return pg_port;
}

for (const [name, more, code, pattern] of [
  ["wrong password", { password: "wrong" }, "42501", /password authentication failed/],
  ["no such database", { database: "nowhere" }, "3D000", /database "nowhere" does not exist/],
  ["trust instead of a password", { user: "trusted" }, "42501", /password is required/],
  ["TLS where there is none", { sslmode: "require" }, "08001", /SSL/],
  ["a name that nobody has", { host: "nobody.invalid" }, "08001", /could not translate host name/],
  ["a closed port", { port: await closedPort() }, "08001", /refused/],
]) {
  test(`${name === "trust instead of a password" ? "R-23 " : ""}said plainly: ${name}`, async () => {
    const { error, status, text } = await tryOut(more);
    assert.equal(error?.code, code, text);
    assert.match(error.message, pattern);
    assert.notEqual(status, 401);
  });
}

test("R-20, R-21 what is forbidden gets one constant text, whatever is there", async () => {
  const texts = new Set();
  for (const host of ["127.0.0.2", "10.0.0.1", "169.254.169.254", "::1", "0.0.0.0", "192.168.0.1", "2130706434", "0x7f.2"]) {
    const { error, text } = await tryOut({ host });
    assert.equal(error?.code, "42501", `${host}: ${text}`);
    texts.add(error.message);
  }
  assert.equal(texts.size, 1);
});

test("R-22 what is not on the list of fields is refused", async () => {
  for (const more of [{ passfile: "x" }, { service: "x" }, { hostaddr: "127.0.0.1" }, { parameters: { options: "-c x=y" } }, { parameters: { sslkey: "x" } },
    { host: "/var/run/postgresql" }, { host: "@abstract" }, { host: "a,b" }, { sslmode: "sometimes" }, { port: 0 }, { port: "x" }]) {
    const { status, text } = await tryOut(more);
    assert.equal(status, 400, `${JSON.stringify(more)}: ${text}`);
  }
  // A database name that looks like a connection string is a name.
  assert.equal((await tryOut({ database: "host=10.0.0.1 dbname=ada" })).error.code, "3D000");
});

test("a server that never answers: within the time", async () => {
  const silent = await listen(() => {});
  const started = Date.now();
  const { error } = await tryOut({ port: silent.pg_port, parameters: { connect_timeout: 2 } });
  silent.stop();
  assert.equal(error.code, "08001");
  assert.match(error.message, /timeout expired/);
  assert.ok(Date.now() - started < 5000);
});

test("a server that talks rubbish", async () => {
  for (const rubbish of ["HTTP/1.1 200 OK\r\n\r\n", "\0".repeat(5000), "N".repeat(5000), "E\0\0\0\x05\0", "R\x7f\xff\xff\xff"]) {
    const odd = await listen((socket) => socket.write(rubbish));
    const { error, text } = await tryOut({ port: odd.pg_port, parameters: { connect_timeout: 2 } });
    odd.stop();
    assert.equal(error?.code, "08001", text);
  }
});

/** A server that lets us in and answers the statement of the client with `attack`, all others with an empty success. */
const hostile = (attack) =>
  listen((socket) => logIn(socket, (to, type) => {
    if (type !== "Q" && type !== "S") return;
    attack(to);
  }));

const attacks = {
  "an endless row": (to) => {
    to.write(Buffer.concat([message("T", "\0\x01", "a\0", 0, "\0\0", 25, "\0\x04", -1, "\0\0"), Buffer.from("D"), int32(1 << 30), Buffer.from("\0\x01"), int32((1 << 30) - 10)]));
    const block = Buffer.alloc(1 << 20, 65);
    const more = () => { while (to.writable && to.write(block)); };
    to.on("drain", more);
    more();
  },
  "endless notices": (to) => {
    const block = Buffer.concat(Array.from({ length: 1000 }, () => message("N", "SNOTICE\0C00000\0Mx\0\0")));
    const more = () => { while (to.writable && to.write(block)); };
    to.on("drain", more);
    more();
  },
  "endless settings": (to) => {
    let count = 0;
    const more = () => {
      while (to.writable && to.write(Buffer.concat(Array.from({ length: 1000 }, () => message("S", `name${count++}\0${"v".repeat(1000)}\0`)))));
    };
    to.on("drain", more);
    more();
  },
  "an error without fields": (to) => to.write(Buffer.concat([message("E", "\0"), message("Z", "I")])),
  "COPY BOTH": (to) => to.write(message("W", "\0\0\0")),
  "an end in the middle": (to) => to.destroy(),
};

for (const [name, attack] of Object.entries(attacks)) {
  test(`R-38 a hostile server: ${name}`, async () => {
    const odd = await hostile(attack);
    const connection = await connect({ port: odd.pg_port });
    const answer = await client.query(connection, { sql: "SELECT 1", timeout_ms: 4000 });
    assert.ok(answer.error, JSON.stringify(answer.messages).slice(0, 300));
    assert.doesNotMatch(answer.error.detail ?? "", /message type "T"/, "the attack itself is well-formed");
    odd.stop();
    assert.equal(value(await scene.query("SELECT 1")), 1);
    assert.equal(value(await client.query(good, "SELECT 1")), 1);
    await client.request("DELETE", `/connections/${connection.id}`);
  });
}

/** A server that answers statements with the columns, rows (texts or null) and tag that `said` gives for their text. */
const liar = (said) => listen((socket) => {
  let parsed = "";
  let state = "I";
  const field = (text) => (text === null ? int32(-1) : Buffer.concat([int32(Buffer.byteLength(text)), Buffer.from(text)]));
  const count = (number) => Buffer.from([number >> 8, number & 255]);
  logIn(socket, (to, type, text) => {
    if (type === "P") parsed = text.split("\0")[1];
    if (type !== "Q" && type !== "S") return;
    const sql = type === "Q" ? text : parsed;
    const { columns = 0, rows = [], tag = "SET" } = said(sql) ?? {};
    state = stateAfter(sql, state);
    const described = columns > 0 ? [message("T", count(columns), ...Array.from({ length: columns }, () => Buffer.concat([Buffer.from("a\0"), int32(0), Buffer.from([0, 0]), int32(25), Buffer.from([255, 255]), int32(-1), Buffer.from([0, 0])])))] : type === "Q" ? [] : [message("n")];
    to.write(Buffer.concat([...(type === "Q" ? [] : [message("1"), message("2")]), ...described,
      ...rows.map((row) => message("D", count(row.length), ...row.map(field))), message("C", `${tag}\0`), message("Z", state)]));
  });
});

test("R-38 a server that lies while rows are changed: nothing is told to be saved, and nobody falls", async () => {
  const facts = [["id", "t", "pg_catalog.int4", "OPERATOR(pg_catalog.=)", "f", "23 int4"], ["v", "t", "pg_catalog.text", null, "f", null]];
  const truth = (sql) => {
    if (/^WITH RECURSIVE|^\nWITH RECURSIVE/.test(sql)) return { columns: 6, rows: facts, tag: "SELECT 2" };
    if (/^UPDATE/.test(sql)) return { columns: 2, rows: [["1", "x"]], tag: "UPDATE 1" };
    if (/xact_id/.test(sql)) return { columns: 1, rows: [["77"]], tag: "SELECT 1" };
    return { tag: /^\w+/.exec(sql)?.[0] ?? "" };
  };
  const lies = {
    "nothing but the truth": [() => null, null],
    "facts of one column": [(sql) => /RECURSIVE/.test(sql) && { columns: 1, rows: [["x"]], tag: "SELECT 1" }, "08P01"],
    "facts that are all null": [(sql) => /RECURSIVE/.test(sql) && { columns: 6, rows: [Array(6).fill(null)], tag: "SELECT 1" }, "42703"],
    "no facts": [(sql) => /RECURSIVE/.test(sql) && { columns: 6, tag: "SELECT 0" }, "42P01"],
    "types that are none": [(sql) => /RECURSIVE/.test(sql) && { columns: 6, rows: [["id", "t", "'", "\"", "f", "x y\n-1 z\n99999999999 \u00e9"]], tag: "SELECT 1" }, null],
    "an UPDATE of a million rows": [(sql) => /^UPDATE/.test(sql) && { columns: 2, rows: [["1", "x"]], tag: "UPDATE 1000000" }, "21000"],
    "an UPDATE that counts nonsense": [(sql) => /^UPDATE/.test(sql) && { columns: 2, rows: [["1", "x"]], tag: "UPDATE 99999999999999999999999" }, "21000"],
    "a COMMIT that was none": [(sql) => /^COMMIT/.test(sql) && { tag: "ROLLBACK" }, "08P01"],
    "a COMMIT with rows": [(sql) => /^COMMIT/.test(sql) && { columns: 1, rows: [["x"]], tag: "SELECT 1" }, "08P01"],
    "an id of a transaction that is none": [(sql) => /xact_id/.test(sql) && { columns: 3, rows: [["\"}", "x", null]], tag: "SELECT 1" }, null],
  };
  for (const [name, [lie, code]] of Object.entries(lies)) {
    const odd = await liar((sql) => lie(sql) || truth(sql));
    const connection = await connect({ port: odd.pg_port });
    const response = await client.open("POST", `/connections/${connection.id}/rows/change`, { changes: [{ kind: "update", relation: { schema: "public", name: "t" }, key: { id: 1 }, values: { id: 2 } }], timeout_ms: 4000 });
    const answer = await collect(response);
    assert.equal(answer.error?.code ?? null, code, `${name}: ${JSON.stringify(answer.messages).slice(0, 400)}`);
    assert.equal(answer.end?.status ?? "failed", code === null ? "ok" : "failed", name);
    odd.stop();
    await client.request("DELETE", `/connections/${connection.id}`);
  }
  assert.equal(value(await client.query(good, "SELECT 1")), 1);
});

test("R-38 a server that lies about what would be destroyed: the answer keeps its form, or is an error, and nobody falls", async () => {
  const plan = JSON.stringify([{ Plan: { "Node Type": "ModifyTable", Operation: "Delete", Schema: "public", "Relation Name": "t", Plans: [{ "Node Type": "Seq Scan", "Parent Relationship": "Outer", "Plan Rows": 7 }] } }]);
  const questions = {
    relation: [/has_any_column_privilege/, [["16400", "t", "r", "t", "t", "t", "t", "t"]]],
    plan: [/^EXPLAIN/, [[plan]]],
    "relation of the plan": [/^\nSELECT c\.oid FROM/, [["16400"]]],
    targets: [/m\.own_rows/, [["table public.t", "public", "t", "table", "7", "0", "7"]]],
    members: [/place, relation FROM member/, [["1", "16400"]]],
    cascades: [/conname AS constraint/, [["public", "u", "u_fkey", "cascade", "delete", "1", "5"]]],
    triggers: [/AS is_for_each_row/, [["public", "t", "fires", "public.f", "t", "CREATE TRIGGER"]]],
    "lock holders": [/pg_locks/, [["77", "ada", "psql", "active", "AccessShareLock", "t", "public", "t", "2026-01-01"]]],
    dependents: [/pg_catalog\.pg_depend d/, [["1259", "16401", "0", "f", "3", "1", "1", "t", "3"]]],
    descriptions: [/^\nSELECT pg_catalog\.pg_describe_object/, [["view v"]]],
    "what is counted": [/has_table_privilege\(c\.oid, 'SELECT'\)/, [["SELECT counted"]]],
    count: [/^SELECT counted/, [["7"]]],
    "counted before": [/json_agg/, [["[]"]]],
    "changed tables": [/json_array_elements/, [["public", "t", "0", "0", "7"]]],
  };
  const truth = (sql) => {
    const [, rows] = Object.values(questions).find(([pattern]) => pattern.test(sql)) ?? [];
    if (rows) return { columns: rows[0].length, rows, tag: `SELECT ${rows.length}` };
    return { tag: /^delete/.test(sql) ? "DELETE 7" : /^drop/.test(sql) ? "DROP TABLE" : (/^\w+/.exec(sql)?.[0] ?? "") };
  };
  const forms = {
    "no table": () => ({ tag: "SET" }),
    "one column too many": (rows) => ({ columns: rows[0].length + 1, rows: [[...rows[0], "x"]] }),
    "no row": (rows) => ({ columns: rows[0].length }),
    nulls: (rows) => ({ columns: rows[0].length, rows: [rows[0].map(() => null)] }),
    nonsense: (rows) => ({ columns: rows[0].length, rows: [rows[0].map(() => "\"}],\u0007 NaN -1")] }),
    "huge numbers": (rows) => ({ columns: rows[0].length, rows: [rows[0].map(() => "9".repeat(400))] }),
    "many rows": (rows) => ({ columns: rows[0].length, rows: Array(30_000).fill(rows[0]) }),
  };
  const numberOrNull = (it) => it === null || typeof it === "number";
  let lied = false;
  let lie = () => null;
  const odd = await liar((sql) => {
    const told = lie(sql);
    lied ||= Boolean(told);
    return told ?? truth(sql);
  });
  const connection = await connect({ port: odd.pg_port });
  const ask = () => client.request("POST", `/connections/${connection.id}/effect`, { sql: "delete from t; drop table t", dry_run: true });
  const honest = await ask();
  assert.equal(honest.status, 200, honest.text);
  const [removed, dropped] = honest.json.statements;
  assert.deepEqual([removed.error, removed.estimated_rows, removed.cascades[0].estimated_rows, removed.triggers[0].is_for_each_row, removed.lock_holders[0].pid], [null, 7, 5, true, 77]);
  assert.deepEqual([dropped.error, dropped.estimated_rows, dropped.dependents], [null, 10, { count: 1, cascade_count: 1, is_complete: true, items: [{ description: "view v", is_automatic: false, estimated_rows: 3 }] }]);
  assert.deepEqual([honest.json.dry_run.statements.map((it) => it.row_count), honest.json.dry_run.tables[0].deleted], [[7, 7], 7]);
  for (const [question, [pattern, rows]] of Object.entries(questions)) {
    for (const [form, make] of Object.entries(forms)) {
      lied = false;
      lie = (sql) => (pattern.test(sql) && Object.values(questions).find(([each]) => each.test(sql))[0] === pattern ? { tag: "SELECT 1", ...make(rows) } : null);
      const answer = await ask();
      const name = `${question}: ${form}: ${answer.text.slice(0, 300)}`;
      assert.ok(lied, name);
      assert.ok(answer.status === 200 || answer.json.error.code.length === 5, name);
      for (const each of answer.json.statements ?? []) {
        assert.ok(numberOrNull(each.estimated_rows) && each.targets.length <= 64 && each.cascades.length <= 100 && each.lock_holders.length <= 100, name);
        assert.ok([...each.targets, ...each.cascades].every((it) => numberOrNull(it.estimated_rows)), name);
        assert.ok((each.dependents?.items.length ?? 0) <= 100, name);
      }
    }
  }
  odd.stop();
  await client.request("DELETE", `/connections/${connection.id}`);
  assert.equal(value(await client.query(good, "SELECT 1")), 1);
  assert.equal((await log()).includes("terminating any other active server processes"), false);
});

test("R-38 a server that lies while a file comes in: nothing is told to be in, and nobody falls", async () => {
  const truth = (sql) => {
    if (/row_security_active/.test(sql)) return { columns: 3, rows: [["t", "id", "pg_catalog.int4"], ["t", "v", "pg_catalog.text"]], tag: "SELECT 2" };
    return { tag: /^COPY/.test(sql) ? "COPY 1" : /^INSERT/.test(sql) ? "INSERT 0 1" : (/^\w+/.exec(sql)?.[0] ?? "") };
  };
  const facts = (rows, columns = 3) => (sql) => /row_security_active/.test(sql) && { columns, rows, tag: "SELECT 1" };
  const lies = {
    "COPY that is done before it has read": [() => null, {}, 0], // the liar never asks for the data: COMMAND OK at once
    "facts of one column": [facts([["x"]], 1), {}, "08P01"],
    "facts that are all null": [facts([[null, null, null]]), {}, "42703"],
    "no facts": [facts([]), {}, "42703"],
    "types that are none": [facts([["f", "id", "');--"], ["f", "v", "\u00e9\""]]), {}, 0],
    "a table for COPY": [(sql) => /^COPY/.test(sql) && { columns: 1, rows: [["x"]], tag: "COPY 99999999999999999999" }, {}, "08P01"],
    "a count that is none": [(sql) => /^COPY/.test(sql) && { tag: "COPY x" }, {}, 0],
    "rows for an INSERT": [(sql) => /^INSERT/.test(sql) && { columns: 2, rows: [["1", "2"]], tag: "SELECT 1" }, { key: ["id"] }, 0],
    "a COMMIT that was none": [(sql) => /^COMMIT/.test(sql) && { tag: "ROLLBACK" }, {}, "08P01"],
    "a savepoint with rows": [(sql) => /SAVEPOINT/.test(sql) && { columns: 1, rows: [["x"]], tag: "SELECT 1" }, { skip_bad_lines: 3 }, 0],
  };
  for (const [name, [lie, more, code]] of Object.entries(lies)) {
    const odd = await liar((sql) => lie(sql) || truth(sql));
    const connection = await connect({ port: odd.pg_port });
    const body = `${JSON.stringify({ relation: { schema: "public", name: "t" }, columns: ["id", "v"], is_last: true, timeout_ms: 4000, ...more })}\n1,x\n`;
    const answer = await client.request("POST", `/connections/${connection.id}/import`, body);
    assert.equal(code === 0 ? answer.status : answer.json.error?.code, code === 0 ? 200 : code, `${name}: ${answer.text}`);
    if (code === 0) assert.ok(Number.isSafeInteger(answer.json.rows), `${name}: ${answer.text}`);
    odd.stop();
    await client.request("DELETE", `/connections/${connection.id}`);
  }
  assert.equal(value(await client.query(good, "SELECT 1")), 1);
});

test("R-38 a server whose proof of the password takes half an hour: within the time, and the process is gone", async () => {
  const costly = await listen((socket) => {
    let isStarted = false;
    socket.on("data", (data) => {
      const nonce = /r=([^,\0]+)/.exec(data.toString("latin1"))?.[1];
      if (!isStarted) socket.write(message("R", 10, "SCRAM-SHA-256\0\0"));
      else if (nonce) socket.write(message("R", 11, `r=${nonce}AAAA,s=QUFBQUFBQUFBQUFBQUFBQQ==,i=2147483647`));
      isStarted = true;
    });
  });
  const started = Date.now();
  const { error, text } = await tryOut({ port: costly.pg_port, parameters: { connect_timeout: 2 } });
  assert.equal(error?.code, "08001", text);
  assert.match(error.message, /timeout expired/);
  await until("its process to go", async () => (await workers("studio remote%")).length <= 1);
  const connection = await connect({ port: costly.pg_port, parameters: { connect_timeout: 30 } });
  const running = client.query(connection, "SELECT 1");
  const found = await until("the query to wait", async () => (await client.request("GET", "/queries")).json.items[0]);
  assert.equal((await client.request("DELETE", `/queries/${found.query_id}`)).status, 202);
  assert.equal((await running).error.code, "57014");
  assert.ok(Date.now() - started < 12_000, `${Date.now() - started} ms`);
  costly.stop();
  await client.request("DELETE", `/connections/${connection.id}`);
  await until("the remote runners to go", async () => (await workers("studio remote%")).length <= 1, 10);
  assert.equal((await log()).includes("terminating any other active server processes"), false);
  assert.equal(value(await scene.query("SELECT 1")), 1);
});

test("nothing is left: no process, no open file", async () => {
  const before = openFiles(await gatewayPid());
  for (let i = 0; i < 10; i++) await tryOut({ password: "wrong" });
  await until("the remote runners to go", async () => (await workers("studio remote%")).length <= 1, 10);
  assert.ok(openFiles(await gatewayPid()) <= before + 2);
});
