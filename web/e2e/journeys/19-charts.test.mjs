// A chart of the result in one click: the first guess, what can be chosen, the numbers behind it, the picture as a file.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { assertAccessible, assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';

describe('charts', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());

  const well = (/** @type {string} */ name) => visitor.page.getByRole('combobox', { name, exact: true });
  const chart = () => visitor.page.getByRole('button', { name: 'Chart', exact: true });
  /** @param {string} sql */
  const draw = async (sql) => {
    await visitor.run(sql);
    await chart().first().click();
  };
  const said = () => visitor.page.getByRole('status').filter({ hasText: 'Computed in the browser' });
  const picture = () => visitor.page.getByRole('img').locator('canvas');

  it('guesses from the columns what to draw', async () => {
    const { page } = visitor;
    for (const [sql, kind, words] of [
      ['select payment_date::date as day, sum(amount) as amount from payment group by 1 order by 1', 'line', /^Line of sum of amount by day, \d+ values\./],
      ['select rating, count(*) as films from film group by 1', 'bar', /^Bar of sum of films by rating, 5 values\./],
      ['select length, rental_rate from film', 'scatter', /^Scatter of rental_rate against length, 1,000 points\./],
      ['select length from film', 'histogram', /^Histogram of length, \d+ bins\./],
      ['select c.name as category, f.rating::text as rating, count(*) as films from film f join film_category using (film_id) join category c using (category_id) group by 1, 2', 'heat_map', /^Heat map of sum of films by category/],
    ]) {
      await draw(String(sql));
      assert.equal(await well('Kind of chart').inputValue(), kind);
      assert.match(await said().innerText(), /** @type {RegExp} */ (words));
      await picture().first().waitFor();
    }
    await draw('select count(*) as films from film');
    await page.getByText('1,000', { exact: true }).last().waitFor();
    assert.equal(await well('Kind of chart').inputValue(), 'number');
  });

  it('draws what is chosen, and keeps it with the result', async () => {
    const { page } = visitor;
    await draw('select rating::text as rating, rental_rate, length from film');
    await well('Kind of chart').selectOption('bar');
    await well('Y').selectOption({ label: 'Y: length' });
    await well('Aggregate').selectOption('avg');
    assert.match(await said().innerText(), /^Bar of average of length by rating, 5 values\. Computed in the browser from the 1,000 loaded rows\./);
    await page.getByRole('button', { name: 'Rows', exact: true }).click();
    await chart().first().click();
    assert.equal(await well('Aggregate').inputValue(), 'avg');
    await well('Kind of chart').selectOption('pie');
    assert.match(await said().innerText(), /^Pie of/);
  });

  it('has its numbers as a table', async () => {
    const { page } = visitor;
    await well('Kind of chart').selectOption('bar');
    await page.getByRole('button', { name: 'Numbers' }).click();
    const table = page.getByRole('region', { name: 'Numbers of the chart' });
    const { rows } = { rows: await table.getByRole('row').allInnerTexts() };
    assert.equal(rows.length, 6);
    await assertAccessible(page, 'the table');
    await page.getByRole('button', { name: 'Chart', exact: true }).last().click();
  });

  it('says where the rows were cut or sampled', async () => {
    await draw('select n as a, n * 2 as b from generate_series(1, 50000) n');
    await well('Kind of chart').selectOption('scatter');
    assert.match(await said().innerText(), /Shown: one row in 3\.$/);
  });

  it('gives its picture as PNG and SVG', async () => {
    const { page } = visitor;
    await picture().first().waitFor();
    for (const [name, begin] of [['PNG', '\u0089PNG'], ['SVG', '<svg']]) {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: String(name), exact: true }).click()]);
      assert.match(file.suggestedFilename(), new RegExp(`^Result 1\\.${String(name).toLowerCase()}$`));
      assert.equal(readFileSync(String(await file.path()), 'latin1').slice(0, String(begin).length), begin);
    }
  });

  it('is accessible, light and dark, and for a phone', async () => {
    const { page } = visitor;
    await assertAccessibleInBoth(page, 'chart');
    await page.setViewportSize({ width: 390, height: 844 });
    await picture().first().waitFor();
  });

  it('breaks no rule of the page’s policy', async () => {
    const strict = await Visitor.come();
    try {
      await strict.signIn();
      await strict.run('select rating, count(*) as films from film group by 1');
      await strict.page.getByRole('button', { name: 'Chart', exact: true }).first().click();
      const canvas = strict.page.getByRole('img').locator('canvas').first();
      await canvas.waitFor();
      await canvas.hover({ position: { x: 200, y: 100 } });
      const [file] = await Promise.all([strict.page.waitForEvent('download'), strict.page.getByRole('button', { name: 'SVG', exact: true }).click()]);
      assert.ok(await file.path());
      strict.assertFaultless();
    } finally {
      await strict.leave();
    }
  });
});
