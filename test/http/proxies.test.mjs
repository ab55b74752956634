// what a client says of its own address counts only where a trusted proxy says it.
import assert from "node:assert/strict";
import test from "node:test";
import { psql, until } from "./support/cluster.mjs";
import { goodPassword, makePerson, requestFrom } from "./support/people.mjs";

const claims = (address) => ({ "x-forwarded-for": address, "x-real-ip": address, "x-client-ip": address, forwarded: `for=${address}`, "x-remote-user": "postgres", "x-forwarded-user": "postgres", "x-forwarded-host": "evil.test", "x-forwarded-proto": "https" });
const login = (from, body, address) => requestFrom(from, "POST", "/auth/login", body, address ? claims(address) : {});
const addressOf = (id) => psql(`SELECT address FROM studio.session WHERE account_id = '${id}' ORDER BY created_at DESC LIMIT 1`);
const set = async (value) => {
  await psql(`ALTER SYSTEM SET studio.trusted_proxies = '${value}'`);
  await psql("SELECT pg_reload_conf()");
  await new Promise((resolve) => setTimeout(resolve, 500)); // the gateway reads it at its next turn
};

test("R-09 without a trusted proxy no header makes another address, a person, or https", async () => {
  const person = await makePerson("Paula Proxy", { password: goodPassword });
  const answer = await login("127.0.0.71", { email: person.email, password: goodPassword }, "203.0.113.9");
  assert.equal(answer.status, 200);
  assert.equal(await addressOf(person.id), "127.0.0.71");
  assert.doesNotMatch(String(answer.headers["set-cookie"]), /Secure/);
  assert.equal((await requestFrom("127.0.0.71", "GET", "/me", undefined, claims("127.0.0.1"))).status, 401);
});

test("R-09 guesses under ever other claimed addresses are one address's", async () => {
  const statuses = [];
  for (let n = 0; n < 40; n++) statuses.push((await login("127.0.0.72", { email: `nobody${n}@example.org`, password: "wrong wrong" }, `203.0.113.${n}`)).status);
  assert.ok(statuses.slice(25).every((status) => status === 429), statuses.join());
});

test("R-09 behind a trusted proxy the address is what that proxy saw, not what stands left of it", async () => {
  const person = await makePerson("Petra Proxied", { password: goodPassword });
  await set("127.0.0.73/32");
  try {
    await until("the proxy to be trusted", async () => {
      await login("127.0.0.73", { email: person.email, password: goodPassword }, "198.51.100.1, 203.0.113.9");
      return (await addressOf(person.id)) === "203.0.113.9";
    });
    await login("127.0.0.74", { email: person.email, password: goodPassword }, "203.0.113.10");
    assert.equal(await addressOf(person.id), "127.0.0.74", "another peer is not trusted");
  } finally {
    await set("");
  }
});
