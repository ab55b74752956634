// Links by which a browser saves an export: good once, for what was asked, as long as the account may.
import assert from "node:assert/strict";
import test from "node:test";
import { Client } from "./support/client.mjs";
import { log, psql, until } from "./support/cluster.mjs";
import { exportFile, readFile } from "./support/exports.mjs";
import { join, makeOrganization, makePerson } from "./support/people.mjs";
import { makeScene } from "./support/scene.mjs";

const scene = await makeScene("export_links");
const nobody = new Client();
const ask = (body, { client = scene.client, connection = scene.connection } = {}) => client.request("POST", `/connections/${connection.id}/export/link`, body);
const follow = async (url) => readFile(await nobody.open("GET", url));
const gone = async (url) => {
  const got = await follow(url);
  assert.deepEqual([got.status, got.error.code], [404, "ST006"]);
};

test("a link gives the file without a token, once, under the id that was told", async () => {
  const { status, json } = await ask({ sql: "select 'by link' as n", format: "csv", options: { file_name: "a b.csv" } });
  assert.equal(status, 201);
  assert.match(json.url, /^\/api\/v1\/exports\/[A-Za-z0-9_-]{43}$/);
  assert.equal(json.expires_in, 60);
  const file = await follow(json.url);
  assert.equal(file.text, "n\r\nby link\r\n");
  assert.equal(file.headers.get("content-disposition"), `attachment; filename="a b.csv"; filename*=UTF-8''a%20b.csv`);
  assert.equal(file.headers.get("referrer-policy"), "no-referrer");
  await gone(json.url);
  const line = await until("the history", async () => (await scene.client.request("GET", "/history")).json.items.find((item) => item.id === json.query_id));
  assert.deepEqual([line.sql, line.status], ["select 'by link' as n", "ok"]);
  assert.ok(!(await log()).includes(json.url.slice(-43)), "the server's log does not have it");
});

test("nothing is run before it is followed; what cannot be run is told there; guesses find nothing", async () => {
  await scene.psql("create table kept (n int)");
  const { json } = await ask({ sql: "insert into kept values (1) returning n", format: "csv" });
  assert.equal(await scene.psql("select count(*) from kept"), "0");
  assert.equal((await follow(json.url)).text, "n\r\n1\r\n");
  const wrong = await ask({ sql: "select 1/0", format: "csv" });
  assert.equal((await follow(wrong.json.url)).error.code, "22012");
  await gone(`/api/v1/exports/${"A".repeat(43)}`);
  await gone("/api/v1/exports/x");
});

test("bounded: so many that wait, so long a statement", async () => {
  const long = await ask({ sql: `select '${"x".repeat(70_000)}'`, format: "csv" });
  assert.deepEqual([long.status, long.error.code], [400, "54000"]);
  const person = await makePerson("Export linker");
  const team = await makeOrganization(scene.client, "Linkers", {});
  await join(scene.client, team.id, "viewer", person);
  const connection = await scene.client.connect(scene.name, scene.name, { organization_id: team.id });
  const answers = [];
  for (let n = 0; n < 17; n += 1) answers.push(await ask({ sql: "select 1", format: "csv" }, { client: person, connection }));
  assert.deepEqual(answers.map((answer) => answer.status), [...Array(16).fill(201), 429]);
  assert.equal((await ask({ sql: "select 1", format: "csv" })).status, 201, "others are not held up");
});

test("what the account may no longer do, its link does not either", async () => {
  const person = await makePerson("Export leaver");
  const team = await makeOrganization(scene.client, "Leavers", {});
  await join(scene.client, team.id, "editor", person);
  const connection = await scene.client.connect(scene.name, scene.name, { organization_id: team.id });
  const links = [];
  for (let n = 0; n < 2; n += 1) links.push((await ask({ sql: "insert into kept values (2) returning n", format: "csv" }, { client: person, connection })).json.url);
  await scene.client.request("PATCH", `/organizations/${team.id}/members/${person.id}`, { role: "viewer" });
  assert.equal((await follow(links[0])).error.code, "25006");
  await scene.client.request("DELETE", `/organizations/${team.id}/members/${person.id}`);
  await gone(links[1]);
  const own = await ask({ sql: "select 1", format: "csv" });
  const other = new Client();
  await other.login({ link: await psql(`select studio.login_link('${scene.name}')`) });
  const theirs = await ask({ sql: "select 1", format: "csv" }, { client: other });
  assert.equal((await other.request("POST", "/auth/logout", { refresh_token: other.refreshToken }, { headers: { cookie: other.cookie } })).status, 204);
  assert.equal((await follow(theirs.json.url)).status, 401, "the sign-in that asked for it has ended");
  assert.equal((await follow(own.json.url)).status, 200);
});

test("while it runs, rows and bytes so far are told; it can be cancelled", async () => {
  const { json } = await ask({ sql: "select generate_series(1, 100000000) n, repeat('x', 100) t", format: "ndjson" });
  const response = await nobody.open("GET", json.url);
  const reader = response.body.getReader();
  await reader.read();
  const running = async () => (await scene.client.request("GET", "/queries")).json.items.find((item) => item.query_id === json.query_id);
  const first = await running();
  assert.ok(first.export.rows > 0 && first.export.bytes > first.export.rows * 100, JSON.stringify(first.export));
  for (let read = 0; read < 4 << 20;) read += (await reader.read()).value.length;
  assert.ok((await running()).export.rows > first.export.rows);
  assert.equal((await scene.client.request("DELETE", `/queries/${json.query_id}`)).status, 202);
  await assert.rejects(async () => {
    while (!(await reader.read()).done);
  });
  const plain = scene.query("select pg_sleep(0.3)");
  const other = await until("it to run", async () => (await scene.client.request("GET", "/queries")).json.items.find((item) => item.sql.includes("pg_sleep")));
  assert.equal(other.export, null);
  await plain;
  assert.equal((await exportFile(scene, { sql: "select 1 n", format: "csv" })).text, "n\r\n1\r\n");
});
