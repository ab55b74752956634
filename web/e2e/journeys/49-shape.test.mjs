// What else a database is shaped by, each by its form: triggers, partitions, policies, sequences, domains, composite types, schemas.

import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('shape', () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const run = (sql) => psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const dialog = () => visitor.page.getByRole('dialog');
  const sql = () => dialog().getByLabel('SQL', { exact: true });
  const press = (/** @type {string} */ name) => visitor.page.getByRole('button', { name, exact: true }).click();
  const field = (/** @type {string} */ name) => dialog().getByLabel(name, { exact: true });
  /** The first column of a list holds it. @param {string} name */
  const line = (name) => visitor.page.getByRole('rowheader', { name, exact: true });
  /** @param {string} verb */
  const done = async (verb) => {
    await dialog().getByRole('button', { name: verb, exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
  };
  /** Of one line's menu. @param {string} line @param {string} action */
  const choose = async (line, action) => {
    await press(`Change ${line}`);
    await visitor.page.getByRole('menuitem', { name: action, exact: true }).click();
  };
  /** @param {string} path */
  const go = (path) => visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/${path}`);

  before(async () => {
    if (!cluster) return;
    await run(`drop schema if exists "Sha ""pe" cascade; drop schema if exists "shape 2" cascade; create schema "Sha ""pe"; set search_path = "Sha ""pe";
      create table "Tri g" (id int primary key, price numeric); create function "no ""te"() returns trigger language plpgsql as 'begin return new; end';
      create table days (day date not null, n int) partition by range (day); create table old_days (day date not null, n int);
      create policy mine on "Tri g" for select to public using (id > 0); create sequence "Coun ter" owned by "Tri g".id;
      create domain positive as int default 1 check (value > 0); create type pair as (a int, "B b" text)`);
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());
  if (!cluster) return void test.skip('needs a cluster of its own');

  it('makes a trigger, switches, renames and drops it', async () => {
    await go('tables/Sha%20%22pe/Tri%20g?view=structure&part=triggers');
    await press('Create trigger');
    await field('Name').fill('it\'s "odd"');
    await dialog().getByRole('group', { name: 'Of which changes' }).getByText('UPDATE', { exact: true }).click();
    await dialog().getByRole('group', { name: 'Only where these columns are set (none: any)' }).getByText('price', { exact: true }).click();
    await field('Function').selectOption('Sha "pe.no "te');
    await field('Only where (SQL)').fill('NEW.price > 0');
    await dialog().getByText('ShareRowExclusiveLock').waitFor();
    assert.equal(await sql().innerText(), 'CREATE TRIGGER "it\'s ""odd"""\nBEFORE UPDATE OF price ON "Sha ""pe"."Tri g"\nFOR EACH ROW\nWHEN (NEW.price > 0)\nEXECUTE FUNCTION "Sha ""pe"."no ""te"();');
    await assertAccessibleInBoth(visitor.page, 'a new trigger');
    await done('Create trigger');
    await line('it\'s "odd"').waitFor();
    await choose('it\'s "odd"', 'Switch…');
    await field('It runs').selectOption('always');
    await done('Switch');
    await visitor.page.getByRole('cell', { name: 'also while replicating' }).waitFor();
    await choose('it\'s "odd"', 'Rename…');
    await field('New name').fill('plain');
    await done('Rename');
    await choose('plain', 'Drop…');
    await done('Drop trigger');
    await visitor.page.getByText('None.', { exact: true }).waitFor();
  });

  it('changes a policy', async () => {
    await go('tables/Sha%20%22pe/Tri%20g?view=structure&part=policies');
    await choose('mine', 'Change…');
    assert.equal(await field('For').isDisabled(), true);
    await field('Rows that are seen: USING (SQL)').fill('id > 7');
    assert.equal(await sql().innerText(), 'ALTER POLICY mine ON "Sha ""pe"."Tri g" USING (id > 7);');
    await done('Change policy');
    await visitor.page.getByRole('cell', { name: '(id > 7)' }).waitFor();
  });

  it('makes, attaches and detaches partitions', async () => {
    await go('tables/Sha%20%22pe/days?view=structure&part=partitions');
    await press('Create partition');
    await field('Name').fill('days 2026');
    await field('From, included (SQL)').fill('\'2026-01-01\'');
    await field('To, not included (SQL)').fill('\'2027-01-01\'');
    await done('Create partition');
    await line('Sha "pe.days 2026').waitFor();
    await press('Attach');
    await field('Table').selectOption('Sha "pe.old_days');
    await dialog().getByLabel('Default: whatever no other partition holds').check();
    await done('Attach');
    await line('Sha "pe.old_days').waitFor();
    await choose('Sha "pe.days 2026', 'Detach…');
    await dialog().getByLabel('Concurrently: without holding up reading and writing').uncheck();
    await done('Detach');
    await line('Sha "pe.days 2026').waitFor({ state: 'detached' });
    assert.equal(await run('select string_agg(inhrelid::regclass::text, \',\') from pg_inherits where inhparent = \'"Sha ""pe".days\'::regclass'), '"Sha ""pe".old_days');
  });

  it('shows and changes how a sequence counts', async () => {
    await go('tables/Sha%20%22pe/Coun%20ter?view=structure');
    await visitor.page.getByText('9,223,372,036,854,775,807').waitFor();
    await visitor.page.getByRole('region', { name: 'Values', exact: true }).getByRole('button', { name: 'Change…' }).click();
    await field('Next value').fill('no');
    await dialog().getByText('This is no whole number.').waitFor();
    await field('Next value').fill('41');
    await field('Largest').fill('100');
    assert.equal(await sql().innerText(), 'ALTER SEQUENCE "Sha ""pe"."Coun ter" MAXVALUE 100 RESTART WITH 41;');
    await assertAccessibleInBoth(visitor.page, 'a sequence that is changed');
    await done('Change');
    assert.equal(await run('select nextval(\'"Sha ""pe"."Coun ter"\')'), '41');
  });

  it('changes a domain: default, null, checks', async () => {
    await go(`types/${await run('select \'"Sha ""pe".positive\'::regtype::oid')}`);
    await line('positive_check').waitFor();
    await press('Default and null…');
    await field('Default (SQL)').fill('7');
    await dialog().getByLabel('May be null').uncheck();
    await done('Change');
    await visitor.page.getByText('not null', { exact: false }).first().waitFor();
    await press('Add a check…');
    await field('Name').fill('small');
    await field('Condition (SQL)').fill('VALUE < 10');
    await dialog().getByLabel('Not valid: without looking at the values that are there').check();
    await done('Add check');
    await choose('small', 'Validate…');
    await done('Validate');
    await visitor.page.getByRole('cell', { name: 'not validated' }).waitFor({ state: 'detached' });
    await assertAccessibleInBoth(visitor.page, 'a domain');
    await choose('small', 'Drop…');
    await done('Drop check');
    await line('small').waitFor({ state: 'detached' });
  });

  it('changes a composite type, and moves it', async () => {
    await go(`types/${await run('select \'"Sha ""pe".pair\'::regtype::oid')}`);
    await choose('B b', 'Change…');
    await field('Name').fill('c');
    await field('Type').fill('date');
    await done('Change attribute');
    await line('c').waitFor();
    await press('Add an attribute…');
    await field('Name').fill('more');
    await done('Add attribute');
    await line('more').waitFor();
    await press('Change…');
    await field('Schema').selectOption('public');
    await field('Name').fill('shape pair');
    await done('Change');
    await visitor.page.getByRole('heading', { level: 1, name: /shape pair/ }).waitFor();
    assert.equal(await run('select string_agg(attname || \' \' || atttypid::regtype, \', \' order by attnum) from pg_attribute where attrelid = \'public."shape pair"\'::regclass'), 'a integer, c date, more text');
    await run('drop type public."shape pair"');
  });

  it('shows a schema from the palette: what is in it, who may use it; renames and drops it', async () => {
    await visitor.page.keyboard.press('ControlOrMeta+k');
    await visitor.page.getByPlaceholder(/^Search for a table/).fill('Sha "pe');
    await visitor.page.getByRole('option', { name: 'Sha "pe schema', exact: true }).click();
    await visitor.page.getByText(/^2 tables, 1 partitioned table|^3 tables, 1 partitioned table/).waitFor();
    await press('Grant…');
    await dialog().getByRole('group', { name: 'Privileges' }).getByText('USAGE', { exact: true }).click();
    await done('Grant');
    await line('PUBLIC').waitFor();
    await assertAccessibleInBoth(visitor.page, 'a schema');
    await press('Change…');
    await field('Name').fill('shape 2');
    await done('Change');
    await visitor.page.getByRole('heading', { level: 1, name: /shape 2/ }).waitFor();
    await press('Drop…');
    await dialog().getByLabel('Cascade: with everything that depends on it').check();
    await dialog().getByText('Tri g').first().waitFor();
    await done('Drop schema');
    await visitor.page.waitForURL(/\/tables$/);
    assert.equal(await run('select count(*) from pg_namespace where nspname ~ \'shape|Sha\''), '0');
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
