// The row that a cell refers to: by resting on the cell and by keys, of one column and of several, in results and tables,
// here; and filters by lists and ranges.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

describe('the row that a cell refers to', { skip: givenCluster() === null }, () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    const cluster = givenCluster();
    assert.ok(cluster);
    await psql(cluster, `create table peek_pair (a int, b text, note text, primary key (a, b));
      insert into peek_pair values (1, 'x,=1', 'the first'), (2, 'y', 'the second');
      create table peek_line (id int primary key, pair_b text, pair_a int, foreign key (pair_a, pair_b) references peek_pair (a, b));
      insert into peek_line values (1, 'x,=1', 1), (2, null, 2), (3, 'y', 2)`);
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());
  const card = () => visitor.page.getByRole('dialog', { name: 'Referenced row' });

  it('is shown when the pointer rests on the cell, and goes when it leaves', async () => {
    const { page } = visitor;
    await visitor.run('select r.rental_id, r.customer_id as who, c.email from rental r join customer c using (customer_id) order by 1 limit 20');
    const email = await visitor.cell(1, 2).innerText();
    await visitor.cell(1, 1).hover();
    await card().getByText(email).waitFor();
    await card().getByText('public.customer').waitFor();
    await page.screenshot({ path: process.env['STUDIO_SHOT'] ?? '/dev/null', type: 'png' });
    // It stays while the pointer is in it.
    await card().getByRole('link', { name: 'Open' }).hover();
    await page.waitForTimeout(500);
    assert.equal(await card().isVisible(), true);
    await assertAccessible(page, 'the referenced row');
    await page.mouse.move(5, 5);
    await card().waitFor({ state: 'detached' });
  });

  it('is asked for by a key, takes the focus and gives it back', async () => {
    const { page } = visitor;
    await visitor.cell(2, 1).click();
    await page.keyboard.press('Alt+Enter');
    await card().getByText('public.customer').waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'dialog');
    await page.keyboard.press('Escape');
    await card().waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-row') === '2');
    await visitor.cell(2, 2).click();
    await page.keyboard.press('Alt+Enter');
    await page.getByText('The column is in no foreign key whose columns are all in the result.').waitFor();
    assert.equal(await card().count(), 0);
  });

  it('is found by a key of several columns, and not where a part of it is NULL', async () => {
    const { page } = visitor;
    await visitor.run('select pair_a, id, pair_b from peek_line order by id');
    await visitor.cell(0, 2).click();
    await page.keyboard.press('Alt+Enter');
    await card().getByText('the first').waitFor();
    await page.keyboard.press('Escape');
    await visitor.cell(1, 0).click();
    await page.keyboard.press('Alt+Enter');
    await page.getByText('The cell refers to no row: its key is NULL.').waitFor();
    // Half of a key names no row.
    await visitor.run('select pair_a from peek_line order by id');
    await visitor.cell(0, 0).click();
    await page.keyboard.press('Alt+Enter');
    await page.getByText('The column is in no foreign key whose columns are all in the result.').waitFor();
  });

  it('is followed to its table, filtered to it, and back to all rows', async () => {
    const { page } = visitor;
    await visitor.run('select pair_a, pair_b from peek_line order by id');
    await visitor.cell(0, 0).click();
    await page.keyboard.press('F4');
    await page.getByRole('group', { name: 'Rows with' }).getByText('b = x,=1').waitFor();
    await visitor.cell(0, 2).waitFor();
    assert.equal(await page.locator('[role=gridcell][data-column="0"]').count(), 1);
    assert.equal(await visitor.cell(0, 2).innerText(), 'the first');
    await page.reload();
    await visitor.cell(0, 2).waitFor();
    assert.equal(await visitor.cell(0, 2).innerText(), 'the first');
    await page.getByRole('button', { name: 'All rows' }).click();
    await visitor.cell(1, 2).waitFor();
    await page.getByRole('group', { name: 'Rows with' }).waitFor({ state: 'detached' });
    await page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/peek_line`);
    await visitor.cell(2, 2).click();
    await page.keyboard.press('Alt+Enter');
    await card().getByText('the second').waitFor();
    await page.keyboard.press('Escape');
  });

  it('is no longer read when nobody looks at it', async () => {
    const { page } = visitor;
    const cluster = givenCluster();
    assert.ok(cluster);
    const waiting = async () => Number(await psql(cluster, "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"));
    const locked = psql(cluster, 'begin; lock table peek_pair in access exclusive mode; select pg_sleep(6); rollback');
    await visitor.cell(0, 2).click();
    await page.waitForTimeout(500);
    await page.keyboard.press('Alt+Enter');
    await card().waitFor();
    for (let round = 0; round < 20 && await waiting() === 0; round += 1) await page.waitForTimeout(50);
    assert.equal(await waiting(), 1, 'it waits for the lock');
    await page.keyboard.press('Escape');
    await card().waitFor({ state: 'detached' });
    for (let round = 0; round < 40 && await waiting() > 0; round += 1) await page.waitForTimeout(50);
    assert.equal(await waiting(), 0, 'it waits no longer');
    await locked;
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});

describe('filters by lists and ranges', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come();
    await visitor.signIn();
  });
  after(() => visitor.leave());

  it('keep what is in a list, also one that was copied from a column, and what lies between two values', async () => {
    const { page } = visitor;
    await visitor.run("select n, date '2024-01-01' + n as day from generate_series(1, 100) n");
    await visitor.cell(0, 0).click();
    await page.keyboard.press('Alt+f');
    await page.getByLabel('Operator of the filter').selectOption('in');
    const values = page.getByLabel('Values of the filter');
    await values.fill('3, x');
    assert.equal(await page.getByRole('button', { name: 'Apply' }).isDisabled(), true);
    await values.fill('3');
    await page.evaluate(() => navigator.clipboard.writeText('5\n8\n'));
    await values.focus();
    await page.keyboard.press('ControlOrMeta+v');
    assert.equal(await values.inputValue(), '3, 5, 8');
    await page.keyboard.press('Enter');
    await page.getByText('filtered in the browser: 3 of 100 loaded rows').waitFor();
    assert.deepEqual(await page.locator('[role=gridcell][data-column="0"]').allInnerTexts(), ['3', '5', '8']);
    await page.getByRole('button', { name: 'Remove the filter on n' }).click();
    await visitor.cell(20, 1).click();
    await page.keyboard.press('Alt+f');
    await page.getByLabel('Operator of the filter').selectOption('between');
    await page.getByLabel('Least value of the filter').fill('2024-01-10');
    assert.equal(await page.getByRole('button', { name: 'Apply' }).isDisabled(), true);
    await page.getByLabel('Greatest value of the filter').fill('2024-01-12');
    await page.keyboard.press('Enter');
    await page.getByText('day between 2024-01-10 and 2024-01-12').waitFor();
    await page.getByText('filtered in the browser: 3 of 100 loaded rows').waitFor();
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
