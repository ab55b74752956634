// as it is installed (studio.allow_superuser = off) no role that is as strong as a superuser signs in by password or
// serves a connection, however it came to its strength; and what PostgreSQL says of a role's LOGIN, its time and its rights
// holds from the moment that it is said.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { Client, signIn } from "./support/client.mjs";
import { psql, startCluster, until } from "./support/cluster.mjs";
import { value } from "./support/scene.mjs";

const on = await startCluster(["--conf", "studio.allow_superuser = off"]);
after(() => on.stop());
const run = (sql) => psql(sql, { on });
await run(`CREATE ROLE server_programs; GRANT pg_execute_server_program TO server_programs; CREATE ROLE server_readers; GRANT pg_read_server_files TO server_readers;
  CREATE ROLE strong_superuser LOGIN SUPERUSER PASSWORD 'right' IN ROLE studio_login; CREATE ROLE strong_replication LOGIN REPLICATION PASSWORD 'right' IN ROLE studio_login;
  CREATE ROLE strong_maker LOGIN CREATEROLE PASSWORD 'right' IN ROLE studio_login; CREATE ROLE strong_program LOGIN PASSWORD 'right' IN ROLE studio_login, pg_execute_server_program;
  CREATE ROLE strong_reader LOGIN PASSWORD 'right' IN ROLE studio_login, pg_read_server_files; CREATE ROLE strong_writer LOGIN PASSWORD 'right' IN ROLE studio_login, pg_write_server_files;
  CREATE ROLE strong_indirect LOGIN PASSWORD 'right' IN ROLE studio_login, server_programs; CREATE ROLE strong_noinherit LOGIN NOINHERIT PASSWORD 'right' IN ROLE studio_login, server_readers;
  CREATE ROLE plain LOGIN PASSWORD 'right' IN ROLE studio_login; CREATE ROLE plain_too LOGIN PASSWORD 'right'; GRANT plain_too TO plain`);
const strong = ["strong_superuser", "strong_replication", "strong_maker", "strong_program", "strong_reader", "strong_writer", "strong_indirect", "strong_noinherit"];

const person = await signIn("plain", on);
const connection = await person.connect("postgres", "plain");

for (const role of strong) {
  test(`R-19 ${role} does not sign in by password, nor serve a connection, by link and proof either`, async () => {
    const refused = await new Client(on).login({ role, password: "right" });
    assert.deepEqual([refused.status, refused.error?.code], [401, "28P01"]);
    const client = await signIn(role, on);
    // A right password of such a role counts as a wrong one, of which an address has twenty free.
    for (const [path, proof] of [["/connections", {}], ["/connections/test", {}], ["/connections", { role_password: "right" }]]) {
      const answer = await client.request("POST", path, { name: "x", kind: "local", database: "postgres", role, ...proof });
      assert.deepEqual([answer.status, answer.error?.code], [403, "42501"], answer.text);
    }
  });
}

const select = async (target) => {
  const answer = await person.query(target, "SELECT current_user::text");
  return answer.error?.code ?? value(answer);
};

test("R-19 a role that becomes strong serves no more within a second, and again when it is weak", async () => {
  assert.equal(await select(connection), "plain");
  for (const [stronger, weaker] of [["GRANT pg_write_server_files TO plain", "REVOKE pg_write_server_files FROM plain"], ["ALTER ROLE plain SUPERUSER", "ALTER ROLE plain NOSUPERUSER"], ["GRANT server_programs TO plain", "REVOKE server_programs FROM plain"], ["GRANT pg_execute_server_program TO studio_login", "REVOKE pg_execute_server_program FROM studio_login"]]) {
    await run(stronger);
    await until(`${stronger} to count`, async () => (await select(connection)) === "42501", 1);
    await run(weaker);
    await until(`${weaker} to count`, async () => (await select(connection)) === "plain", 1);
  }
});

test("R-39 NOLOGIN, VALID UNTIL, CONNECT and the membership that proves: taken away, the connection is refused within a second", async () => {
  await run("CREATE DATABASE barred");
  const target = await person.connect("barred", "plain_too");
  for (const [away, back, code] of [
    ["ALTER ROLE plain_too NOLOGIN", "ALTER ROLE plain_too LOGIN", "0LP01"],
    ["ALTER ROLE plain_too VALID UNTIL '2001-01-01'", "ALTER ROLE plain_too VALID UNTIL 'infinity'", "42501"],
    ["REVOKE CONNECT ON DATABASE barred FROM PUBLIC", "GRANT CONNECT ON DATABASE barred TO PUBLIC", "42501"],
    ["REVOKE plain_too FROM plain", "GRANT plain_too TO plain", "ST004"],
  ]) {
    assert.equal(await select(target), "plain_too");
    const running = person.query(target, "SELECT pg_sleep(20)");
    await until("it to run", async () => (await person.request("GET", "/queries")).json.items.some((query) => query.state === "running"));
    const start = Date.now();
    await run(away);
    assert.notEqual((await running).error, null, away);
    assert.ok(Date.now() - start < 1500, `${away}: ${Date.now() - start} ms`);
    await until(`${away} to count`, async () => (await select(target)) === code, 1);
    await run(back);
    await until(`${back} to count`, async () => (await select(target)) === "plain_too", 1);
  }
});
