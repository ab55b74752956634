// The refresh token: tabs that reload together stay signed in, a stolen one ends the sign-in. The ten seconds
// of grace are not waited for: the last test moves the time of the rotation instead.
import assert from "node:assert/strict";
import test from "node:test";
import { Client } from "./support/client.mjs";
import { psql, until } from "./support/cluster.mjs";
import { makePerson } from "./support/people.mjs";
import { openSocket } from "./support/websocket.mjs";

const refresh = (cookie) => new Client().request("POST", "/auth/refresh", {}, { headers: { cookie } });
const successor = (answer) => answer.headers.get("set-cookie").split(";")[0];
const isEnded = async (client) => (await client.request("GET", "/me")).status === 401;

test("twenty tabs that reload together all get the same successor, and stay signed in", async () => {
  const person = await makePerson("Tara Tabs");
  const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(person.cookie)));
  assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [200]);
  const [next, ...others] = new Set(answers.map(successor));
  assert.deepEqual(others, []);
  assert.notEqual(next, person.cookie);
  for (const { json } of answers) {
    assert.equal(json.account.id, person.id);
    const tab = Object.assign(new Client(), { token: json.access_token });
    assert.equal((await tab.request("GET", "/me")).status, 200);
  }
  const again = await Promise.all(Array.from({ length: 5 }, () => refresh(next)));
  assert.equal(new Set(again.map(successor)).size, 1);
  assert.equal((await person.request("GET", "/sign-ins")).json.items.length, 1);
});

test("tabs and a thief at once: whatever the order, nobody gets another's account or two living successors", async () => {
  const one = await makePerson("Otto One");
  const two = await makePerson("Tina Two");
  const answers = await Promise.all(Array.from({ length: 40 }, async (_, n) => ({ n, answer: await refresh(n % 2 ? one.cookie : two.cookie) })));
  for (const { n, answer } of answers) assert.equal(answer.json.account.id, (n % 2 ? one : two).id);
  for (const person of [one, two]) assert.equal(await psql(`SELECT counter FROM studio.session WHERE account_id = '${person.id}'`), "2");
});

test("a replayed token of two generations ago ends the sign-in, its socket and what runs, within a second; others of the account stay", async () => {
  const person = await makePerson("Rosa Replayed");
  const other = new Client();
  await other.login({ link: await psql(`SELECT studio.account_link('${person.id}')`) });
  const socket = await openSocket(person);
  const second = successor(await refresh(person.cookie));
  const third = successor(await refresh(second));
  assert.equal((await refresh(person.cookie)).status, 401);
  assert.equal((await socket.closed(1)).code, 4401);
  await until("the sign-in to end", () => isEnded(person), 1);
  for (const cookie of [person.cookie, second, third]) assert.equal((await refresh(cookie)).status, 401);
  assert.equal(await isEnded(other), false);
  const events = await psql(`SELECT count(*) FROM studio.audit_event WHERE account_id = '${person.id}' AND action = 'session_deleted'`);
  assert.equal(events, "1");
});

test("a cookie of another port, a broken, a foreign and an empty one: 401, one text, and the sign-in goes on", async () => {
  const person = await makePerson("Berta Broken");
  const [name, token] = person.cookie.split("=");
  const texts = new Set();
  const flipped = (at) => token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
  for (const value of ["", "x", token.slice(0, -1), `${token}A`, flipped(3), flipped(30), flipped(50), flipped(token.length - 3), `${token}=`, "A".repeat(token.length), "A".repeat(5000)]) {
    const answer = await refresh(`${name}=${value}`);
    assert.equal(answer.status, 401, value);
    texts.add(answer.error.message);
  }
  for (const cookie of [`studio_refresh_1=${token}`, `studio_refresh=${token}`, `x${name}=${token}`, ""]) assert.equal((await refresh(cookie)).status, 401, cookie);
  assert.equal(texts.size, 1, [...texts].join("\n"));
  assert.equal((await new Client().request("POST", "/auth/refresh", {}, { headers: { authorization: `Bearer ${token}` } })).status, 401);
  assert.equal((await new Client().request("GET", "/me", undefined, { headers: { authorization: `Bearer ${token}` } })).status, 401, "a refresh token is no access token");
  assert.equal((await new Client().request("POST", "/auth/refresh", { refresh_token: person.token })).status, 401, "nor the other way round");
  assert.equal((await refresh(person.cookie)).status, 200);
});

test("the token before the present one is good for ten seconds and no longer", { timeout: 30_000 }, async () => {
  const person = await makePerson("Greta Grace");
  const second = successor(await refresh(person.cookie));
  await psql(`UPDATE studio.session SET rotated_at = rotated_at - interval '11 seconds' WHERE account_id = '${person.id}'`);
  assert.equal((await refresh(person.cookie)).status, 401);
  assert.equal((await refresh(second)).status, 401, "the family is dead");
});
