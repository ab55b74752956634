// studio.rotate_keys(): nobody is signed out, what the old keys made ends with its life, and secrets get the newest key.
import assert from "node:assert/strict";
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import test from "node:test";
import { Client, signIn } from "./support/client.mjs";
import { log, psql, runAsOwner, startCluster, until } from "./support/cluster.mjs";
import { openSocket } from "./support/websocket.mjs";

const on = await startCluster([]);
const path = `${on.dir}/data/studio.key`;
const base64 = (text) => Buffer.from(text, "base64url");
const lines = (kind) => [...readFileSync(path, "utf8").matchAll(new RegExp(`^${kind} (\\S+) (\\S+)(?: (\\d+))?$`, "gm"))].map(
  ([, id, key, retiredAt]) => ({ id, key: base64(key), retiredAt: Number(retiredAt ?? 0) }),
);
const sql = (text, options) => psql(text, { on, ...options });
const rotate = async (signOut = false) => {
  const [signing, credential, renewed] = (await sql(`SELECT * FROM studio.rotate_keys(${signOut})`)).split("|");
  return { signing, credential, renewed: Number(renewed) };
};
const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const part = (token, at) => JSON.parse(base64(token.split(".")[at]));
const status = async (token) => (await new Client(on).request("GET", "/me", undefined, { headers: { authorization: `Bearer ${token}` } })).status;
/** An access token signed with this key of the file. */
const forge = (key, claims) => {
  const text = `${encode({ alg: "HS256", typ: "JWT", kid: key.id })}.${encode(claims)}`;
  return `${text}.${createHmac("sha256", key.key).update(text).digest("base64url")}`;
};
const uuid = (text) => Buffer.from(text.replaceAll("-", ""), "hex");
/** A refresh token as auth/refresh_token.h says. */
const refreshToken = (key, session, account, counter) => {
  const content = Buffer.concat([uuid(session), uuid(account), Buffer.from([0, 0, 0, counter])]);
  const mac = createHmac("sha256", key.key).update(Buffer.concat([Buffer.from("studio refresh"), content])).digest();
  return Buffer.concat([content, mac]).toString("base64url");
};
const refresh = (token) => new Client(on).request("POST", "/auth/refresh", { refresh_token: token });
const bodyLogin = async () => {
  const client = new Client(on);
  await client.login({ link: await sql("SELECT studio.login_link('postgres')"), cookie: false });
  return client;
};

test.after(() => on.stop());

test("a rotation signs nobody out, and from then on the new key signs", async () => {
  const client = await bodyLogin();
  const [before] = lines("signing");
  const rotated = await rotate();
  const [newest, old] = lines("signing");
  assert.deepEqual([newest.id, old.id], [rotated.signing, before.id]);
  assert.ok(old.key.equals(before.key) && Math.abs(old.retiredAt - Date.now() / 1000) < 60);
  assert.equal(statSync(path).mode & 0o7777, 0o600);

  assert.equal(await status(client.token), 200, "the access token of the old key");
  const fresh = await until("the new key", async () => {
    const answer = await bodyLogin();
    return part(answer.token, 0).kid === newest.id ? answer : null;
  }, 1);
  assert.equal(await status(fresh.token), 200);
  const refreshed = await refresh(client.refreshToken);
  assert.equal(refreshed.status, 200, refreshed.text);
  assert.equal(part(refreshed.json.access_token, 0).kid, newest.id);
  assert.equal((await refresh(refreshed.json.refresh_token)).status, 200, "and so on with the new key");
});

test("0 × 401 for those who have a valid token, while keys are rotated under load", async () => {
  const clients = await Promise.all(Array.from({ length: 4 }, bodyLogin));
  let isOver = false;
  const statuses = new Map();
  const load = clients.map(async (client) => {
    while (!isOver) {
      const got = await status(client.token);
      statuses.set(got, (statuses.get(got) ?? 0) + 1);
    }
  });
  for (let i = 0; i < 5; i++) await rotate();
  isOver = true;
  await Promise.all(load);
  assert.deepEqual([...statuses.keys()], [200]);
});

test("what a thief of a retired key makes after the rotation is refused", async () => {
  const client = await bodyLogin();
  const [stolen] = lines("signing");
  await rotate();
  const claims = part(client.token, 1);
  const now = Math.floor(Date.now() / 1000);
  assert.equal(await status(forge(stolen, { ...claims, iat: now + 59, exp: now + 600 })), 200, "within the skew of clocks");
  // The retirement is moved two minutes back, as if that time had gone by.
  const text = readFileSync(path, "utf8").replace(new RegExp(`^(signing ${stolen.id} \\S+) \\d+$`, "m"), `$1 ${now - 120}`);
  writeFileSync(path, text);
  await sql("SELECT pg_reload_conf()");
  await until("the gateway to read it", async () => (await status(forge(stolen, { ...claims, iat: now, exp: now + 600 }))) === 401, 2);
  assert.equal(await status(forge(stolen, { ...claims, iat: now - 130, exp: now + 400 })), 200, "one that was made before");
});

test("a refresh token of a retired key is worth nothing once its sign-in has one of a newer key", async () => {
  const client = await bodyLogin();
  const [stolen] = lines("signing");
  await rotate();
  const claims = part(client.token, 1);
  const { sub, jti } = claims;
  const session = jti.slice(0, 36);
  const refreshed = await refresh(client.refreshToken);
  assert.equal(refreshed.status, 200, refreshed.text);
  const now = Math.floor(Date.now() / 1000);
  writeFileSync(path, readFileSync(path, "utf8").replace(new RegExp(`^(signing ${stolen.id} \\S+) \\d+$`, "m"), `$1 ${now - 300}`));
  await sql("SELECT pg_reload_conf()");
  // Told by an access token: a refresh token that came before the gateway has read it would be taken and change the sign-in.
  await until("the gateway to read it", async () => (await status(forge(stolen, { ...claims, iat: now, exp: now + 600 }))) === 401, 5);
  const forged = await refresh(refreshToken(stolen, session, sub, 2));
  assert.equal(forged.status, 401, forged.text);
  assert.equal(forged.error.code, "28000");
  assert.equal((await refresh(refreshed.json.refresh_token)).status, 401, "the sign-in has been ended: somebody has its key");
});

test("with sign_out all sign-ins end at once: tokens, sockets, cookies", async () => {
  const client = await bodyLogin();
  const socket = await openSocket(client, { on });
  const began = Date.now();
  await rotate(true);
  await until("the token to be refused", async () => (await status(client.token)) === 401, 1);
  assert.equal((await refresh(client.refreshToken)).status, 401);
  await until("the socket to be closed", () => socket.close !== null, 1);
  assert.equal(socket.close.code, 4401);
  assert.ok(Date.now() - began < 2000);
  assert.equal(lines("signing").length, 1);
  assert.equal(await sql("SELECT count(*) FROM studio.session"), "0");
  assert.equal(await status((await signIn("postgres", on)).token), 200);
});

test("connections' passwords are encrypted with the newest key; what no key opens stays as it is", async () => {
  const client = await signIn("postgres", on);
  const { organization_id: organization } = (await client.connect("postgres", "postgres")) ?? {};
  const [key] = lines("credential");
  const version = (id) => createHash("sha256").update(id).digest().readUInt32BE() & 0x7fffffff;
  const context = (id) => `studio connection\n${id}\n${organization}\ndb.example.org\n5432\nrequire\nann`;
  const seal = (id) => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key.key, nonce).setAAD(Buffer.from(context(id)));
    return { nonce, ciphertext: Buffer.concat([cipher.update("canary-of-a-secret"), cipher.final(), cipher.getAuthTag()]) };
  };
  const ids = [];
  for (const keyVersion of [version(key.id), 12345]) {
    const id = await sql(`INSERT INTO studio.connection (organization_id, name, kind, database, host, port, "user", sslmode)
      VALUES ('${organization}', 'far', 'postgres', 'shop', 'db.example.org', 5432, 'ann', 'require') RETURNING id`);
    const { nonce, ciphertext } = seal(id);
    await sql(`INSERT INTO studio.connection_secret VALUES ('${id}', ${keyVersion}, '\\x${nonce.toString("hex")}', '\\x${ciphertext.toString("hex")}')`);
    ids.push(id);
  }
  const row = async (id) => (await sql(`SELECT key_version, encode(nonce, 'hex'), encode(ciphertext, 'hex') FROM studio.connection_secret WHERE connection_id = '${id}'`)).split("|");
  const unknown = await row(ids[1]);
  const rotated = await rotate();
  assert.equal(rotated.renewed, 1);
  const [newest, old] = lines("credential");
  assert.deepEqual([newest.id, old.id], [rotated.credential, key.id]);
  const [keyVersion, nonce, sealed] = await row(ids[0]);
  assert.equal(Number(keyVersion), version(newest.id));
  const bytes = Buffer.from(sealed, "hex");
  const decipher = createDecipheriv("aes-256-gcm", newest.key, Buffer.from(nonce, "hex")).setAAD(Buffer.from(context(ids[0])));
  decipher.setAuthTag(bytes.subarray(-16));
  assert.equal(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString(), "canary-of-a-secret");
  assert.deepEqual(await row(ids[1]), unknown);
  assert.ok(!(await log(on)).includes("canary-of-a-secret"));
});

test("who may: superusers and the owner of the database, as themselves; nobody on a file that cannot be used", async () => {
  const refused = async (text, role, pattern) => assert.rejects(sql(text, { role }), pattern);
  await sql("CREATE ROLE keys_member LOGIN IN ROLE studio_login; CREATE ROLE keys_owner LOGIN IN ROLE studio_login");
  await refused("SELECT studio.rotate_keys()", "keys_member", /permission denied to rotate the keys/);
  await sql("ALTER DATABASE postgres OWNER TO keys_owner");
  const count = lines("signing").length;
  assert.match(await sql("SELECT signing_key FROM studio.rotate_keys()", { role: "keys_owner" }), /^[0-9a-f]{8}$/);
  assert.equal(lines("signing").length, count + 1);
  // Code of somebody else that the owner runs must not do it for him.
  await sql("CREATE FUNCTION lure() RETURNS text SECURITY DEFINER LANGUAGE sql AS 'SELECT studio.rotate_keys()::text'; ALTER FUNCTION lure() OWNER TO keys_owner");
  await refused("SELECT lure()", "keys_member", /permission denied to rotate the keys/);
  await refused("BEGIN READ ONLY; SELECT studio.rotate_keys()", "postgres", /read-only/);
  await runAsOwner("chmod", "640", path);
  await refused("SELECT studio.rotate_keys()", "postgres", /key file ".*" cannot be used/);
  await runAsOwner("chmod", "600", path);
  assert.equal(lines("signing").length, count + 1);
  const event = await sql("SELECT role_name, detail ->> 'sign_out' FROM studio.audit_event WHERE action = 'keys_rotated' ORDER BY occurred_at DESC LIMIT 1");
  assert.equal(event, "keys_owner|false");
  assert.doesNotMatch(readFileSync(on.log, "utf8"), new RegExp(lines("signing").map((each) => each.key.toString("base64url")).join("|")));
});

test("through studio nobody rotates, not even as a superuser", async () => {
  const client = await signIn("postgres", on);
  const answer = await client.query(await client.connect("postgres", "postgres"), "SELECT studio.rotate_keys()");
  assert.equal(answer.error.code, "42501", JSON.stringify(answer.error));
});
