// A row that is edited on a telephone: out of the cards into the record, field by field, reviewed and saved.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible, assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('editing on a telephone', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const stored = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);

  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await stored(`drop schema if exists phoned cascade; create schema phoned;
      create table phoned.note (id int generated always as identity primary key, title text, tags text[], is_done bool);
      insert into phoned.note (title, tags, is_done) select 'note ' || n, '{a}', false from generate_series(1, 3) as n`);
    await visitor.signIn();
    await visitor.page.setViewportSize({ width: 390, height: 844 });
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/phoned/note`);
  });
  after(() => visitor.leave());

  it('changes fields of a record, reviews and saves them', async () => {
    const { page } = visitor;
    const record = page.getByRole('region', { name: 'Row 2', exact: true });
    const editor = page.getByRole('dialog', { name: /, row 2$/ });
    await page.getByRole('button', { name: 'Open row 2', exact: true }).click();
    await record.getByText('note 2', { exact: true }).waitFor();
    await record.getByRole('button', { name: 'Edit title', exact: true }).click();
    await editor.getByRole('textbox', { name: 'title, row 2', exact: true }).fill('bought');
    await editor.getByRole('button', { name: /^Stage/ }).click();
    await editor.waitFor({ state: 'detached' });
    await record.getByText('bought', { exact: true }).waitFor();
    await record.getByRole('button', { name: 'Edit is_done', exact: true }).click();
    await editor.getByLabel('Values of boolean', { exact: true }).selectOption('true');
    await editor.getByRole('button', { name: /^Stage/ }).click();
    await editor.waitFor({ state: 'detached' });
    await record.getByRole('button', { name: 'Edit tags', exact: true }).click();
    await editor.getByRole('button', { name: 'Add an element', exact: true }).click();
    await editor.getByLabel('element 2', { exact: true }).fill('b, c');
    await assertAccessible(page, 'the editor of an array on a telephone');
    await editor.getByRole('button', { name: /^Stage/ }).click();
    await editor.waitFor({ state: 'detached' });
    await record.getByRole('button', { name: 'Edit id', exact: true }).click();
    await page.getByText('Not editable: id is an identity column that is always generated.', { exact: true }).first().waitFor();
    await assertAccessible(page, 'a record that is edited on a telephone');
    await record.getByRole('button', { name: 'Close the record card', exact: true }).click();
    await page.getByRole('button', { name: 'Open row 2', exact: true }).and(page.locator(':focus')).waitFor();
    const bar = page.getByRole('region', { name: 'Staged changes', exact: true });
    await bar.getByText('3 changes in 1 row', { exact: true }).waitFor();
    await assertAccessible(page, 'cards with staged changes');
    await bar.getByRole('button', { name: 'Review', exact: true }).click();
    const review = page.getByRole('dialog', { name: 'Review of the staged changes', exact: true });
    await review.getByRole('button', { name: 'Save', exact: true }).click();
    await bar.waitFor({ state: 'detached' });
    await page.getByRole('list', { name: 'Rows' }).getByRole('listitem').nth(1).getByText('bought', { exact: true }).waitFor();
    assert.equal(await stored('select title, tags, is_done from phoned.note where id = 2'), 'bought|{a,"b, c"}|t');
  });

  it('adds a row, deletes another, and saves both', async () => {
    const { page } = visitor;
    const editor = page.getByRole('dialog', { name: /, row 1$/ });
    const record = page.getByRole('region', { name: 'Row 1', exact: true });
    await page.getByRole('button', { name: 'Add row', exact: true }).click();
    await record.getByRole('button', { name: 'Edit title', exact: true }).click();
    await editor.getByRole('textbox', { name: 'title, row 1', exact: true }).fill('on the way');
    await editor.getByRole('button', { name: /^Stage/ }).click();
    await editor.waitFor({ state: 'detached' });
    await record.getByText('on the way', { exact: true }).waitFor();
    await record.getByRole('button', { name: 'Close the record card', exact: true }).click();
    await page.getByRole('button', { name: 'Open row 4', exact: true }).click();
    const last = page.getByRole('region', { name: 'Row 4', exact: true });
    const remove = last.getByRole('button', { name: 'Delete the row', exact: true });
    await remove.click();
    await last.locator('[aria-label="Delete the row"][aria-pressed=true]').waitFor();
    await remove.click();
    await last.locator('[aria-label="Delete the row"][aria-pressed=false]').waitFor();
    await last.getByRole('button', { name: /^Edit / }).first().waitFor();
    await remove.click();
    await last.getByRole('button', { name: /^Edit / }).first().waitFor({ state: 'detached' });
    assert.equal(await last.getByText('to be deleted', { exact: true }).count(), await last.getByRole('definition').count());
    await assertAccessibleInBoth(page, 'a record that is to be deleted, on a telephone');
    await last.getByRole('button', { name: 'Close the record card', exact: true }).click();
    const bar = page.getByRole('region', { name: 'Staged changes', exact: true });
    await bar.getByText('2 changes in 2 rows', { exact: true }).waitFor();
    await assertAccessible(page, 'cards with a new row and one to be deleted');
    await bar.getByRole('button', { name: 'Review', exact: true }).click();
    const review = page.getByRole('dialog', { name: 'Review of the staged changes', exact: true });
    await review.getByRole('button', { name: 'Save', exact: true }).click();
    await bar.waitFor({ state: 'detached' });
    assert.equal(await stored('select string_agg(title, \',\' order by id) from phoned.note'), 'note 1,bought,on the way');
    visitor.assertFaultless();
  });
});
