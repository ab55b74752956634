// Editing of results: cells of a join of two tables staged, undone, reviewed and saved in one transaction; what is refused or
// in conflict stays staged with its reason; a reload loses nothing.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('editing of results', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const stored = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
    await visitor.run(`drop table if exists edit_film, edit_language;
      create type edit_rating as enum ('G', 'PG', 'R');
      create table edit_language (code text primary key, name text not null unique);
      create table edit_film (id int primary key, title text default 'untitled', minutes int constraint minutes_are_positive check (minutes > 0),
        rating edit_rating, is_new boolean, facts jsonb, language text references edit_language, twice int generated always as (id * 2) stored);
      insert into edit_language values ('en', 'English'), ('it', 'Italian');
      insert into edit_film (id, title, minutes, rating, is_new, facts, language) values (1, 'Alien', 117, 'R', false, '{"crew": 7}', 'en'), (2, 'Amarcord', 123, 'PG', false, null, 'it'),
        (3, 'Brazil', 132, 'R', false, null, 'en'), (4, 'Silent', 90, 'G', true, null, null);`);
  });
  after(() => visitor.leave());

  const film = 'select f.id, f.title, f.minutes, f.rating, f.is_new, f.facts, l.code, l.name, f.twice, upper(f.title) from edit_film f left join edit_language l on l.code = f.language order by f.id';
  const bar = () => visitor.page.getByRole('region', { name: 'Staged changes' });
  const review = () => visitor.page.getByRole('dialog', { name: 'Review of the staged changes' });
  /** @param {number} row @param {number} column @param {string} text */
  const type = async (row, column, text) => {
    await visitor.cell(row, column).click();
    await visitor.page.keyboard.press('Enter');
    await visitor.cell(row, column).getByRole('textbox').fill(text, { timeout: 5000 });
    await visitor.page.keyboard.press('Enter');
  };
  /** @param {string} words */
  const staged = async (words) => await bar().getByText(words, { exact: true }).waitFor();
  const open = async () => {
    await bar().getByRole('button', { name: 'Review' }).click();
    await review().waitFor();
  };
  const save = async () => {
    await open();
    await review().getByRole('button', { name: 'Save', exact: true }).click();
  };
  /** @param {number} row @param {number} column */
  const text = async (row, column) => (await visitor.cell(row, column).locator('.sg-value').innerText()).trim();
  /** Waits until editing is loaded, by trying it. */
  const ready = async () => {
    const { page } = visitor;
    const field = page.locator('.sg-edit');
    await visitor.cell(0, 1).click();
    for (let tries = 0; tries < 50 && !await field.isVisible(); tries += 1) {
      await page.keyboard.press('F2');
      await page.waitForTimeout(100);
    }
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
  };

  it('changes two tables of a join, shows the SQL, and saves both in one transaction', async () => {
    const { page } = visitor;
    await visitor.run(film);
    await ready();
    await type(0, 1, "Alien's return");
    await type(0, 7, 'British English');
    await staged('2 changes in 2 rows');
    // The same language stands in another row of the result.
    assert.equal(await text(2, 7), 'British English');
    await open();
    const sql = await review().getByLabel('SQL').last().innerText();
    assert.match(sql, /UPDATE "public"\."edit_film" SET "title" = 'Alien''s return' WHERE "id" = 1;/);
    assert.match(sql, /UPDATE "public"\."edit_language" SET "name" = 'British English' WHERE "code" = 'en';/);
    await assertAccessible(page, 'review of staged changes');
    await review().getByRole('button', { name: 'Save', exact: true }).click();
    await review().waitFor({ state: 'detached' });
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored("select title from edit_film where id = 1"), "Alien's return");
    assert.equal(await stored("select name from edit_language where code = 'en'"), 'British English');
    assert.deepEqual([await text(0, 1), await text(2, 7)], ["Alien's return", 'British English']);
  });

  it('undoes and redoes by the keyboard, and takes a cell back', async () => {
    const { page } = visitor;
    await type(1, 1, 'one');
    await type(1, 1, 'two');
    await page.keyboard.press('ControlOrMeta+z');
    await page.waitForFunction(() => document.querySelector('[data-row="1"][data-column="1"] .sg-value')?.textContent === 'one');
    await page.keyboard.press('ControlOrMeta+z');
    await bar().waitFor({ state: 'detached' });
    assert.equal(await text(1, 1), 'Amarcord');
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await staged('1 change in 1 row');
    assert.equal(await text(1, 1), 'two');
    await visitor.cell(1, 1).click();
    await page.keyboard.press('ControlOrMeta+Backspace');
    await bar().waitFor({ state: 'detached' });
  });

  it('knows NULL, DEFAULT and the empty text as three things', async () => {
    const { page } = visitor;
    await visitor.cell(1, 1).click();
    await page.keyboard.press('Delete');
    await type(2, 1, '');
    await visitor.cell(3, 1).click();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill('Set DEFAULT');
    await page.keyboard.press('Enter');
    await staged('3 changes in 3 rows');
    assert.deepEqual([await text(1, 1), await text(2, 1), await text(3, 1)], ['NULL', "''", 'DEFAULT']);
    await save();
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored("select string_agg(coalesce(title, 'null') || '.', ' ' order by id) from edit_film where id > 1"), 'null. . untitled.');
    assert.equal(await text(3, 1), 'untitled');
  });

  it('offers the labels of an enum, true and false, and a large editor for JSON that refuses what is none', async () => {
    const { page } = visitor;
    await visitor.cell(0, 3).click();
    await page.keyboard.press('F2');
    const choice = visitor.cell(0, 3).getByRole('combobox');
    await choice.waitFor();
    assert.deepEqual(await choice.locator('option').allTextContents(), ['NULL', 'G', 'PG', 'R']);
    await choice.selectOption('G');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await visitor.cell(0, 4).getByRole('combobox').selectOption('true');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const large = page.getByRole('dialog', { name: 'facts, row 1' });
    await large.getByRole('textbox').fill('{crew: 8}');
    await page.keyboard.press('ControlOrMeta+Enter');
    await large.getByText('Not staged: this is no JSON.').waitFor();
    await large.getByRole('textbox').fill('{"crew": 8}');
    await page.keyboard.press('ControlOrMeta+Enter');
    await staged('3 changes in 1 row');
    await save();
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored("select rating, is_new, facts->'crew' from edit_film where id = 1"), 'G|t|8');
  });

  it('marks the cell that a constraint refuses, and loses nothing', async () => {
    const { page } = visitor;
    await type(0, 2, '-5');
    await type(1, 1, 'Amarcord');
    await save();
    await review().getByText('violates check constraint "minutes_are_positive"').first().waitFor();
    await page.keyboard.press('Escape');
    await staged('2 changes in 2 rows');
    await visitor.cell(0, 2).getByText('refused by the server').waitFor({ state: 'attached' });
    assert.equal(await visitor.cell(1, 1).getByText('refused by the server').count(), 0);
    assert.equal(await stored('select minutes from edit_film where id = 1'), '117');
    await assertAccessible(page, 'a refused cell');
    await type(0, 2, '118');
    await save();
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored('select minutes, (select title from edit_film where id = 2) from edit_film where id = 1'), '118|Amarcord');
  });

  it('says why a cell cannot be changed', async () => {
    const { page } = visitor;
    /** @type {[number, number, RegExp][]} */
    const reasons = [[0, 8, /twice is generated from other columns/], [0, 9, /computed: it is no column of a table/], [3, 7, /there is no row of edit_language here: the join found none/]];
    for (const [row, column, reason] of reasons) {
      await visitor.cell(row, column).click();
      await page.getByText(reason).first().waitFor();
    }
    await visitor.run('select title from edit_film');
    await visitor.cell(0, 0).click();
    await page.getByText('not editable: no key of edit_film is in the result').waitFor();
    await visitor.run('select a.id, b.title from edit_film a, edit_film b');
    await visitor.cell(0, 1).click();
    await page.getByText('not editable: no key of edit_film is in the result').waitFor();
  });

  it('pastes a matrix, fills down, and deletes a row', async () => {
    const { page } = visitor;
    await visitor.run('select id, title, minutes from edit_film order by id');
    await ready();
    await visitor.cell(0, 1).click();
    await page.evaluate(() => navigator.clipboard.writeText('A\t1\nB\t2'));
    await page.keyboard.press('ControlOrMeta+v');
    await staged('4 changes in 2 rows');
    await visitor.cell(1, 1).click();
    await visitor.cell(2, 1).click({ modifiers: ['Shift'] });
    await page.keyboard.press('ControlOrMeta+d');
    await staged('5 changes in 3 rows');
    assert.equal(await text(2, 1), 'B');
    await page.locator('[role=rowheader][data-row="3"]').click();
    await page.keyboard.press('Delete');
    await staged('6 changes in 4 rows');
    await save();
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored("select string_agg(id || title || minutes, ' ' order by id) from edit_film"), '1A1 2B2 3B132');
    await visitor.cell(3, 1).click();
    await page.getByText('not editable: the row was deleted').waitFor();
  });

  it('keeps what is staged over a reload, before and after the query is run again', async () => {
    const { page } = visitor;
    await type(0, 1, 'kept over a reload');
    await page.reload();
    await staged('1 change in 1 row');
    await page.locator('.cm-content').focus();
    await page.keyboard.press('ControlOrMeta+Enter');
    await visitor.ended();
    await ready();
    assert.equal(await text(0, 1), 'kept over a reload');
    await save();
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored('select title from edit_film where id = 1'), 'kept over a reload');
  });

  it('shows mine, theirs and what was read where somebody else was quicker, and does what is chosen', async () => {
    const { page } = visitor;
    await type(0, 1, 'mine');
    await type(0, 2, '77');
    await stored("update edit_film set title = 'theirs' where id = 1");
    await save();
    const conflict = review().getByRole('region', { name: /^Conflict: public.edit_film id = 1/ });
    await conflict.waitFor();
    assert.match((await conflict.getByRole('row').last().innerText()).replace(/\s+/g, ' '), /title 'kept over a reload' 'theirs' 'mine'/);
    assert.equal(await review().getByRole('button', { name: 'Save', exact: true }).isDisabled(), true);
    await assertAccessible(page, 'a conflict');
    await conflict.getByLabel('theirs of title').check();
    await conflict.getByRole('button', { name: 'Take theirs' }).click();
    await conflict.waitFor({ state: 'detached' });
    await review().getByRole('button', { name: 'Save', exact: true }).click();
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored('select title, minutes from edit_film where id = 1'), 'theirs|77');
    assert.equal(await text(0, 1), 'theirs');
  });

  it('is accessible in the dark and on a phone', async () => {
    const { page } = visitor;
    await type(1, 1, 'dark');
    await page.emulateMedia({ colorScheme: 'dark' });
    await assertAccessible(page, 'staged changes in the dark');
    await open();
    await assertAccessible(page, 'review in the dark');
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 390, height: 844 });
    await staged('1 change in 1 row');
    await assertAccessible(page, 'staged changes on a phone');
    await open();
    await assertAccessible(page, 'review on a phone');
    await review().getByRole('button', { name: 'Close' }).click();
    await page.setViewportSize({ width: 1440, height: 900 });
    await bar().getByRole('button', { name: 'Discard' }).click();
    await bar().waitFor({ state: 'detached' });
    visitor.assertFaultless();
  });
});
