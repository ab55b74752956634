// The TypeScript client brings a whole file into a table: all or nothing, as a trial, part by part; lines that are wrong, and who
// stops in the middle. Needs web/sdk/dist, which `make web` builds.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { cluster, psql, until } from "./support/cluster.mjs";
import { makeScene } from "./support/scene.mjs";

const { createClient } = await import("../../web/sdk/dist/index.js");

const scene = await makeScene("import_client");
await psql("ALTER ROLE import_client PASSWORD 'right'; GRANT studio_login TO import_client");
const client = createClient({ url: cluster.url, WebSocket: null, cookie: false });
await client.session.signIn({ role: "import_client", password: "right" });
after(() => client.close());
const relation = { schema: "public", name: "brought" };
const body = { relation, columns: ["id", "word"], header: true };
const count = 60_000;
/** Some 5 MB: three parts. As one text: of a blob of many pieces Node reads a part slower than the server waits for it. */
const file = (wrong = new Set()) => new Blob([`id,word\n${Array.from({ length: count }, (_, n) => `${wrong.has(n) ? "x" : n},"${"word ".repeat(14)}\n${n}"\n`).join("")}`]);
const begin = async () => await scene.psql("drop table if exists brought; create table brought (id int primary key, word text)");
const stored = async () => await scene.psql("select count(*), count(distinct id), sum(length(word)) from brought");
const whole = async () => {
  const digits = Array.from({ length: count }, (_, n) => String(n).length).reduce((sum, length) => sum + length, 0);
  return `${count}|${count}|${count * 71 + digits}`;
};
const ended = () => until("its session to end", async () =>
  (await scene.client.request("GET", "/sessions")).json.items.every(({ session }) => !session.startsWith("import-")));

test("a file of several parts goes in whole, and says how far it is", async () => {
  await begin();
  const told = [];
  const done = await client.importRows(scene.connection.id, file(), body, { onProgress: (progress) => told.push(progress) });
  assert.equal(await stored(), await whole());
  assert.deepEqual([done.rows, done.bytes, done.lines, done.bad_lines], [count, file().size, 2 * count + 1, []]);
  assert.ok(told.length >= 3, `${told.length} parts`);
  assert.ok(told.every((progress, n) => n === 0 || progress.bytes > told[n - 1].bytes));
  await ended();
});

test("a part that comes before the one it stands behind is sent again, and progress is told once", async () => {
  await begin();
  const told = [];
  let parts = 0;
  let second;
  const second_is_refused = new Promise((resolve) => (second = resolve));
  const delaying = createClient({
    url: cluster.url,
    WebSocket: null,
    cookie: false,
    fetch: async (url, init) => {
      const part = String(url).endsWith("/import") ? ++parts : 0;
      if (part === 1) await second_is_refused;
      const answer = await fetch(url, init);
      if (part === 2) second();
      return answer;
    },
  });
  await delaying.session.signIn({ role: "import_client", password: "right" });
  await delaying.importRows(scene.connection.id, file(), body, { onProgress: (progress) => told.push(progress) });
  delaying.close();
  assert.equal(await stored(), await whole());
  assert.ok(told.length < parts, `${told.length} of ${parts}`);
  assert.ok(told.every((progress, n) => n === 0 || progress.bytes > told[n - 1].bytes));
  await ended();
});

test("a trial leaves nothing", async () => {
  await begin();
  const done = await client.importRows(scene.connection.id, file(), body, { dry_run: true });
  assert.equal(done.rows, count);
  assert.equal(await scene.psql("select count(*) from brought"), "0");
  await ended();
});

test("a line that is wrong in the last part leaves nothing, and is named; skipped it is told", async () => {
  await begin();
  const wrong = new Set([count - 2]);
  await assert.rejects(client.importRows(scene.connection.id, file(wrong), body), (error) => {
    assert.equal(error.code, "22P02");
    assert.match(error.fields.where, new RegExp(`line ${2 * (count - 2) + 2}, column id: "x"`));
    return true;
  });
  assert.equal(await scene.psql("select count(*) from brought"), "0");
  await ended();
  const done = await client.importRows(scene.connection.id, file(wrong), body, { skip_bad_lines: 3 });
  assert.deepEqual([done.rows, done.bad_lines.map(({ line, code }) => [line, code])], [count - 1, [[2 * (count - 2) + 2, "22P02"]]]);
  assert.equal(await scene.psql("select count(*) from brought"), String(count - 1));
});

test("part by part, what is in stays, and it goes on behind it", async () => {
  await begin();
  let at;
  const stop = new AbortController();
  const onProgress = ({ bytes, lines }) => {
    at ??= { bytes, lines };
    stop.abort();
  };
  await assert.rejects(client.importRows(scene.connection.id, file(), body, { is_one_transaction: false, onProgress, signal: stop.signal }));
  const begun = Number(await scene.psql("select count(*) from brought"));
  assert.ok(begun > 0 && begun < count, `${begun}`);
  await client.importRows(scene.connection.id, file(), { ...body, header: false }, { is_one_transaction: false, from: at });
  assert.equal(await stored(), await whole());
});

test("who stops in the middle of one transaction leaves nothing and holds no lock", async () => {
  await begin();
  const stop = new AbortController();
  await assert.rejects(client.importRows(scene.connection.id, file(), body, { onProgress: () => stop.abort(), signal: stop.signal }));
  assert.equal(await scene.psql("select count(*) from brought"), "0");
  await ended();
  await scene.psql("set lock_timeout = '5s'; drop table brought");
});

/** A client whose requests that `concerns` says fail: before they are sent, or once the server has answered. */
async function losing(concerns, is_heard) {
  const lost = { requests: 0, client: null };
  lost.client = createClient({
    url: cluster.url,
    WebSocket: null,
    cookie: false,
    fetch: async (url, init) => {
      if (!concerns(String(url), init)) return await fetch(url, init);
      lost.requests += 1;
      if (is_heard) await (await fetch(url, init)).text();
      throw new TypeError("fetch failed");
    },
  });
  await lost.client.session.signIn({ role: "import_client", password: "right" });
  return lost;
}
/** The nth request that begins with COMMIT, counted from 1, alone. */
const commitNumber = (nth) => {
  let commits = 0;
  return (url, init) => url.endsWith("/query") && JSON.parse(init.body).sql.startsWith("COMMIT") && ++commits === nth;
};

test("a COMMIT whose answer is lost has kept the rows: PostgreSQL is asked", async () => {
  await begin();
  const lost = await losing(commitNumber(1), true);
  const done = await lost.client.importRows(scene.connection.id, file(), body);
  lost.client.close();
  assert.deepEqual([lost.requests, done.rows], [1, count]);
  assert.equal(await stored(), await whole());
  await ended();
});

test("a COMMIT that is lost before the server hears it has kept nothing, and nothing stays open", async () => {
  await begin();
  const lost = await losing(commitNumber(1), false);
  await assert.rejects(lost.client.importRows(scene.connection.id, file(), body), (error) => error.is_connection_lost && error.code !== "08007");
  lost.client.close();
  await ended();
  assert.equal(await scene.psql("select count(*) from brought"), "0");
});

test("a part whose COMMIT is lost counts as in or not as PostgreSQL says, and it goes on behind it: no row twice, none missing", async () => {
  for (const is_heard of [true, false]) {
    await begin();
    const lost = await losing(commitNumber(2), is_heard);
    let at;
    await assert.rejects(
      lost.client.importRows(scene.connection.id, file(), body, { is_one_transaction: false, onProgress: (progress) => (at = progress) }),
      (error) => error.is_connection_lost && error.code !== "08007",
    );
    lost.client.close();
    await ended();
    assert.equal(await scene.psql("select count(*) from brought"), String(at.rows));
    const done = await client.importRows(scene.connection.id, file(), { ...body, header: false }, { is_one_transaction: false, from: at });
    assert.equal(done.rows, count);
    assert.equal(await stored(), await whole());
  }
});

test("where the COMMIT is lost and PostgreSQL cannot be asked, that is said: 08007", async () => {
  await begin();
  let is_gone = false;
  const commit = commitNumber(1);
  const lost = await losing((url, init) => is_gone ||= commit(url, init), true);
  await assert.rejects(lost.client.importRows(scene.connection.id, file(), body), (error) => {
    assert.equal(error.code, "08007");
    assert.equal(error.detail, `Whether lines 1 to ${2 * count + 1} came in is not known.`);
    return true;
  });
  lost.client.close();
  await until("the rows", async () => await stored() === await whole());
  await scene.client.request("GET", "/sessions").then(async ({ json }) => await Promise.all(json.items.map(({ session, connection_id }) =>
    scene.client.request("DELETE", `/sessions/${session}?connection=${connection_id}`))));
  await ended();
});

test("a deferred constraint that the COMMIT breaks is the error, and nothing was kept", async () => {
  await begin();
  await scene.psql("alter table brought add constraint later unique (word) deferrable initially deferred");
  const twice = new Blob(["id,word\n1,a\n2,a\n"]);
  for (const is_one_transaction of [true, false]) {
    await assert.rejects(client.importRows(scene.connection.id, twice, body, { is_one_transaction }), { code: "23505" });
    assert.equal(await scene.psql("select count(*) from brought"), "0");
  }
  await ended();
});
