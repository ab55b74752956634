// Named views: how the rows of a table are looked at, kept under a name, shared, changed by two people at once.

import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();
const odd = 'It\'s "late" 🐘';

describe('named views', () => {
  /** @type {Visitor} */
  let visitor;
  /** @type {Visitor} */
  let other;
  /** @param {string} sql */
  const run = (sql) => psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const dialog = (by = visitor) => by.page.getByRole('dialog');
  /** The button that says which view is open. @param {RegExp | string} name */
  const button = (name, by = visitor) => by.page.getByRole('toolbar', { name: 'What is shown' }).getByRole('button', { name, exact: true });
  /** @param {string} item */
  const choose = async (item, by = visitor) => await by.page.getByRole('menuitem', { name: item, exact: true }).click();
  /** @param {string} name */
  const header = (name, by = visitor) => by.page.getByRole('columnheader').filter({ hasText: name });
  /** The values of the first column that is shown, top down. */
  const values = async (by = visitor) => await by.page.locator('[role=gridcell][aria-colindex="2"] .sg-value').allInnerTexts();
  /** @param {string} row */
  const until = async (row, by = visitor) => await by.page.locator('[role=gridcell][data-row="0"] .sg-value').getByText(row, { exact: true }).waitFor();
  /** @param {string} path */
  const go = (path, by = visitor) => by.page.goto(`${by.origin}/c/${by.connection}/tables/${path}`);
  const place = 'Vi%20%22s/Du%20e';

  before(async () => {
    if (!cluster) return;
    await run(`drop schema if exists "Vi ""s" cascade; create schema "Vi ""s";
      create table "Vi ""s"."Du e" (id int primary key, what text, due date); insert into "Vi ""s"."Du e" select n, 'thing ' || n, date '2026-01-01' + n from generate_series(1, 9) n`);
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
    other = await Visitor.come({ bypassCSP: true });
    await other.signIn();
  });
  after(async () => {
    await visitor.leave();
    await other.leave();
  });
  if (!cluster) return void test.skip('needs a cluster of its own');

  it('keeps order, filters and columns under a name', async () => {
    await go(`${place}?sort=-id&filter=${encodeURIComponent(JSON.stringify([{ column: 'id', is: 'less', value: 6 }]))}`);
    await until('5');
    await header('due').click({ button: 'right' });
    await visitor.page.getByRole('menuitem', { name: /^Hide/ }).click();
    await header('due').waitFor({ state: 'detached' });
    await button('Views').click();
    await visitor.page.getByText('No view is kept of these rows yet.').waitFor();
    await choose('Save as a view …');
    await dialog().getByRole('button', { name: 'Save', exact: true }).click();
    await dialog().getByText('The name is missing.').waitFor();
    await dialog().getByLabel('Name').fill(odd);
    await assertAccessibleInBoth(visitor.page, 'a view that is saved');
    await dialog().getByRole('button', { name: 'Save', exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
    await button(odd).waitFor();
    await visitor.page.waitForURL(/named=/);
  });

  it('shows it again from anywhere, says that it was changed, and saves or undoes that', async () => {
    const { page } = visitor;
    await page.evaluate(() => { for (const key of Object.keys(localStorage)) if (key.includes('columns.')) localStorage.removeItem(key); });
    await go(place);
    await until('1');
    await header('due').waitFor();
    await button('Views').click();
    await page.getByRole('menuitemradio', { name: odd }).waitFor();
    await assertAccessibleInBoth(page, 'the menu of the views');
    await page.getByRole('menuitemradio', { name: odd }).click();
    await until('5');
    await header('due').waitFor({ state: 'detached' });
    assert.deepEqual(await values(), ['5', '4', '3', '2', '1']);
    await page.getByRole('button', { name: 'Do not sort by id' }).click();
    await until('1');
    await button(`${odd} changed`).click();
    await choose('Undo the changes');
    await until('5');
    await button(odd).waitFor();
    await page.getByRole('button', { name: 'Do not sort by id' }).click();
    await button(`${odd} changed`).click();
    await choose('Save the changes');
    await button(odd).waitFor();
    await page.reload();
    await until('1');
    await button(odd).waitFor();
  });

  it('shares it; who changed it meanwhile is told, and nobody overwrites unseen', async () => {
    await button(odd).click();
    await choose('Rename or share …');
    await dialog().getByLabel('Name').fill('Late ones');
    await dialog().getByLabel('Shared with the organization').check();
    await dialog().getByRole('button', { name: 'Save', exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
    await button('Late ones').waitFor();
    await go(place, other);
    await until('1', other);
    await button('Views', other).click();
    await other.page.getByRole('group', { name: 'Shared' }).or(other.page.getByText('Shared', { exact: true })).first().waitFor();
    await other.page.getByRole('menuitemradio', { name: 'Late ones' }).click();
    await button('Late ones', other).waitFor();
    await other.page.getByRole('searchbox', { name: 'Search all columns' }).fill('thing 3');
    await until('3', other);
    await visitor.page.getByRole('searchbox', { name: 'Search all columns' }).fill('thing 4');
    await until('4');
    await button('Late ones changed', other).click();
    await choose('Save the changes', other);
    await button('Late ones', other).waitFor();
    await button('Late ones changed').click();
    await choose('Save the changes');
    await dialog().getByText('has changed “Late ones” since you opened it').waitFor();
    await assertAccessibleInBoth(visitor.page, 'a view that was changed by two');
    await dialog().getByRole('button', { name: 'Open theirs' }).click();
    await until('3');
    await button('Late ones').waitFor();
    await visitor.page.getByRole('searchbox', { name: 'Search all columns' }).fill('');
    await button('Late ones changed').waitFor();
  });

  it('is left and deleted by keyboard, on a phone too', async () => {
    const { page } = visitor;
    await page.setViewportSize({ width: 390, height: 800 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await button('Late ones changed').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Delete …' }).focus();
    await page.keyboard.press('Enter');
    await dialog().getByText('Delete “Late ones”?').waitFor();
    await assertAccessibleInBoth(page, 'a view that is deleted');
    await dialog().getByRole('button', { name: 'Delete', exact: true }).press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await button('Views').waitFor();
    assert.doesNotMatch(page.url(), /named=/);
    assert.equal(await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), 'select count(*) from studio.named_view', 'postgres'), '0');
  });
});
