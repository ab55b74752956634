// Editing of a table: cells, new rows, copies and deletions are staged, survive paging and a reload, and are saved in one
// transaction; a save can be undone as long as its rows are as it has left them.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('editing of a table', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const stored = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const bar = () => visitor.page.getByRole('region', { name: 'Staged changes' });
  const review = () => visitor.page.getByRole('dialog', { name: 'Review of the staged changes' });
  const field = () => visitor.page.locator('.sg-edit');
  /** @param {string} words */
  const staged = async (words) => await bar().getByText(words, { exact: true }).waitFor();
  const saved = async () => {
    await bar().getByRole('button', { name: 'Review' }).click();
    await review().getByRole('button', { name: 'Save', exact: true }).click();
    await bar().waitFor({ state: 'detached' });
  };
  /** @param {string} label */
  const command = async (label) => {
    await visitor.page.keyboard.press('ControlOrMeta+k');
    const palette = visitor.page.getByRole('dialog', { name: 'Commands' });
    await palette.getByRole('combobox').fill(label);
    await palette.getByRole('option', { name: label }).first().waitFor();
    await visitor.page.keyboard.press('Enter');
    await palette.waitFor({ state: 'detached' });
  };
  /** @param {string} schema @param {string} name */
  const open = async (schema, name) => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/${encodeURIComponent(schema)}/${encodeURIComponent(name)}`);
    await editable();
  };
  const editable = async () => await visitor.page.getByRole('button', { name: 'Add row' }).and(visitor.page.locator(':enabled')).waitFor();
  const reload = async () => {
    await visitor.page.reload();
    await editable();
  };
  /** @param {number} row @param {number} column @param {string} text */
  const type = async (row, column, text) => {
    await visitor.cell(row, column).click();
    await visitor.page.keyboard.press('F2');
    await field().fill(text);
    await visitor.page.keyboard.press('Enter');
    await field().waitFor({ state: 'detached' });
  };
  /** @param {number} row @param {number} column @param {string} text */
  const shows = async (row, column, text) => await visitor.page.waitForFunction(([place, wanted]) =>
    document.querySelector(`${place} .sg-value`)?.textContent?.trim() === wanted, [`[role=gridcell][data-row="${row}"][data-column="${column}"]`, text]);

  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await stored(`drop table if exists edit_person, edit_note; drop type if exists edit_mood;
      create type edit_mood as enum ('calm', 'glad');
      create table edit_person (id int generated always as identity primary key, name text not null, age int constraint age_is_positive check (age > 0),
        mood edit_mood default 'calm', city text default 'Rome', twice int generated always as (age * 2) stored);
      insert into edit_person (name, age) select 'person ' || n, n from generate_series(1, 500) as n;
      create table edit_note (note text, made date)`);
    await visitor.signIn();
  });
  after(() => visitor.leave());

  it('stages cells of rows on different pages and saves them in one transaction', async () => {
    await open('public', 'edit_person');
    await type(0, 1, 'first of all');
    await visitor.page.keyboard.press('ControlOrMeta+End');
    await visitor.page.keyboard.press('ControlOrMeta+Home');
    await shows(0, 1, 'first of all');
    await type(3, 2, '44');
    await staged('2 changes in 2 rows');
    await visitor.page.reload();
    await staged('2 changes in 2 rows');
    await saved();
    assert.equal(await stored('select name, (select age from edit_person where id = 4) from edit_person where id = 1'), 'first of all|44');
    // What the server made of it is repainted: the generated column too.
    await shows(3, 5, '88');
  });

  it('adds a row by the keyboard, shows what PostgreSQL will give, and paints what it gave', async () => {
    const { page } = visitor;
    await visitor.cell(0, 1).click();
    await page.keyboard.press('Insert');
    await staged('1 change in 1 row');
    await shows(0, 0, 'next number');
    await shows(0, 5, 'generated');
    await shows(0, 4, 'DEFAULT');
    await type(0, 1, 'newcomer');
    await type(0, 2, '30');
    await assertAccessible(page, 'a new row');
    await visitor.cell(0, 0).click();
    await page.getByText('not editable: id is an identity column that is always generated').waitFor();
    await bar().getByRole('button', { name: 'Review' }).click();
    assert.match(await review().getByLabel('SQL').last().innerText(), /INSERT INTO "public"\."edit_person" \("name", "age"\) VALUES \('newcomer', '30'\);/);
    await assertAccessible(page, 'review of a new row');
    await review().getByRole('button', { name: 'Save', exact: true }).click();
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored("select id, age, mood, city, twice from edit_person where name = 'newcomer'"), '501|30|calm|Rome|60');
    await shows(0, 0, '501');
    await shows(0, 5, '60');
  });

  it('undoes the save, and says so where the row is another one by now', async () => {
    await command('Undo the last save');
    await review().getByText('to be deleted').waitFor();
    await review().getByRole('button', { name: 'Save', exact: true }).click();
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored("select count(*) from edit_person where name = 'newcomer'"), '0');
    // The save before that, of a row that somebody has changed since.
    await stored("update edit_person set name = 'theirs' where id = 1");
    await command('Undo the last save');
    await review().getByRole('button', { name: 'Save', exact: true }).click();
    const conflict = review().getByRole('region', { name: /^Conflict: public.edit_person id = 1/ });
    await conflict.waitFor();
    await conflict.getByLabel('theirs of name').check();
    await conflict.getByRole('button', { name: 'Take theirs' }).click();
    await review().getByRole('button', { name: 'Save', exact: true }).click();
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored('select name, (select age from edit_person where id = 4) from edit_person where id = 1'), 'theirs|4');
  });

  it('duplicates rows without what PostgreSQL gives itself, and takes it back', async () => {
    const { page } = visitor;
    await reload();
    await visitor.cell(1, 1).click();
    await visitor.cell(2, 1).click({ modifiers: ['Shift'] });
    await page.keyboard.press('ControlOrMeta+Shift+d');
    await staged('2 changes in 2 rows');
    await shows(0, 1, 'person 2');
    await shows(1, 1, 'person 3');
    await shows(1, 0, 'next number');
    await page.keyboard.press('ControlOrMeta+z');
    await bar().waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await staged('2 changes in 2 rows');
    await page.locator('[role=rowheader][data-row="0"]').click();
    await page.keyboard.press('Delete');
    await staged('1 change in 1 row');
    await saved();
    assert.equal(await stored("select count(*) from edit_person where name = 'person 3'"), '2');
  });

  it('pastes lines as new rows, by the names in their first line or by the columns that are shown', async () => {
    const { page } = visitor;
    await reload();
    await visitor.cell(0, 1).click();
    await page.evaluate(() => navigator.clipboard.writeText('age\tname\n71\tPasted one\n72\tPasted two'));
    await page.keyboard.press('ControlOrMeta+Shift+v');
    await staged('2 changes in 2 rows');
    await shows(1, 1, 'Pasted two');
    await saved();
    assert.equal(await stored("select string_agg(name || age, ' ' order by age) from edit_person where name like 'Pasted%'"), 'Pasted one71 Pasted two72');
  });

  it('gives one value to a whole selection, and deletes rows with a line through them', async () => {
    const { page } = visitor;
    await reload();
    await visitor.cell(4, 4).click();
    await visitor.cell(9, 4).click({ modifiers: ['Shift'] });
    await page.keyboard.press('F2');
    await field().fill('Paris');
    await page.keyboard.press('ControlOrMeta+Enter');
    await staged('6 changes in 6 rows');
    await page.locator('[role=rowheader][data-row="11"]').click();
    await page.keyboard.press('Delete');
    await staged('7 changes in 7 rows');
    await visitor.cell(11, 1).getByText('to be deleted').waitFor({ state: 'attached' });
    await saved();
    assert.equal(await stored("select count(*) filter (where city = 'Paris'), count(*) filter (where id = 12) from edit_person"), '6|0');
    await command('Undo the last save');
    await page.getByText(/The save cannot be undone: id is always generated/).first().waitFor();
  });

  it('a refused new row keeps its values and marks the cell', async () => {
    const { page } = visitor;
    await reload();
    await page.getByRole('button', { name: 'Add row' }).and(page.locator(':enabled')).click();
    await type(0, 2, '-1');
    await bar().getByRole('button', { name: 'Review' }).click();
    await review().getByRole('button', { name: 'Save', exact: true }).click();
    await review().getByText('null value in column "name"').first().waitFor();
    await page.keyboard.press('Escape');
    await visitor.cell(0, 1).getByText('refused by the server').waitFor({ state: 'attached' });
    await type(0, 1, 'Now named');
    await bar().getByRole('button', { name: 'Review' }).click();
    await review().getByRole('button', { name: 'Save', exact: true }).click();
    await review().getByText('violates check constraint "age_is_positive"').first().waitFor();
    await page.keyboard.press('Escape');
    await visitor.cell(0, 2).getByText('refused by the server').waitFor({ state: 'attached' });
    await type(0, 2, '1');
    await saved();
    assert.equal(await stored("select age from edit_person where name = 'Now named'"), '1');
  });

  it('an empty table gets its first row', async () => {
    const { page } = visitor;
    await open('public', 'edit_note');
    await page.getByText('public.edit_note is empty.').waitFor();
    await page.getByRole('button', { name: 'Add row' }).click();
    await type(0, 0, 'the first');
    await saved();
    assert.equal(await stored('select note, made from edit_note'), 'the first|');
  });

  it('is accessible in the dark and on a phone', async () => {
    const { page } = visitor;
    await open('public', 'edit_person');
    await visitor.cell(0, 1).click();
    await page.keyboard.press('Insert');
    await staged('1 change in 1 row');
    await page.emulateMedia({ colorScheme: 'dark' });
    await assertAccessible(page, 'a new row in the dark');
    await page.setViewportSize({ width: 390, height: 844 });
    await staged('1 change in 1 row');
    await assertAccessible(page, 'a new row on a phone');
    await bar().getByRole('button', { name: 'Discard' }).click();
    await bar().waitFor({ state: 'detached' });
    visitor.assertFaultless();
  });
});
