// New objects by forms: a table with keys, defaults and a foreign key, and schemas, views, sequences, types, functions.

import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();
const hostile = 'It\'s "odd"; -- 🐘';

describe('new objects', () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const run = (sql) => psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const dialog = () => visitor.page.getByRole('dialog');
  const sql = () => dialog().getByLabel('SQL', { exact: true });
  /** By the palette. @param {string} command */
  const open = async (command) => {
    await visitor.page.keyboard.press('ControlOrMeta+k');
    await visitor.page.getByPlaceholder(/^Search for a table/).fill(command);
    await visitor.page.getByRole('option', { name: command, exact: true }).click();
    await visitor.page.getByRole('dialog', { name: command, exact: true }).waitFor();
  };
  /** @param {string} verb */
  const create = async (verb) => {
    await dialog().getByRole('button', { name: verb, exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
  };
  /** @param {string} name */
  const place = async (name) => {
    await dialog().getByLabel('Name', { exact: true }).fill(name);
    await dialog().getByLabel('Schema', { exact: true }).selectOption('making');
  };

  before(async () => {
    if (!cluster) return;
    await run('drop schema if exists making cascade; drop schema if exists "made too" cascade; create schema making; create table making.parent (id int primary key)');
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables`);
    await visitor.page.getByRole('treeitem', { name: /parent/ }).waitFor();
  });
  after(() => visitor.leave());
  if (!cluster) return void test.skip('needs a cluster of its own');

  it('makes a table from the explorer: its SQL grows with the form, the table opens', async () => {
    await visitor.page.getByRole('button', { name: 'New…' }).click();
    await visitor.page.getByRole('menuitem', { name: 'New table…' }).click();
    await place(hostile);
    await dialog().getByRole('button', { name: 'Add a column' }).click();
    const second = dialog().getByRole('group', { name: 'Column 2' });
    await second.getByLabel('Column 2', { exact: true }).fill('price');
    await second.getByLabel('Type', { exact: true }).fill('numeric(12, 2)');
    await second.getByLabel('Value where none is given').selectOption('default');
    await second.getByLabel('Default (SQL)').fill('1');
    await second.getByLabel('Comment on it').fill("it's net");
    await dialog().getByRole('button', { name: 'Add a column' }).click();
    const third = dialog().getByRole('group', { name: 'Column 3' });
    await third.getByLabel('Column 3', { exact: true }).fill('parent');
    await third.getByLabel('Type').fill('int');
    await dialog().getByRole('button', { name: 'Add a constraint' }).click();
    await dialog().getByRole('group', { name: 'Constraint 1' }).waitFor();
    const constraint = dialog().getByRole('group', { name: 'Constraint 1' });
    await constraint.getByLabel('Kind').selectOption('foreign_key');
    await constraint.getByRole('group', { name: 'Columns', exact: true }).getByText('parent', { exact: true }).click();
    await constraint.getByLabel('Refers to').selectOption('making.parent');
    await constraint.getByRole('group', { name: 'Columns of parent, in the same order' }).getByText('id', { exact: true }).click();
    await dialog().getByText('ShareRowExclusiveLock').waitFor();
    assert.equal(await sql().innerText(), [
      'BEGIN;', 'CREATE TABLE making."It\'s ""odd""; -- 🐘" (', '  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,', '  price numeric(12, 2) DEFAULT 1,', '  parent int,',
      '  PRIMARY KEY (id),', '  FOREIGN KEY (parent) REFERENCES making.parent (id)', ');', 'COMMENT ON COLUMN making."It\'s ""odd""; -- 🐘".price IS \'it\'\'s net\';', 'COMMIT;'].join('\n'));
    await create('Create table');
    await visitor.page.getByRole('heading', { level: 1, name: hostile }).waitFor();
    assert.equal(await run('select count(*) from pg_constraint where conrelid = \'making."It\'\'s ""odd""; -- 🐘"\'::regclass'), '2');
  });

  for (const [colorScheme, width] of /** @type {const} */ ([['light', 1440], ['dark', 1440], ['light', 390], ['dark', 390]])) {
    it(`has an accessible form: ${colorScheme}, ${width}`, async () => {
      const { page } = visitor;
      await open('New table');
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      await dialog().getByRole('button', { name: 'Add a constraint' }).click();
      const folder = process.env['STUDIO_E2E_SHOTS'];
      if (folder !== undefined) await page.screenshot({ path: `${folder}/new-table-${colorScheme}-${width}.png` });
      await assertAccessible(page, `new table, ${colorScheme}, ${width}`);
      await dialog().getByRole('button', { name: 'Cancel' }).click();
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.emulateMedia({ colorScheme: 'light' });
    });
  }

  it('says what PostgreSQL refuses, and the form stays', async () => {
    await open('New table');
    await place('parent');
    await dialog().getByRole('button', { name: 'Create table', exact: true }).click();
    await dialog().getByRole('alert').getByText(/already exists/).first().waitFor();
    assert.equal(await dialog().getByLabel('Name', { exact: true }).inputValue(), 'parent');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
  });

  it('makes a view and a materialized view', async () => {
    await open('New view');
    await place('seen');
    await dialog().getByLabel('Query (SQL)').fill('select id from making.parent;');
    await create('Create view');
    await visitor.page.getByRole('heading', { level: 1, name: 'seen' }).waitFor();
    await open('New materialized view');
    await place('kept');
    await dialog().getByLabel('Query (SQL)').fill('select count(*) as number from making.parent');
    await create('Create materialized view');
    await visitor.page.getByRole('heading', { level: 1, name: 'kept' }).waitFor();
    assert.equal(await run('select number from making.kept'), '0');
  });

  it('makes a sequence, an enum, a domain, a composite type', async () => {
    await open('New sequence');
    await place('counter');
    await dialog().getByLabel('Starts with').fill('7');
    await create('Create sequence');
    await open('New enum');
    await place('mood');
    await dialog().getByLabel(/^Labels/).fill("it's fine\nsad");
    await create('Create enum');
    await open('New domain');
    await place('positive');
    await dialog().getByLabel('Type').fill('int');
    await dialog().getByLabel('Condition (SQL)').fill('value > 0');
    await create('Create domain');
    await open('New composite type');
    await place('pair');
    await dialog().getByLabel('Attribute 1').getByLabel('Attribute 1').fill('left one');
    await create('Create type');
    assert.equal(await run("select nextval('making.counter') || (enum_range(null::making.mood))[1]::text || 3::making.positive || (row('x')::making.pair).\"left one\""), "7it's fine3x");
  });

  it('makes a function, and takes a schema along to the migration', async () => {
    await open('New function');
    await place('twice');
    await dialog().getByLabel('Arguments (SQL)').fill('n int');
    await dialog().getByLabel('Returns (SQL)').fill('int');
    await dialog().getByLabel('Language').fill('sql');
    await dialog().getByLabel('Body').fill('select n * 2');
    await create('Create function');
    assert.equal(await run('select making.twice(4)'), '8');
    await open('New schema');
    await dialog().getByLabel('Name', { exact: true }).fill('made too');
    await dialog().getByRole('button', { name: 'Add to the migration' }).click();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await visitor.page.getByRole('link', { name: 'Migration' }).click();
    await visitor.page.locator('.cm-content').getByText('CREATE SCHEMA "made too"').waitFor();
    assert.equal(await run("select count(*) from pg_namespace where nspname = 'made too'"), '0');
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
