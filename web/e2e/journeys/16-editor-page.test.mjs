// The page around the text: tabs that are named, ordered, closed and come back, the editor's keys, Vim, the sheet of shortcuts,
// two windows on one tab.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';

describe('the page around the text', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());

  const tabs = () => visitor.page.getByRole('navigation', { name: 'Open tabs' });
  const names = () => tabs().getByRole('link').allInnerTexts();
  const press = (/** @type {string} */ keys) => visitor.page.keyboard.press(keys);
  const content = () => visitor.page.locator('.cm-content');
  const text = () => visitor.page.evaluate(() => {
    const lines = document.querySelector('.sg-editor')?.shadowRoot?.querySelectorAll('.cm-line') ?? [];
    return [...lines].map((line) => line.textContent).join('\n');
  });
  const command = async (/** @type {string} */ name) => {
    await press('ControlOrMeta+k');
    await visitor.page.getByRole('dialog', { name: 'Commands' }).waitFor();
    await visitor.page.keyboard.type(name);
    await visitor.page.getByRole('option', { name }).first().waitFor();
    await press('Enter');
    await visitor.page.getByRole('dialog', { name: 'Commands' }).waitFor({ state: 'detached' });
  };
  const newTab = async (/** @type {string} */ sql) => {
    const before = visitor.page.url();
    await press('Alt+n');
    await visitor.page.waitForFunction((url) => location.href !== url && /\/sql\//.test(location.href), before);
    await visitor.write(sql);
  };

  it('names a tab by double click, F2 and the palette; an empty name gives the title back', async () => {
    const { page } = visitor;
    await visitor.write('select 1');
    const [title = ''] = await names();
    await tabs().getByRole('link', { name: title }).dblclick();
    await page.keyboard.type('Monthly report');
    await press('Enter');
    await tabs().getByRole('link', { name: 'Monthly report' }).waitFor();
    await page.reload();
    await tabs().getByRole('link', { name: 'Monthly report' }).focus();
    await press('F2');
    await page.keyboard.type('not this');
    await press('Escape');
    assert.deepEqual(await names(), ['Monthly report']);
    await command('Rename the tab');
    await tabs().getByRole('textbox').fill('');
    await press('Enter');
    await tabs().getByRole('link', { name: title }).waitFor();
  });

  it('orders tabs by keyboard and by dragging', async () => {
    await newTab('select 2');
    await newTab('select 3');
    const [first = '', second = '', third = ''] = await names();
    await press('Alt+Shift+ArrowLeft');
    assert.deepEqual(await names(), [first, third, second]);
    await press('Alt+Shift+ArrowRight');
    assert.deepEqual(await names(), [first, second, third]);
    await tabs().getByRole('link', { name: third }).dragTo(tabs().getByRole('link', { name: first }), { targetPosition: { x: 4, y: 8 } });
    assert.deepEqual(await names(), [third, first, second]);
    await visitor.page.reload();
    await content().getByText('select 3').waitFor();
    assert.deepEqual(await names(), [third, first, second]);
  });

  it('duplicates, closes the others, and reopens what was closed with its text', async () => {
    const { page } = visitor;
    const [shown = ''] = await names();
    await tabs().getByRole('link', { name: shown, exact: true }).click({ button: 'right' });
    await assertAccessible(page, 'the menu of a tab');
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await tabs().getByRole('link', { name: `${shown} (copy)` }).waitFor();
    await content().getByText('select 3').waitFor();
    await command('Close the other tabs');
    assert.deepEqual(await names(), [`${shown} (copy)`]);
    await press('Alt+Shift+w');
    await content().getByText('select 2').waitFor();
    await page.reload();
    await content().getByText('select 2').waitFor();
    await press('Alt+Shift+w');
    await press('Alt+Shift+w');
    await content().getByText('select 3').waitFor();
    assert.equal((await names()).length, 4);
    await press('Alt+Shift+w');
    await page.getByText('No closed tab is remembered').waitFor();
  });

  it('comes back to the cursors, the folds and the scroll place', async () => {
    const { page } = visitor;
    const lines = Array.from({ length: 200 }, (_, index) => `  ${index} as c${index},`).join('\n');
    await newTab(`select (\n  1\n) as a;\nselect\n${lines}\n  1 as z;`);
    await press('ControlOrMeta+Home');
    await command('Fold here');
    await page.locator('.cm-foldPlaceholder').waitFor();
    await page.locator('.cm-scroller').evaluate((element) => element.scrollTo(0, 2000));
    await page.locator('.cm-line').getByText('110 as c110,').click();
    await press('Home');
    await page.reload();
    await page.locator('.cm-line').getByText('110 as c110,').waitFor();
    // At once: a key that is pressed now goes to where the browser's own cursor is.
    const at = await content().evaluate((element) => {
      element.focus();
      const selection = /** @type {{ getSelection(): Selection } | undefined} */ (/** @type {unknown} */ (document.querySelector('.sg-editor')?.shadowRoot))?.getSelection();
      return [selection?.anchorNode?.parentElement?.closest('.cm-line')?.textContent, selection?.isCollapsed];
    });
    assert.deepEqual(at, ['  110 as c110,', true]);
    await page.keyboard.insertText('--here');
    await page.locator('.cm-line').getByText('--here110 as c110,').waitFor();
    await press('ControlOrMeta+Home');
    await page.locator('.cm-foldPlaceholder').waitFor();
    await command('Unfold everything');
    await page.locator('.cm-foldPlaceholder').waitFor({ state: 'detached' });
  });

  it('has several cursors, comments, matching brackets', async () => {
    const { page } = visitor;
    await newTab('select a\nfrom a\nwhere (a = 1)');
    await press('ControlOrMeta+Home');
    await page.keyboard.press('ControlOrMeta+Alt+ArrowDown');
    await page.keyboard.insertText('x');
    assert.equal(await text(), 'xselect a\nxfrom a\nwhere (a = 1)');
    await press('Escape');
    await press('ControlOrMeta+z');
    await press('ControlOrMeta+a');
    await press('ControlOrMeta+/');
    assert.equal(await text(), '-- select a\n-- from a\n-- where (a = 1)');
    await press('ControlOrMeta+/');
    await press('ControlOrMeta+End');
    await page.locator('.cm-matchingBracket').first().waitFor();
    assert.equal(await page.locator('.cm-matchingBracket').count(), 2);
  });

  it('finds and replaces', async () => {
    const { page } = visitor;
    await press('ControlOrMeta+f');
    await page.getByRole('textbox', { name: 'Find' }).fill('a =');
    await page.getByRole('textbox', { name: 'Replace' }).fill('b >');
    await assertAccessible(page, 'find and replace');
    await page.getByRole('button', { name: 'replace all' }).click();
    await page.keyboard.press('Escape');
    assert.match(await text(), /where \(b > 1\)$/);
  });

  it('lists every shortcut in a sheet that can be searched, also those of the editor', async () => {
    const { page } = visitor;
    await content().focus();
    await page.keyboard.press('ControlOrMeta+Shift+?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.getByText('Run the statement at the cursor').waitFor();
    await sheet.getByText('Select the next occurrence too').waitFor();
    await assertAccessible(page, 'the sheet of shortcuts');
    await sheet.getByRole('searchbox').fill('cursor above');
    assert.equal(await sheet.locator('dt').count(), 1);
    await sheet.getByRole('searchbox').fill('');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await tabs().getByRole('link').first().focus();
    await page.keyboard.press('?');
    await sheet.waitFor();
    await page.keyboard.press('Escape');
  });

  it("has Vim's keys when somebody wants them, over a reload too, within the policy", async () => {
    const strict = await Visitor.come();
    await strict.signIn();
    const { page } = strict;
    await page.keyboard.press('Alt+n');
    await strict.write('select one, two');
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitemradio', { name: 'Vim' }).click();
    await page.locator('.cm-vim-panel').waitFor();
    await page.reload();
    await page.locator('.cm-vim-panel').waitFor();
    await page.locator('.cm-content').focus();
    for (const key of ['Escape', '0', 'w', 'd', 'w']) await page.keyboard.press(key);
    await page.locator('.cm-line').getByText(/^select , two$/).waitFor();
    await page.keyboard.press('u');
    await page.locator('.cm-line').getByText(/^select one, two$/).waitFor();
    await page.keyboard.press('ControlOrMeta+Enter');
    await strict.ended();
    await page.keyboard.type(':w\n');
    await page.getByRole('dialog', { name: 'Save the query' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitemradio', { name: 'Default' }).click();
    await page.locator('.cm-vim-panel').waitFor({ state: 'detached' });
    strict.assertFaultless();
    await strict.leave();
  });

  it('shows one text in two windows, and neither overwrites the other', async () => {
    const { page } = visitor;
    await newTab('select 1');
    const other = await visitor.context.newPage();
    await other.goto(page.url());
    await other.locator('.cm-line').getByText('select 1').waitFor();
    await content().focus();
    await press('ControlOrMeta+End');
    await page.keyboard.insertText(', 2');
    await other.locator('.cm-line').getByText('select 1, 2').waitFor();
    await other.locator('.cm-content').focus();
    await other.keyboard.press('ControlOrMeta+End');
    await other.keyboard.insertText(', 3');
    await page.locator('.cm-line').getByText('select 1, 2, 3').waitFor();
    await other.keyboard.press('Alt+n');
    await other.waitForURL((url) => url.href !== page.url());
    assert.equal((await names()).length, await other.getByRole('navigation', { name: 'Open tabs' }).getByRole('link').count());
    await other.close();
  });
});
