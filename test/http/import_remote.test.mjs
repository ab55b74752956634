// A file into a table of another server: as into one of this.
import assert from "node:assert/strict";
import net from "node:net";
import test, { after } from "node:test";
import { psql, until, workers } from "./support/cluster.mjs";
import { importCases } from "./support/import_cases.mjs";
import { listen, remoteBody, startRemote } from "./support/remote.mjs";
import { makeScene } from "./support/scene.mjs";

const { client } = await makeScene("import_there");
// A standby that never comes: what waits for one (nobody does, but who asks for it) waits for ever.
const server = await startRemote(["synchronous_standby_names = 'nobody'", "synchronous_commit = local"]);
after(() => server.stop());
const connectionTo = async (more) => (await client.request("POST", "/connections", remoteBody(server, more))).json;
const connection = await connectionTo({});
await server.admin("alter role ada set jit = off");
const scene = {
  client, connection, name: "ada",
  query: (body, options) => client.query(connection, typeof body === "string" ? { sql: body } : body, options),
  psql: (sql) => psql(sql, { on: server, database: "ada", role: "ada" }),
  admin: (sql) => server.admin(sql, "ada"),
};
const { target, taken, refused, table, send } = await importCases(scene, {
  reader: () => connectionTo({ name: "reader", is_read_only: true }),
  runnerPid: async () => Number((await workers("studio remote%"))[0]),
});

test("an error names the file's line, whatever the table is called and whatever stands around it", async () => {
  const name = "of 2, line 7";
  await table(`"${name}"`, "id int, n int");
  await scene.psql(`create function deep() returns trigger language plpgsql as $$begin if new.n = 5 then raise exception 'five' using errcode = '22000'; end if; return new; end$$;
    create trigger deep before insert on "${name}" for each row execute function deep()`);
  const options = { ...target(name), columns: ["id", "n"], first_line: 101 };
  assert.match((await refused(options, '1,1\n2,"x\n"\n', 400, "22P02", /invalid input/)).where, /^COPY of 2, line 7, line 10[23], column n/);
  assert.match((await refused(options, "1,1\n\"2\",2\n3,5\n4,4\n", 400, "22000", /five/)).where, /function deep\(\) line 1 at RAISE\nCOPY of 2, line 7, line 103/);
  const { rows, bad_lines } = await taken({ ...options, skip_bad_lines: 3 }, "1,1\n2,5\n3,3\n4,x\n5,5\n6,6\n");
  assert.deepEqual([rows, bad_lines.map(({ line, code }) => [line, code])], [3, [[102, "22000"], [104, "22P02"], [105, "22000"]]]);
});

test("a statement of the session behind a part that failed is told so, and the next part of none goes in", async () => {
  await table("next", "id int");
  await refused({ ...target("next"), columns: ["id"] }, "x\n", 400, "22P02", /invalid/);
  assert.equal((await taken({ ...target("next"), columns: ["id"] }, "1\n")).rows, 1);
  assert.equal((await scene.query("select count(*) from next")).statements[0].rows[0][0], "1");
});

test("the line to the server breaks at the end of a part: it is said that nobody knows whether it came in", async () => {
  await table("broken", "id int");
  let hears = true;
  const line = await listen((socket) => {
    const onward = net.connect(server.pg_port, "127.0.0.1");
    socket.on("data", (data) => {
      const commits = data.includes("COMMIT\0");
      if (!commits || hears) onward.write(data);
      if (commits && !hears) socket.destroy();
    });
    onward.on("data", (data) => (data.includes("COMMIT\0") ? socket.destroy() : socket.write(data)));
    onward.on("error", () => {});
    socket.on("close", () => onward.destroy());
  });
  const cut = await connectionTo({ name: "cut", port: line.pg_port });
  for (const rows of ["1", "1"]) {
    const body = `${JSON.stringify({ ...target("broken"), columns: ["id"], is_last: true })}\n1\n`;
    const answer = await client.request("POST", `/connections/${cut.id}/import`, body);
    assert.deepEqual([answer.status, answer.json.error.code, answer.json.error.detail], [503, "08007", "It is not known whether the rows of this part of the file came in."], answer.text);
    assert.equal(await scene.psql("select count(*) from broken"), rows);
    hears = false;
  }
  line.stop();
  await client.request("DELETE", `/connections/${cut.id}`);
});

test("a part that is being copied is cancelled there when its sender goes", async () => {
  await table("cancelled", "id int");
  await scene.query({ sql: "begin; lock table cancelled in access exclusive mode", session: "locker" });
  const gone = new AbortController();
  const sent = send({ ...target("cancelled"), columns: ["id"] }, Array.from({ length: 300_000 }, (_, i) => `${i}\n`).join(""), { signal: gone.signal });
  const waiting = () => scene.admin("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename = 'ada'");
  await until("COPY to wait for the lock", async () => (await waiting()) === "1");
  gone.abort();
  await assert.rejects(sent);
  await until("it has ended", async () => (await waiting()) === "0");
  await scene.query({ sql: "rollback", session: "locker" });
  assert.equal(await scene.psql("select count(*) from cancelled"), "0");
});

test("its process is ended when the commit is written and not yet answered: that nobody knows either", async () => {
  await table("written", "id int");
  await server.admin("alter role ada set synchronous_commit = on");
  const late = await connectionTo({ name: "late" });
  const answer = client.request("POST", `/connections/${late.id}/import`, `${JSON.stringify({ ...target("written"), columns: ["id"], is_last: true })}\n1\n`);
  const waits = "from pg_stat_activity where wait_event = 'SyncRep'";
  await until("the commit to wait for a standby", async () => (await server.admin(`select count(*) ${waits}`)) === "1");
  await server.admin(`select pg_terminate_backend(pid) ${waits}`);
  const { status, json } = await answer;
  assert.deepEqual([status, json.error.code], [503, "08007"], JSON.stringify(json));
  assert.equal(await scene.psql("select count(*) from written"), "1");
});
