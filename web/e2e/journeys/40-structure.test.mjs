// The structure of a table: every part of it, and the changes that are made by forms: their SQL, their locks, their errors.

import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { assertAccessible, assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('the structure of a table', () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const run = (sql) => psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  /** @param {string} [name] */
  const dialog = (name) => visitor.page.getByRole('dialog', name === undefined ? {} : { name });
  const sql = () => dialog().getByLabel('SQL', { exact: true });
  /** @param {string} part */
  const open = async (part) => {
    await visitor.page.getByRole('navigation', { name: 'Parts of the structure' }).getByRole('button', { name: part, exact: true }).click();
    await visitor.page.getByRole('region', { name: part, exact: true }).getByRole('heading', { level: 2 }).waitFor();
  };
  /** Of one line's menu. @param {string} line @param {string} action */
  const choose = async (line, action) => {
    await visitor.page.getByRole('button', { name: `Change ${line}`, exact: true }).click();
    await visitor.page.getByRole('menuitem', { name: action }).click();
  };

  before(async () => {
    if (!cluster) return;
    await run(`drop schema if exists shaping cascade; create schema shaping; create table shaping.parent (id int primary key, name text);
      create table shaping."Odd ""one""" (id int generated always as identity primary key, note text default 'x', price numeric not null check (price > 0), parent int references shaping.parent);
      insert into shaping."Odd ""one""" (note, price) values ('12', 1), ('13', 2); create view shaping.seen as select id from shaping."Odd ""one""";
      create table shaping.split (n int) partition by range (n); create table shaping.split_a partition of shaping.split for values from (0) to (10)`);
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/shaping/${encodeURIComponent('Odd "one"')}?view=structure`);
    await visitor.page.getByRole('rowheader', { name: 'price' }).waitFor();
  });
  after(() => visitor.leave());
  if (!cluster) return void test.skip('needs a cluster of its own');

  it('adds a column: the SQL, the lock, no rewrite', async () => {
    await visitor.page.getByRole('button', { name: 'Add column' }).click();
    await dialog().getByLabel('Name').fill('when done');
    await dialog().getByLabel('Type').fill('timestamptz');
    await dialog().getByText('AccessExclusiveLock').waitFor();
    await dialog().getByText('The table is not rewritten.').waitFor();
    assert.equal(await sql().innerText(), 'ALTER TABLE shaping."Odd ""one""" ADD COLUMN "when done" timestamptz;');
    await assertAccessible(visitor.page, 'add a column');
    await visitor.page.keyboard.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await visitor.page.getByRole('rowheader', { name: 'when done' }).waitFor();
  });

  it('changes one: what PostgreSQL refuses is said, the form stays, a conversion helps', async () => {
    await choose('note', 'Change…');
    await dialog().getByLabel('Type').fill('integer');
    await dialog().getByLabel('Value where none is given').selectOption('none');
    await dialog().getByRole('button', { name: 'Change column' }).click();
    await dialog().getByRole('alert').getByText(/cannot be cast automatically/).waitFor();
    await dialog().getByLabel('Conversion (USING)').fill('note::integer');
    await dialog().getByLabel('Name').fill('count');
    assert.equal(await sql().innerText(), ['BEGIN;', 'ALTER TABLE shaping."Odd ""one""" ALTER COLUMN note TYPE integer USING note::integer, ALTER COLUMN note DROP DEFAULT;',
      'ALTER TABLE shaping."Odd ""one""" RENAME COLUMN note TO count;', 'COMMIT;'].join('\n'));
    await dialog().getByRole('status', { name: 'What it does' }).getByText(/rewrit/).first().waitFor();
    await dialog().getByRole('button', { name: 'Change column' }).click();
    await dialog().waitFor({ state: 'detached' });
    await visitor.page.getByRole('row', { name: /count integer/ }).waitFor();
    assert.equal(await run('select sum(count) from shaping."Odd ""one"""'), '25');
  });

  it('shows what hangs on what is dropped, and drops it', async () => {
    await choose('id', 'Drop…');
    await dialog('Drop column id').getByText(/view .*seen/).first().waitFor();
    await dialog().getByRole('button', { name: 'Drop column' }).click();
    await dialog().getByRole('alert').getByText(/other objects depend on it/).waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await choose('when done', 'Drop…');
    await dialog().getByRole('button', { name: 'Drop column' }).click();
    await visitor.page.getByRole('rowheader', { name: 'when done' }).waitFor({ state: 'detached' });
  });

  it('makes an index concurrently, by the keyboard', async () => {
    await open('Indexes');
    await visitor.page.getByRole('button', { name: 'Create index' }).focus();
    await visitor.page.keyboard.press('Enter');
    await dialog().getByLabel('Name').waitFor();
    await visitor.page.keyboard.type('by price');
    await dialog().getByLabel('Key 1').selectOption('price');
    await dialog().getByLabel('Order').selectOption('DESC');
    await dialog().getByLabel('Only rows where (SQL)').fill('price > 1');
    assert.equal(await sql().innerText(), 'CREATE INDEX CONCURRENTLY "by price" ON shaping."Odd ""one""" USING btree (price DESC) WHERE price > 1;');
    await visitor.page.keyboard.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await visitor.page.getByRole('rowheader', { name: 'by price' }).waitFor();
    await choose('by price', 'Drop…');
    await dialog().getByRole('button', { name: 'Drop index' }).click();
    await visitor.page.getByRole('rowheader', { name: 'by price' }).waitFor({ state: 'detached' });
  });

  it('adds constraints, one refused by its rows and then not validated', async () => {
    await open('Constraints');
    await visitor.page.getByRole('button', { name: 'Add constraint' }).click();
    await dialog().getByLabel('Kind').selectOption('check');
    await dialog().getByLabel('Name').fill('dear');
    await dialog().getByLabel('Condition (SQL)').fill('price > 1');
    await dialog().getByRole('button', { name: 'Add constraint' }).click();
    await dialog().getByRole('alert').getByText(/violated by some row/).waitFor();
    await dialog().getByLabel(/^Not valid/).check();
    await dialog().getByRole('button', { name: 'Add constraint' }).click();
    await visitor.page.getByRole('row', { name: /dear.*not validated/ }).waitFor();
  });

  it('takes a change along to the migration instead', async () => {
    await choose('dear', 'Drop…');
    await dialog().getByRole('button', { name: 'Add to the migration' }).click();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await visitor.page.getByRole('rowheader', { name: 'dear' }).waitFor();
    await visitor.page.getByRole('link', { name: 'Migration' }).click();
    await visitor.page.locator('.cm-content').getByText('DROP CONSTRAINT dear').waitFor();
    await visitor.page.goBack();
    await visitor.page.getByRole('rowheader', { name: 'dear' }).waitFor();
  });

  it('makes policies and gives rights', async () => {
    await open('Policies');
    await visitor.page.getByRole('button', { name: 'Create policy' }).click();
    await dialog().getByLabel('Name').fill('mine');
    await dialog().getByLabel(/^Rows that are seen/).fill('price > 0');
    await dialog().getByRole('button', { name: 'Create policy' }).click();
    await visitor.page.getByRole('row', { name: /mine all public permissive/ }).waitFor();
    await visitor.page.getByRole('button', { name: 'Enable row-level security' }).click();
    await dialog().getByRole('button', { name: 'Enable' }).click();
    await visitor.page.getByText('row-level security is on').waitFor();
    await open('Privileges');
    await visitor.page.getByRole('button', { name: 'Grant', exact: true }).click();
    await dialog().getByText('SELECT', { exact: true }).click();
    await dialog().getByRole('button', { name: 'Grant', exact: true }).click();
    await visitor.page.getByRole('row', { name: /PUBLIC select/ }).waitFor();
  });

  it('leads to what depends on it, and to partitions', async () => {
    await open('Dependencies');
    await visitor.page.getByRole('link', { name: 'shaping.seen' }).click();
    await visitor.page.waitForURL(/shaping\/seen/);
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/shaping/split?view=structure&part=partitions`);
    await visitor.page.getByRole('row', { name: /split_a a partition FOR VALUES FROM \(0\) TO \(10\)/ }).waitFor();
  });

  for (const part of ['columns', 'constraints', 'indexes', 'triggers', 'policies', 'rules', 'partitions', 'privileges', 'dependencies', 'storage', 'definition']) {
    it(`is accessible, light, dark and narrow: ${part}`, async () => {
      const { page } = visitor;
      await page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/film?view=structure&part=${part}`);
      await page.locator('table, pre, p').filter({ hasText: /./ }).first().waitFor();
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 844 });
        await assertAccessibleInBoth(page, `structure-${part}-${width}`);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    });
  }

  it('renames the table, and follows it', async () => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/shaping/parent?view=structure`);
    await visitor.page.getByRole('button', { name: 'Change…' }).click();
    await visitor.page.getByRole('menuitem', { name: /^Name, schema/ }).click();
    await dialog().getByLabel('Name').fill('elder');
    await dialog().getByLabel('Comment').fill('Who comes first.');
    await dialog().getByRole('button', { name: 'Change', exact: true }).click();
    await visitor.page.waitForURL(/shaping\/elder/);
    await visitor.page.getByRole('rowheader', { name: 'name' }).waitFor();
    assert.equal(await run("select obj_description('shaping.elder'::regclass)"), 'Who comes first.');
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
