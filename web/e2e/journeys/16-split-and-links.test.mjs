// Two queries side by side, formatting, snippets and macros, links that open a text.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';

describe('beside and around the text', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());

  const tabs = () => visitor.page.getByRole('navigation', { name: 'Open tabs' });
  const press = (/** @type {string} */ keys) => visitor.page.keyboard.press(keys);
  const editors = () => visitor.page.locator('.cm-content');
  const text = (index = 0) => editors().nth(index).evaluate((element) =>
    [...element.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n'));
  const newTab = async (/** @type {string} */ sql) => {
    const old = visitor.page.url();
    await press('Alt+n');
    await visitor.page.waitForFunction((url) => location.href !== url && /\/sql\//.test(location.href), old);
    await visitor.write(sql);
  };
  const inMenu = async (/** @type {string} */ item) => {
    await visitor.page.getByRole('button', { name: 'More for this query' }).click();
    await visitor.page.getByRole('menuitem', { name: item }).click();
  };

  it('formats the text, keeps the cursor, and can be undone', async () => {
    const { page } = visitor;
    await newTab('select a,b from t where x=1');
    await press('ControlOrMeta+Home');
    for (let step = 0; step < 8; step += 1) await press('ArrowRight');
    await press('Alt+Shift+F');
    await page.locator('.cm-line').getByText(/^where$/).waitFor();
    assert.equal(await text(), 'select\n  a,\n  b\nfrom\n  t\nwhere\n  x = 1');
    await page.keyboard.insertText('a');
    assert.match(await text(), /^select\n {2}aa,/);
    await press('ControlOrMeta+z');
    await press('ControlOrMeta+z');
    assert.equal(await text(), 'select a,b from t where x=1');
  });

  it('formats in the style that is chosen, which is remembered', async () => {
    const { page } = visitor;
    await inMenu('Choose the style …');
    const dialog = page.getByRole('dialog', { name: 'Style of formatted SQL' });
    await dialog.getByLabel('Keywords').selectOption('in upper case');
    await dialog.getByText('SELECT').waitFor();
    await assertAccessible(page, 'the style');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.reload();
    await editors().waitFor();
    await editors().focus();
    await press('Alt+Shift+F');
    await page.locator('.cm-line').getByText(/^SELECT$/).waitFor();
    await visitor.write("select 'open");
    await press('Alt+Shift+F');
    await page.getByText('A quote or a comment in the text does not end: it stays as it is.').waitFor();
    await visitor.write('select 1');
  });

  it('shows two queries beside each other; the one with the focus has the commands; the address keeps both', async () => {
    const { page } = visitor;
    await visitor.write('select 101 as left_one');
    await newTab('select 102 as right_one');
    const right = page.url();
    await press('Alt+\\');
    await page.waitForURL(/beside=/);
    await editors().nth(1).waitFor();
    assert.equal(await editors().count(), 2);
    await assertAccessible(page, 'two queries');
    const other = new URL(page.url()).searchParams.get('beside');
    await editors().nth(1).focus();
    await page.waitForURL((url) => url.pathname.endsWith(String(other)) && url.searchParams.get('side') === 'left');
    await press('ControlOrMeta+Enter');
    await page.locator(`#pane-${other}`).getByRole('grid', { name: 'Result' }).waitFor();
    assert.equal(await page.getByRole('grid', { name: 'Result' }).count(), 1);
    await page.reload();
    await editors().nth(1).waitFor();
    assert.deepEqual([await text(0), await text(1)], ['select 102 as right_one', 'select 101 as left_one']);
    await press('Alt+\\');
    await page.waitForURL((url) => !url.searchParams.has('beside'));
    assert.equal(await editors().count(), 1);
    assert.notEqual(page.url().split('?')[0], right);
  });

  it('takes a tab that is dropped on a half of the page', async () => {
    const { page } = visitor;
    const current = page.url();
    const [first] = await tabs().getByRole('link').all();
    const links = await tabs().getByRole('link').evaluateAll((all) => all.map((link) => [link.getAttribute('href') ?? '', link.getAttribute('aria-current')]));
    const at = links.findIndex(([, mark]) => mark !== 'page');
    assert.ok(first && at >= 0);
    const box = await page.locator('main').boundingBox();
    assert.ok(box);
    await tabs().getByRole('link').nth(at).dragTo(page.locator('main'), { targetPosition: { x: box.width - 40, y: box.height / 2 } });
    await page.waitForURL(/beside=/);
    assert.equal(page.url().split('?')[0], current.split('?')[0]);
    await press('Alt+\\');
    await page.waitForURL((url) => !url.searchParams.has('beside'));
  });

  it('puts a snippet in, whose places Tab goes through', async () => {
    const { page } = visitor;
    await newTab('x');
    await press('ControlOrMeta+a');
    await press('Delete');
    await press('Alt+s');
    const dialog = page.getByRole('dialog', { name: 'Snippets and macros' });
    await dialog.getByRole('searchbox').fill('row number');
    await assertAccessible(page, 'snippets');
    await dialog.getByRole('button', { name: 'Insert window' }).click();
    await page.locator('.cm-line').getByText('row_number() over').waitFor();
    await page.keyboard.type('city');
    await press('Tab');
    await page.keyboard.type('name');
    assert.equal(await text(), 'row_number() over (partition by city order by name)');
  });

  it('keeps a snippet of one’s own, offered while one types', async () => {
    const { page } = visitor;
    await visitor.write('select count(*) from film');
    await press('ControlOrMeta+a');
    await press('Alt+s');
    const dialog = page.getByRole('dialog', { name: 'Snippets and macros' });
    await dialog.getByRole('button', { name: 'New snippet' }).click();
    await dialog.getByLabel('Name').fill('countfilms');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('button', { name: 'Insert countfilms' }).waitFor();
    await page.keyboard.press('Escape');
    await newTab('x');
    await press('ControlOrMeta+a');
    await page.keyboard.type('countfi');
    await page.locator('.cm-tooltip-autocomplete').getByText('countfilms').waitFor();
    await page.waitForTimeout(100);
    await press('Enter');
    assert.equal(await text(), 'select count(*) from film');
  });

  it('runs a macro by its shortcut with what is selected', async () => {
    const { page } = visitor;
    await press('Alt+s');
    const dialog = page.getByRole('dialog', { name: 'Snippets and macros' });
    await dialog.getByText('Macros', { exact: true }).click();
    await dialog.getByRole('button', { name: 'New macro' }).click();
    await dialog.getByLabel('Name').fill('7 Count');
    await dialog.getByLabel('Text').fill('select count(*) as counted from ($SELECTION$) as it');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('button', { name: 'Run 7 Count' }).waitFor();
    await page.keyboard.press('Escape');
    await visitor.write('select * from film');
    await press('ControlOrMeta+7');
    await page.getByText('Select something first: the macro runs with the selection').waitFor();
    await editors().focus();
    await press('ControlOrMeta+a');
    await press('ControlOrMeta+7');
    await visitor.ended();
    await page.getByRole('columnheader', { name: /counted/ }).waitFor();
    await visitor.cell(0, 0).getByText('1000').waitFor();
    assert.equal(await text(), 'select * from film');
  });

  it('copies a link that opens the same text and runs nothing; no server sees the text', async () => {
    const { page } = visitor;
    await newTab('select 4711 as shared_by_link');
    await page.getByLabel('Row limit').selectOption('100');
    await press('Alt+Shift+L');
    await page.getByText('The link is copied; the text stands in it').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(link, /\/sql#sql=[\w-]+$/);
    const other = await visitor.context.newPage();
    /** @type {string[]} */
    const asked = [];
    other.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`));
    await other.goto(link);
    await other.locator('.cm-line').getByText('select 4711 as shared_by_link').waitFor();
    assert.equal(await other.getByLabel('Row limit').inputValue(), '100');
    await other.getByText('No results yet').waitFor();
    assert.deepEqual(asked.filter((each) => each.includes(link.slice(-40))), []);
    assert.doesNotMatch(other.url(), /#/);
    await other.goto(link.replace(/#sql=.*/, '#sql=AAAA'));
    await other.getByText('The link is damaged: it holds no query').waitFor();
    await other.goto(link.replace(/\/c\/[^/]+/, '/c/00000000-0000-4000-8000-000000000000'));
    await other.getByRole('heading', { name: 'This account does not have the connection of the link' }).waitFor();
    await other.getByRole('button', { name: /^Open on/ }).first().click();
    await other.locator('.cm-line').getByText('select 4711 as shared_by_link').waitFor();
    await other.close();
  });
});
