// A schema as a script that makes and fills it again, and as an archive with a file for each relation; hostile names stay names.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('export of a schema', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const stored = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const dialog = () => visitor.page.getByRole('dialog', { name: 'Export tables', exact: true });
  const told = () => dialog().getByRole('status');
  /** @param {string} schema */
  const open = async (schema) => {
    await visitor.page.keyboard.press('ControlOrMeta+k');
    const palette = visitor.page.getByRole('dialog', { name: 'Commands' });
    await palette.getByRole('combobox').fill('Export tables of a schema');
    await palette.getByRole('option', { name: 'Export tables of a schema' }).first().waitFor();
    await visitor.page.keyboard.press('Enter');
    await dialog().getByLabel('Schema', { exact: true }).selectOption({ label: schema });
  };
  const save = async () => {
    const saved = visitor.page.waitForEvent('download');
    await dialog().getByRole('button', { name: 'Export', exact: true }).press('Enter');
    const file = await saved;
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  };

  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await stored(`drop schema if exists "many 'x" cascade; drop schema if exists many_before cascade; create schema "many 'x"; set search_path = "many 'x";
      create type mood as enum ('so''so', 'fine'); create domain positive as int check (value > 0);
      create function twice(n int) returns int language sql immutable as 'select n * 2';
      create table "../a" (id int generated always as identity primary key, "ü ""q" text default 'x''y', feels mood, n positive, m int generated always as (n * 2) stored);
      insert into "../a" ("ü ""q", feels, n) select E'back\\\\slash ''' || g, 'so''so', g from generate_series(1, 250) g;
      create table b (id serial primary key, a int not null references "../a" deferrable, at timestamptz default '2026-01-01Z', unique (a, id));
      alter table "../a" add column b int references b; insert into b (a) values (1), (2); update "../a" set b = 2 where id = 1;
      create view z_first as select id, twice(n) as d from "../a"; create view a_second as select * from z_first;
      create table p (k int, v text) partition by range (k); create table p_1 partition of p for values from (0) to (10); insert into p values (1, 'one'), (2, null);
      create materialized view counted as select count(*) from b; comment on table b is 'it''s b';`);
    await visitor.signIn();
  });
  after(async () => {
    await visitor.leave();
    await stored(`drop schema if exists "many 'x" cascade; drop schema if exists many_before cascade`);
  });

  it('is a script that makes the schema again, row for row', async () => {
    await open("many 'x");
    await assertAccessible(visitor.page, 'the export of tables');
    const { name, bytes } = await save();
    await told().getByText(/relations in/).waitFor();
    assert.equal(name, 'many_x.sql');
    await stored(`alter schema "many 'x" rename to many_before`);
    await stored(bytes.toString());
    for (const relation of ['"../a"', 'b', 'p', 'counted', 'a_second']) {
      assert.equal(await stored(`select count(*) from (select to_jsonb(o) from many_before.${relation} o except select to_jsonb(c) from "many 'x".${relation} c) d`), '0', relation);
      assert.equal(await stored(`select (select count(*) from many_before.${relation}) = (select count(*) from "many 'x".${relation})`), 't', relation);
    }
    /** @param {string} schema */
    const constraints = async (schema) => await stored(`select string_agg(concat(conname, contype, condeferrable, cardinality(conkey)), ' ' order by conname, contype)
      from pg_constraint k join pg_namespace n on n.oid = connamespace where n.nspname = '${schema}'`);
    assert.equal(await constraints("many ''x"), await constraints('many_before'));
    assert.equal(await stored(`insert into "many 'x"."../a" (n) values (7) returning id, m`), '251|14');
    assert.equal(await stored(`insert into "many 'x".b (a) values (251) returning id`), '3');
    assert.equal(await stored(`select obj_description('"many ''x".b'::regclass)`), "it's b");
  });

  it('is an archive with a file for each that is chosen, whose names are no paths', async () => {
    await dialog().getByRole('button', { name: 'Close', exact: true }).press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await visitor.page.reload();
    await visitor.page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    await open("many 'x");
    await dialog().getByLabel('Format', { exact: true }).selectOption('csv');
    await dialog().getByRole('checkbox', { name: 'a_second view', exact: true }).uncheck();
    const { name, bytes } = await save();
    await told().getByText(/relations in/).waitFor();
    assert.equal(name, 'many_x.zip');
    const files = unzipSync(bytes);
    assert.deepEqual(Object.keys(files).toSorted(), ["many 'x..._a.csv", "many 'x.b.csv", "many 'x.counted.csv", "many 'x.p.csv", "many 'x.p_1.csv", "many 'x.z_first.csv"]);
    assert.equal(strFromU8(files["many 'x.p.csv"] ?? new Uint8Array()), 'k,v\r\n1,one\r\n2,\r\n');
    visitor.assertFaultless();
  });

  it('is stopped, or fails, without a file', async () => {
    const { page } = visitor;
    await dialog().getByRole('button', { name: 'Close', exact: true }).press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await stored(`create view "many 'x".zz_slow as select pg_sleep(60)::text as slept`);
    await page.reload();
    await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    await open("many 'x");
    await dialog().getByLabel('Format', { exact: true }).selectOption('csv');
    let files = 0;
    page.on('download', () => { files += 1; });
    await dialog().getByRole('button', { name: 'Export', exact: true }).press('Enter');
    const sleeps = async () => await stored("select count(*) from pg_stat_activity where wait_event = 'PgSleep' and query like '%zz_slow%' and pid <> pg_backend_pid()");
    while (await sleeps() !== '1') await page.waitForTimeout(50);
    await dialog().getByRole('button', { name: 'Stop', exact: true }).press('Enter');
    await told().getByText(/stopped/i).waitFor();
    while (await sleeps() !== '0') await page.waitForTimeout(50);
    await stored(`drop view "many 'x".zz_slow; create view "many 'x".zz_slow as select 1 / (count(*) - count(*)) as n from "many 'x".b`);
    await dialog().getByRole('button', { name: 'Export', exact: true }).press('Enter');
    await dialog().getByText('division by zero').waitFor();
    assert.equal(files, 0);
    await stored(`drop view "many 'x".zz_slow`);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('makes what it has made again, where names were found by a search path, whatever stands in that', async () => {
    const given = /** @type {NonNullable<typeof cluster>} */ (cluster);
    await stored(`do $$ begin if to_regrole('pathfinder') is null then create role pathfinder login; end if; end $$; drop schema if exists "pa,th" cascade; create schema "pa,th" authorization pathfinder;
      set role pathfinder; set search_path = "pa,th"; create table t (id int primary key, word text); insert into t values (1, 'one'); create view v as select * from t where id = 1;
      create function lies(int, int) returns boolean language sql as 'select false'; create operator = (leftarg = int, rightarg = int, function = lies); reset role;
      alter role pathfinder set search_path = "pa,th", pg_catalog; grant studio_login to pathfinder`).catch(async (error) => {
      if (!/studio_login/.test(String(error))) throw error;
    });
    const other = await Visitor.come({ bypassCSP: true });
    const link = await psql(given, "select studio.login_link('pathfinder')", 'postgres');
    other.address = `${other.origin}/${(/** @type {RegExpExecArray} */ (/sign-in#link=.*/.exec(link)))[0].trim()}`;
    const first = visitor;
    visitor = other;
    try {
      await visitor.signIn();
      await open('pa,th');
      const { bytes } = await save();
      await stored('alter schema "pa,th" rename to path_before');
      await stored(bytes.toString());
      assert.equal(await stored('select word from "pa,th".v'), 'one');
      assert.equal(await stored(`select string_agg(distinct n.nspname, ',') from pg_depend d join pg_rewrite r on r.oid = d.objid join pg_class c on c.oid = d.refobjid join pg_namespace n on n.oid = c.relnamespace where r.ev_class = '"pa,th".v'::regclass`), 'pa,th');
    } finally {
      visitor = first;
      await other.leave();
      await stored('drop schema if exists "pa,th" cascade; drop schema if exists path_before cascade');
    }
  });
});
