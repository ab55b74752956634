// What is looked at of a table: conditions as pills, one of several, in SQL, by the cell, by search and order; all of it in the
// address, for Back and for a link.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('filters of a table', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const make = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  before(async () => {
    await make(`drop table if exists "fil<t>er"; create table "fil<t>er" (id int primary key, "na""me, :first" text, maybe int);
      insert into "fil<t>er" select n, 'it''s \\ ' || n || '%', case when n % 2 = 0 then n end from generate_series(1, 10) n; analyze "fil<t>er"`);
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(async () => {
    await visitor.leave();
    await make('drop table "fil<t>er"');
  });

  /** @param {string} table @param {string} search */
  const open = async (table, search = '') => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/${encodeURIComponent(table)}${search}`);
    await visitor.page.getByRole('toolbar', { name: 'What is shown' }).waitFor();
  };
  const bar = () => visitor.page.getByRole('toolbar', { name: 'What is shown' });
  const form = () => visitor.page.getByRole('group', { name: 'Filter', exact: true });
  /** What orders by a column. @param {string} column */
  const header = (column) => visitor.page.getByRole('columnheader').filter({ has: visitor.page.locator('.sg-name', { hasText: new RegExp(`^${column}$`) }) }).getByRole('button').first();
  /** @param {string} text */
  const counted = (text) => visitor.page.getByRole('contentinfo', { name: 'Status' }).getByText(text, { exact: true }).waitFor();

  it('makes a pill by the keyboard, changes it, adds another of which any may hold, and removes it', async () => {
    const { page } = visitor;
    await open('film');
    await visitor.cell(0, 1).click();
    await page.keyboard.press('Alt+f');
    await form().getByLabel('Value', { exact: true }).waitFor();
    await page.keyboard.type('ZORRO ARK');
    await page.keyboard.press('Enter');
    await page.waitForURL(/filter=/);
    await counted('1 row');
    await bar().getByRole('button', { name: /^Or: another condition/ }).click();
    await form().getByLabel('Value', { exact: true }).fill('ACADEMY D');
    await page.keyboard.press('Enter');
    await counted('2 rows');
    await bar().getByRole('button', { name: 'Remove title contains ZORRO ARK' }).click();
    await counted('1 row');
    await bar().getByRole('button', { name: 'title contains ACADEMY D', exact: true }).click();
    await form().getByLabel('Test').selectOption('not_contains');
    await page.keyboard.press('Tab');
    await form().getByRole('button', { name: 'Apply' }).click();
    await counted('999 rows');
  });

  it('goes back and forward through them, and a copied link shows the same', async () => {
    const { page } = visitor;
    await page.goBack();
    await counted('1 row');
    await page.goBack();
    await counted('2 rows');
    await page.goForward();
    await counted('1 row');
    const link = page.url();
    await page.goto('about:blank');
    await page.goto(link);
    await counted('1 row');
    assert.equal(await visitor.cell(0, 1).innerText(), 'ACADEMY DINOSAUR');
  });

  it('shows only the rows with the value of the cell, and clears all', async () => {
    const { page } = visitor;
    await open('film');
    await visitor.cell(0, 1).click();
    await page.keyboard.press('Alt+v');
    await bar().getByRole('button', { name: 'title = ACADEMY DINOSAUR', exact: true }).waitFor();
    await counted('1 row');
    await bar().getByRole('button', { name: 'Clear' }).click();
    await counted('1,000 rows');
  });

  it('searches all columns, and says that nothing is found', async () => {
    await open('film');
    await bar().getByRole('searchbox').fill('monkey in an abandoned');
    await visitor.page.waitForURL(/search=/);
    await visitor.page.getByRole('group', { name: 'Rows', exact: true }).getByText(/^\d+ rows?$/).waitFor();
    await bar().getByRole('searchbox').fill('no film says this');
    await visitor.page.getByText('public.film has no row that this finds.').waitFor();
    await visitor.page.getByRole('button', { name: 'Clear the filters' }).click();
    await counted('1,000 rows');
  });

  it('has a condition in SQL looked at by PostgreSQL, and says what is wrong at its place', async () => {
    const { page } = visitor;
    await open('film');
    await visitor.cell(0, 0).waitFor();
    await bar().getByRole('button', { name: 'Filter', exact: true }).click();
    await form().getByRole('button', { name: 'In SQL' }).click();
    await form().getByLabel('Condition in SQL').fill('length(titel) > 20');
    await page.keyboard.press('Enter');
    const problem = form().getByRole('alert');
    await problem.getByText('titel', { exact: true }).waitFor();
    assert.match(await problem.innerText(), /column "titel" does not exist.*character 8/s);
    await form().getByLabel('Condition in SQL').fill("length(title) > 20 -- long ones");
    await page.keyboard.press('Enter');
    await page.waitForURL(/filter=/);
    await page.getByRole('group', { name: 'Rows', exact: true }).getByText(/^\d+ rows$/).waitFor();
  });

  it('does not run a condition that a link brings before it is accepted', async () => {
    const { page } = visitor;
    const filter = encodeURIComponent(JSON.stringify([{ sql: 'film_id in (3, 5)' }]));
    await page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/film?filter=${filter}`);
    await page.getByRole('heading', { name: 'This address filters by a condition in SQL' }).waitFor();
    await page.getByText('film_id in (3, 5)').waitFor();
    await page.getByRole('button', { name: 'Filter by it' }).click();
    await counted('2 rows');
  });

  it('orders by several columns, with NULLs first, in the address', async () => {
    const { page } = visitor;
    await open('fil<t>er', '?sort=maybe');
    await visitor.cell(0, 0).waitFor();
    assert.equal(await visitor.cell(0, 0).innerText(), '2');
    await bar().getByRole('button', { name: /^Order by maybe/ }).or(bar().getByRole('button', { name: /maybe$/ })).first().click();
    await page.getByRole('menuitemradio', { name: 'First' }).click();
    await page.waitForURL(/sort=maybe(:|%3A)first/);
    await header('id').click({ modifiers: ['Shift'] });
    await page.waitForURL(/first(,|%2C)id/);
    await header('id').click({ modifiers: ['Shift'] });
    await page.waitForURL(/first(,|%2C)-id/);
    await page.waitForFunction(() => document.querySelector('[data-row="0"][data-column="0"]')?.textContent === '9');
  });

  it('takes names and values as they are', async () => {
    const { page } = visitor;
    await open('fil<t>er');
    await visitor.cell(2, 1).click();
    await page.keyboard.press('Alt+v');
    await counted('1 row');
    assert.equal(await visitor.cell(0, 0).innerText(), '3');
    await page.reload();
    await counted('1 row');
    await bar().getByRole('button', { name: 'Export…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Preview the first lines' }).click();
    await page.getByLabel('First lines of the file').getByText(/na""me, :first/).waitFor();
    await page.keyboard.press('Escape');
  });

  for (const [scheme, width] of /** @type {const} */ ([['light', 1440], ['dark', 1440], ['light', 390]])) {
    it(`has no violation that axe knows, ${scheme} at ${width} px`, async () => {
      await visitor.page.emulateMedia({ colorScheme: scheme });
      await visitor.page.setViewportSize({ width, height: 900 });
      await open('film', '?sort=-title&search=a&filter=' + encodeURIComponent('[{"column":"rating","is":"not_null"}]'));
      await bar().getByRole('button', { name: 'Filter', exact: true }).click();
      await form().waitFor();
      await assertAccessible(visitor.page, `${scheme} ${width}`);
    });
  }

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
