// Many passwords at once: guesses are held up, nobody gets another's account, and other people's queries go on.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import test from "node:test";
import { Client, signIn } from "./support/client.mjs";
import { isSoak, psql } from "./support/cluster.mjs";
import { goodPassword, loginFrom, makePerson, requestFrom } from "./support/people.mjs";
import { makeScene } from "./support/scene.mjs";

// In full on a quiet machine (STUDIO_SOAK=1), where the times mean something: each sign-in costs a tenth of a second of work.
const [rounds, accounts, abreast] = isSoak ? [10, 50, 200] : [1, 15, 60];

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

test("R-07 a thousand wrong secrets over every door: few are looked at, none opens, who waits is told how long", async () => {
  const person = await makePerson("Otis Open", { password: goodPassword });
  const owner = await makeScene("flood_every_door");
  await psql("ALTER ROLE flood_every_door PASSWORD 'right'; GRANT studio_login TO flood_every_door; CREATE ROLE flood_every_door_victim LOGIN PASSWORD 'right'");
  const random = () => randomBytes(32).toString("base64url");
  const login = (body) => (from) => loginFrom(from, body(from));
  const bearing = (client, path, body, method = "POST") => (from) => requestFrom(from, method, path, body(), client ? { authorization: `Bearer ${client.token}` } : {});
  const doors = {
    "login by e-mail": login(() => ({ email: person.email, password: random() })),
    "login by role": login(() => ({ role: "flood_every_door", password: random() })),
    "login by link": login(() => ({ link: random() })),
    "change of password": bearing(person, "/account/password", () => ({ password: "a new walk by the sea", present_password: random() }), "PUT"),
    "proof of a role": bearing(owner.client, "/connections", () => ({ name: "x", kind: "local", database: "postgres", role: "flood_every_door_victim", role_password: random() })),
    "invitation, looked at": bearing(null, "/invitations/read", () => ({ token: random() })),
    "invitation, accepted": bearing(null, "/invitations/accept", () => ({ token: random(), name: "x", email: "flood@example.org", password: goodPassword })),
    "personal token": (from) => requestFrom(from, "GET", "/me", undefined, { authorization: `Bearer stp_${random()}` }),
  };
  const each = Math.ceil(1000 / Object.keys(doors).length);
  for (const [index, [name, knock]] of Object.entries(doors).entries()) {
    const answers = [];
    while (answers.length < each) answers.push(...(await Promise.all(Array.from({ length: 25 }, () => knock(`127.0.0.${60 + index}`)))));
    const looked = answers.filter((answer) => answer.status !== 429);
    assert.ok(looked.length <= 40, `${name}: ${looked.length} of ${answers.length} were looked at`);
    for (const answer of looked) assert.ok([401, 403, 404].includes(answer.status), `${name}: ${answer.status} ${JSON.stringify(answer.json)}`);
    for (const answer of answers.filter(({ status }) => status === 429)) assert.ok(Number(answer.headers["retry-after"]) >= 1, name);
  }
  for (const client of [person, owner.client]) assert.equal((await client.request("GET", "/me")).status, 200, "who is signed in stays so");
  assert.equal(await psql("SELECT count(*) FROM studio.session AS s JOIN studio.account AS a ON a.id = s.account_id WHERE a.email = 'flood@example.org'"), "0");
});

/** The value that so many of a hundred do not exceed. */
const percentile = (times, share) => times.sort((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * share))];

test(`R-11 ${abreast} parallel sign-ins of ${accounts} accounts: each gets its own, all who keep to Retry-After get in, others' queries go on`, { timeout: isSoak ? 3_600_000 : 300_000 }, async (context) => {
  const scene = await makeScene("flood_scene");
  const people = [];
  for (let i = 0; i < accounts; i++) people.push(await makePerson(`Parallel ${i}`, { password: `${goodPassword} ${i}` }));
  const measure = async (isOver) => {
    const times = [];
    while (!isOver(times)) {
      const start = performance.now();
      assert.equal((await scene.query("SELECT 1")).end.status, "ok");
      times.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return percentile(times, 0.99);
  };
  // From four addresses: of one, 64 connections may wait that have not signed in.
  const enter = async (i) => {
    const { email, id } = people[i % accounts];
    for (let tries = 0; tries < 100; tries++) {
      const answer = await loginFrom(`127.0.0.${90 + (i % 4)}`, { email, password: `${goodPassword} ${i % accounts}` });
      if (answer.status === 429 || answer.status === 503) {
        const seconds = Number(answer.headers["retry-after"]);
        assert.ok(seconds >= 1 && seconds <= 60, answer.headers["retry-after"]);
        await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
        continue;
      }
      assert.equal(answer.status, 200, JSON.stringify(answer.json));
      assert.equal(answer.json.account.id, id);
      const client = Object.assign(new Client(), { token: answer.json.access_token });
      assert.equal((await client.request("GET", "/me")).json.account.id, id);
      assert.equal(JSON.parse(Buffer.from(client.token.split(".")[1], "base64url")).sub, id);
      return;
    }
    assert.fail(`${email} never got in`);
  };
  const ratios = [];
  for (let round = 0; round < rounds; round++) {
    // A round takes a minute; an access token is good for ten.
    scene.client.token = (await signIn(scene.name)).token;
    const idle = await measure((times) => times.length >= 300);
    let isOver = false;
    const loaded = measure(() => isOver);
    await Promise.all(Array.from({ length: abreast }, (_, i) => enter(i)));
    isOver = true;
    ratios.push((await loaded) / idle);
    context.diagnostic(`round ${round + 1}: ${ratios.at(-1).toFixed(2)}`);
  }
  const median = percentile([...ratios], 0.5);
  context.diagnostic(`p99 of others' SELECT 1, loaded to idle: ${ratios.map((ratio) => ratio.toFixed(2)).join(" ")}; median ${median.toFixed(2)}`);
  if (isSoak) assert.ok(median <= 2, `${median}`);
});
