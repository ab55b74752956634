// Following a schema over the socket: who hears of which change, and when.
import assert from "node:assert/strict";
import test from "node:test";
import { psql } from "./support/cluster.mjs";
import { makeOrganization, makePerson } from "./support/people.mjs";
import { makeScene } from "./support/scene.mjs";
import { openSocket } from "./support/websocket.mjs";

const scene = await makeScene("following");
const other = await makeScene("following_other");
const outsider = await makePerson("Follow Outsider");
const owner = await makePerson("Follow Owner");
const viewer = await makePerson("Follow Viewer");
const organization = await makeOrganization(owner, "Followers", { viewer });
await psql("DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'follow_role') THEN CREATE ROLE follow_role LOGIN PASSWORD 'follow'; END IF; END$$");
const shared = (await owner.request("POST", "/connections", { name: "shared", kind: "local", database: "following", role: "follow_role", role_password: "follow", organization_id: organization.id })).json;

/** Follows; `next` gives the generation that comes next, null where none comes in time. */
async function follow(client, connection, id = "f") {
  const socket = await openSocket(client);
  const follower = {
    socket,
    next: (seconds = 3) => socket.next((each) => each.id === id, seconds).then((each) => each.error?.code ?? each.message.generation, () => null),
    end: () => socket.end(),
  };
  socket.send({ type: "follow_schema", id, connection });
  follower.first = await follower.next(10);
  return follower;
}

// Roles, databases and rights of other tests are long over; what they left is told before a case begins.
async function settled(follower) {
  while ((await follower.next(0.3)) !== null);
}

const told = await follow(scene.client, scene.connection.id);
await psql("CREATE TABLE kept (a int)", { database: "following" });
const temporary = "CREATE TEMP TABLE t (a int); CREATE INDEX ON t (a); ALTER TABLE t ADD b int; ALTER TABLE t RENAME b TO c; DROP TABLE t";
await settled(told);

test("the first answer is the present generation, and the same to everybody", async () => {
  const second = await follow(scene.client, scene.connection.id, "another id");
  const third = await follow(scene.client, scene.connection.id);
  assert.equal(typeof second.first, "number");
  assert.equal(second.first, third.first);
  second.end();
  third.end();
});

for (const [name, sql] of [
  ["a table that is made", "CREATE TABLE made (a int)"],
  ["a column that is added", "ALTER TABLE made ADD b int"],
  ["a comment", "COMMENT ON TABLE made IS 'x'"],
  ["a right", "GRANT SELECT ON made TO follow_role"],
  ["DDL within DO", "DO $$BEGIN EXECUTE 'CREATE VIEW made_view AS SELECT 1 AS a'; END$$"],
  ["DDL within a function", "CREATE FUNCTION make_it() RETURNS void LANGUAGE sql AS 'CREATE TABLE IF NOT EXISTS made_by_function (a int)'; SELECT make_it()"],
  ["SELECT INTO", "SELECT 1 AS a INTO made_by_select"],
  ["a permanent table beside a temporary one of its name", "CREATE TEMP TABLE twin (a int); CREATE TABLE public.twin (a int)"],
  ["what is dropped", "DROP TABLE made_by_select, twin"],
  ["a transaction that commits after a savepoint was rolled back", "BEGIN; CREATE TABLE late (a int); SAVEPOINT s; ROLLBACK TO s; COMMIT"],
  ["an index that is built concurrently", "CREATE INDEX CONCURRENTLY made_index ON made (a)"],
  ["a role", "ALTER ROLE follow_role CONNECTION LIMIT 10"],
]) {
  test(`${name} is told within a second`, async () => {
    await psql(sql, { database: "following" });
    const after = Date.now();
    assert.equal(typeof (await told.next()), "number");
    assert.ok(Date.now() - after < 1000, `${Date.now() - after} ms`);
    await settled(told);
  });
}

for (const [name, sql] of [
  ["what is rolled back", "BEGIN; CREATE TABLE never (a int); ROLLBACK"],
  ["a temporary table, its index, its column and its end", temporary],
  ["pg_temp by name, AS, sequences and views", "CREATE TABLE pg_temp.t AS SELECT 1 AS a; CREATE TEMP SEQUENCE s; CREATE TEMP VIEW v AS SELECT 1 AS a; DROP VIEW v"],
  ["VACUUM and ANALYZE", "VACUUM (ANALYZE) kept"],
  ["REINDEX", "REINDEX TABLE kept"],
  ["rows", "INSERT INTO kept VALUES (1); UPDATE kept SET a = 2; TRUNCATE kept"],
]) {
  test(`${name}: nothing is told`, async () => {
    await psql(sql, { database: "following" });
    assert.equal(await told.next(0.5), null);
  });
}

test("two databases do not disturb each other", async () => {
  const follower = await follow(other.client, other.connection.id);
  await psql("CREATE TABLE here (a int)", { database: "following" });
  assert.equal(typeof (await told.next()), "number");
  assert.equal(await follower.next(0.5), null);
  await psql("CREATE TABLE there (a int)", { database: "following_other" });
  assert.equal(typeof (await follower.next()), "number");
  assert.equal(await told.next(0.5), null);
  follower.end();
});

test("many changes are told at most ten times a second, and the last one is", async () => {
  await settled(told);
  const began = Date.now();
  await psql(Array.from({ length: 300 }, (_, i) => `CREATE TABLE burst_${i} ()`).join(";"), { database: "following" });
  let count = 0;
  let last = 0;
  for (let one = await told.next(1); one !== null; one = await told.next(1)) {
    count++;
    last = one;
  }
  const seconds = (Date.now() - began) / 1000;
  assert.ok(count >= 1 && count <= 10 * seconds + 1, `${count} in ${seconds} s`);
  const fresh = await follow(scene.client, scene.connection.id);
  assert.equal(last, fresh.first);
  fresh.end();
});

test("cancel ends it, and its id is free again", async () => {
  const follower = await follow(scene.client, scene.connection.id);
  follower.socket.send({ type: "follow_schema", id: "f", connection: scene.connection.id });
  assert.equal((await follower.socket.next((each) => each.type === "error")).error.code, "55006");
  follower.socket.send({ type: "cancel", id: "f" });
  await psql("CREATE TABLE after_cancel (a int)", { database: "following" });
  assert.equal(typeof (await told.next()), "number");
  assert.equal(await follower.next(0.5), null);
  const answer = await follower.socket.query("f", { connection: scene.connection.id, sql: "SELECT 1" });
  assert.equal(answer.refusal, null);
  follower.end();
});

test("who has no connection, or not any more, hears nothing; who may only read hears all", async () => {
  const stranger = await follow(outsider, shared.id);
  assert.equal(stranger.first, "ST006");
  stranger.end();
  const reader = await follow(viewer, shared.id);
  assert.equal(typeof reader.first, "number");
  assert.equal((await owner.request("DELETE", `/organizations/${organization.id}/members/${viewer.id}`)).status, 204);
  assert.equal(await reader.next(1), "ST006");
  await psql("CREATE TABLE after_removal (a int)", { database: "following" });
  assert.equal(await reader.next(0.5), null);
  reader.end();
});

test("a reader that stands still holds nobody up and hears the last generation when it reads again", async () => {
  const lazy = await openSocket(scene.client);
  lazy.send({ type: "query", id: "q", connection: scene.connection.id, sql: "SELECT repeat('x', 60000) FROM generate_series(1, 2000)", credit: 200_000_000 });
  lazy.pause();
  lazy.send({ type: "follow_schema", id: "f", connection: scene.connection.id });
  await settled(told);
  await psql("CREATE TABLE while_still (a int)", { database: "following" });
  const generation = await told.next();
  assert.equal(typeof generation, "number");
  lazy.resume();
  let heard = 0;
  while (heard !== generation) heard = (await lazy.next((each) => each.id === "f", 10)).message.generation;
  lazy.end();
});
