// The extensions of a database: found, installed, moved, updated and dropped by forms.

import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('extensions', () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const run = (sql) => psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const dialog = () => visitor.page.getByRole('dialog');
  const sql = () => dialog().getByLabel('SQL', { exact: true });
  const field = (/** @type {string} */ name) => dialog().getByLabel(name, { exact: true });
  const line = (/** @type {string} */ name) => visitor.page.getByRole('row').filter({ has: visitor.page.getByRole('rowheader', { name, exact: true }) });
  /** @param {string} verb */
  const done = async (verb) => {
    await dialog().getByRole('button', { name: verb, exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
  };
  /** @param {string} name @param {string} action */
  const choose = async (name, action) => {
    await visitor.page.getByRole('button', { name: `Change ${name}`, exact: true }).click();
    await visitor.page.getByRole('menuitem', { name: action, exact: true }).click();
  };

  before(async () => {
    if (!cluster) return;
    await run('drop extension if exists hstore, earthdistance, cube; drop schema if exists "Ex ""t" cascade; create schema "Ex ""t"');
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());
  if (!cluster) return void test.skip('needs a cluster of its own');

  it('are reached from the explorer and by a command, and found by what they are', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'More of the explorer' }).click();
    await page.getByRole('menuitem', { name: 'Extensions' }).click();
    await line('plpgsql').waitFor();
    assert.match(await line('plpgsql').innerText(), /1\.0\s+pg_catalog/);
    await page.getByRole('searchbox', { name: 'Filter extensions' }).fill('great-circle');
    await line('plpgsql').waitFor({ state: 'detached' });
    await line('earthdistance').getByText('can be installed').waitFor();
    assert.equal(await page.getByRole('rowheader').count(), 1);
    await assertAccessibleInBoth(page, 'the extensions');
  });

  it('installs one with what it needs, and says what PostgreSQL refuses', async () => {
    await choose('earthdistance', 'Install…');
    await dialog().getByRole('button', { name: 'Install', exact: true }).click();
    await dialog().getByText('required extension "cube" is not installed').waitFor();
    await field('Cascade: with the extensions that it needs').check();
    assert.equal(await sql().innerText(), 'CREATE EXTENSION earthdistance CASCADE;');
    await assertAccessibleInBoth(visitor.page, 'an extension that is installed');
    await done('Install');
    await line('earthdistance').getByText('can be installed').waitFor({ state: 'detached' });
    assert.equal(await run('select string_agg(extname, \',\' order by extname) from pg_extension where extname in (\'cube\', \'earthdistance\')'), 'cube,earthdistance');
  });

  it('installs an older one into a schema, updates it, moves it and drops it', async () => {
    await visitor.page.getByRole('searchbox', { name: 'Filter extensions' }).fill('hstore');
    await choose('hstore', 'Install…');
    await field('Schema').selectOption('Ex "t');
    await field('Version').fill('1.4');
    assert.equal(await sql().innerText(), 'CREATE EXTENSION hstore SCHEMA "Ex ""t" VERSION \'1.4\';');
    await done('Install');
    await line('hstore').getByText('is there').waitFor();
    await choose('hstore', 'Update…');
    await done('Update');
    await line('hstore').getByText('is there').waitFor({ state: 'detached' });
    await choose('hstore', 'Move…');
    await field('Schema').selectOption('public');
    await done('Move');
    await line('hstore').getByText('public').waitFor();
    await run('create table "Ex ""t".held (h hstore)');
    await choose('hstore', 'Drop…');
    await dialog().getByText('held', { exact: false }).first().waitFor();
    await field('Cascade: with everything that depends on it').check();
    await done('Drop extension');
    await line('hstore').getByText('can be installed').waitFor();
    assert.equal(await run('select count(*) from pg_attribute where attrelid = \'"Ex ""t".held\'::regclass and attnum > 0 and not attisdropped'), '0');
  });

  it('is worked by keyboard, and fits on a phone', async () => {
    const { page } = visitor;
    await page.setViewportSize({ width: 390, height: 800 });
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog').getByRole('combobox').fill('go to extensions');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Change hstore', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Install…', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await field('Version').waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await run('drop extension earthdistance, cube; drop schema "Ex ""t" cascade');
  });
});
