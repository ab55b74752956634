// Access tokens that are expired, forged, foreign or broken: all get one answer, 401.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import test from "node:test";
import { Client, signIn } from "./support/client.mjs";

const encode = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const decode = (part) => JSON.parse(Buffer.from(part, "base64url").toString());
const sign = (head, body, key) => `${head}.${body}.${createHmac("sha256", key).update(`${head}.${body}`).digest("base64url")}`;

const client = await signIn();
const [head, body, signature] = client.token.split(".");
const claims = decode(body);

const flipped = (text, at = 3) => text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
const forged = {
  "no signature": `${head}.${body}.`,
  "two parts": `${head}.${body}`,
  "four parts": `${client.token}.x`,
  "empty": "",
  "only dots": "..",
  "alg none": `${encode({ ...decode(head), alg: "none" })}.${body}.`,
  "alg None with the signature": `${encode({ ...decode(head), alg: "None" })}.${body}.${signature}`,
  "alg RS256": sign(encode({ ...decode(head), alg: "RS256" }), body, "key"),
  "alg HS512": sign(encode({ ...decode(head), alg: "HS512" }), body, "key"),
  "key of one's own": sign(head, body, "key"),
  "empty key": sign(head, body, ""),
  "key id of a path": sign(encode({ ...decode(head), kid: "../../../dev/null" }), body, ""),
  "jku": sign(encode({ ...decode(head), jku: "http://127.0.0.1/keys" }), body, "key"),
  "embedded jwk": sign(encode({ ...decode(head), jwk: { kty: "oct", k: encode("key") } }), body, "key"),
  "body flipped": `${head}.${flipped(body, 20)}.${signature}`,
  "head flipped": `${flipped(head, 9)}.${body}.${signature}`,
  "signature flipped": `${head}.${body}.${flipped(signature)}`,
  "signature short": `${head}.${body}.${signature.slice(0, -2)}`,
  "signature padded": `${head}.${body}.${signature}=`,
  "signature not canonical": `${head}.${body}.${signature.slice(0, -1)}${String.fromCharCode(signature.charCodeAt(42) + 1)}`,
  "signature twice": `${head}.${body}.${signature}${signature}`,
  "another account": `${head}.${encode({ ...claims, sub: "00000000-0000-4000-8000-000000000000" })}.${signature}`,
  "expires later": `${head}.${encode({ ...claims, exp: claims.exp + 1e6 })}.${signature}`,
  "white space": ` ${client.token} x`,
  "1 MiB": `${head}.${"A".repeat(1 << 13)}.${signature}`,
  "bytes": "\u00ff\u00fe.\u00ff.\u00ff",
  "deep": `${head}.${encode("[".repeat(3000))}.${signature}`,
};

for (const [name, token] of Object.entries(forged)) {
  test(`R-43 refused: ${name}`, async () => {
    const answer = await client.request("GET", "/me", undefined, { headers: { authorization: `Bearer ${token}` } });
    assert.deepEqual([answer.status, answer.error?.code], [401, "28000"], answer.text);
  });
}

test("R-43 refused: another scheme, two tokens, the token in the query string", async () => {
  for (const authorization of [`Basic ${client.token}`, client.token, `Bearer ${client.token}, Bearer ${client.token}`]) {
    const answer = await client.request("GET", "/me", undefined, { headers: { authorization } });
    assert.equal(answer.status, 401, authorization.slice(0, 12));
  }
  const answer = await new Client().request("GET", `/me?access_token=${client.token}`);
  assert.equal(answer.status, 401);
});

test("the token names issuer, audience, times, account and key", () => {
  assert.equal(decode(head).alg, "HS256");
  assert.equal(claims.exp - claims.iat, 600);
  for (const claim of ["iss", "aud", "jti", "sub"]) assert.equal(typeof claims[claim], "string", claim);
  assert.equal(typeof (decode(head).kid ?? claims.kid), "string");
  assert.equal(claims.sub, client.account.id);
});

test("R-43 the refusal is one text, whatever was wrong", async () => {
  const texts = new Set();
  for (const name of ["alg none", "key of one's own", "body flipped", "two parts"]) {
    const answer = await client.request("GET", "/me", undefined, { headers: { authorization: `Bearer ${forged[name]}` } });
    texts.add(JSON.stringify({ ...answer.error, request_id: null }));
  }
  assert.equal(texts.size, 1, [...texts].join("\n"));
});
