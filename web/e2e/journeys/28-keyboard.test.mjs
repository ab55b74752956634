// A day at the SQL workbench without a mouse: written, completed, mended, run, looked at, explained, drawn, exported, saved.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { Visitor } from '../browser.mjs';
import { Keys, refusePointer } from '../keys.mjs';

describe('the workbench by keyboard alone', () => {
  /** @type {Visitor} */
  let visitor;
  /** @type {Keys} */
  let keys;
  before(async () => {
    visitor = await Visitor.come();
    await visitor.signIn();
    await refusePointer(visitor.page);
    keys = new Keys(visitor.page);
  });
  after(() => visitor.leave());

  const press = (/** @type {string[]} */ ...all) => keys.press(...all);
  const type = (/** @type {string} */ text) => visitor.page.keyboard.type(text);
  const text = async () => (await visitor.page.locator('.cm-line').allInnerTexts()).join('\n');
  const focused = () => keys.focused();
  /** @param {RegExp} wanted */
  const tabTo = (wanted, key = 'Tab') => keys.tabTo(wanted, key);
  const list = () => visitor.page.locator('.cm-tooltip-autocomplete li[aria-selected]');

  it('writes, completes, goes to a mark and takes its fix', async () => {
    const { page } = visitor;
    await press('Alt+2');
    await page.locator('.cm-content').waitFor();
    const before = page.url();
    await press('Alt+n');
    await page.waitForURL((url) => url.href !== before && url.pathname.includes('/sql/'));
    await page.locator('.cm-content').waitFor();
    await press('ControlOrMeta+Shift+l');
    await type('select titel, rating from fil');
    await list().getByText('film', { exact: true }).waitFor();
    await page.waitForTimeout(100);
    await press('Tab');
    assert.equal(await text(), 'select titel, rating from film');
    await page.locator('.cm-lintRange-error').waitFor();
    await press('Escape', 'ControlOrMeta+Shift+M');
    assert.match(await focused(), /^button Error1:8column "titel" does not exist/);
    await press('Escape');
    assert.match(await focused(), /SQL editor/);
    await press('F8', 'Alt+Enter');
    await page.getByRole('menuitem', { name: 'Use title' }).waitFor();
    await press('Enter');
    assert.equal(await text(), 'select title, rating from film');
  });

  it('runs, walks through the results, filters one and looks at a value', async () => {
    const { page } = visitor;
    await press('ControlOrMeta+End');
    await type(' order by film_id;');
    await press('Escape', 'Enter');
    await type('select rating, count(*) as films from film group by rating;');
    await press('Escape', 'ControlOrMeta+Enter');
    await page.getByRole('tab', { name: /^Result 2/ }).waitFor();
    await visitor.ended();
    // Esc, then Tab leaves the editor, where Tab would indent.
    await press('Escape');
    await tabTo(/^tab Result 1/);
    await press('ArrowRight');
    assert.match(await focused(), /^tab Result 2/);
    await press('ArrowLeft');
    await tabTo(/^gridcell /);
    await press('ArrowDown', 'ArrowDown', 'Shift+ArrowDown', 'Alt+f');
    await page.getByLabel('Value of the filter').waitFor();
    assert.match(await focused(), /filter/i);
    if (!/Value/.test(await focused())) await tabTo(/Value of the filter/);
    await type('ACE');
    await press('Enter');
    await page.getByText(/^filtered in the browser: \d+ of 1,000/).waitFor();
    if (!/^gridcell/.test(await focused())) await tabTo(/^gridcell /);
    await press('Shift+Space');
    await page.getByRole('region', { name: /^Value of / }).waitFor();
    await press('Shift+Space');
    await page.getByRole('region', { name: /^Value of / }).waitFor({ state: 'detached' });
  });

  it('draws the other result', async () => {
    await tabTo(/^tab Result 1/, 'Shift+Tab');
    await press('ArrowRight');
    await tabTo(/^button Chart/);
    await press('Enter');
    await visitor.page.getByRole('status').filter({ hasText: 'Computed in the browser' }).getByText(/films by rating/).waitFor();
  });

  it('explains the statement at the cursor and walks through its plan', async () => {
    const { page } = visitor;
    await press('ControlOrMeta+Shift+l', 'ControlOrMeta+e');
    await page.getByRole('treeitem', { name: /Aggregate/ }).first().waitFor();
    await press('Escape');
    await tabTo(/^treeitem /);
    await press('Home', 'ArrowDown');
    assert.match(await focused(), /^treeitem .*Seq Scan/);
    await page.getByRole('region', { name: 'The selected node' }).getByRole('heading', { name: 'Seq Scan' }).waitFor();
  });

  it('exports and saves', async () => {
    const { page } = visitor;
    await press('ControlOrMeta+Shift+l', 'ControlOrMeta+Shift+e');
    await page.getByRole('dialog', { name: "Export the query's result" }).waitFor();
    await tabTo(/^button Export$/);
    const given = page.waitForEvent('download');
    await press('Enter');
    const exported = await readFile(await (await given).path(), 'utf8');
    assert.match(exported, /^rating,films\r\n/);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press('ControlOrMeta+Shift+l', 'ControlOrMeta+s');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').waitFor();
    await type('Films by rating, by keyboard');
    await press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('navigation', { name: 'Open tabs' }).getByRole('link', { name: 'Films by rating, by keyboard' }).waitFor();
  });

  it('made no fault', () => visitor.assertFaultless());
});
