// Databases in LATIN1 and SQL_ASCII: the wire is UTF-8 always.
import assert from "node:assert/strict";
import test from "node:test";
import { makeScene, row, value } from "./support/scene.mjs";

const options = (encoding) => ({ databaseOptions: `TEMPLATE template0 ENCODING '${encoding}' LOCALE 'C'` });
const latin = await makeScene("in_latin1", options("LATIN1"));
const ascii = await makeScene("in_sql_ascii", options("SQL_ASCII"));

test("LATIN1: text, names, parameters and errors are converted both ways", async () => {
  const answer = await latin.query(`select 'äöü' as "größe", length('äöü'), octet_length('äöü')`);
  assert.equal(answer.error, null, answer.error?.message);
  assert.deepEqual(row(answer), ["äöü", 3, 3]);
  assert.equal(answer.statements[0].columns[0].name, "größe");
  assert.deepEqual(row(await latin.query({ sql: "select length($1), $1", parameters: ["äé"] })), [2, "äé"]);
  await latin.psql('create table "übel" ("ä" text); insert into "übel" values (chr(228))');
  assert.equal(value(await latin.query('select "ä" from "übel"')), "ä");
  const missing = await latin.query('select * from "ärger"');
  assert.equal(missing.error.message, 'relation "ärger" does not exist');
  assert.equal(missing.error.position, 15);
});

test("LATIN1: a character that it lacks is refused, a position behind umlauts is right", async () => {
  const answer = await latin.query("select '€😀'");
  assert.equal(answer.error.code, "22P05");
  const position = await latin.query("select 'äöü', nonsense");
  assert.equal(position.error.position, 15);
});

test("LATIN1: notices and catalog are converted", async () => {
  const answer = await latin.query("do $$ begin raise notice 'grün %', chr(223); end $$");
  assert.equal(answer.notices[0].message, "grün ß");
  const catalog = await latin.client.request("GET", `/connections/${latin.connection.id}/catalog/relations?schema=public`);
  assert.ok(catalog.json.rows.some((cells) => cells.includes("übel")));
});

test("SQL_ASCII: valid UTF-8 goes through, other bytes are replaced and never break the stream", async () => {
  assert.equal(value(await ascii.query("select 'äöü'")), "äöü");
  const answer = await ascii.query("select convert_from('\\xe4f6'::bytea, 'SQL_ASCII'), 1, convert_from('\\x61c328ff62'::bytea, 'SQL_ASCII')");
  assert.equal(answer.error, null, answer.error?.message);
  assert.match(row(answer)[0], /^\ufffd+$/);
  assert.equal(row(answer)[1], 1);
  assert.match(row(answer)[2], /^a\ufffd+\(?\ufffd*b$/);
});

test("SQL_ASCII: broken bytes in names, notices and errors", async () => {
  const answer = await ascii.query("do $$ begin raise notice '%', convert_from('\\xff'::bytea, 'SQL_ASCII'); raise exception '%', convert_from('\\xfe'::bytea, 'SQL_ASCII'); end $$");
  assert.match(answer.error.message, /^\ufffd$/);
  await ascii.psql("do $$ begin execute format('create table %I (a int)', 't' || convert_from('\\xe4'::bytea, 'SQL_ASCII')); end $$");
  const catalog = await ascii.client.request("GET", `/connections/${ascii.connection.id}/catalog/relations?schema=public`);
  assert.equal(catalog.status, 200);
  assert.ok(catalog.json.rows.some((cells) => cells.includes("t\ufffd")));
});

test("a cut cell in SQL_ASCII is whole UTF-8", async () => {
  const answer = await ascii.query({ sql: "select repeat('ä', 100)", max_cell_bytes: 64 });
  assert.match(value(answer).head, /^ä+$/);
});

test("a role whose client_encoding is another one still reads UTF-8", async () => {
  await latin.admin("alter role in_latin1 set client_encoding = 'LATIN1'");
  assert.equal(value(await latin.query("select 'äöü'")), "äöü");
  await latin.admin("alter role in_latin1 reset client_encoding");
});

test("SET client_encoding does not change the wire", async () => {
  const answer = await latin.query("set client_encoding = 'LATIN1'; select 'äöü'");
  assert.equal(answer.statements.at(-1).rows[0]?.[0] ?? answer.error.code, answer.error ? answer.error.code : "äöü");
});
