// The tables page: relations, rows, order, structure, the address, the keyboard.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Visitor } from '../browser.mjs';

describe('the tables page', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come();
    await visitor.signIn();
  });
  after(() => visitor.leave());
  const rows = () => visitor.page.getByRole('grid', { name: /^Rows of/ });

  it('lists relations with kind, rows and size', async () => {
    // Sizes come after the names.
    const row = visitor.page.getByRole('row').filter({ hasText: /film_actor.*kB/s });
    assert.match((await row.first().innerText()).replaceAll('\n', ' '), /film_actor 5,462 [\d.]+ kB [\d.]+ kB public table/);
  });

  it('opens a table from the explorer, with its first rows', async () => {
    await visitor.page.getByRole('treeitem', { name: 'film', exact: false }).filter({ hasText: /^film\d/ }).first().click();
    await rows().waitFor();
    await visitor.page.waitForURL(/\/tables\/public\/film$/);
    assert.equal(await visitor.cell(0, 1).innerText(), 'ACADEMY DINOSAUR');
  });

  it('shows the names of columns whole, however long the types beside them', async () => {
    for (const table of ['rental', 'customer', 'film']) {
      await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/${table}`);
      await rows().getByText('integer').first().waitFor({ state: 'attached' });
      // Of its text, for the widths of elements are rounded: less than a pixel too little is three dots as well.
      const cut = await rows().locator('.sg-name').evaluateAll((names) => names.filter((name) => {
        const text = document.createRange();
        text.selectNodeContents(name);
        return text.getBoundingClientRect().width > name.getBoundingClientRect().width;
      }).map((name) => name.textContent));
      assert.deepEqual(cut, [], table);
    }
  });

  it('sorts by a header, and the address says so', async () => {
    const header = rows().getByRole('button', { name: /^title/ });
    await header.click();
    await visitor.page.waitForURL(/sort=title$/);
    await header.click();
    await visitor.page.waitForURL(/sort=-title$/);
    await visitor.page.getByRole('gridcell', { name: 'ZORRO ARK' }).waitFor();
    assert.equal(await visitor.cell(0, 1).innerText(), 'ZORRO ARK');
    await visitor.page.reload();
    await rows().waitFor();
    assert.equal(await visitor.cell(0, 1).innerText(), 'ZORRO ARK');
  });

  it('shows the last row at the end of the scroll bar, and the rows before it as one scrolls back', async () => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/rental`);
    await rows().waitFor();
    await rows().evaluate((element) => { element.scrollTop = element.scrollHeight; });
    await rows().getByRole('gridcell', { name: '16049', exact: true }).waitFor();
    for (let turn = 0; turn < 6; turn += 1) {
      await rows().evaluate((element) => { element.scrollTop -= 3000; });
      await visitor.page.waitForFunction(() =>
        // The row with the focus is drawn wherever it is.
        document.querySelectorAll('[role=gridcell]:not([data-row="0"]) .sg-skeleton').length === 0);
    }
    assert.match(await rows().locator('[role=gridcell][data-column="0"]:not([data-row="0"])').first().innerText(), /^\d+$/);
  });

  it('shows columns, constraints, indexes and triggers', async () => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/film?view=structure`);
    for (const name of ['Columns', 'Constraints', 'Indexes', 'Triggers']) {
      await visitor.page.getByRole('navigation', { name: 'Parts of the structure' }).getByRole('button', { name }).click();
      await visitor.page.getByRole('table', { name }).getByRole('rowheader').first().waitFor();
    }
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/film?view=structure&part=constraints`);
    await visitor.page.getByRole('cell', { name: 'PRIMARY KEY (film_id)' }).waitFor();
    await visitor.page.getByRole('link', { name: 'Data' }).click();
    await rows().waitFor();
  });

  it('goes back and forward through tables', async () => {
    await visitor.page.getByRole('treeitem').filter({ hasText: /^actor\d/ }).click();
    await visitor.page.waitForURL(/\/public\/actor$/);
    await visitor.page.goBack();
    await visitor.page.waitForURL(/\/public\/film/);
    await visitor.page.goForward();
    await visitor.page.getByRole('gridcell', { name: 'PENELOPE' }).first().waitFor();
  });

  it('opens what was typed, though the list has not caught up yet', async () => {
    await visitor.page.keyboard.press('ControlOrMeta+Shift+e');
    await visitor.page.evaluate(async () => {
      const field = /** @type {HTMLInputElement} */ (document.activeElement);
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      const handled = async () => { for (let turn = 0; turn < 10; turn += 1) await Promise.resolve(); };
      set?.call(field, 'catego');
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await handled();
      for (const key of ['ArrowDown', 'Enter']) {
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        await handled();
      }
    });
    await visitor.page.waitForURL(/\/public\/category$/);
    await visitor.page.getByRole('searchbox', { name: 'Filter tables' }).fill('');
  });

  it('starts from the best hit again where another filter is typed, also in the moment in which the list changes', async () => {
    const { page } = visitor;
    const filter = page.getByRole('searchbox', { name: 'Filter tables' });
    await filter.fill('film');
    await page.getByRole('treeitem', { name: /^table (actor|category)/ }).first().waitFor({ state: 'detached' });
    await filter.press('ArrowDown');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
    await filter.fill('actor');
    await page.getByRole('treeitem', { name: /^table film$/ }).waitFor({ state: 'detached' });
    await filter.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/public\/actor$/);
    await filter.fill('');
    await page.getByRole('treeitem', { name: 'table language' }).waitFor();
    await filter.focus();
    await page.evaluate(() => new Promise((resolve) => {
      const tree = /** @type {HTMLElement} */ (document.querySelector('[role=tree]'));
      const press = (/** @type {string} */ key) => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      const observer = new MutationObserver(() => {
        if (tree.querySelectorAll('[role=treeitem]').length > 4) return;
        observer.disconnect();
        press('ArrowDown');
        press('Enter');
        resolve(undefined);
      });
      observer.observe(tree, { childList: true, subtree: true });
      const field = /** @type {HTMLInputElement} */ (document.activeElement);
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'langu');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }));
    await page.waitForURL(/\/public\/language$/);
    await filter.fill('');
    await page.getByRole('treeitem', { name: 'table actor' }).waitFor();
  });

  it('is served by the keyboard alone: filter, open, move', async () => {
    await visitor.page.keyboard.press('ControlOrMeta+Shift+e');
    await visitor.page.keyboard.type('langu');
    await visitor.page.getByRole('treeitem', { name: 'table language' }).waitFor();
    await visitor.page.keyboard.press('ArrowDown');
    await visitor.page.keyboard.press('Enter');
    await visitor.page.waitForURL(/\/public\/language$/);
    await visitor.page.getByRole('gridcell', { name: 'English' }).waitFor();
    await visitor.cell(0, 0).focus();
    await visitor.page.keyboard.press('ArrowDown');
    await visitor.page.keyboard.press('ArrowRight');
    await visitor.page.waitForFunction(() => document.activeElement?.textContent?.trim() === 'Italian');
  });

  it('says that a table is not there', async () => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/no_such_table`);
    await visitor.page.getByText('There is no relation public.no_such_table').waitFor();
  });

  it('says that an empty table is empty', async () => {
    await visitor.run('create table if not exists empty_journey (id int primary key)');
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/empty_journey`);
    await visitor.page.getByText('No rows').waitFor();
    await visitor.run('drop table empty_journey');
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
