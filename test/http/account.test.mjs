// The account itself: name, password, sign-ins, personal access tokens and what they allow.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { Client, signIn } from "./support/client.mjs";
import { log, psql, until } from "./support/cluster.mjs";
import { goodPassword, loginFrom, makePerson } from "./support/people.mjs";
import { openSocket } from "./support/websocket.mjs";

let anna;

before(async () => {
  anna = await makePerson("Anna Account", { password: goodPassword });
});

test("e-mail and password sign in; every refusal reads the same", async () => {
  const answer = await new Client().login({ email: "Anna.Account@example.org", password: goodPassword });
  assert.equal(answer.status, 200);
  assert.equal(answer.json.account.id, anna.id);
  const texts = new Set();
  const nobody = await makePerson("Nobody Nopassword");
  for (const [email, password] of [[anna.email, "wrong wrong"], ["who@example.org", goodPassword], [nobody.email, ""], [anna.email, "x".repeat(1024)]]) {
    const refused = await loginFrom("127.0.0.21", { email, password });
    assert.equal(refused.status, 401, email);
    texts.add(JSON.stringify({ ...refused.error, request_id: null }));
  }
  assert.equal(texts.size, 1);
});

test("an unknown address takes as long as a wrong password", async () => {
  const time = async (email) => {
    const start = performance.now();
    await loginFrom("127.0.0.22", { email, password: "wrong wrong" });
    return performance.now() - start;
  };
  const known = [];
  const unknown = [];
  const timing = await makePerson("Tina Timing", { password: goodPassword });
  for (let i = 0; i < 3; i++) {
    known.push(await time(timing.email));
    unknown.push(await time(`nobody${i}@example.org`));
  }
  const median = (list) => list.sort((a, b) => a - b)[1];
  const ratio = median(unknown) / median(known);
  assert.ok(ratio > 0.6 && ratio < 1.7, `ratio ${ratio}`);
  assert.ok(median(unknown) > 50, "no work was done for the unknown address");
});

test("the password rules: length, the commonest, one's own name; nothing about composition", async () => {
  const person = await makePerson("Rita Rules");
  const set = (password) => person.request("PUT", "/account/password", { password });
  for (const password of ["short12", "Password123!", "aaaaaaaaaaaa", "12345678", "rita.rules@example.org", "Rita.Rules2024", "x".repeat(1025), "line\nline line"]) {
    const answer = await set(password);
    assert.equal(answer.status, 400, password);
    assert.equal(answer.error.code, "22023");
    assert.equal(answer.text.includes(password), false);
  }
  for (const password of ["onlylowercase letters", "日本語のパスワード", "x9".repeat(512)]) {
    assert.equal((await set(password)).status, 204, password);
    const back = await new Client().login({ email: person.email, password });
    assert.equal(back.status, 200, password);
  }
});

test("a password is changed with the present one; all other sign-ins end within a second", async () => {
  const person = await makePerson("Carla Change", { password: goodPassword });
  const one = new Client();
  const two = new Client();
  await one.login({ email: person.email, password: goodPassword });
  await two.login({ email: person.email, password: goodPassword });
  const socket = await openSocket(two);
  const without = await one.request("PUT", "/account/password", { password: "a new walk by the sea" });
  assert.equal(without.status, 403);
  const wrong = await one.request("PUT", "/account/password", { password: "a new walk by the sea", present_password: "wrong wrong" });
  assert.equal(wrong.status, 403, "401 would sign out who is signed in");
  const right = await one.request("PUT", "/account/password", { password: "a new walk by the sea", present_password: goodPassword });
  assert.equal(right.status, 204, right.text);
  assert.equal((await socket.closed(1)).code, 4401);
  await until("the other sign-in to end", async () => (await two.request("GET", "/me")).status === 401, 1);
  assert.equal((await one.request("GET", "/me")).status, 200);
  assert.equal((await new Client().login({ email: person.email, password: goodPassword })).status, 401);
});

test("sign-ins are listed with the device, ended one by one or all but this one", async () => {
  const person = await makePerson("Sonja Several", { password: goodPassword });
  const others = [new Client(), new Client(), new Client()];
  for (const client of others) await client.login({ email: person.email, password: goodPassword });
  const list = await others[0].request("GET", "/sign-ins");
  assert.equal(list.json.items.length, 4);
  assert.equal(list.json.items.filter((item) => item.is_current).length, 1);
  const [newest] = list.json.items.filter((item) => !item.is_current && item.method === "password");
  assert.equal(newest.user_agent, "node");
  assert.equal((await others[0].request("DELETE", `/sign-ins/${newest.id}`)).status, 204);
  assert.equal((await others[0].request("DELETE", `/sign-ins/${newest.id}`)).status, 404);
  assert.equal((await anna.request("DELETE", `/sign-ins/${list.json.items[0].id}`)).status, 404);
  assert.equal((await others[0].request("DELETE", "/sign-ins")).json.ended, 2);
  assert.equal((await others[0].request("GET", "/sign-ins")).json.items.length, 1);
  assert.equal((await person.request("GET", "/me")).status, 401);
});

test("R-37 a personal access token signs a script in, within its scopes", async () => {
  await psql("CREATE ROLE account_scripts LOGIN IN ROLE studio_login; GRANT CREATE ON SCHEMA public TO account_scripts");
  const person = await signIn("account_scripts");
  const connection = await person.connect("postgres", "account_scripts");
  const token = async (scopes) => {
    const made = await person.request("POST", "/tokens", { name: "script", scopes });
    assert.equal(made.status, 201, made.text);
    assert.match(made.json.token, /^stp_[A-Za-z0-9_-]{43}$/);
    const client = new Client();
    client.token = made.json.token;
    return Object.assign(client, { id: made.json.id });
  };
  const [reader, writer, admin] = [await token(["read"]), await token(["write"]), await token(["admin", "read"])];
  assert.equal((await reader.request("GET", "/me")).json.account.role, "account_scripts");
  assert.equal((await reader.query(connection, "SELECT 1")).statements[0].rows[0][0], 1);
  assert.equal((await reader.query(connection, "CREATE TABLE account_made (id int)")).error.code, "25006");
  assert.equal((await writer.query(connection, "CREATE TABLE account_made (id int); DROP TABLE account_made")).end.status, "ok");
  const refused = await reader.request("POST", "/folders", {});
  assert.equal(refused.status, 403);
  assert.match(refused.error.hint, /scope "write"/);
  assert.equal((await writer.request("POST", "/organizations", { name: "x" })).status, 403);
  assert.equal((await admin.request("POST", "/organizations", { name: "Scripted" })).status, 201);
  for (const [method, path] of [["GET", "/tokens"], ["POST", "/tokens"], ["PUT", "/account/password"], ["DELETE", "/account"], ["GET", "/sign-ins"]]) {
    assert.equal((await admin.request(method, path, method === "GET" ? undefined : {})).status, 403, `${method} ${path}`);
  }
  const socket = await openSocket(reader);
  const over = await socket.query("1", { connection: connection.id, sql: "CREATE TABLE account_made (id int)" });
  assert.ok(over.messages.some((message) => message.type === "error" && message.code === "25006"));

  const listed = await person.request("GET", "/tokens");
  assert.equal(listed.text.includes(reader.token), false);
  assert.notEqual(listed.json.items.find((item) => item.id === reader.id).last_used_at, null);
  assert.equal((await person.request("DELETE", `/tokens/${reader.id}`)).status, 204);
  assert.equal((await socket.closed(1)).code, 4401);
  assert.equal((await reader.request("GET", "/me")).status, 401);
  for (const client of [reader, writer, admin]) assert.equal((await log()).includes(client.token), false);
});

test("name and address are changed; the account is deleted with what is its own", async () => {
  const person = await makePerson("Dora Delete", { password: goodPassword });
  const changed = await person.request("PATCH", "/account", { name: "Dora D" });
  assert.equal(changed.json.name, "Dora D");
  const taken = await person.request("PATCH", "/account", { email: anna.email });
  assert.equal(taken.status, 409);
  assert.equal((await person.request("DELETE", "/account")).status, 204);
  await until("the sign-in to end", async () => (await person.request("GET", "/me")).status === 401, 1);
  assert.equal((await new Client().login({ email: person.email, password: goodPassword })).status, 401);
});
