// The columns of a grid: hidden, pinned, moved and widened, by the pointer and by the keyboard; what is copied, searched and
// shown as a card follows; a result keeps it for its next run, a table for the next visit.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';

describe('the columns of a grid', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());

  const header = (/** @type {string} */ name) => visitor.page.getByRole('columnheader', { name: new RegExp(`^${name} `) });
  /** The names of the columns that are drawn, from left to right. */
  const names = async () => await visitor.page.getByRole('columnheader').evaluateAll((heads) => heads.slice(1)
    .map((head) => ({ left: head.getBoundingClientRect().left, name: head.querySelector('.sg-name')?.textContent }))
    .sort((a, b) => a.left - b.left).map((head) => head.name));
  const expectNames = async (/** @type {string[]} */ wanted) => {
    for (let round = 0; round < 40 && (await names()).join() !== wanted.join(); round += 1) await visitor.page.waitForTimeout(50);
    assert.deepEqual(await names(), wanted);
  };
  const width = async (/** @type {string} */ name) => (await header(name).boundingBox())?.width ?? 0;
  const copied = () => visitor.copied(() => visitor.page.keyboard.press('ControlOrMeta+c'));
  /** @param {string} name @param {string | RegExp} item */
  const choose = async (name, item) => {
    await header(name).click({ button: 'right' });
    await visitor.page.getByRole('menuitem', { name: item }).click();
  };
  const query = "select 1 as one, 'two' as two, 3.5 as three, true as four, date '2020-02-02' as five union all select 10, 'x two', null, false, null order by 1";

  it('are moved, pinned and hidden by the keyboard, and the focus goes with its column', async () => {
    const { page } = visitor;
    await visitor.run(query);
    await visitor.cell(0, 2).click();
    await page.keyboard.press('Alt+,');
    await expectNames(['one', 'three', 'two', 'four', 'five']);
    await page.getByText('Column three is now 2 of 5.').waitFor();
    assert.equal(await visitor.cell(0, 2).evaluate((cell) => cell === document.activeElement), true);
    await page.keyboard.press('Alt+Shift+P');
    await expectNames(['three', 'one', 'two', 'four', 'five']);
    await page.keyboard.press('ArrowRight');
    assert.equal(await visitor.cell(0, 0).evaluate((cell) => cell === document.activeElement), true);
    await page.keyboard.press('Alt+h');
    await expectNames(['three', 'two', 'four', 'five']);
    await page.getByText('Column one is hidden; 4 of 5 are shown.').waitFor();
    assert.equal(await header('three').getAttribute('aria-colindex'), '4');
    await assertAccessible(page, 'pinned and hidden columns');
  });

  it('are copied, searched and shown as a card in the order in which they are seen', async () => {
    const { page } = visitor;
    await visitor.cell(0, 2).click();
    await page.keyboard.press('Shift+End');
    assert.equal(await copied(), '3.5\ttwo\ttrue\t2020-02-02');
    await page.keyboard.press('ControlOrMeta+f');
    await page.getByRole('searchbox', { name: 'Find in the result' }).fill('o');
    await page.getByText('2 cells', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await visitor.cell(0, 3).click();
    await page.keyboard.press(' ');
    const card = page.getByRole('region', { name: 'Row 1' });
    await card.getByText('2020-02-02').waitFor();
    assert.deepEqual(await card.locator('.sg-card-name').allInnerTexts(), ['three', 'two', 'four', 'five', 'one']);
    assert.deepEqual((await card.locator('dd').allInnerTexts()).map((text) => text.trim()), ['3.5', 'two', 'true', '2020-02-02', '1']);
    await page.keyboard.press(' ');
    await card.waitFor({ state: 'detached' });
  });

  it('keep their order and width when the same query runs again, and are reset', async () => {
    const { page } = visitor;
    await visitor.cell(0, 1).click();
    const before = await width('two');
    await page.keyboard.press('Alt+>');
    await page.keyboard.press('Alt+>');
    assert.equal(await width('two'), before + 32);
    await visitor.run(query);
    await expectNames(['three', 'two', 'four', 'five']);
    assert.equal(await width('two'), before + 32);
    await visitor.cell(0, 1).click();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('menuitem', { name: 'As wide as its values' }).click();
    assert.equal(await width('two'), before);
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.insertText('Show all columns');
    await page.getByRole('option', { name: 'Show all columns in their first order' }).click();
    await expectNames(['one', 'two', 'three', 'four', 'five']);
  });

  it('are dragged by their headers, and a click still sorts', async () => {
    const { page } = visitor;
    const from = await header('four').boundingBox();
    const to = await header('two').boundingBox();
    assert.ok(from && to);
    await page.mouse.move(from.x + 20, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x - 20, from.y + 12);
    await page.mouse.move(to.x + 20, to.y + 12);
    await page.mouse.up();
    await expectNames(['one', 'four', 'two', 'three', 'five']);
    assert.equal(await header('four').getAttribute('aria-sort'), 'none');
    await header('one').getByRole('button').click();
    await page.getByText(/^sorted in the browser/).waitFor();
    await choose('one', 'Sort');
    await page.locator('[role=columnheader][aria-sort=descending]').waitFor();
    await choose('two', /^Filter/);
    assert.equal(await page.getByLabel('Column of the filter').inputValue(), '1');
    await page.keyboard.press('Escape');
  });

  it('are all listed, found by name, shown, hidden, pinned and moved there by keys', async () => {
    const { page } = visitor;
    await visitor.cell(0, 0).click();
    await page.keyboard.press('Alt+Shift+C');
    const dialog = page.getByRole('dialog', { name: 'Columns' });
    await dialog.getByRole('searchbox').fill('fo');
    assert.equal(await dialog.getByRole('checkbox').count(), 1);
    await dialog.getByRole('searchbox').fill('');
    await dialog.getByRole('checkbox', { name: /^two/ }).focus();
    await page.keyboard.press('Space');
    await dialog.getByText(/^4 of 5 columns shown/).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('p');
    await dialog.getByText(/^4 of 5 columns shown, 1 pinned/).waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('li')?.textContent?.startsWith('three'));
    // A key that comes before the next frame is drawn is not lost, and the focus does not come back to the line before.
    const focused = await page.evaluate(async () => {
      const field = /** @type {HTMLInputElement} */ (document.activeElement);
      for (const key of ['p', 'ArrowDown']) {
        field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        await new Promise((resolve) => setTimeout(resolve));
      }
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return document.activeElement?.closest('li')?.textContent ?? '';
    });
    assert.doesNotMatch(focused, /^three/);
    await dialog.getByRole('checkbox', { name: /^three/ }).focus();
    await page.keyboard.press('p');
    await dialog.getByText(/^4 of 5 columns shown, 1 pinned/).waitFor();
    await dialog.getByRole('checkbox', { name: /^five/ }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await dialog.getByRole('listitem').nth(3).getByRole('checkbox', { name: /^five/ }).waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('li')?.textContent?.startsWith('five'));
    await assertAccessible(page, 'the list of columns');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expectNames(['three', 'one', 'four', 'five']);
  });

  it('are remembered for a table, over a reload', async () => {
    const { page } = visitor;
    const address = `${new URL(page.url()).origin}/c/${visitor.connection}/tables/public/film`;
    await page.goto(address);
    await page.getByRole('grid', { name: 'Rows of public.film' }).waitFor();
    await visitor.cell(0, 1).click();
    await page.keyboard.press('Alt+Shift+P');
    await visitor.cell(0, 2).click();
    await page.keyboard.press('Alt+h');
    await page.reload();
    await visitor.cell(0, 0).waitFor();
    assert.deepEqual((await names()).slice(0, 3), ['title', 'film_id', 'release_year']);
    // Pinned columns stay where they are when the others scroll.
    const title = await header('title').boundingBox();
    await page.getByRole('grid', { name: 'Rows of public.film' }).evaluate((grid) => { grid.scrollLeft = 500; });
    await page.waitForTimeout(100);
    assert.deepEqual(await header('title').boundingBox(), title);
    await visitor.cell(0, 1).click();
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.insertText('Show all columns');
    await page.getByRole('option', { name: 'Show all columns in their first order' }).click();
    await header('description').waitFor();
  });

  it('of a result of 1,600 columns are reached at both ends, pinned ones do not take the width', async () => {
    const { page } = visitor;
    await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'SQL' }).click();
    await visitor.run(`select ${Array.from({ length: 1600 }, (_, at) => `${at} as c${at}`).join(', ')} from generate_series(1, 200)`);
    await visitor.cell(0, 0).click();
    for (let at = 0; at < 15; at += 1) {
      await page.keyboard.press('Alt+Shift+P');
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('ControlOrMeta+ArrowRight');
    const last = visitor.cell(0, 1599);
    await last.waitFor();
    const grid = await page.getByRole('grid', { name: 'Result' }).boundingBox();
    const box = await last.boundingBox();
    assert.ok(grid && box && box.x > grid.x && box.x + box.width <= grid.x + grid.width + 1, 'the last column is in view');
    const fixed = await page.locator('.sg-header > .sg-fixed').boundingBox();
    assert.ok(fixed && fixed.width <= grid.width * 0.6 + 1, 'most of the width is left to what scrolls');
    assert.ok(await page.getByRole('columnheader').count() < 80, 'only what is near is drawn');
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
