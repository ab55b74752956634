// Many passwords at once: guesses are held up, nobody gets another's account, and other people's queries go on.
import assert from "node:assert/strict";
import test from "node:test";
import { Client } from "./support/client.mjs";
import { psql } from "./support/cluster.mjs";
import { goodPassword, loginFrom, makePerson } from "./support/people.mjs";
import { makeScene } from "./support/scene.mjs";

test("R-07 a thousand wrong passwords of one account: at most 20 are looked at, the rest is told to wait", async () => {
  const person = await makePerson("Ida Flooded", { password: goodPassword });
  const answers = [];
  // 40 at a time: one address may have 64 connections that have not signed in.
  while (answers.length < 1000) {
    const from = answers.length;
    answers.push(...(await Promise.all(Array.from({ length: 40 }, (_, i) => loginFrom("127.0.0.41", { email: person.email, password: `wrong ${from + i}` })))));
  }
  const looked = answers.filter((answer) => answer.status === 401).length;
  assert.ok(looked >= 1 && looked <= 20, `${looked} were looked at`);
  for (const answer of answers) {
    assert.ok([401, 429].includes(answer.status), answer.status);
    if (answer.status === 429) assert.ok(Number(answer.headers["retry-after"]) >= 1);
  }
  assert.equal((await person.request("GET", "/me")).status, 200, "who is signed in stays so");
});

test("R-07 every door counts for the same account", async () => {
  const person = await makePerson("Dora Doors", { password: goodPassword });
  const role = await psql("CREATE ROLE flood_doors LOGIN PASSWORD 'right' IN ROLE studio_login");
  assert.equal(role, "");
  const statuses = [];
  for (let i = 0; i < 8; i++) statuses.push((await person.request("PUT", "/account/password", { password: "a new walk by the sea", present_password: `wrong ${i}` })).status);
  assert.deepEqual(statuses.slice(0, 5), [403, 403, 403, 403, 403]);
  assert.ok(statuses.slice(5).every((status) => status === 429), statuses.join());
  for (let i = 0; i < 25; i++) await loginFrom("127.0.0.42", { link: "x".repeat(43).replace(/x$/, String.fromCharCode(65 + i)) });
  assert.equal((await loginFrom("127.0.0.42", { role: "flood_doors", password: "right" })).status, 429, "wrong links hold up their sender's passwords");
  assert.equal((await loginFrom("127.0.0.43", { role: "flood_doors", password: "right" })).status, 200, "and nobody else's");
});

test("R-11 parallel sign-ins: each gets its own account, all who keep to Retry-After get in, others' queries go on", async () => {
  const scene = await makeScene("flood_scene");
  const people = [];
  for (let i = 0; i < 10; i++) people.push(await makePerson(`Parallel ${i}`, { password: `${goodPassword} ${i}` }));
  let isOver = false;
  const times = [];
  const others = (async () => {
    while (!isOver) {
      const start = performance.now();
      assert.equal((await scene.query("SELECT 1")).end.status, "ok");
      times.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  const enter = async (i) => {
    for (;;) {
      const client = new Client();
      const answer = await client.login({ email: people[i % 10].email, password: `${goodPassword} ${i % 10}` });
      if (answer.status === 429) {
        await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get("retry-after"))));
        continue;
      }
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.json.account.id, people[i % 10].id);
      assert.equal((await client.request("GET", "/me")).json.account.id, people[i % 10].id);
      return;
    }
  };
  await Promise.all(Array.from({ length: 40 }, (_, i) => enter(i)));
  isOver = true;
  await others;
  times.sort((a, b) => a - b);
  assert.ok(times[Math.floor(times.length * 0.9)] < 250, `nine of ten queries of others took up to ${times[Math.floor(times.length * 0.9)]} ms`);
});
