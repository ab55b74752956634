// Results: a tab for each statement that gave rows, messages by statement, what stays over the next runs, and what is
// let go to save memory.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';

describe('results', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());

  /** @param {string | RegExp} name */
  const tab = (name) => visitor.page.getByRole('tab', { name });
  /** @param {string | RegExp} name */
  const choose = async (name) => {
    await visitor.page.getByRole('button', { name: 'Menu of the result' }).click();
    await visitor.page.getByRole('menuitem', { name }).click();
  };

  it('has a tab for each statement with rows, with its tag and time, and messages by statement', async () => {
    const { page } = visitor;
    await visitor.run("select 1 as one;\ncreate temporary table t (x int);\ninsert into t select generate_series(1, 3);\ndo $$ begin raise notice 'said'; end $$;\nselect 'two' as word, 2.50::numeric as exact");
    assert.equal(await tab(/^Result/).count(), 2);
    await page.getByText(/^SELECT 1 · [\d.]+ ms$/).waitFor();
    await tab(/^Result 2/).click();
    assert.equal(await visitor.cell(0, 1).innerText(), '2.50');
    assert.deepEqual(await page.getByRole('columnheader').allInnerTexts().then((texts) => texts.slice(1).map((text) => text.replace(/\s+/g, ' ').trim())),
      ['word text', 'exact numeric']);
    await tab(/^Messages/).click();
    const lines = await page.getByRole('list', { name: 'Messages' }).getByRole('listitem').allInnerTexts();
    assert.deepEqual(lines.map((line) => line.replace(/\s+/g, ' ').replace(/ [\d.]+ ms$/, '')),
      ['1 SELECT 1', '2 CREATE TABLE', '3 INSERT 0 3', '4 NOTICE said CONTEXT: PL/pgSQL function inline_code_block line 1 at RAISE', 'DO', '5 SELECT 1']);
  });

  it('leads from a message to its statement in the text', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'Statement 4: go there' }).click();
    await page.waitForFunction(() => document.activeElement?.closest('.cm-editor') !== null || document.activeElement?.shadowRoot);
    await page.keyboard.type('/* here */ ');
    await page.locator('.cm-line').filter({ hasText: '/* here */ do $$' }).waitFor();
  });

  it('is served by the keys of tabs', async () => {
    const { page } = visitor;
    await tab(/^Messages/).focus();
    await page.keyboard.press('Home');
    assert.equal(await tab(/^Result 1/).getAttribute('aria-selected'), 'true');
    await page.keyboard.press('ArrowRight');
    assert.equal(await tab(/^Result 2/).getAttribute('aria-selected'), 'true');
    assert.equal(await tab(/^Result 2/).evaluate((element) => element === document.activeElement), true);
  });

  it('pins and names a result, which stays over the next runs and another page', async () => {
    const { page } = visitor;
    await visitor.run("select 'before' as state");
    await choose('Pin: keep over the next runs');
    await tab(/^pinned Result 1/).focus();
    await page.keyboard.press('F2');
    await page.getByRole('dialog').getByLabel('Name of the result').fill('old state');
    await page.keyboard.press('Enter');
    await visitor.run("select 'after' as state");
    assert.equal(await visitor.cell(0, 0).innerText(), 'after');
    await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Tables' }).click();
    await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    await page.goBack();
    await tab(/old state/).click();
    assert.equal(await visitor.cell(0, 0).innerText(), 'before');
    await assertAccessible(page, 'pinned results');
  });

  it('orders and closes results', async () => {
    const { page } = visitor;
    await choose('Move right');
    assert.deepEqual((await page.getByRole('tab').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => /Result|state|Messages/.test(text)),
      ['Result 1 1', 'old state 1', 'Messages 1']);
    await tab(/old state/).focus();
    await page.keyboard.press('Delete');
    await tab(/old state/).waitFor({ state: 'detached' });
    assert.equal(await visitor.cell(0, 0).innerText(), 'after');
  });

  it('lets the oldest results go when the memory for them is used up, says so, and runs them again', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'Menu of the result' }).click();
    await page.getByRole('menuitemradio', { name: '64 MB' }).click();
    const many = "select repeat('x', 1000) || n as wide from generate_series(1, 40000) n";
    await visitor.run(many);
    await page.getByRole('button', { name: 'New query' }).first().click();
    await page.locator('.cm-content').waitFor();
    await visitor.run(many);
    assert.equal(await tab(/^Result 1/).innerText().then((text) => /40,000/.test(text)), true);
    await page.goBack();
    await page.getByText('Let go to save memory').waitFor();
    assert.match(await tab(/^Result 1/).innerText(), /let go/);
    await page.getByRole('button', { name: 'Run again' }).click();
    await visitor.cell(0, 0).waitFor();
    await visitor.ended();
    await page.getByRole('button', { name: 'Menu of the result' }).click();
    await page.getByRole('menuitemradio', { name: '400 MB' }).click();
  });

  it('sorts by headers, several with Shift, numbers by value', async () => {
    const { page } = visitor;
    await visitor.run("select * from (values (10::int8, 'b'), (9, 'a'), (null, 'a'), (9007199254740993, 'b'), (9007199254740992, 'b')) v (n, word)");
    const column = async (/** @type {number} */ at) => await page.locator(`[role=gridcell][data-column="${at}"]`).allInnerTexts();
    const header = (/** @type {string} */ name) => page.getByRole('columnheader', { name: new RegExp(name) }).getByRole('button');
    await header('^n').click();
    await page.getByText('sorted in the browser: 5 of 5 loaded rows').waitFor();
    assert.deepEqual(await column(0), ['9', '10', '9007199254740992', '9007199254740993', 'NULL']);
    await header('^n').click();
    await page.locator('[role=gridcell][data-row="0"][data-column="0"]').getByText('NULL').waitFor();
    await header('^word').click();
    await header('^n').click({ modifiers: ['Shift'] });
    await page.locator('[role=gridcell][data-row="0"][data-column="0"]').getByText('9', { exact: true }).waitFor();
    assert.deepEqual(await column(0), ['9', 'NULL', '10', '9007199254740992', '9007199254740993']);
  });

  it('filters by the type of a column, searches all cells, and says that loaded rows are meant', async () => {
    const { page } = visitor;
    await page.getByLabel('Row limit').selectOption('100');
    await visitor.run("select n, 'row ' || n as word from generate_series(1, 1000) n");
    await visitor.cell(0, 0).click();
    await page.keyboard.press('Alt+f');
    await page.getByLabel('Operator of the filter').selectOption('gt');
    await page.getByLabel('Value of the filter').fill('9x');
    assert.equal(await page.getByRole('button', { name: 'Apply' }).isDisabled(), true);
    await page.getByLabel('Value of the filter').fill('89');
    await page.keyboard.press('Enter');
    await page.getByText('filtered in the browser: 11 of 100 loaded rows; the query may have more').waitFor();
    assert.equal(await visitor.cell(0, 1).innerText(), 'row 90');
    await page.getByRole('button', { name: 'Remove the filter on n' }).click();
    await visitor.cell(99, 0).or(visitor.cell(0, 0)).first().waitFor();
    await page.keyboard.press('ControlOrMeta+f');
    await page.getByRole('searchbox', { name: 'Find in the result' }).fill('ROW 10');
    await page.getByText('2 cells', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await visitor.cell(99, 1).waitFor();
    assert.match(await visitor.cell(99, 1).getAttribute('class') ?? '', /sg-found.*|sg-active.*/);
    await assertAccessible(page, 'search and filter');
    await page.keyboard.press('Escape');
    assert.equal(await visitor.cell(99, 1).evaluate((cell) => cell === document.activeElement), true);
    await page.getByLabel('Row limit').selectOption('1000000');
  });

  it('says what the selected cells come to, exactly', async () => {
    const { page } = visitor;
    await visitor.run("select * from (values (9007199254740993::int8, 'b'), (1, 'a'), (null, 'a')) v (n, word)");
    await visitor.cell(0, 0).click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByRole('group', { name: 'Selection' }).getByText(
      '3 cells · 2 values · 2 distinct · sum 9007199254740994 · average 4503599627370497 · min 1 · max 9007199254740993').waitFor();
  });

  it('copies an UPDATE by the key, under the names of the table, and a list for IN', async () => {
    const { page } = visitor;
    const copied = async (/** @type {string} */ name) => {
      await page.keyboard.press('ControlOrMeta+Shift+c');
      return await visitor.copied(() => page.getByRole('menuitem', { name }).click());
    };
    await visitor.run('select title as called, film_id as n, length from film order by film_id limit 2');
    await visitor.cell(0, 0).click();
    await page.keyboard.press('Shift+ArrowDown');
    assert.equal(await copied('Copy as UPDATE'), `UPDATE "public"."film" SET "title" = 'ACADEMY DINOSAUR' WHERE "film_id" = 1;\nUPDATE "public"."film" SET "title" = 'ACE GOLDFINGER' WHERE "film_id" = 2;`);
    assert.equal(await copied('Copy as a list for IN'), "('ACADEMY DINOSAUR', 'ACE GOLDFINGER')");
  });

  it('shows a value as what it is: JSON tree, XML, bytes, picture, array', async () => {
    const { page } = visitor;
    const viewer = page.getByRole('region', { name: /^Value of / });
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    await visitor.run(`select '{"big": 9007199254740993, "list": [1, {"deep": true}]}'::jsonb as doc, '<a><b>text</b><c/></a>'::xml as tree,
      decode('${png}', 'base64') as picture, '{{1,NULL},{"a,b",""}}'::text[] as items, point(1.5, 2) as place, repeat('word ', 50) as prose`);
    await visitor.cell(0, 0).click();
    await page.keyboard.press('Shift+Space');
    await viewer.getByRole('treeitem', { name: 'big: 9007199254740993' }).waitFor();
    await viewer.getByRole('treeitem').first().focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    await viewer.getByText('$.list[1].deep').waitFor();
    await viewer.getByRole('button', { name: 'Copy path' }).click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '$.list[1].deep');
    await viewer.getByRole('searchbox').fill('deep');
    await viewer.getByRole('treeitem', { name: /^big/ }).waitFor({ state: 'detached' });
    await assertAccessible(page, 'JSON tree');
    await visitor.cell(0, 1).click();
    const text = viewer.getByLabel('Text');
    await text.getByText('<b>text</b>').waitFor();
    assert.equal(await text.innerText(), '<a>\n  <b>text</b>\n  <c/>\n</a>');
    await visitor.cell(0, 2).click();
    await viewer.getByText('00000000  89 50 4e 47 0d 0a 1a 0a').waitFor();
    await viewer.getByRole('radio', { name: 'Picture' }).click();
    await page.waitForFunction(() => /** @type {HTMLImageElement | null} */ (document.querySelector('.sg-viewer-picture img'))?.naturalWidth === 1);
    await visitor.cell(0, 3).click();
    await viewer.locator('.sg-viewer-list .sg-viewer-list li').nth(3).waitFor();
    assert.deepEqual(await viewer.locator('.sg-viewer-list .sg-viewer-list li').allInnerTexts(), ['1', 'NULL', 'a,b', "''"]);
    await visitor.cell(0, 4).click();
    await text.getByText('(1.5,2)').waitFor();
    await page.keyboard.press('Shift+Space');
    await viewer.waitFor({ state: 'detached' });
  });

  it('compares two results by the primary key, and shows only what differs', async () => {
    const { page } = visitor;
    await visitor.run("select film_id, title, length from film where film_id <= 4 order by 1; select film_id, case film_id when 2 then 'renamed' else title end as title, length from film where film_id between 2 and 5 order by 1 desc");
    await tab(/^Result 2/).click();
    await choose('Compare with Result 1');
    await page.getByText('1 added · 1 removed · 1 changed · 2 the same').waitFor();
    const grid = page.getByRole('grid', { name: 'Differences' });
    const words = async () => (await grid.locator('[role=gridcell][data-column="0"]').allInnerTexts()).sort();
    assert.deepEqual(await words(), ['added', 'changed', 'removed']);
    assert.equal((await grid.locator('del').allInnerTexts()).join(), 'ACE GOLDFINGER');
    assert.equal((await grid.locator('ins').allInnerTexts()).join(), 'renamed');
    await assertAccessible(page, 'comparison');
    await page.getByLabel('Only differences').uncheck();
    await grid.getByText('same').first().waitFor();
    await page.getByRole('checkbox', { name: 'film_id' }).uncheck();
    await page.getByText(/the same$/).waitFor();
    await tab(/comparison/).focus();
    await page.keyboard.press('Delete');
    await tab(/comparison/).waitFor({ state: 'detached' });
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
