// One row in full: its record is stepped through and edited by the keyboard, pictures and JSON are drawn as what they are; the
// rows that it points to and that point to it are counted; the row that it is to point to is chosen by its name.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('a record and what is related to it', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const stored = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const bar = () => visitor.page.getByRole('region', { name: 'Staged changes' });
  const review = () => visitor.page.getByRole('dialog', { name: 'Review of the staged changes' });
  const saved = async () => {
    await bar().getByRole('button', { name: 'Review' }).click();
    await review().getByRole('button', { name: 'Save', exact: true }).click();
    await bar().waitFor({ state: 'detached' });
  };
  /** @param {string} name */
  const open = async (name) => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/${encodeURIComponent(name)}`);
    await visitor.page.getByRole('button', { name: 'Add row' }).and(visitor.page.locator(':enabled')).waitFor();
    await visitor.cell(0, 0).click();
  };
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await stored(`drop table if exists rel_visit, rel_person, "rel ""team" cascade;
      create table "rel ""team" (country text, number int, "na""me" text, primary key (country, number));
      insert into "rel ""team" values ('it', 1, 'Azzurri'), ('it', 2, 'Verdi'), ('fr', 1, 'Bleus');
      create table rel_person (id int primary key, full_name text, facts jsonb, picture bytea, boss int references rel_person, country text, number int,
        foreign key (country, number) references "rel ""team");
      insert into rel_person values (1, 'Ada', '{"langs": ["en", "fr"], "age": 36}', decode('${png}', 'base64'), null, 'it', 1), (2, 'Bob', null, null, 1, 'fr', 1), (3, 'Cyd', null, null, 1, null, null);
      create table rel_visit (id int primary key, person int references rel_person, at date);
      insert into rel_visit select n, 1, '2026-01-01' from generate_series(1, 1200) as n; insert into rel_visit values (2000, 2, null)`);
    await visitor.signIn();
  });
  after(() => visitor.leave());

  it('draws pictures and JSON as what they are, and is stepped through by the keyboard', async () => {
    const { page } = visitor;
    await open('rel_person');
    await page.keyboard.press('Space');
    const card = page.getByRole('region', { name: 'Row 1', exact: true });
    await card.getByRole('img', { name: 'Picture in picture' }).waitFor();
    await card.getByRole('tree').waitFor();
    await assertAccessible(page, 'a record with a picture and JSON');
    await card.getByRole('button', { name: 'Next row' }).click();
    await page.getByRole('region', { name: 'Row 2', exact: true }).getByText('Bob').waitFor();
    await page.getByRole('region', { name: 'Row 2', exact: true }).getByRole('button', { name: 'Next row' }).focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('region', { name: 'Row 3', exact: true }).getByText('Cyd').waitFor();
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByRole('region', { name: 'Row 2', exact: true }).getByText('Bob').waitFor();
  });

  it('is edited from the record, and what is staged stands in both', async () => {
    const { page } = visitor;
    const card = page.getByRole('region', { name: 'Row 2', exact: true });
    await card.getByRole('button', { name: 'Edit full_name' }).click();
    const editor = page.getByRole('dialog', { name: 'full_name, row 2' });
    await editor.getByRole('textbox').fill('Robert');
    await page.keyboard.press('ControlOrMeta+Enter');
    await editor.waitFor({ state: 'detached' });
    await card.getByText('changed, not saved').waitFor();
    await card.getByText('Robert').waitFor();
    await bar().getByText('1 change in 1 row', { exact: true }).waitFor();
    await saved();
    assert.equal(await stored('select full_name from rel_person where id = 2'), 'Robert');
  });

  it('a foreign key is given the row that is chosen by its name, all columns of a composite one at once', async () => {
    const { page } = visitor;
    await open('rel_person');
    await visitor.cell(2, 5).click();
    await page.keyboard.press('Enter');
    const picker = page.getByRole('dialog', { name: /^Choose a row of public\.rel "team/ });
    await picker.getByRole('searchbox').fill('verd');
    await picker.getByRole('option', { name: /Verdi/ }).waitFor();
    await picker.getByRole('option', { name: /Bleus/ }).waitFor({ state: 'detached' });
    await assertAccessible(page, 'the picker of a foreign key');
    await page.keyboard.press('Enter');
    await picker.waitFor({ state: 'detached' });
    await bar().getByText('2 changes in 1 row', { exact: true }).waitFor();
    await saved();
    assert.equal(await stored('select country, number from rel_person where id = 3'), 'it|2');
    await visitor.cell(2, 4).click();
    await page.keyboard.press('Enter');
    const people = page.getByRole('dialog', { name: 'Choose a row of public.rel_person' });
    await people.getByRole('option', { name: 'NULL: no row' }).waitFor();
    await people.getByLabel('Shown').selectOption('id');
    await people.getByRole('option', { name: /^2/ }).first().click();
    await people.waitFor({ state: 'detached' });
    await saved();
    assert.equal(await stored('select boss from rel_person where id = 3'), '2');
  });

  it('tells what a row points to and what points to it, counted up to a cap', async () => {
    const { page } = visitor;
    await open('rel_person');
    await page.keyboard.press('Shift+F4');
    const panel = page.getByRole('region', { name: 'Rows related to row 1' });
    const line = (/** @type {string} */ part, /** @type {RegExp} */ name) => panel.getByRole('region', { name: part }).getByRole('listitem').filter({ hasText: name });
    await line('What points to it', /rel_visit/).getByText('more than 1,000 rows').waitFor();
    await line('What points to it', /rel_person/).getByText('1 row', { exact: true }).waitFor();
    await line('It points to', /rel_person/).getByText('no row: NULL').waitFor();
    await line('It points to', /rel "team/).getByText('1 row', { exact: true }).waitFor();
    await assertAccessible(page, 'related rows');
    await page.emulateMedia({ colorScheme: 'dark' });
    await assertAccessible(page, 'related rows in the dark');
    await line('What points to it', /rel_visit/).getByRole('link').click();
    await page.getByRole('group', { name: 'Rows with' }).getByText('person = 1').waitFor();
    visitor.assertFaultless();
  });
});
