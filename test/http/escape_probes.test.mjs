// The probes by which people get out of a role, through a local connection of an organization: as an editor each ends as the
// connection's role or is refused; as a viewer each is refused or does nothing. What the role may do is PostgreSQL's to say.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { signIn } from "./support/client.mjs";
import { gatewayPid, psql, workers } from "./support/cluster.mjs";
import { makeOrganization, makePerson } from "./support/people.mjs";
import { row, value } from "./support/scene.mjs";

const people = {};
let connection;
const run = (who, body) => people[who].query(connection, typeof body === "string" ? { sql: body } : body);
const inside = (sql) => psql(sql, { database: "probes" });

before(async () => {
  await psql("CREATE ROLE probe_owner LOGIN IN ROLE studio_login; CREATE ROLE probe_role LOGIN; CREATE ROLE probe_other LOGIN; GRANT probe_role TO probe_owner");
  await psql("CREATE DATABASE probes OWNER probe_role");
  await inside(`CREATE EXTENSION dblink; CREATE EXTENSION postgres_fdw; CREATE SCHEMA AUTHORIZATION probe_other;
    CREATE TABLE secret (t text); INSERT INTO secret VALUES ('the secret'); REVOKE ALL ON secret FROM PUBLIC;
    CREATE TABLE kept (n int); ALTER TABLE kept OWNER TO probe_role; CREATE TABLE witness (who text); GRANT INSERT, SELECT ON witness TO probe_role;
    GRANT ALL ON SCHEMA public TO probe_role; CREATE SEQUENCE counted; ALTER SEQUENCE counted OWNER TO probe_role`);
  await psql(`CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO witness VALUES (current_user || '','' || session_user); RETURN NULL; END';
    CREATE FUNCTION spy(anyelement) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN INSERT INTO witness VALUES (current_user || '','' || session_user); RETURN true; END';
    CREATE PROCEDURE hopping() LANGUAGE plpgsql AS 'BEGIN FOR i IN 1..3 LOOP COMMIT; ROLLBACK; END LOOP; SET ROLE postgres; END';
    CREATE TABLE deferring (n int); CREATE CONSTRAINT TRIGGER later AFTER INSERT ON deferring DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note();
    CREATE TABLE policed (n int); INSERT INTO policed VALUES (1); ALTER TABLE policed ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; CREATE POLICY p ON policed USING (spy(n));
    CREATE VIEW peeping AS SELECT n, spy(n) FROM kept; CREATE DOMAIN checked AS int CHECK (spy(VALUE))`, { database: "probes", role: "probe_role" });
  people.owner = await signIn("probe_owner");
  for (const role of ["editor", "viewer"]) people[role] = await makePerson(`Probe ${role}`);
  const team = await makeOrganization(people.owner, "Probes", { editor: people.editor, viewer: people.viewer });
  connection = await people.owner.connect("probes", "probe_role", { organization_id: team.id });
});

// [statement, what an editor gets, what a viewer gets]: an SQLSTATE; null where it may run, as the role.
const denied = "42501";
const readOnly = "25006";
const probes = [
  // 1: becoming somebody else
  ["RESET ROLE; SELECT * FROM secret", denied, denied],
  ["SET ROLE postgres", denied, denied],
  ["SET SESSION ROLE postgres", denied, denied],
  ["SET LOCAL ROLE postgres", denied, denied],
  ["SET SESSION AUTHORIZATION DEFAULT; SELECT * FROM secret", denied, denied],
  ["SET SESSION AUTHORIZATION postgres", denied, denied],
  ["SELECT set_config('role', 'postgres', false)", denied, denied],
  ["SELECT set_config('session_authorization', 'postgres', false)", denied, denied],
  ["DO $$ BEGIN EXECUTE 'SET ROLE postgres'; END $$", denied, denied],
  ["CREATE FUNCTION pg_temp.up() RETURNS void LANGUAGE sql SET role = postgres AS 'SELECT'", denied, readOnly],
  ["CREATE FUNCTION pg_temp.up() RETURNS text LANGUAGE plpgsql AS 'BEGIN SET ROLE postgres; RETURN current_user; END'; SELECT pg_temp.up()", denied, readOnly],
  ["ALTER ROLE probe_role SET role = postgres; SELECT * FROM secret", denied, readOnly],
  ["ALTER ROLE probe_role SUPERUSER", denied, readOnly],
  ["GRANT postgres TO probe_role", denied, readOnly],
  ["GRANT studio_service TO probe_role", denied, readOnly],
  // 2: transactions, errors, cancels
  ["DO $$ BEGIN ROLLBACK; CREATE TABLE pwned AS SELECT current_user::text AS who; END $$", null, "2D000"],
  ["CALL hopping()", denied, "2D000"],
  ["DO $$ BEGIN BEGIN PERFORM 1 / 0; EXCEPTION WHEN OTHERS THEN SET ROLE postgres; END; END $$", denied, denied],
  ["BEGIN; SAVEPOINT s; SET ROLE postgres", denied, denied],
  ["SELECT 1; SELECT 1 / 0; SET ROLE postgres", "22012", "22012"],
  [{ sql: "SET statement_timeout = 50; SELECT pg_sleep(5)" }, "57014", "57014"],
  // 3: code that somebody else runs
  ["INSERT INTO deferring VALUES (1)", null, readOnly],
  ["BEGIN; DECLARE held CURSOR WITH HOLD FOR SELECT spy(n) FROM kept; COMMIT", null, "25006"],
  ["SELECT * FROM policed", null, readOnly],
  ["SELECT 7::checked", null, readOnly],
  ["CREATE EVENT TRIGGER t ON ddl_command_end EXECUTE FUNCTION note()", denied, readOnly],
  ["CREATE TYPE shell; CREATE FUNCTION shell_out(shell) RETURNS cstring LANGUAGE internal AS 'textout'", denied, readOnly],
  ["CREATE OPERATOR CLASS mine DEFAULT FOR TYPE int USING btree AS OPERATOR 1 <", denied, readOnly],
  // 6: files, programs, the server, other processes
  ["SELECT pg_read_file('/etc/passwd')", denied, [denied, readOnly]],
  ["SELECT pg_ls_dir('.')", denied, [denied, readOnly]],
  ["SELECT lo_import('/etc/passwd')", denied, denied],
  ["SELECT lo_create(0)", null, readOnly],
  ["SELECT lo_from_bytea(0, 'x')", null, readOnly],
  ["COPY kept TO PROGRAM 'touch /tmp/pwned'", denied, [denied, readOnly]],
  ["COPY kept TO '/tmp/pwned'", denied, [denied, readOnly]],
  ["COPY kept FROM '/etc/passwd'", denied, [denied, readOnly]],
  ["CREATE LANGUAGE c2 HANDLER plpgsql_call_handler", denied, readOnly],
  ["CREATE FUNCTION pg_temp.c() RETURNS int LANGUAGE c AS 'libc', 'system'", denied, readOnly],
  ["LOAD 'studio'", denied, readOnly],
  ["SELECT dblink_connect('dbname=probes')", "2F003", "2F003"],
  ["SELECT dblink_connect_u('dbname=probes')", denied, denied],
  ["CREATE SERVER here FOREIGN DATA WRAPPER postgres_fdw", denied, readOnly],
  ["CREATE SUBSCRIPTION s CONNECTION 'dbname=postgres' PUBLICATION p", denied, readOnly],
  ["ALTER SYSTEM SET work_mem = '5MB'", denied, readOnly],
  ["SELECT pg_reload_conf()", denied, denied],
  ["SELECT pg_rotate_logfile()", denied, denied],
  ["VACUUM kept", null, readOnly],
  ["CREATE EXTENSION studio", denied, readOnly],
  ["UPDATE pg_authid SET rolsuper = true", denied, [denied, readOnly]],
  ["SELECT rolpassword FROM pg_authid", denied, denied],
  // 7 and viewers: what is set and what writes
  ["SET studio.allow_superuser = on", ["42501", "55P02"], ["42501", "55P02"]],
  ["SET default_transaction_read_only = off; INSERT INTO kept VALUES (9)", null, readOnly],
  ["DO $$ BEGIN SET default_transaction_read_only = off; COMMIT; INSERT INTO kept VALUES (9); END $$", null, "2D000"],
  ["BEGIN READ WRITE; INSERT INTO kept VALUES (9)", null, readOnly],
  ["SELECT nextval('counted')", null, readOnly],
  ["SELECT setval('counted', 9)", null, readOnly],
  ["SELECT pg_notify('a', 'b')", null, readOnly],
  ["LISTEN a", "0A000", "0A000"],
  ["CREATE TEMP TABLE t (n int)", null, readOnly],
  ["SELECT n INTO TEMP made FROM kept", null, readOnly],
  ["CREATE TABLE public.made AS SELECT 1; DROP TABLE public.made", null, readOnly],
  ["EXPLAIN ANALYZE DELETE FROM kept", null, readOnly],
  ["COMMENT ON TABLE kept IS 'x'", null, readOnly],
  ["ALTER DATABASE probes SET work_mem = '5MB'; ALTER DATABASE probes RESET work_mem", null, readOnly],
  ["SELECT pg_create_logical_replication_slot('s', 'test_decoding')", denied, [denied, readOnly]],
];

const who = "SELECT session_user::text, current_user::text, current_setting('is_superuser')";
const witnesses = () => inside("SELECT coalesce(string_agg(DISTINCT who, ' '), '') FROM witness");
const state = () => inside(`SELECT (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_largeobject_metadata), (SELECT count(*) FROM pg_db_role_setting),
  (SELECT array_agg(n) FROM kept), (SELECT last_value FROM counted), (SELECT count(*) FROM witness), (SELECT count(*) FROM pg_replication_slots), (SELECT string_agg(rolname || rolsuper, ',') FROM pg_authid)`);
const code = (answer) => answer.error?.code ?? null;
const fits = (answer, expected) => (Array.isArray(expected) ? expected.includes(code(answer)) : code(answer) === expected);

test("there are at least 40 probes", () => assert.ok(probes.length >= 40));

for (const [probe, editors, viewers] of probes) {
  const body = typeof probe === "string" ? { sql: probe } : probe;
  test(`as an editor: ${body.sql}`, async () => {
    const answer = await run("editor", { ...body, session: "probe" });
    assert.ok(fits(answer, editors), JSON.stringify(answer.error ?? answer.statements));
    await run("editor", { sql: "ROLLBACK", session: "probe" });
    assert.deepEqual(row(await run("editor", { sql: who, session: "probe" })), ["probe_role", "probe_role", "off"]);
    assert.equal(code(await run("editor", { sql: "SELECT * FROM secret", session: "probe" })), denied);
    await people.editor.request("DELETE", "/sessions/probe");
    await run("editor", body);
    assert.deepEqual(row(await run("editor", who)), ["probe_role", "probe_role", "off"]);
    assert.ok(["", "probe_role,probe_role"].includes(await witnesses()), await witnesses());
    assert.equal(await inside("SELECT count(*) FROM pg_roles WHERE rolname = 'probe_role' AND (rolsuper OR rolcreaterole OR rolbypassrls)"), "0");
    await inside("DROP TABLE IF EXISTS pwned; TRUNCATE kept, witness; INSERT INTO kept VALUES (1)");
  });
  test(`R-15 as a viewer: ${body.sql}`, async () => {
    const before = await state();
    const answer = await run("viewer", { ...body, session: "probe", read_only: false });
    assert.ok(fits(answer, viewers), JSON.stringify(answer.error ?? answer.statements));
    await run("viewer", { sql: "ROLLBACK", session: "probe" });
    assert.equal(value(await run("viewer", { sql: "SELECT current_setting('transaction_read_only')", session: "probe" })), "on");
    await people.viewer.request("DELETE", "/sessions/probe");
    assert.equal(await state(), before);
  });
}

test("after an error or a cancel the next statement is the role's, and a viewer's is read-only still", async () => {
  for (const name of ["editor", "viewer"]) {
    const session = "cancelled";
    const long = run(name, { sql: "SELECT pg_sleep(30)", session });
    for (let id; !id; ) {
      id = (await people[name].request("GET", "/queries")).json.items.find((query) => query.state === "running")?.query_id;
      if (id) assert.equal((await people[name].request("DELETE", `/queries/${id}`)).status, 202);
    }
    assert.equal(code(await long), "57014");
    assert.equal(code(await run(name, { sql: "SELECT 1 / 0", session })), "22012");
    assert.deepEqual(row(await run(name, { sql: who, session })), ["probe_role", "probe_role", "off"]);
    assert.equal(code(await run(name, { sql: "INSERT INTO kept VALUES (2)", session })), name === "viewer" ? readOnly : null);
    await people[name].request("DELETE", `/sessions/${session}`);
  }
});

test("nobody is signalled who is not the role's own", async () => {
  const others = [await gatewayPid(), ...(await workers("studio service%")), ...(await workers("autovacuum launcher")), ...(await workers("checkpointer"))];
  assert.ok(others.length >= 3);
  for (const pid of others) {
    for (const name of ["editor", "viewer"]) {
      for (const call of ["pg_terminate_backend", "pg_cancel_backend"]) {
        const answer = await run(name, `SELECT ${call}(${pid})`);
        // Of an auxiliary process PostgreSQL says that it is no backend: a warning and false.
        assert.ok([denied, readOnly].includes(code(answer)) || (code(answer) === null && value(answer) === false), `${call}(${pid}): ${JSON.stringify(answer.error ?? answer.statements)}`);
      }
    }
  }
});
