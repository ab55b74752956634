// Rows without a key are edited: a table's by the place where they lie, a view's by their values. The page warns, and what somebody
// else has changed or what has a double is refused and stays staged.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('editing of rows without a key', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const stored = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const bar = () => visitor.page.getByRole('region', { name: 'Staged changes' });
  const review = () => visitor.page.getByRole('dialog', { name: 'Review of the staged changes' });
  const note = () => visitor.page.getByRole('note');
  const save = async () => {
    await bar().getByRole('button', { name: 'Review' }).click();
    await review().getByRole('button', { name: 'Save', exact: true }).click();
  };
  const saved = async () => {
    await save();
    await bar().waitFor({ state: 'detached' });
  };
  /** @param {number} row @param {number} column @param {string} text */
  const type = async (row, column, text) => {
    const field = visitor.page.locator('.sg-edit');
    await visitor.cell(row, column).click();
    await visitor.page.keyboard.press('F2');
    await field.fill(text);
    await visitor.page.keyboard.press('Enter');
    await field.waitFor({ state: 'detached' });
  };
  /** @param {number} row */
  const remove = async (row) => {
    await visitor.page.locator(`[role=rowheader][data-row="${row}"]`).click();
    await visitor.page.keyboard.press('Delete');
    await visitor.cell(row, 0).getByText('to be deleted').waitFor({ state: 'attached' });
  };
  /** @param {string} name */
  const open = async (name) => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/${name}`);
    await visitor.page.getByRole('button', { name: 'Add row' }).and(visitor.page.locator(':enabled')).waitFor();
    await note().waitFor();
  };

  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await stored(`drop table if exists loose_sheet, sheet_base cascade; create table loose_sheet (word text, amount int);
      insert into loose_sheet values ('same', 1), ('same', 1), ('other', 2);
      create table sheet_base (id int primary key, word text, amount int); insert into sheet_base values (1, 'one', 1), (2, 'two', 2), (3, 'two', 2);
      create view sheet_view as select id, word, upper(word) as loud from sheet_base; create view sheet_doubles as select word, amount from sheet_base`);
    await visitor.signIn();
  });
  after(() => visitor.leave());

  it('a table: of two equal rows the one that is meant changes, again and again, and is taken back', async () => {
    const { page } = visitor;
    await open('loose_sheet');
    await note().getByText('has no primary key').waitFor();
    await assertAccessible(page, 'a table without a key');
    await type(1, 0, 'second');
    await bar().getByText('1 change in 1 row', { exact: true }).waitFor();
    await saved();
    await type(1, 0, 'once more');
    await saved();
    assert.equal(await stored("select string_agg(word, ',' order by word) from loose_sheet"), 'once more,other,same');
    await remove(2);
    await saved();
    assert.equal(await stored("select string_agg(word || amount, ',' order by word) from loose_sheet"), 'once more1,same1');
    visitor.assertFaultless();
  });

  it('a row that was moved meanwhile is refused, and its deletion is not taken for done', async () => {
    await open('loose_sheet');
    await stored("update loose_sheet set amount = amount where word = 'same'");
    await remove(0);
    await save();
    const conflict = review().getByRole('region', { name: /^Conflict: public\.loose_sheet/ });
    await conflict.getByText('has no key by which it could be found again').waitFor();
    await assertAccessible(visitor.page, 'a conflict of a row without a key');
    assert.equal(await stored('select count(*) from loose_sheet'), '2');
    await conflict.getByRole('button', { name: 'Drop my change' }).click();
    await bar().waitFor({ state: 'detached' });
  });

  it('a view takes what PostgreSQL takes, and says what it does not', async () => {
    const { page } = visitor;
    await open('sheet_view');
    await note().getByText('is a view').waitFor();
    await type(0, 1, 'eins');
    await saved();
    assert.equal(await stored('select word from sheet_base where id = 1'), 'eins');
    await visitor.cell(0, 2).getByText('EINS').waitFor();
    await visitor.cell(0, 2).click();
    await page.keyboard.press('F2');
    await page.getByText('Not editable: PostgreSQL changes no loud of the view sheet_view').first().waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await assertAccessible(page, 'a view that is edited, in the dark');
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('a row of a view that has a double is not changed', async () => {
    await open('sheet_doubles');
    await type(1, 1, '7');
    await save();
    await review().getByText('key names more than one row of relation "sheet_doubles"').first().waitFor();
    assert.equal(await stored('select count(*) from sheet_base where amount = 7'), '0');
  });
});
