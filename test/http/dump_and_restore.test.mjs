// what pg_dump takes along is no secret, and restored into a new cluster it works: people, organizations, connections and
// saved queries are there, nobody is signed in, no old link, token, invitation or password opens anything.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync } from "node:fs";
import test, { after, before } from "node:test";
import { Client, signIn } from "./support/client.mjs";
import { cluster, health, psql, runServerProgram, startCluster, until } from "./support/cluster.mjs";
import { goodPassword, makeOrganization, makePerson } from "./support/people.mjs";
import { value } from "./support/scene.mjs";

const on = await startCluster(["--no-extension"]);
after(() => on.stop());
const secrets = {};
const kept = {};
const people = {};
let dump;

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const from = (where) => ["-h", where.socket_dir, "-p", String(where.pg_port), "-U", "postgres"];

before(async () => {
  await psql("CREATE ROLE dumped_owner LOGIN PASSWORD 'owner-canary' IN ROLE studio_login; CREATE ROLE dumped_proven LOGIN PASSWORD 'proven-canary'");
  people.owner = await signIn("dumped_owner");
  people.member = await makePerson("Dumped member", { password: `${goodPassword} password-canary` });
  const { owner } = people;
  const team = await makeOrganization(owner, "Dumped", { editor: people.member });
  const made = async (path, body) => {
    const answer = await owner.request("POST", path, body);
    assert.equal(answer.status, 201, answer.text);
    return answer.json;
  };
  kept.team = team.id;
  kept.own = (await owner.connect("postgres", "dumped_owner", { organization_id: team.id, name: "linked" })).id;
  kept.proven = (await owner.connect("postgres", "dumped_proven", { organization_id: team.id, name: "proven", role_password: "proven-canary" })).id;
  kept.saved = (await made("/saved-queries", { organization_id: team.id, name: "kept", sql: "SELECT 'kept'", is_shared: true })).id;
  secrets["personal token"] = (await made("/tokens", { name: "script", scopes: ["read"] })).token;
  secrets.invitation = (await made(`/organizations/${team.id}/invitations`, { role: "owner" })).token;
  secrets.link = (await psql("SELECT studio.login_link('dumped_owner')")).split("=")[1];
  secrets["access token"] = people.member.token;
  secrets["refresh token"] = people.member.cookie.split("=")[1];
  secrets["sign-in"] = JSON.parse(Buffer.from(people.member.token.split(".")[1], "base64url")).jti.slice(0, 36);
  secrets["password of an account"] = "password-canary";
  secrets["password of a proof"] = "proven-canary";
  secrets["text of the history"] = "history-canary";
  await owner.query(kept.own, "SELECT 'history-canary'");
  await until("the history", async () => (await psql("SELECT count(*) FROM studio.query_history WHERE sql LIKE '%history-canary%'")) === "1");
  await runServerProgram("pg_dumpall", ...from(cluster), "--roles-only", "-f", `${on.dir}/roles.sql`);
  await runServerProgram("pg_dump", ...from(cluster), "-d", "postgres", "-f", `${on.dir}/dump.sql`);
  dump = readFileSync(`${on.dir}/dump.sql`, "utf8");
});

test("R-10 the dump holds no secret, neither as it is nor as what the server keeps of it", async () => {
  assert.match(dump, /COPY studio\.account /);
  for (const [name, secret] of Object.entries(secrets)) {
    for (const form of [secret, sha256(secret), Buffer.from(secret).toString("hex"), Buffer.from(secret).toString("base64")]) assert.equal(dump.includes(form), false, name);
  }
  for (const table of ["session", "login_link", "credential", "personal_access_token", "invitation", "query_history", "audit_event"]) {
    assert.notEqual(await psql(`SELECT count(*) FROM studio.${table}`), "0", `${table} is empty: the test shows nothing`);
    assert.equal(dump.includes(`COPY studio.${table} `), false, table);
  }
  for (const mark of ["scrypt$", "SCRAM-SHA-256", "stp_"]) assert.equal(dump.includes(mark), false, mark);
  const verifier = await psql("SELECT rolpassword FROM pg_authid WHERE rolname = 'dumped_proven'");
  for (const part of verifier.split(/[$:]/).slice(2)) assert.equal(dump.includes(part), false, "the role's verifier");
});

test("restored into a new cluster: the page, people, connections, saved queries are there, and work", async () => {
  const run = (sql, more = {}) => psql(sql, { on, ...more });
  await run("SELECT 1", { options: ["-At", "-v", "ON_ERROR_STOP=0", "-f", `${on.dir}/roles.sql`] });
  await run("SELECT 1", { options: ["-At", "-f", `${on.dir}/dump.sql`] });
  await until("healthz", async () => (await health(on)) === 200);
  const counts = "SELECT (SELECT count(*) FROM studio.account), (SELECT count(*) FROM studio.organization), (SELECT count(*) FROM studio.member), (SELECT count(*) FROM studio.connection), (SELECT count(*) FROM studio.saved_query), (SELECT count(*) FROM studio.saved_query_version)";
  assert.equal(await run(counts), await psql(counts));
  assert.equal(await run("SELECT count(*) FROM studio.session"), "0");

  const owner = await signIn("dumped_owner", on);
  assert.equal(owner.account.id, people.owner.account.id);
  assert.deepEqual((await owner.request("GET", `/saved-queries/${kept.saved}`)).json.sql, "SELECT 'kept'");
  for (const [name, role] of [["own", "dumped_owner"], ["proven", "dumped_proven"]]) {
    assert.equal(value(await owner.query(kept[name], "SELECT current_user::text")), role, name);
  }
  assert.equal((await owner.request("GET", `/organizations/${kept.team}/members`)).json.items.length, 2);
  // The audit trail of the restored rows begins with them; the old one stays where it was.
  assert.equal((await owner.request("GET", "/history")).json.items.some((item) => item.sql.includes("history-canary")), false);
});

test("R-37 nothing of the old cluster opens the new one: tokens, cookies, links, invitations, passwords", async () => {
  const nobody = new Client(on);
  const tokens = [secrets["access token"], secrets["personal token"]];
  for (const token of tokens) assert.equal((await nobody.request("GET", "/me", undefined, { headers: { authorization: `Bearer ${token}` } })).status, 401);
  assert.equal((await nobody.request("POST", "/auth/refresh", { refresh_token: secrets["refresh token"] })).status, 401);
  assert.equal((await nobody.request("POST", "/auth/login", { link: secrets.link })).status, 401);
  assert.equal((await nobody.request("POST", "/auth/login", { email: people.member.email, password: `${goodPassword} password-canary` })).status, 401);
  assert.equal((await nobody.request("POST", "/invitations/read", { token: secrets.invitation })).status, 404);
  const link = await psql(`SELECT studio.account_link('${people.member.id}')`, { on });
  const member = new Client(on);
  assert.equal((await member.login({ link })).status, 200);
  assert.equal((await member.request("PUT", "/account/password", { password: "a new walk by the sea" })).status, 204);
});

test("R-37 with the old key file, too: the signature is right, the sign-in is none", async () => {
  copyFileSync(`${cluster.dir}/data/studio.key`, `${on.dir}/data/studio.key`);
  await psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type LIKE 'studio gateway%'", { on });
  await until("the gateway to come back", async () => (await health(on)) === 200, 20);
  const answer = await new Client(on).request("GET", "/me", undefined, { headers: { authorization: `Bearer ${secrets["access token"]}` } });
  assert.equal(answer.status, 401);
  assert.equal((await new Client(on).request("POST", "/auth/refresh", { refresh_token: secrets["refresh token"] })).status, 401);
});
