// The history: what was run comes by itself, is narrowed, opened, run again; the address holds it all.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

describe('the history', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());

  const grid = () => visitor.page.getByRole('grid', { name: 'Queries that were run' });
  const detail = () => visitor.page.getByRole('region', { name: 'Query' });
  const open = async (search = '') => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/history${search}`);
    await grid().waitFor();
  };

  it('shows what was just run, with its rows, and what failed, with its error', async () => {
    await visitor.run("select generate_series(1, 7) as kept_by_the_journey");
    await visitor.run("select nothing as failed_by_the_journey");
    await visitor.page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'History' }).click();
    await grid().getByText('failed_by_the_journey').waitFor();
    const failed = grid().getByRole('row').filter({ hasText: 'failed_by_the_journey' });
    await failed.getByText('column "nothing" does not exist').waitFor();
    const kept = grid().getByRole('row').filter({ hasText: 'kept_by_the_journey' });
    assert.equal((await kept.getByRole('gridcell').nth(4).innerText()).trim(), '7');
  });

  it('is joined by what runs elsewhere, while one looks', async () => {
    const other = await visitor.context.newPage();
    await other.goto(`${visitor.origin}/c/${visitor.connection}/sql`);
    await other.locator('.cm-content').focus();
    await other.keyboard.press('ControlOrMeta+a');
    await other.keyboard.insertText("select 'from another window'");
    await other.keyboard.press('ControlOrMeta+Enter');
    await grid().getByText('from another window').waitFor();
    await other.close();
  });

  it('is narrowed by text and by end, and the address keeps that over a reload', async () => {
    const { page } = visitor;
    await page.getByRole('searchbox', { name: 'Search the history' }).fill('BY_THE_journey');
    await page.waitForURL(/search=BY_THE_journey/);
    await grid().getByText('another window').waitFor({ state: 'detached' });
    await page.getByLabel('How it ended').selectOption('failed');
    await page.waitForURL(/status=failed/);
    await grid().getByText('kept_by_the_journey').waitFor({ state: 'detached' });
    await page.reload();
    await grid().getByText('failed_by_the_journey').waitFor();
    assert.equal(await grid().getByText('kept_by_the_journey').count(), 0);
    assert.equal(await page.getByRole('searchbox', { name: 'Search the history' }).inputValue(), 'BY_THE_journey');
    await page.getByLabel('How it ended').selectOption('timeout');
    await page.getByRole('heading', { name: 'No query fits' }).waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await grid().getByText('another window').waitFor();
  });

  it('finds what took long', async () => {
    await visitor.run('select pg_sleep(1.1)');
    await open('?min_ms=1000');
    await grid().getByText('pg_sleep(1.1)').waitFor();
    assert.equal(await grid().getByText('by_the_journey').count(), 0);
  });

  it('opens the whole text by the keyboard, follows the cursor, and closes again', async () => {
    const { page } = visitor;
    await visitor.run(`select 1 as first_line,\n  ${Array.from({ length: 60 }, (_, index) => `${index} as c${index}`).join(', ')}, 'the end'`);
    await open();
    await grid().getByText('first_line').waitFor();
    await visitor.cell(0, 0).focus();
    await page.keyboard.press('Enter');
    await detail().getByText("'the end'").waitFor();
    assert.match(page.url(), /query=/);
    await assertAccessible(visitor.page, 'history with a query open');
    await visitor.cell(0, 0).focus();
    await page.keyboard.press('ArrowDown');
    await detail().getByText('pg_sleep(1.1)').waitFor();
    await detail().getByRole('button', { name: 'Close' }).click();
    await detail().waitFor({ state: 'detached' });
    assert.doesNotMatch(page.url(), /query=/);
  });

  it('copies a query, opens it in the editor, and runs it again', async () => {
    const { page } = visitor;
    await grid().getByText("select 'from another window'").click();
    await detail().getByRole('button', { name: 'Copy' }).click();
    await page.getByText('The query is copied').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "select 'from another window'");
    await detail().getByRole('button', { name: 'Open in the editor' }).click();
    await page.locator('.cm-content').getByText('from another window').waitFor();
    await page.getByText('No results yet').waitFor();
    await page.goBack();
    await detail().getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('gridcell', { name: 'from another window' }).waitFor();
    await page.reload();
    await page.getByText('No results yet').waitFor();
  });

  it('reads on as one scrolls', async (test) => {
    const cluster = givenCluster();
    if (!cluster) return test.skip('needs a cluster of its own');
    await psql(cluster, `insert into studio.query_history (organization_id, account_id, connection_id, sql, status, started_at, duration_ms)
      select c.organization_id, c.created_by, c.id, 'select ' || n || ' as old_one', 'ok', now() - make_interval(mins => n), n
      from studio.connection c, generate_series(1, 350) n where c.id = '${visitor.connection}'`, 'postgres');
    await open('?search=old_one');
    await grid().getByText('select 1 as old_one').waitFor();
    await visitor.cell(0, 0).focus();
    // Each press leads to the end of what is loaded, and so to the next page.
    for (let press = 0; press < 40 && await grid().getByText('select 350 as old_one').count() === 0; press += 1) {
      await visitor.page.keyboard.press('ControlOrMeta+End');
      await visitor.page.waitForTimeout(100);
    }
    await grid().getByText('select 350 as old_one').waitFor();
  });

  it('does not shift while it loads', async () => {
    await open();
    await visitor.page.waitForTimeout(400);
    assert.ok(await visitor.layoutShift() < 0.01, await visitor.shifted());
  });

  it('is a list of cards on a telephone, whose query comes up from the foot', async () => {
    const { page } = visitor;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${visitor.origin}/c/${visitor.connection}/history`);
    await page.getByRole('list', { name: 'Queries that were run' }).waitFor();
    await assertAccessible(visitor.page, 'history on a telephone');
    await page.getByRole('list', { name: 'Queries that were run' }).getByRole('button').first().click();
    await page.getByRole('dialog', { name: 'Query' }).getByRole('button', { name: 'Run again' }).waitFor();
    await assertAccessible(visitor.page, 'a query of the history on a telephone');
    await page.keyboard.press('Escape');
    await detail().waitFor({ state: 'detached' });
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
