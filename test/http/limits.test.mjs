// What a connection, an organization or an account may use at most: held whatever a request asks for, and said which.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { psql } from "./support/cluster.mjs";
import { makeOrganization, makePerson } from "./support/people.mjs";
import { makeScene } from "./support/scene.mjs";
import { openSocket } from "./support/websocket.mjs";

let scene;
let organization;

const limit = (columns) => psql(`DELETE FROM studio.quota; INSERT INTO studio.quota (organization_id, ${Object.keys(columns)})
  VALUES ('${organization}', ${Object.values(columns)})`);

before(async () => {
  scene = await makeScene("limits_scene");
  organization = scene.connection.organization_id;
});

test("rows and time: the quota holds against what a request asks for", async () => {
  await limit({ row_limit: 5, timeout_ms: 300 });
  for (const asked of [undefined, 0, 100]) {
    const answer = await scene.query({ sql: "SELECT generate_series(1, 50)", row_limit: asked });
    assert.equal(answer.statements[0].rows.length, 5, String(asked));
    assert.equal(answer.statements[0].truncated, true);
  }
  assert.equal((await scene.query({ sql: "SELECT generate_series(1, 50)", row_limit: 2 })).statements[0].rows.length, 2);
  for (const asked of [undefined, 0, 60_000]) {
    const answer = await scene.query({ sql: "SET statement_timeout = 0; SELECT pg_sleep(5)", timeout_ms: asked });
    assert.equal(answer.end?.status ?? answer.error.code, answer.end ? "timeout" : "57014", String(asked));
  }
  await scene.query("CREATE TABLE limited AS SELECT generate_series(1, 50) AS id");
  const page = await scene.client.selectRows(scene.connection, { relation: { schema: "public", name: "limited" }, limit: 50 });
  assert.equal(page.statements[0].rows.length, 5);
  assert.notEqual(page.page.next, null);
});

test("statements at once: the one too many is 429 with Retry-After, and says which limit", async () => {
  await limit({ concurrent_statements: 2 });
  const running = [scene.query("SELECT pg_sleep(1)"), scene.query("SELECT pg_sleep(1)")];
  await new Promise((resolve) => setTimeout(resolve, 300));
  const third = await scene.query("SELECT 1");
  assert.equal(third.status, 429);
  assert.equal(third.headers.get("retry-after"), "1");
  assert.equal(third.error.code, "53400");
  assert.match(third.error.message, /statements at once/);
  const socket = await openSocket(scene.client);
  const over = await socket.query("a", { connection: scene.connection.id, sql: "SELECT 1" });
  assert.ok(over.messages.some((message) => message.type === "error" && message.code === "53400"));
  socket.end();
  for (const each of await Promise.all(running)) assert.equal(each.end.status, "ok");
  assert.equal((await scene.query("SELECT 1")).end.status, "ok");
});

test("requests a second", async () => {
  await limit({ requests_per_second: 10 });
  const answers = await Promise.all(Array.from({ length: 30 }, () => scene.query("SELECT 1")));
  const refused = answers.filter((answer) => answer.status === 429);
  assert.ok(refused.length >= 10 && refused.length <= 20, `${refused.length} refused`);
  assert.match(refused[0].error.message, /requests a second/);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  assert.equal((await scene.query("SELECT 1")).status, 200);
});

test("sockets: the one too many is refused, the others go on", async () => {
  await limit({ sockets: 2 });
  const sockets = [await openSocket(scene.client), await openSocket(scene.client), await openSocket(scene.client)];
  const body = { connection: scene.connection.id, sql: "SELECT 1" };
  const refusals = [];
  for (const socket of sockets) refusals.push((await socket.query("a", body)).refusal);
  assert.deepEqual(refusals.map((refusal) => refusal?.code ?? null), [null, null, "53400"]);
  assert.match(refusals[2].message, /too many sockets/);
  assert.match(refusals[2].detail, /organization may have 2/);
  assert.equal((await sockets[0].query("again", body)).refusal, null);
  sockets[0].end();
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal((await sockets[2].query("b", body)).refusal, null);
  for (const socket of sockets) socket.end();
  await psql("DELETE FROM studio.quota");
});

test("the lower of two limits wins, and an account's limit counts its own statements only", async () => {
  const other = await makePerson("Limits Other");
  const team = await makeOrganization(scene.client, "Limits team", { editor: other });
  const connection = await scene.client.connect(scene.name, scene.name, { organization_id: team.id });
  const both = (ofOrganization, ofAccount) => psql(`DELETE FROM studio.quota;
    INSERT INTO studio.quota (organization_id, concurrent_statements) VALUES ('${team.id}', ${ofOrganization});
    INSERT INTO studio.quota (account_id, concurrent_statements) VALUES ('${other.id}', ${ofAccount})`);
  const sleep = (client) => client.query(connection, "SELECT pg_sleep(1)");
  const begun = () => new Promise((resolve) => setTimeout(resolve, 400));

  await both(4, 1);
  let running = [sleep(scene.client), sleep(scene.client)];
  await begun();
  assert.equal((await other.query(connection, "SELECT 1")).status, 200, "two of others leave it its one");
  running.push(sleep(other));
  await begun();
  const second = await other.query(connection, "SELECT 1");
  assert.deepEqual([second.status, second.error.detail], [429, "The account may have 1."]);
  await Promise.all(running);

  await both(2, 50);
  running = [sleep(scene.client), sleep(scene.client)];
  await begun();
  const third = await other.query(connection, "SELECT 1");
  assert.deepEqual([third.status, third.error.detail], [429, "The organization may have 2."]);
  await Promise.all(running);

  await psql(`DELETE FROM studio.quota; INSERT INTO studio.quota (organization_id, row_limit, timeout_ms) VALUES ('${team.id}', 7, 60000);
    INSERT INTO studio.quota (account_id, row_limit, timeout_ms) VALUES ('${other.id}', 100, 300)`);
  const rows = await other.query(connection, { sql: "SELECT generate_series(1, 50)", row_limit: 0 });
  assert.equal(rows.statements[0].rows.length, 7);
  assert.equal((await other.query(connection, "SELECT pg_sleep(5)")).error.code, "57014");
  await psql("DELETE FROM studio.quota");
});

test("requests a second and sockets of an account", async () => {
  await psql(`INSERT INTO studio.quota (account_id, requests_per_second, sockets) VALUES ('${scene.client.account.id}', 5, 1)`);
  const answers = await Promise.all(Array.from({ length: 20 }, () => scene.query("SELECT 1")));
  const refused = answers.find((answer) => answer.status === 429);
  assert.equal(refused.error.detail, "The account may have 5.");
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const sockets = [await openSocket(scene.client), await openSocket(scene.client)];
  const body = { connection: scene.connection.id, sql: "SELECT 1" };
  assert.equal((await sockets[0].query("a", body)).refusal, null);
  assert.equal((await sockets[1].query("a", body)).refusal.detail, "The account may have 1.");
  for (const socket of sockets) socket.end();
  await psql("DELETE FROM studio.quota");
});

test("saved queries: of the organization and of the account", async () => {
  const save = (name) => scene.client.request("POST", "/saved-queries", { organization_id: organization, name, sql: "SELECT 1" });
  await psql(`INSERT INTO studio.quota (organization_id, saved_queries) VALUES ('${organization}', 2)`);
  assert.deepEqual([(await save("a")).status, (await save("b")).status], [201, 201]);
  const third = await save("c");
  assert.deepEqual([third.status, third.error.message], [429, "too many saved queries in this organization"]);
  assert.ok(Number(third.headers.get("retry-after")) >= 1);
  await psql(`DELETE FROM studio.quota; INSERT INTO studio.quota (account_id, saved_queries) VALUES ('${scene.client.account.id}', 2)`);
  const again = await save("c");
  assert.deepEqual([again.status, again.error.message], [429, "too many saved queries of this account"]);
  await psql("DELETE FROM studio.quota");
});

test("the connection's own row limit and timeout", async () => {
  await psql(`UPDATE studio.connection SET row_limit = 3, timeout_ms = 300 WHERE id = '${scene.connection.id}'`);
  assert.equal((await scene.query({ sql: "SELECT generate_series(1, 50)", row_limit: 0 })).statements[0].rows.length, 3);
  assert.equal((await scene.query({ sql: "SELECT pg_sleep(5)", timeout_ms: 0 })).error.code, "57014");
});
