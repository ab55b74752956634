// Master and detail: below the rows of a table stand those of another that point to the active one.

import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('related rows below', () => {
  /** @type {Visitor} */
  let visitor;
  const below = () => visitor.page.getByRole('region', { name: 'Related rows below', exact: true });
  const status = (/** @type {string} */ text) => below().getByRole('status').getByText(text, { exact: true }).waitFor();
  /** @param {string} path */
  const go = (path) => visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/${path}`);
  const above = (/** @type {number} */ row, /** @type {number} */ column) => visitor.page.getByRole('grid', { name: /^Rows of public\.customer$/ }).locator(`[role=gridcell][data-row="${row}"][data-column="${column}"]`);

  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());

  it('opens by a key, with the first table that points to it, and follows the active row', async () => {
    const { page } = visitor;
    await go('public/customer');
    await above(0, 0).click();
    await page.keyboard.press('Alt+Shift+D');
    await below().waitFor();
    await page.waitForURL(/detail=/);
    const which = below().getByRole('combobox', { name: 'Which related rows' });
    assert.deepEqual((await which.locator('option').allInnerTexts()).filter((text) => text.startsWith('public.rental')), ['public.rental by customer_id']);
    await which.selectOption('public.rental by customer_id');
    await status('32 rows');
    await above(0, 0).click();
    await page.keyboard.press('ArrowDown');
    await status('27 rows');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await status('22 rows');
    assert.equal(await page.evaluate(() => document.activeElement?.closest('[role=grid]')?.getAttribute('aria-label')), 'Rows of public.customer');
    await assertAccessibleInBoth(page, 'related rows below');
  });

  it('is a grid of its own: sorted, walked and copied, by its own commands', async () => {
    const { page } = visitor;
    const grid = below().getByRole('grid');
    await grid.getByRole('columnheader').filter({ hasText: 'rental_id' }).click();
    await grid.locator('[role=gridcell][data-row="0"][data-column="0"]').click();
    await page.keyboard.press('ControlOrMeta+ArrowDown');
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-row') === '21');
    await page.keyboard.press('Space');
    await below().getByRole('heading', { name: /Row 22/ }).or(below().getByText('Row 22', { exact: false })).first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+c');
    await page.waitForFunction(async () => /^\d+$/.test(await navigator.clipboard.readText()));
  });

  it('comes back with its address, is resized by keys, and closed', async () => {
    const { page } = visitor;
    await page.reload();
    await status('32 rows');
    const handle = page.getByRole('separator', { name: 'Height of the related rows' });
    const before = (await below().boundingBox())?.height ?? 0;
    await handle.focus();
    await page.keyboard.press('ArrowUp');
    await page.waitForFunction(([was]) => (document.querySelector('[aria-label="Related rows below"]')?.getBoundingClientRect().height ?? 0) > (was ?? 0), [before]);
    assert.match(await below().getByRole('link', { name: 'Open as a table' }).getAttribute('href') ?? '', /public\/rental\?key=customer_id/);
    await below().getByRole('button', { name: 'Close the related rows' }).click();
    await below().waitFor({ state: 'detached' });
    assert.doesNotMatch(page.url(), /detail=/);
  });

  it('says where nothing points to a table, and where no row can', async () => {
    const { page } = visitor;
    await go('public/actor_info');
    await page.getByRole('grid', { name: 'Rows of public.actor_info' }).waitFor();
    await page.keyboard.press('Alt+Shift+D');
    await page.getByText('No foreign key refers to this table.').waitFor();
    await go('public/customer?detail=public,rental,no_such');
    await below().getByText('Choose which related rows are shown').waitFor();
    await page.setViewportSize({ width: 390, height: 800 });
    await below().waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('finds rows by keys of several columns and hostile names', { skip: !cluster }, async () => {
    if (!cluster) return void test.skip('needs a cluster of its own');
    await psql(cluster, `drop schema if exists "De,t" cascade; create schema "De,t"; create table "De,t"."Up ""per" (a int, b text, primary key (a, b));
      create table "De,t"."Lo wer" (id int primary key, "x,a" int, "x b" text, constraint "fk, odd" foreign key ("x,a", "x b") references "De,t"."Up ""per");
      insert into "De,t"."Up ""per" values (1, 'o,n=e'), (2, 'two'); insert into "De,t"."Lo wer" select n, 1, 'o,n=e' from generate_series(1, 3) n`);
    const { page } = visitor;
    await go('De%2Ct/Up%20%22per');
    const upper = page.getByRole('grid', { name: 'Rows of De,t.Up "per', exact: true });
    await upper.locator('[role=gridcell][data-row="0"][data-column="0"]').click();
    await page.keyboard.press('Alt+Shift+D');
    await status('3 rows');
    await upper.locator('[role=gridcell][data-row="1"][data-column="0"]').click();
    await below().getByText('No rows point to it').waitFor();
    await psql(cluster, 'drop schema "De,t" cascade');
  });
});
