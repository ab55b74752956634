// The plan of a running statement, with the rows of each node so far; what is left of it when it ends or is cancelled.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible, assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';

describe('a plan at work', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());

  const line = (/** @type {RegExp} */ name) => visitor.page.getByRole('row', { name });
  const rowsOf = async (/** @type {RegExp} */ name) => Number((await line(name).getByRole('cell').first().innerText()).replaceAll(',', ''));
  const slow = 'select f.title, pg_sleep(0.02) from film f join inventory i using (film_id)';

  it('shows growing rows against those expected, by its shortcut', async () => {
    const { page } = visitor;
    await visitor.write(slow);
    await page.keyboard.press('ControlOrMeta+Alt+l');
    await page.getByText('Plan at work').waitFor();
    await line(/Hash Join.*at work/).waitFor();
    const first = await rowsOf(/Hash Join/);
    await page.waitForFunction((before) => {
      const cell = document.querySelector('table tbody tr td');
      return Number(cell?.textContent?.replaceAll(',', '')) > before;
    }, first);
    const shift = await visitor.layoutShift();
    await page.waitForFunction((before) => Number(document.querySelector('table tbody tr td')?.textContent?.replaceAll(',', '')) > before + 50, first);
    assert.ok(await visitor.layoutShift() - shift < 0.001, await visitor.shifted());
    await assertAccessibleInBoth(page, 'a plan at work');
  });

  it('leads to the results and back while it runs', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'Results', exact: true }).click();
    await visitor.cell(0, 0).waitFor();
    await page.getByRole('button', { name: 'Ways to explain' }).click();
    await page.getByRole('menuitem', { name: 'Show the plan' }).click();
    await page.getByText('Plan at work').waitFor();
  });

  it('keeps the rows that came when it is cancelled', async () => {
    const { page } = visitor;
    await page.keyboard.press('ControlOrMeta+.');
    await visitor.ended();
    await page.getByText('rows counted, no times').waitFor();
    const join = page.getByRole('treeitem', { name: /Hash Join/ });
    await join.waitFor();
    assert.match(await join.innerText(), /\d/);
    await page.getByRole('combobox', { name: 'Which plan' }).waitFor();
    await assertAccessible(page, 'the plan of a run');
  });

  it('comes back after a reload, with the node that was chosen', async () => {
    const { page } = visitor;
    await page.getByRole('treeitem', { name: /Seq Scan.*film f/ }).click();
    await page.reload();
    await page.getByText('rows counted, no times').waitFor();
    await page.locator('[role=treeitem][aria-selected=true]', { hasText: 'film f' }).waitFor();
    await page.getByRole('button', { name: 'Results', exact: true }).click();
    await page.reload();
    await page.locator('.cm-content').waitFor();
    assert.equal(await page.getByText('rows counted, no times').count(), 0);
  });

  it('fits a narrow window', async () => {
    const { page } = visitor;
    await page.setViewportSize({ width: 390, height: 844 });
    await visitor.write(slow);
    await page.keyboard.press('ControlOrMeta+Alt+l');
    await page.getByText('Plan at work').waitFor();
    await line(/Hash Join.*at work/).waitFor();
    await assertAccessible(page, 'a plan at work, narrow');
    if (process.env['STUDIO_SHOTS']) await page.screenshot({ path: `${process.env['STUDIO_SHOTS']}/live-narrow.png` });
    await page.keyboard.press('ControlOrMeta+.');
    await visitor.ended();
    visitor.assertFaultless();
  });
});
