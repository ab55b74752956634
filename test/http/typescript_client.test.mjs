// The published TypeScript client on the real server, over both of its carriers: what its own unit tests know only from
// golden messages. Needs web/sdk/dist, which `make web` builds.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test, { after, describe } from "node:test";
import { cluster, psql, until } from "./support/cluster.mjs";
import { makeScene } from "./support/scene.mjs";

const { createClient, decodeValue, isTruncated, StudioError } = await import("../../web/sdk/dist/index.js");
const { WebSocket } = createRequire(new URL("../../web/sdk/package.json", import.meta.url))("ws");

const scene = await makeScene("typescript_client");
const id = scene.connection.id;
await psql("ALTER ROLE typescript_client PASSWORD 'right'; GRANT studio_login TO typescript_client");
await scene.psql("CREATE TABLE item (id int PRIMARY KEY, name text); INSERT INTO item SELECT n, 'item ' || n FROM generate_series(1, 2500) n");

const opened = [];
after(() => opened.forEach((client) => client.close()));

async function signedIn(carrier) {
  const client = createClient({ url: cluster.url, WebSocket: carrier, cookie: false });
  opened.push(client);
  await client.session.signIn({ role: "typescript_client", password: "right" });
  return client;
}

const isRefusal = (code) => (thrown) => {
  assert.ok(thrown instanceof StudioError, String(thrown));
  assert.equal(thrown.code, code, thrown.message);
  return true;
};

test("signs in, renews with rotation, signs out, and is then refused", async () => {
  const client = createClient({ url: cluster.url, WebSocket: null, cookie: false });
  await assert.rejects(client.session.signIn({ role: "typescript_client", password: "wrong" }), isRefusal("28P01"));
  assert.equal(client.session.state.state, "unknown");
  const account = await client.session.signIn({ role: "typescript_client", password: "right" });
  assert.equal(account.role, "typescript_client");
  const first = await client.session.token();
  const tokens = [await client.session.renew(first)];
  tokens.push(await client.session.renew(tokens[0]));
  assert.equal(new Set([first, ...tokens]).size, 3);
  assert.equal((await client.me()).account.id, account.id);
  await client.session.signOut();
  assert.equal(client.session.state.state, "signed_out");
  await assert.rejects(client.me(), (thrown) => thrown instanceof StudioError && thrown.status === 401);
});

test("takes a one-time link once, as a whole address", async () => {
  const link = await psql("SELECT studio.login_link('typescript_client')");
  const client = createClient({ url: cluster.url, WebSocket: null, cookie: false });
  assert.equal((await client.session.signIn({ link })).role, "typescript_client");
  await assert.rejects(client.session.signIn({ link }), isRefusal("28P01"));
});

test("keeps connections: list, defaults, test, create, change, status, delete", async () => {
  const { connections } = await signedIn(null);
  const given = { name: "second", kind: "local", database: scene.name, role: scene.name };
  assert.ok((await connections.defaults()).roles.some((role) => role.name === scene.name));
  assert.equal((await connections.test(given)).role, scene.name);
  const made = await connections.create(given);
  assert.deepEqual(await connections.get(made.id), made);
  const changed = await connections.update(made.id, { environment: "production", is_read_only: true });
  assert.deepEqual([changed.environment, changed.is_read_only], ["production", true]);
  assert.equal((await connections.status(made.id)).state, "ready");
  assert.deepEqual((await connections.list()).map((each) => each.id).sort(), [id, made.id].sort());
  await connections.delete(made.id);
  await assert.rejects(connections.get(made.id), (thrown) => thrown.status === 404);
});

test("reads the history: what ran, filtered, page by page; and the audit trail", async () => {
  const client = await signedIn(null);
  await client.query(id, "SELECT generate_series(1, 3) AS seen_by_the_client").collect();
  await assert.rejects(client.query(id, "SELECT 1/0 AS seen_by_the_client").collect(), isRefusal("22012"));
  const filter = { connection_id: id, search: "SEEN_BY_the_client" };
  const items = await until("both in the history", async () => {
    const page = await client.history.list(filter);
    return page.items.length === 2 && page.items;
  }, 5);
  assert.deepEqual(items.map((item) => [item.status, item.row_count, item.error_code]), [["failed", null, "22012"], ["ok", 3, null]]);
  const first = await client.history.list({ ...filter, limit: 1 });
  const second = await client.history.list({ ...filter, limit: 1 }, first.next);
  assert.deepEqual([...first.items, ...second.items], items);
  assert.deepEqual((await client.history.list({ ...filter, status: "ok" })).items, [items[1]]);
  const { items: events } = await client.audit.list({ action: "session_created", limit: 2 });
  assert.equal(events[0].account.name, "typescript_client");
  await assert.rejects(client.audit.list({ scope: "organization" }), isRefusal("22023"));
});

test("keeps saved queries in folders, with versions; two who save at once are told", async () => {
  const { savedQueries, folders } = await signedIn(null);
  const organization_id = scene.connection.organization_id;
  const parent = await folders.create({ organization_id, name: "Reports" });
  const inner = await folders.create({ organization_id, name: "Daily", parent_id: parent.id });
  await assert.rejects(folders.update(parent.id, { parent_id: inner.id }), isRefusal("23514"));
  assert.equal((await folders.update(inner.id, { name: "Weekly" })).name, "Weekly");
  assert.deepEqual((await folders.list(organization_id)).map((each) => [each.name, each.parent_id]), [["Reports", null], ["Weekly", parent.id]]);
  const made = await savedQueries.create({ organization_id, name: "One", sql: "SELECT 1", folder_id: inner.id, connection_id: id });
  const changed = await savedQueries.update(made.id, { sql: "SELECT 2", version: 1 });
  assert.equal(changed.version, 2);
  await assert.rejects(savedQueries.update(made.id, { sql: "SELECT 3", version: 1 }), (thrown) => isRefusal("40001")(thrown) && thrown.status === 409);
  assert.deepEqual(await savedQueries.get(made.id), changed);
  assert.deepEqual((await savedQueries.versions(made.id)).map((each) => each.version), [2, 1]);
  assert.equal((await savedQueries.version(made.id, 1)).sql, "SELECT 1");
  await savedQueries.create({ organization_id, name: "Two", sql: "SELECT 'other'" });
  assert.deepEqual((await savedQueries.all({ organization_id })).map((each) => each.name), ["One", "Two"]);
  assert.deepEqual((await savedQueries.all({ organization_id, search: "OTHER" })).map((each) => each.sql_head), ["SELECT 'other'"]);
  await folders.delete(parent.id);
  assert.equal((await savedQueries.get(made.id)).folder_id, null);
  await savedQueries.delete(made.id);
  await assert.rejects(savedQueries.get(made.id), (thrown) => thrown.status === 404);
});

test("asks the catalog, and asks again for nothing", async () => {
  const client = await signedIn(null);
  const [relation] = (await client.catalog.ask(id, "relations")).filter((each) => each.name === "item");
  const columns = await client.catalog.ask(id, "columns", { relation: relation.oid });
  assert.deepEqual(columns.map((each) => [each.column, each.type]), [["id", "integer"], ["name", "text"]]);
  const again = await client.catalog.ask(id, "columns", { relation: relation.oid });
  assert.equal(again, columns, "a 304 gives the rows that are kept");
});

for (const [name, carrier] of [["the socket", WebSocket], ["HTTP", null]]) {
  describe(`over ${name}`, () => {
    test("runs several statements, with notices, and tells values from each other", async () => {
      const client = await signedIn(carrier);
      const sql = `DO $$ BEGIN RAISE WARNING 'careful' USING HINT = 'look'; END $$;
        SELECT 1 AS a, 9007199254740993 AS b, NULL AS c, '' AS d, true AS e, '{"x":1}'::jsonb AS f, '{1,NULL}'::int[] AS g`;
      const { results, notices, status } = await client.query(id, sql).collect();
      assert.equal(status, "ok");
      assert.deepEqual(notices.map((each) => [each.severity, each.message, each.hint]), [["WARNING", "careful", "look"]]);
      const { columns, rows } = results.at(-1);
      const values = rows[0].map((cell, index) => decodeValue(cell, columns[index].type));
      assert.deepEqual(values, [1, 9007199254740993n, null, "", true, { x: 1 }, [1, null]]);
    });

    test("throws a statement's error with its place; events keep what came before", async () => {
      const client = await signedIn(carrier);
      const sql = "SELECT 1; SELECT nothing";
      await assert.rejects(client.query(id, sql).collect(), (thrown) => isRefusal("42703")(thrown) && thrown.fields.position === 18);
      const seen = [];
      for await (const event of client.query(id, sql)) seen.push(event.type);
      assert.deepEqual(seen, ["begin", "result", "rows", "complete", "error", "end"]);
    });

    test("streams more than any credit, each row once and in order", async () => {
      const client = await signedIn(carrier);
      let next = 1;
      for await (const event of client.query(id, { sql: "SELECT n, repeat('x', 90) FROM generate_series(1, 200000) n", row_limit: 0 })) {
        if (event.type === "rows") for (const [n] of event.rows) assert.equal(n, next++);
      }
      assert.equal(next, 200_001);
    });

    test("cancels: the stream ends as cancelled and nothing runs on", async () => {
      const client = await signedIn(carrier);
      const run = client.query(id, "SELECT 1; SELECT pg_sleep(60)");
      let status = null;
      for await (const event of run) {
        if (event.type === "complete") run.cancel();
        if (event.type === "end") status = event.status;
      }
      assert.equal(status, "cancelled");
      assert.deepEqual(await client.queries(), []);
    });

    test("leaving the loop cancels on the server", async () => {
      const client = await signedIn(carrier);
      for await (const event of client.query(id, { sql: "SELECT generate_series(1, 1000000000)", row_limit: 0 })) {
        if (event.type === "rows") break;
      }
      await until("the query's end", async () => (await client.queries()).length === 0);
    });

    test("pages by cursor through a table, each row once", async () => {
      const client = await signedIn(carrier);
      const found = [];
      for (let after = null; ;) {
        const body = { relation: { schema: "public", name: "item" }, limit: 400, order: [{ column: "name", direction: "desc" }] };
        const outcome = await client.selectRows(id, after === null ? body : { ...body, after }).collect();
        found.push(...outcome.results[0].rows.map((row) => row[0]));
        if (outcome.next === null) break;
        after = outcome.next;
      }
      assert.equal(found.length, 2500);
      assert.equal(new Set(found).size, 2500);
    });

    test("cuts a long cell and says its size; asks for the whole by max_cell_bytes", async () => {
      const client = await signedIn(carrier);
      const sql = "SELECT repeat('é', 50000)";
      const cell = async (more) => (await client.query(id, { sql, ...more }).collect()).results[0].rows[0][0];
      const cut = await cell({ max_cell_bytes: 1000 });
      assert.ok(isTruncated(cut));
      assert.deepEqual([cut.bytes, cut.head.length], [100_000, 500]);
      assert.equal(await cell({ max_cell_bytes: 200_000 }), "é".repeat(50_000));
    });

    test("keeps a named session, lists it and ends it", async () => {
      const client = await signedIn(carrier);
      const session = `mine-${carrier === null ? "http" : "socket"}`;
      const run = (sql) => client.query(id, { sql, session }).collect();
      assert.equal((await run("BEGIN; CREATE TEMPORARY TABLE kept (a int)")).transaction, "in_transaction");
      await run("INSERT INTO kept VALUES (1)");
      const [found] = (await client.sessions()).filter((each) => each.session === session);
      assert.equal(found.state, "in_transaction");
      await client.endSession(session, id);
      await client.endSession(session, id);
      await assert.rejects(run("SELECT * FROM kept"), isRefusal("42P01"));
    });
  });
}

test("a short query over the open socket waits for no delayed acknowledgement", async () => {
  const client = await signedIn(WebSocket);
  const times = [];
  for (let count = 0; count < 15; count += 1) {
    const start = performance.now();
    await client.query(id, "SELECT 1").collect();
    times.push(performance.now() - start);
  }
  // Nagle's algorithm and the delayed acknowledgement together cost 40 ms each time, so the half of them tells.
  assert.ok(times.sort((a, b) => a - b)[7] < 35, times.map(Math.round).join(" "));
});

test("the socket comes back by itself after the gateway was restarted; what ran has failed with 08006", async () => {
  const client = await signedIn(WebSocket);
  const states = [];
  client.socket.subscribe(() => states.push(client.socket.state.state));
  const run = client.query(id, "SELECT pg_sleep(60)").collect();
  const lost = assert.rejects(run, isRefusal("08006"));
  await until("the query's start", async () => (await client.queries()).length === 1);
  await psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type LIKE 'studio gateway%'");
  await lost;
  await until("the socket", () => client.socket.state.state === "ready", 20);
  assert.ok(states.includes("waiting"), states.join(" "));
  assert.deepEqual((await client.query(id, "SELECT 1").collect()).results[0].rows, [[1]]);
});

test("a sign-in that was ended elsewhere ends here: the next request is refused, and the state says so", async () => {
  const client = await signedIn(WebSocket);
  await client.query(id, "SELECT 1").collect();
  await psql("DELETE FROM studio.session WHERE account_id = (SELECT id FROM studio.account WHERE role = 'typescript_client'::regrole)");
  await assert.rejects(client.me(), (thrown) => thrown.status === 401);
  assert.equal(client.session.state.state, "signed_out");
});
