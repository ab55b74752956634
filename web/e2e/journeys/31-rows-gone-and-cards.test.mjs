// A row that was deleted by somebody else while it was edited; the cards of a telephone, which show what the grid shows.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible, assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('rows that are gone, and rows as cards', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const stored = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
    await visitor.run(`drop table if exists edit_gone;
      create table edit_gone (id int primary key, word text, hidden_one text, last_one text);
      insert into edit_gone values (1, 'one', 'not seen', 'end'), (2, 'two', 'not seen', 'end')`);
  });
  after(() => visitor.leave());

  it('says that a row is not there any more, and lets the change be dropped', async () => {
    const { page } = visitor;
    const bar = page.getByRole('region', { name: 'Staged changes' });
    const review = page.getByRole('dialog', { name: 'Review of the staged changes' });
    await visitor.run('select * from edit_gone order by id');
    const field = page.locator('.sg-edit');
    await visitor.cell(0, 1).click();
    for (let tries = 0; tries < 50 && !await field.isVisible(); tries += 1) {
      await page.keyboard.press('F2');
      await page.waitForTimeout(100);
    }
    await field.fill('changed too late');
    await page.keyboard.press('Enter');
    await stored('delete from edit_gone where id = 1');
    await bar.getByRole('button', { name: 'Review' }).click();
    await review.getByRole('button', { name: 'Save', exact: true }).click();
    const conflict = review.getByRole('region', { name: /^Conflict: public.edit_gone id = 1/ });
    await conflict.getByText('It was deleted, its key was changed, or no policy lets you see it now.').waitFor();
    await assertAccessible(page, 'a row that is gone');
    await conflict.getByRole('button', { name: 'Drop my change' }).click();
    await bar.waitFor({ state: 'detached' });
    assert.equal(await stored('select count(*) from edit_gone'), '1');
  });

  it('shows on a telephone the columns that the grid shows, in its order', async () => {
    const { page } = visitor;
    await page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/edit_gone`);
    await visitor.cell(0, 2).click();
    await page.keyboard.press('Alt+h');
    await page.getByText('Column hidden_one is hidden; 3 of 4 are shown.').waitFor();
    await visitor.cell(0, 1).click();
    await page.keyboard.press('Alt+.');
    await page.getByText('Column word is now 3 of 3.').waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    const card = page.getByRole('list', { name: 'Rows' }).getByRole('listitem').first();
    await card.waitFor();
    assert.deepEqual(await card.locator('dt').allInnerTexts(), ['id', 'last_one', 'word']);
    assert.deepEqual((await card.locator('dd').allInnerTexts()).map((text) => text.trim()), ['2', 'end', 'two']);
    await assertAccessibleInBoth(page, 'cards');
  });

  it('made no fault', () => visitor.assertFaultless());
});
