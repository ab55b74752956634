// every field of every body is typed. Each is given values of each wrong type, each body a field too many and, where a
// field is needed, one too few: always 400, never accepted, never a fault of the server. A route whose body is not in this
// list fails.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { Client, signIn } from "./support/client.mjs";
import { psql } from "./support/cluster.mjs";
import { makeOrganization, makePerson } from "./support/people.mjs";

let owner;
let ids;
const need = (answer, status = 201) => {
  assert.equal(answer.status, status, answer.text);
  return answer.json;
};

before(async () => {
  await psql("CREATE ROLE swap_owner LOGIN IN ROLE studio_login; CREATE TABLE swap_rows (id int PRIMARY KEY); GRANT SELECT ON swap_rows TO swap_owner");
  owner = await signIn("swap_owner");
  const member = await makePerson("Swap member");
  const team = await makeOrganization(owner, "Swaps", { viewer: member });
  const connection = await owner.connect("postgres", "swap_owner", { organization_id: team.id });
  const folder = need(await owner.request("POST", "/folders", { organization_id: team.id, name: "x" }));
  const saved = need(await owner.request("POST", "/saved-queries", { organization_id: team.id, name: "x", sql: "x" }));
  const view = need(await owner.request("POST", `/connections/${connection.id}/named-views`, { relation_schema: "public", relation_name: "swap_rows", name: "x", view: {} }));
  ids = { organization: team.id, account: member.id, connection: connection.id, folder: folder.id, saved: saved.id, view: view.id };
});

// A field's kind is what it takes: text, email, id, color, a word out of a list, flag, count, list, map, object, values, or with ? null.
// `optional` names those that may be absent; in those that the gateway itself reads null stands for that. A nested object stands for a field that has fields.
const place = { organization_id: "id", folder_id: "id?", connection_id: "id?", name: "text", sql: "text", description: "text?", is_shared: "flag" };
const bodies = [
  ["POST", "/auth/login", { link: "text", cookie: "flag?" }, ["cookie"], true],
  ["POST", "/auth/login", { email: "text", password: "text", cookie: "flag?" }, ["cookie"], true],
  ["POST", "/auth/login", { role: "text", password: "text", cookie: "flag?" }, ["cookie", "role"], true],
  ["POST", "/auth/refresh", { refresh_token: "text?" }, ["refresh_token"], true],
  ["POST", "/auth/logout", { refresh_token: "text?" }, ["refresh_token"], true],
  ["POST", "/invitations/read", { token: "text" }, [], true],
  ["POST", "/invitations/accept", { token: "text", name: "text", email: "text", password: "text", cookie: "flag?" }, ["cookie"], true],
  ["POST", "/invitations/accept", { token: "text" }, []],
  ["PATCH", "/account", { name: "text", email: "email?" }, ["name", "email"]],
  ["PUT", "/account/password", { password: "text", present_password: "text?" }, ["present_password"]],
  ["POST", "/tokens", { name: "text", scopes: "list", expires_in_days: "count" }, ["expires_in_days"]],
  ["POST", "/organizations", { name: "text" }, []],
  ["PATCH", "/organizations/{id}", { name: "text", history_days: "count", audit_days: "count" }, ["name", "history_days", "audit_days"], false, { id: "organization" }],
  ["PATCH", "/organizations/{organization_id}/members/{account_id}", { role: "word" }, []],
  ["POST", "/organizations/{organization_id}/members/{account_id}/link", {}, []],
  ["POST", "/organizations/{organization_id}/invitations", { role: "word", email: "email?", expires_in_days: "count" }, ["email", "expires_in_days"]],
  ["POST", "/connections", { name: "text", kind: "word", database: "text", role: "text", role_password: "text?", organization_id: "id?", is_read_only: "flag?", environment: "word?", color: "color?" }, ["role_password", "organization_id", "is_read_only", "environment", "color"]],
  ["POST", "/connections/test", { name: "text", kind: "word", database: "text", role: "text", role_password: "text?", organization_id: "id?", is_read_only: "flag?", environment: "word?", color: "color?" }, ["role_password", "organization_id", "is_read_only", "environment", "color"]],
  ["PATCH", "/connections/{id}", { name: "text", is_read_only: "flag?", environment: "word?", color: "color?", role_password: "text?" }, ["name", "is_read_only", "environment", "color", "role_password"], false, { id: "connection" }],
  ["POST", "/connections/{id}/query", { sql: "text", parameters: "values?", row_limit: "count?", timeout_ms: "count?", read_only: "flag?", session: "text?", requires_session: "flag?", background: "flag?", live_plan: "flag?", max_cell_bytes: "count?" }, ["parameters", "row_limit", "timeout_ms", "read_only", "session", "requires_session", "background", "live_plan", "max_cell_bytes"], false, { id: "connection" }],
  ["POST", "/queries/{query_id}/background", {}, []],
  ["POST", "/sessions/{session}/keep", {}, []],
  ["POST", "/connections/{id}/analyze", { sql: "text", session: "text?" }, ["session"], false, { id: "connection" }],
  ["POST", "/connections/{id}/explain", { sql: "text", parameters: "values?", options: { analyze: "flag?", buffers: "flag?", verbose: "flag?", settings: "flag?", timing: "flag?" }, session: "text?", timeout_ms: "count?", read_only: "flag?" }, ["parameters", "options", "session", "timeout_ms", "read_only"], false, { id: "connection" }],
  ["POST", "/connections/{id}/rows/change", { changes: "list", timeout_ms: "count?", dry_run: "flag?", session: "text?", max_cell_bytes: "count?" }, ["timeout_ms", "dry_run", "session", "max_cell_bytes"], false, { id: "connection" }],
  ["POST", "/connections/{id}/import", { relation: { schema: "text", name: "text" }, columns: "list", fields: "list?", key: "list?", format: "word?", header: "flag?", is_last: "flag?", first_line: "count?", first_byte: "count?", follows: "flag?", skip_bad_lines: "count?", timeout_ms: "count?", session: "text?", requires_session: "flag?" }, ["fields", "key", "format", "header", "is_last", "first_line", "first_byte", "follows", "skip_bad_lines", "timeout_ms", "session", "requires_session"], false, { id: "connection" }],
  ["POST", "/connections/{id}/effect", { sql: "text", parameters: "values?", dry_run: "flag?", session: "text?" }, ["parameters", "dry_run", "session"], false, { id: "connection" }],
  ["POST", "/connections/{id}/export", { sql: "text", format: "word", parameters: "values?", row_limit: "count?", timeout_ms: "count?", read_only: "flag?", session: "text?", options: { header: "flag?", formula_safe: "flag?", quote_all: "flag?", byte_order_mark: "flag?", rows_per_insert: "count?", overriding_system_value: "flag?" } }, ["parameters", "row_limit", "timeout_ms", "read_only", "session", "options", "header", "formula_safe", "quote_all", "byte_order_mark", "rows_per_insert", "overriding_system_value"], false, { id: "connection" }],
  ["POST", "/connections/{id}/export/link", { sql: "text", format: "word", parameters: "values?", row_limit: "count?", timeout_ms: "count?", read_only: "flag?", session: "text?", options: { header: "flag?", formula_safe: "flag?", quote_all: "flag?", byte_order_mark: "flag?", rows_per_insert: "count?", overriding_system_value: "flag?" } }, ["parameters", "row_limit", "timeout_ms", "read_only", "session", "options", "header", "formula_safe", "quote_all", "byte_order_mark", "rows_per_insert", "overriding_system_value"], false, { id: "connection" }],
  ["POST", "/connections/{id}/rows/select", { relation: { schema: "text", name: "text" }, columns: "list?", order: "list?", before: "text?", filter: { sql: "text" }, limit: "count?", max_cell_bytes: "count?", session: "text?" }, ["columns", "order", "before", "filter", "limit", "max_cell_bytes", "session"], false, { id: "connection" }],
  ["POST", "/connections/{id}/rows/select", { relation: { schema: "text", name: "text" }, filter: { search: "text", columns: "list" }, count_up_to: "count?", as_role: "text?" }, ["filter", "count_up_to", "as_role"], false, { id: "connection" }],
  ["POST", "/saved-queries", place, ["folder_id", "connection_id", "description", "is_shared"]],
  ["PATCH", "/saved-queries/{id}", { ...place, organization_id: undefined, version: "count" }, [...Object.keys(place), "version"], false, { id: "saved" }],
  ["POST", "/connections/{connection_id}/named-views", { relation_schema: "text", relation_name: "text", name: "text", view: "map", is_shared: "flag" }, ["is_shared"]],
  ["PATCH", "/named-views/{id}", { name: "text", view: "map", is_shared: "flag", version: "count" }, ["name", "view", "is_shared", "version"], false, { id: "view" }],
  ["POST", "/folders", { organization_id: "id", name: "text", parent_id: "id?", is_shared: "flag" }, ["parent_id", "is_shared"]],
  ["PATCH", "/folders/{id}", { name: "text", parent_id: "id?" }, ["name", "parent_id"], false, { id: "folder" }],
];

const right = { map: {}, text: "public", email: "swap@example.org", color: "#123456", flag: true, count: 1, list: [], values: [] };
const words = { role: "viewer", kind: "local", environment: "staging", format: "csv" };
const own = { scopes: ["read"], timeout_ms: 10_000, database: "postgres", role: "swap_owner", name: "swap_rows", password: "a long walk by the sea", sql: "SELECT 1", color: "#123456", role_password: undefined };
const wrongs = ["text", "", 1, -1, 1.5, 1e300, true, null, [], [1], [[]], {}, { a: 1 }, "\u0000", "\ud800", "x".repeat(200_000), ["x".repeat(10_000)]];

const goodValue = (name, kind) => {
  const plain = kind.replace("?", "");
  if (plain === "id") return ids[name.replace("_id", "").replace("parent", "folder")];
  return plain === "word" ? words[name] : name in own ? own[name] : right[plain];
};
const build = (fields) => Object.fromEntries(Object.entries(fields).filter(([, kind]) => kind).map(([name, kind]) => [name, typeof kind === "object" ? build(kind) : goodValue(name, kind)]));

/** Is the value of the wrong type? Of the right type and wrong in what it says (too long, out of range) is left to each field's test. */
const isWrongType = (kind, value) => {
  const plain = kind.replace("?", "");
  if (value === null) return !kind.endsWith("?");
  if (plain === "flag") return typeof value !== "boolean";
  if (plain === "count") return typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 2147483647;
  if (plain === "list") return !Array.isArray(value);
  if (plain === "map") return typeof value !== "object" || Array.isArray(value);
  if (plain === "values") return typeof value !== "object"; // a list or an object: $1… or :name
  return typeof value !== "string";
};

const target = (path, more) => path.replace(/\{(\w+)\}/g, (_, name) => ids[more?.[name] ?? name.replace("_id", "")]);

async function refused(client, method, path, body, what, wrong) {
  const answer = await client.request(method, path, body);
  if (answer.status === 400 && /^22|54000/.test(answer.error.code)) return;
  if (answer.status === 413 && JSON.stringify(body).length > 100_000) return;
  wrong.push(`${method} ${path} ${what}: ${answer.status} ${answer.text.slice(0, 150)}`);
}

/** The same body with the field at `path` replaced, or taken out where `value` is undefined. */
function but(body, path, value) {
  const copy = structuredClone(body);
  let at = copy;
  for (const name of path.slice(0, -1)) at = at[name];
  at[path.at(-1)] = value;
  return copy;
}

const leaves = (fields, above = []) => Object.entries(fields).flatMap(([name, kind]) => (kind === undefined ? [] : typeof kind === "object" ? [[[...above, name], "object"], ...leaves(kind, [...above, name])] : [[[...above, name], kind]]));

test("R-02 every route that takes a body is in the list", async () => {
  const { paths } = (await owner.request("GET", "/openapi.json")).json;
  const have = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).filter((method) => ["post", "patch", "put"].includes(method)).map((method) => `${method.toUpperCase()} ${path}`));
  const listed = bodies.map(([method, path]) => `${method} ${path}`);
  assert.deepEqual([...new Set(listed)].sort(), have.sort());
});

for (const [method, path, fields, optional, isOpen, more] of bodies) {
  test(`R-02 ${method} ${path} ${Object.keys(fields).join(" ")}: wrong types, unknown and missing fields are 400`, async () => {
    const client = isOpen ? new Client() : owner;
    const place = target(path, more);
    const wrong = [];
    const good = build(fields);
    for (const [at, kind] of leaves(fields)) {
      for (const value of wrongs) {
        const isWrong = kind === "object" ? (value === null ? !optional.includes(at[0]) : typeof value !== "object") || Array.isArray(value) || Object.keys(value ?? {}).length > 0 : isWrongType(kind, value);
        if (isWrong) await refused(client, method, place, but(good, at, value), `${at.join(".")} = ${JSON.stringify(value).slice(0, 40)}`, wrong);
      }
      if (!optional.includes(at[0]) && at.length === 1) await refused(client, method, place, but(good, at, undefined), `without ${at[0]}`, wrong);
      if (kind === "object") await refused(client, method, place, but(good, [...at, "unknown"], 1), `${at}.unknown`, wrong);
    }
    for (const extra of ["unknown", "__proto__", "id", "account_id", "Name", "is_superuser", "password_hash", "session_id", "proven", ""]) {
      if (extra in fields) continue;
      const text = `${JSON.stringify(good).slice(0, -1)}${Object.keys(good).length > 0 ? "," : ""}"${extra}":1}`;
      await refused(client, method, place, text, `with "${extra}"`, wrong);
    }
    for (const text of ["[]", "null", "1", '"x"', "{", "", "{}{}", "[{}]", '{"a":1,"a":2}', `{"a":${"[".repeat(100)}${"]".repeat(100)}}`, '{"a":01}', "\ufeff{}"]) {
      if (text === "" && Object.keys(good).every((name) => optional.includes(name))) continue;
      await refused(client, method, place, text, `the body ${text.slice(0, 20)}`, wrong);
    }
    assert.deepEqual(wrong, []);
  });
}

test("R-02 texts that PostgreSQL cannot hold, or far too long, are refused in each field that takes text", async () => {
  const wrong = [];
  for (const [method, path, fields, , isOpen, more] of bodies) {
    const client = isOpen ? new Client() : owner;
    for (const [at, kind] of leaves(fields)) {
      if (/flag|count|list|object|map/.test(kind)) continue;
      // Sign-ins and passwords go to the door's own refusal, which says nothing of why.
      if (/login|refresh|logout/.test(path)) continue;
      for (const value of ["\u0000", "a\u0000b", "\ud800", "x".repeat(200_000)]) {
        // SQL may be as long as a body.
        if (/\/(query|analyze|export|export\/link)$/.test(path) && value.length > 1000) continue;
        const answer = await client.request(method, target(path, more), but(build(fields), at, value));
        if (answer.status < 400 || answer.status >= 500) wrong.push(`${method} ${path} ${at.join(".")} = ${JSON.stringify(value).slice(0, 20)}: ${answer.status} ${answer.text.slice(0, 200)}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

test("R-02 query parameters: of the wrong type, twice, unknown, not UTF-8; on a route that has none, any", async () => {
  const wrong = [];
  const { paths } = (await owner.request("GET", "/openapi.json")).json;
  for (const path of Object.keys(paths).filter((each) => paths[each].get && !/healthz|openapi|socket/.test(each))) {
    const place = path.replace("{id}", /saved/.test(path) ? ids.saved : /named-views\/\{id/.test(path) ? ids.view : /connections/.test(path) ? ids.connection : ids.organization).replace("{organization_id}", ids.organization).replace("{connection_id}", ids.connection).replace("{question}", "relations").replace("{version}", "1");
    const full = /named-views$/.test(place) ? `${place}?relation_schema=public&relation_name=swap_rows&` : /saved-queries$|folders$/.test(place) ? `${place}?organization_id=${ids.organization}&` : `${place}?`;
    for (const tail of ["limit=0", "limit=501", "limit=-1", "limit=1e2", "limit=x", "limit=99999999999999999999", "after=x", "after=%00", "after=AAAA", "after=%F0%9F%98%80", "scope=all", "organization_id=x", "connection_id=%7B", "account_id=1", "status=done", "min_duration_ms=-1", "min_duration_ms=x", "search=", "search=%00", "search=%ff", `search=${"x".repeat(201)}`, "unknown=1", "limit=1&limit=2", "action=", "relation=x", "relation=-1", "schema=%00"]) {
      const answer = await owner.request("GET", full + tail);
      if (answer.status < 400 || answer.status >= 500) wrong.push(`${full}${tail}: ${answer.status} ${answer.text.slice(0, 150)}`);
    }
  }
  assert.deepEqual(wrong, []);
});
