// tokens that bear the right signature and are still none of ours. The test reads the signing key from the key file, as
// only the server's own user can. token.test.mjs holds those that are forged without it.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Client, signIn } from "./support/client.mjs";
import { cluster, psql } from "./support/cluster.mjs";
import { Socket } from "./support/websocket.mjs";

const [, kid, key] = /^signing (\S+) (\S+)$/m.exec(readFileSync(`${cluster.dir}/data/studio.key`, "utf8"));
const encode = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const client = await signIn();
const [head, body] = client.token.split(".");
const claims = JSON.parse(Buffer.from(body, "base64url"));
const header = JSON.parse(Buffer.from(head, "base64url"));
const now = Math.floor(Date.now() / 1000);

/** Signed with the server's own key; texts are taken as they are. */
const sign = (payload, heading = header) => {
  const text = `${encode(heading)}.${encode(payload)}`;
  return `${text}.${createHmac("sha256", Buffer.from(key, "base64url")).update(text).digest("base64url")}`;
};
const but = (changes) => sign({ ...claims, ...changes });
const without = (name) => sign(Object.fromEntries(Object.entries(claims).filter(([each]) => each !== name)));
const text = JSON.stringify(claims);

const hostile = {
  ...Object.fromEntries(["iss", "aud", "sub", "jti", "iat", "exp"].map((name) => [`without ${name}`, without(name)])),
  ...Object.fromEntries(["iss", "aud", "sub", "jti", "iat", "exp"].map((name) => [`${name} is null`, but({ [name]: null })])),
  "expired": but({ iat: now - 700, exp: now - 100 }), "expires now": but({ exp: now - 1 }), "expires in 1970": but({ exp: 0 }),
  "expires never": but({ exp: 1e12 }), "expires in a year": but({ exp: now + 31536000 }), "exp negative": but({ exp: -1 }),
  "exp with a fraction": but({ exp: now + 60.5 }), "exp as text": but({ exp: String(now + 60) }), "exp as 1e10": sign(text.replace(/"exp":\d+/, '"exp":1e10')),
  "exp above 64 bits": sign(text.replace(/"exp":\d+/, '"exp":99999999999999999999')), "exp a list": but({ exp: [now + 60] }),
  "issued after it expires": but({ iat: now + 30, exp: now + 20 }), "issued in an hour": but({ iat: now + 3600, exp: now + 3700 }),
  "another issuer": but({ iss: "other" }), "another audience": but({ aud: "studio-link" }), "audience a list": but({ aud: ["studio-api"] }),
  "nobody": but({ sub: "00000000-0000-0000-0000-000000000000" }), "no such account": but({ sub: "00000000-0000-4000-8000-000000000001" }),
  "subject no UUID": but({ sub: "postgres" }), "subject a number": but({ sub: 10 }), "subject with NUL": but({ sub: `${claims.sub.slice(0, 35)}\u0000` }),
  "subject in upper case and braces": but({ sub: `{${claims.sub.toUpperCase()}}` }),
  "jti empty": but({ jti: "" }), "jti of no sign-in": but({ jti: `00000000-0000-4000-8000-000000000001.${claims.jti.slice(37)}` }),
  "jti nil": but({ jti: `00000000-0000-0000-0000-000000000000.${claims.jti.slice(37)}` }), "jti too long": but({ jti: `${claims.jti}0` }),
  "one claim more": but({ role: "postgres" }), "is_superuser": but({ is_superuser: true }), "not before": but({ nbf: now + 3600 }),
  "sub twice": sign(text.replace("{", '{"sub":"00000000-0000-4000-8000-000000000001",')), "exp twice": sign(`${text.slice(0, -1)},"exp":${now + 60}}`),
  "payload a list": sign([claims]), "payload null": sign("null"), "payload empty": sign(""), "payload text": sign('"x"'),
  "payload cut": sign(text.slice(0, -1)), "payload and more": sign(`${text}{}`), "payload with NUL": sign(`${text}\u0000`),
  "alg none, signed": sign(claims, { ...header, alg: "none" }), "alg hs256": sign(claims, { ...header, alg: "hs256" }),
  "alg HS384, signed": sign(claims, { ...header, alg: "HS384" }), "no kid": sign(claims, { alg: "HS256", typ: "JWT" }),
  "kid of nobody": sign(claims, { ...header, kid: "ffffffff" }), "kid a number": sign(claims, { ...header, kid: 1 }),
  "header with crit": sign(claims, { ...header, crit: ["exp"] }), "header in another order": sign(claims, { kid, alg: "HS256", typ: "JWT" }),
  "header with x5u": sign(claims, { ...header, x5u: "http://127.0.0.1/" }), "header with white space": sign(claims, JSON.stringify(header, null, 1)),
};

test("the test's own way of signing makes a token that is taken", async () => {
  assert.equal((await client.request("GET", "/me", undefined, { headers: { authorization: `Bearer ${but({})}` } })).status, 200);
});

test(`R-43 ${Object.keys(hostile).length} tokens with the right signature are refused, all with one text`, async () => {
  assert.ok(Object.keys(hostile).length >= 60);
  const texts = new Set();
  for (const [name, token] of Object.entries(hostile)) {
    const answer = await client.request("GET", "/me", undefined, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 401, `${name}: ${answer.text.slice(0, 100)}`);
    assert.equal(answer.error.code, "28000", name);
    assert.equal(answer.headers.get("www-authenticate"), "Bearer", name);
    texts.add(answer.error.message);
  }
  assert.ok(texts.size <= 2, [...texts].join("\n")); // not ours; ours, of a sign-in that is not
});

test("R-37 a token says who, not what: a role that is taken away is gone at once", async () => {
  await psql("CREATE ROLE hostile_once LOGIN IN ROLE studio_login");
  const person = await signIn("hostile_once");
  assert.equal((await person.request("GET", "/connections/defaults")).json.role, "hostile_once");
  await psql("UPDATE studio.account SET disabled_at = now() WHERE role = 'hostile_once'::regrole");
  const start = Date.now();
  while ((await person.request("GET", "/me")).status !== 401) assert.ok(Date.now() - start < 1000);
});

test("R-43 R-30 the socket takes none of them either", async () => {
  for (const [name, token] of Object.entries(hostile)) {
    const socket = await Socket.open();
    socket.send({ type: "authenticate", access_token: token });
    assert.ok([4401, 1008].includes((await socket.closed()).code), name);
    assert.deepEqual(socket.inbox.filter((message) => message.type === "ready"), [], name);
    socket.end();
  }
});
