// Queries in the background: they go on without a reader, are listed, read later, cancelled, forgotten, and bounded.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { psql, until } from "./support/cluster.mjs";
import { collect } from "./support/client.mjs";
import { makeOrganization, makePerson } from "./support/people.mjs";
import { makeScene } from "./support/scene.mjs";
import { openSocket } from "./support/websocket.mjs";

const scene = await makeScene("background");
const other = await makeScene("background_other");
const start = (sql, more = {}, on = scene) => on.client.request("POST", `/connections/${on.connection.id}/query`, { sql, background: true, ...more });
const list = async (on = scene) => (await on.client.request("GET", "/queries")).json.items;
const item = async (id, on = scene) => (await list(on)).find((found) => found.query_id === id);
const ended = (id) => until("it to be done", async () => {
  const found = await item(id);
  return found?.state === "done" && found;
});
const result = async (id, on = scene) => collect(await on.client.open("GET", `/queries/${id}/result`));
const forget = async () => {
  for (const each of await list()) await scene.client.request("DELETE", `/queries/${each.query_id}`);
  await until("an empty list", async () => {
    for (const each of await list()) await scene.client.request("DELETE", `/queries/${each.query_id}`);
    return (await list()).length === 0;
  });
};
const set = async (name, value) => {
  await psql(`ALTER SYSTEM SET ${name} = ${value}`);
  await psql("SELECT pg_reload_conf()");
};
const reset = async (name) => {
  await psql(`ALTER SYSTEM RESET ${name}`);
  await psql("SELECT pg_reload_conf()");
};

after(() => psql("ALTER SYSTEM RESET ALL"));

test("it is answered at once, goes on, is listed, and its result read later, twice if one likes", async () => {
  const started = await start("SELECT generate_series(1, 3) AS n, pg_sleep(0.1); SELECT 'done' AS word");
  assert.equal(started.status, 202, started.text);
  assert.ok(["queued", "running"].includes(started.json.state), started.text);
  assert.equal(started.json.background.status, null);
  const done = await ended(started.json.query_id);
  assert.deepEqual([done.background.status, done.row_count, done.background.is_cut], ["ok", 4, false]);
  assert.ok(Math.abs(Date.parse(done.background.expires_at) - Date.now() - 3600_000) < 10_000, done.background.expires_at);
  for (let time = 0; time < 2; time++) {
    const answer = await result(started.json.query_id);
    assert.equal(answer.begin.query_id, started.json.query_id);
    assert.deepEqual(answer.statements.map((statement) => statement.rows.length), [3, 1]);
    assert.equal(answer.end.status, "ok");
  }
  assert.equal((await scene.client.request("DELETE", `/queries/${started.json.query_id}`)).json.cancelled, false);
  assert.equal(await item(started.json.query_id), undefined);
  assert.equal((await result(started.json.query_id)).error.code, "ST006");
});

test("who reads while it runs gets what is there and the rest as it comes", async () => {
  const { json } = await start("SELECT generate_series(1, 5), pg_sleep(0.2)");
  const answer = await result(json.query_id);
  assert.equal(answer.statements[0].rows.length, 5);
  assert.equal(answer.end.status, "ok");
  await forget();
});

test("it can be cancelled; an error ends it, and both are told", async () => {
  const { json } = await start("SELECT pg_sleep(60) /* in the background */");
  await until("it to run", async () => (await item(json.query_id))?.state === "running");
  assert.equal((await scene.client.request("DELETE", `/queries/${json.query_id}`)).json.cancelled, true);
  assert.equal((await ended(json.query_id)).background.status, "cancelled");
  assert.equal((await result(json.query_id)).error.code, "57014");
  const failing = await start("SELECT 1/0");
  assert.equal((await ended(failing.json.query_id)).background.status, "failed");
  assert.equal((await result(failing.json.query_id)).error.code, "22012");
  await forget();
});

test("rows beyond the cap are counted and not kept, and it says so", async () => {
  await set("studio.background_result_bytes", "'64kB'");
  try {
    const run = async () => {
      const { json } = await start("SELECT repeat('x', 100), generate_series(1, 20000)", { row_limit: 0 });
      return await ended(json.query_id);
    };
    // The gateway may read the setting while a result comes in: the first one that is cut says only that it has.
    await until("the setting", async () => {
      const { background } = await run();
      await forget();
      return background.is_cut;
    });
    const done = await run();
    assert.equal(done.row_count, 20000);
    assert.ok(done.background.is_cut);
    assert.ok(done.background.kept_bytes < 70_000, String(done.background.kept_bytes));
    const answer = await result(done.query_id);
    assert.ok(answer.statements[0].rows.length < 20000);
    assert.equal(answer.statements[0].row_count, 20000);
    assert.equal(answer.notices[0].code, "ST017");
    assert.equal(answer.end.status, "ok");
  } finally {
    await reset("studio.background_result_bytes");
    await forget();
  }
});

test("an account has so many; of those that are done the oldest gives way", async () => {
  const ids = [];
  for (let n = 0; n < 6; n++) {
    const { json } = await start(`SELECT ${n}`);
    ids.push(json.query_id);
    await until("it to be done", async () => (await item(json.query_id))?.state === "done");
  }
  assert.deepEqual((await list()).map((each) => each.query_id), ids.slice(1));
  await forget();
  const running = [];
  for (let n = 0; n < 5; n++) running.push((await start("SELECT pg_sleep(30)")).json.query_id);
  const refused = await start("SELECT 1");
  assert.deepEqual([refused.status, refused.error.code], [429, "53400"]);
  await forget();
});

test("it is forgotten after studio.background_keep", async () => {
  await set("studio.background_keep", "'1s'");
  try {
    const { json } = await start("SELECT 1");
    await until("it to be forgotten", async () => (await item(json.query_id)) === undefined);
  } finally {
    await reset("studio.background_keep");
  }
});

test("a query of a socket goes on when it is sent to the background and the socket closes", async () => {
  const socket = await openSocket(scene.client);
  socket.send({ type: "query", id: "1", connection: scene.connection.id, sql: "SELECT n, pg_sleep(0.05) FROM (SELECT generate_series(1, 60) AS n) AS g /* moves */" });
  const told = await socket.next((message) => message.type === "running");
  const moved = await scene.client.request("POST", `/queries/${told.query_id}/background`, {});
  assert.equal(moved.status, 202, moved.text);
  const end = await socket.next((message) => message.message?.type === "end");
  assert.equal(end.message.status, "detached");
  socket.tcp.destroy();
  const done = await ended(told.query_id);
  assert.deepEqual([done.background.status, done.row_count], ["ok", 60]);
  const answer = await result(told.query_id);
  assert.equal(answer.begin.query_id, told.query_id);
  assert.ok(answer.statements[0].rows.length > 0 && answer.statements[0].rows.length <= 60);
  assert.equal(answer.statements[0].rows.at(-1)[0], 60);
  await forget();
});

test("it is its account's: others do not find, read or cancel it", async () => {
  const { json } = await start("SELECT pg_sleep(30)");
  assert.deepEqual(await list(other), []);
  for (const [method, path, body] of [["GET", `/queries/${json.query_id}/result`], ["DELETE", `/queries/${json.query_id}`], ["POST", `/queries/${json.query_id}/background`, {}]]) {
    assert.equal((await other.client.request(method, path, body)).status, 404, `${method} ${path}`);
  }
  await forget();
});

test("administrators see what runs on their organization's connections; others do not", async () => {
  const admin = await makePerson("Background admin");
  const viewer = await makePerson("Background viewer");
  const team = await makeOrganization(scene.client, "Background team", { admin, viewer });
  const connection = await scene.client.connect("background", "background", { organization_id: team.id, name: "team" });
  const begun = await scene.client.request("POST", `/connections/${connection.id}/query`, { sql: "SELECT pg_sleep(30) /* of the team, PASSWORD 'canary' */", background: true });
  const path = `/queries?scope=organization&organization_id=${team.id}`;
  const seen = await admin.request("GET", path);
  assert.equal(seen.status, 200, seen.text);
  assert.deepEqual(seen.json.items.map((each) => [each.query_id, each.account_id]), [[begun.json.query_id, scene.client.account.id]]);
  assert.equal(seen.json.items[0].sql, "SELECT pg_sleep(30) /* of the team, PASSWORD …", "what stands behind that word is its author's");
  assert.equal((await viewer.request("GET", path)).status, 403);
  assert.equal((await other.client.request("GET", path)).status, 404);
  assert.equal((await scene.client.request("DELETE", `/connections/${connection.id}`)).status, 204);
  await until("what ran there to have ended", async () => (await item(begun.json.query_id))?.state !== "running");
  await forget();
});
