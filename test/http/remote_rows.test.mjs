// rows/select on a remote connection gives what it gives on a local one: each table stands on both, and every page is compared.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { remoteBody, startRemote } from "./support/remote.mjs";
import { makeScene } from "./support/scene.mjs";

const scene = await makeScene("remote_rows");
const server = await startRemote();
after(() => server.stop());
const { client } = scene;
const remote = (await client.request("POST", "/connections", remoteBody(server))).json;
const viewed = (await client.request("POST", "/connections", remoteBody(server, { name: "viewed", is_read_only: true, row_limit: 7 }))).json;
const hostile = `a'b"c\\d;--ü`;
const quoted = `"${hostile.replace(/"/g, '""')}"`;

const tables = `
  CREATE TABLE numbered (id int PRIMARY KEY, label text);
  INSERT INTO numbered SELECT n, 'row ' || n FROM generate_series(1, 250) AS n;
  CREATE TABLE tied (id int PRIMARY KEY, a int, b text, c float8);
  INSERT INTO tied SELECT n, nullif(n % 7, 3), nullif(md5((n % 5)::text), md5('2')),
    CASE n % 4 WHEN 0 THEN 'NaN' WHEN 1 THEN NULL WHEN 2 THEN n / 3.0 ELSE -n END FROM generate_series(1, 200) AS n;
  CREATE TYPE mood AS ENUM ('sad', 'fine', 'happy');
  CREATE DOMAIN code AS varchar(9); CREATE DOMAIN inner_code AS code;
  CREATE TYPE pair AS (x int, y text);
  CREATE TABLE keyed AS SELECT n AS id, n::numeric / 7 AS num, (n || ' days')::interval AS span, date '2026-01-01' + n AS day,
    timestamptz '2026-01-01' + n * interval '1.000001 s' AS at, md5(n::text)::uuid AS u, decode(md5(n::text), 'hex') AS bin, (n % 2 = 0) AS flag,
    ARRAY[n, n + 1] AS list, ('10.0.' || n / 250 || '.' || n % 250)::inet AS address, to_jsonb(n) AS doc, n::bigint * 10000000000 AS big,
    md5(n::text)::char(8) AS fixed, md5(n::text)::varchar(40) AS short, (ARRAY['sad','fine','happy'])[n % 3 + 1]::mood AS mood,
    md5(n::text)::varchar(5)::inner_code AS code, int4range(n, n + 5) AS span_of, ROW(n, 'a')::pair AS pair, ('a' || n)::name AS name, (n / 3.0)::float4 AS small
    FROM generate_series(1, 40) AS n;
  ALTER TABLE keyed ADD PRIMARY KEY (id);
  CREATE TABLE keyless (n int); INSERT INTO keyless SELECT n % 3 FROM generate_series(1, 250) AS n;
  CREATE VIEW seen AS SELECT * FROM numbered;
  CREATE TABLE parts (n int PRIMARY KEY) PARTITION BY HASH (n); CREATE TABLE parts_0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0);
  CREATE TABLE parts_1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1); INSERT INTO parts SELECT generate_series(1, 30);
  CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child () INHERITS (parent); INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1);
  CREATE MATERIALIZED VIEW made AS SELECT generate_series(1, 30) AS n;
  CREATE TABLE uniquely (a int NOT NULL, b text NOT NULL, c int, UNIQUE (b, a)); INSERT INTO uniquely SELECT n, md5(n::text), 1 FROM generate_series(1, 30) AS n;
  CREATE TABLE orderless (id int PRIMARY KEY, j json); INSERT INTO orderless VALUES (1, '{}'), (2, '{}');
  CREATE TABLE ${quoted} (${quoted} int PRIMARY KEY, other int); INSERT INTO ${quoted} VALUES (1, 2), (2, 3)`;
await scene.psql(tables);
const made = await client.query(remote, tables);

const select = (connection, body) => client.selectRows(connection, body);
const relation = (name, schema = "public") => ({ schema, name });
// PostgreSQL tells a client a domain's type, not the domain.
const without = (columns) => columns.map(({ type_oid, table_oid, ...rest }) => (rest.name === "code" ? rest.name : rest));

/** All pages of both, which must be equal in everything but the cursor's text and the numbers of tables and own types. */
async function compare(body, note) {
  let [near, far] = [null, null];
  let count = 0;
  const rows = [];
  do {
    const [local, other] = await Promise.all([
      select(scene.connection, near ? { ...body, after: near } : body), select(remote, far ? { ...body, after: far } : body),
    ]);
    assert.equal(other.error, null, `${note}: ${JSON.stringify(other.error)}`);
    assert.deepEqual(other.statements[0].rows, local.statements[0].rows, note);
    assert.deepEqual(without(other.statements[0].columns), without(local.statements[0].columns), note);
    const { duration_ms: a, ...complete } = other.messages.find(({ type }) => type === "complete");
    const { duration_ms: b, ...expected } = local.messages.find(({ type }) => type === "complete");
    assert.deepEqual(complete, expected, note);
    // How many messages of rows there are is a matter of time.
    const types = ({ messages }) => messages.map(({ type }) => type).filter((type, i, all) => type !== all[i - 1]);
    assert.deepEqual(types(other), types(local), note);
    [near, far] = [local.page.next, other.page.next];
    assert.equal(far === null, near === null, note);
    rows.push(...other.statements[0].rows);
    count++;
  } while (far && count < 1000);
  return rows;
}

test("the tables are there", () => assert.equal(made.error, null, JSON.stringify(made.error)));

test("by the key, and by any column in both directions, with ties and nulls", async () => {
  assert.equal((await compare({ relation: relation("numbered") }, "by key")).length, 250);
  for (const column of ["a", "b", "c"]) {
    for (const [direction, nulls] of [["asc", "first"], ["asc", "last"], ["desc", "first"], ["desc", "last"]]) {
      const rows = await compare({ relation: relation("tied"), columns: ["id"], order: [{ column, direction, nulls }], limit: 37 }, `${column} ${direction} ${nulls}`);
      assert.equal(new Set(rows.map(([id]) => id)).size, 200);
    }
  }
  await compare({ relation: relation("tied"), columns: ["id"], order: [{ column: "a", direction: "desc" }, { column: "b" }, { column: "c", nulls: "first" }], limit: 13 }, "three");
});

test("every comparable type can be a key", async () => {
  const columns = ["num", "span", "day", "at", "u", "bin", "flag", "list", "address", "doc", "big", "fixed", "short", "mood", "code", "span_of", "pair", "name", "small"];
  for (const column of columns) {
    const rows = await compare({ relation: relation("keyed"), order: [{ column, direction: "desc" }], limit: 7 }, column);
    assert.equal(rows.length, 40, column);
  }
});

test("without a key, views, partitions, parents, materialized views, unique indexes, hostile names", async () => {
  for (const name of ["keyless", "seen", "parts", "parent", "made", "uniquely", "orderless", hostile]) {
    await compare({ relation: relation(name), limit: 9 }, name);
  }
  await compare({ relation: relation("keyless"), order: [{ column: "n" }], limit: 9 }, "ties by place");
  for (const name of ["keyless", "numbered"]) await compare({ relation: relation(name), columns: ["ctid"], limit: 90 }, `the place of the rows of ${name}`);
  await compare({ relation: relation(hostile), columns: ["other", hostile], order: [{ column: hostile, direction: "desc" }], limit: 1 }, "hostile columns");
});

test("what is wrong has the same code, and no place in a statement that nobody wrote", async () => {
  const numbered = relation("numbered");
  for (const body of [
    { relation: relation("nowhere") }, { relation: numbered, columns: ["nothing"] },
    { relation: numbered, order: [{ column: "nothing" }] }, { relation: relation("pg_authid", "pg_catalog") },
    { relation: relation("orderless"), order: [{ column: "j" }] }, { relation: relation("parent"), columns: ["ctid"] }, { relation: relation("seen"), columns: ["ctid"] },
  ]) {
    const [local, other] = [await select(scene.connection, body), await select(remote, body)];
    assert.equal(other.error?.code, local.error.code, JSON.stringify(body));
    assert.equal(other.error.message, local.error.message);
    assert.equal(other.error.position, null);
  }
  // Whose schema is not there: the server, asked by a SELECT, says it in these words.
  assert.equal((await select(remote, { relation: relation("x", "no_schema") })).error.code, "42P01");
  const cursor = (await select(remote, { relation: relation("tied"), limit: 1 })).page.next;
  assert.equal((await select(remote, { relation: numbered, after: cursor })).status, 400);
  assert.equal((await select(scene.connection, { relation: relation("tied"), limit: 1, after: cursor })).status, 400);
});

test("a table that has changed: the cursor fits no more", async () => {
  await client.query(remote, "CREATE TABLE changing (id int PRIMARY KEY); INSERT INTO changing VALUES (1), (2)");
  const { page } = await select(remote, { relation: relation("changing"), limit: 1 });
  await client.query(remote, "ALTER TABLE changing DROP CONSTRAINT changing_pkey, ADD COLUMN other int DEFAULT 1; ALTER TABLE changing ADD PRIMARY KEY (other, id)");
  const { error } = await select(remote, { relation: relation("changing"), limit: 1, after: page.next });
  assert.equal(error.code, "22023");
});

test("a read-only connection with a row limit; inside a named session's transaction", async () => {
  for (const name of ["numbered", "keyless"]) {
    const answer = await select(viewed, { relation: relation(name) });
    assert.equal(answer.statements[0].rows.length, 7, JSON.stringify(answer.error));
    assert.equal(typeof answer.page.next, "string");
  }
  const session = "page";
  await client.query(remote, { sql: "BEGIN; INSERT INTO numbered VALUES (1000, 'open'); INSERT INTO keyless VALUES (9)", session });
  const inside = await select(remote, { relation: relation("numbered"), order: [{ column: "id", direction: "desc" }], limit: 1, session });
  assert.deepEqual(inside.statements[0].rows, [[1000, "open"]]);
  assert.equal(inside.end.transaction, "in_transaction");
  const placed = await select(remote, { relation: relation("keyless"), limit: 500, session });
  assert.equal(placed.statements[0].rows.length, 251, JSON.stringify(placed.error));
  await client.query(remote, { sql: "ROLLBACK", session });
  await client.request("DELETE", `/sessions/${session}`);
});

test("as another role of that server: its policies hold, for this request alone", async () => {
  await server.admin("CREATE ROLE tenant_there NOLOGIN; GRANT tenant_there TO ada; CREATE ROLE stranger_there NOLOGIN");
  await server.admin(`CREATE TABLE flat (id int PRIMARY KEY, tenant text); INSERT INTO flat VALUES (1, 'tenant_there'), (2, 'other'), (3, 'tenant_there');
    ALTER TABLE flat OWNER TO ada; ALTER TABLE flat ENABLE ROW LEVEL SECURITY; GRANT SELECT ON flat TO tenant_there;
    CREATE POLICY own ON flat USING (tenant = current_user)`, "ada");
  const ask = async (more) => await select(remote, { relation: relation("flat"), ...more });
  assert.deepEqual((await ask({ as_role: "tenant_there" })).statements[0].rows.map(([id]) => id), [1, 3]);
  assert.deepEqual((await ask({})).statements[0].rows.map(([id]) => id), [1, 2, 3]);
  assert.equal((await ask({ as_role: "stranger_there" })).error?.code, "42501");
  assert.equal((await ask({ as_role: "nobody there" })).error?.code, "22023");
  await ask({ as_role: "tenant_there", filter: { sql: "1 / (id - 3) < 9" } });
  assert.deepEqual((await client.query(remote, "select current_user::text, current_setting('role')")).statements[0].rows[0], ["ada", "none"]);
});
