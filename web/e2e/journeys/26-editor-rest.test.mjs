// Around the text: files that are dropped and opened, the recent runs of a tab, the results of another tab beside a text, snippets
// as a file, and what is asked when a tab with a running query is closed.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';

describe('the rest of the query page', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());

  const press = (/** @type {string} */ keys) => visitor.page.keyboard.press(keys);
  const content = () => visitor.page.locator('.cm-content');
  const tabs = () => visitor.page.getByRole('navigation', { name: 'Open tabs' });
  const text = async () => (await visitor.page.locator('.cm-line').allInnerTexts()).join('\n');
  const inBothLooks = (/** @type {string} */ what) => assertAccessibleInBoth(visitor.page, what);
  const newTab = async (/** @type {string} */ sql) => {
    const before = visitor.page.url();
    await press('Alt+n');
    await visitor.page.waitForFunction((url) => location.href !== url && /\/sql\//.test(location.href), before);
    await visitor.write(sql);
  };
  /** Drops files onto the editor, as the desktop does. */
  const dropFiles = async (/** @type {{name: string, bytes: number[], blanks?: number}[]} */ files) => {
    const data = await visitor.page.evaluateHandle((given) => {
      const transfer = new DataTransfer();
      for (const { name, bytes, blanks = 0 } of given) transfer.items.add(new File([new Uint8Array(bytes), ' '.repeat(blanks)], name));
      return transfer;
    }, files);
    for (const type of ['dragenter', 'dragover', 'drop']) await content().dispatchEvent(type, { dataTransfer: data });
  };
  const bytesOf = (/** @type {string} */ words) => [...new TextEncoder().encode(words)];

  it('opens files that are dropped onto the editor, each in a tab, and says which are no text or too large', async () => {
    const { page } = visitor;
    await visitor.write('select 1 as stays');
    await dropFiles([{ name: 'Größe.sql', bytes: bytesOf("select 'ä' as dropped;\r\nselect 2;") }, { name: 'other.sql', bytes: bytesOf('select 3 as other') }]);
    await content().getByText('select 3 as other').waitFor();
    await tabs().getByRole('link', { name: 'Größe' }).click();
    await content().getByText("select 'ä' as dropped;").waitFor();
    assert.equal(await text(), "select 'ä' as dropped;\nselect 2;");
    await dropFiles([{ name: 'latin.sql', bytes: [0x73, 0xe4] }, { name: 'dump.sql', bytes: [], blanks: 1_000_001 }]);
    await page.getByRole('alert').getByText('“latin.sql” is no text in UTF-8.').waitFor();
    await page.getByRole('alert').getByText('“dump.sql” is larger than 1 MB.').waitFor();
    await inBothLooks('files that were refused');
    await page.getByRole('button', { name: 'Close the message' }).click();
    assert.equal(await text(), "select 'ä' as dropped;\nselect 2;", 'nothing was put into the text');
    await page.reload();
    await tabs().getByRole('link', { name: 'other' }).waitFor();
  });

  it('opens files by a command', async () => {
    await content().waitFor();
    await visitor.chosen(() => press('ControlOrMeta+o'), { name: 'chosen.sql', mimeType: 'text/plain', buffer: Buffer.from('select 4 as chosen') });
    await content().getByText('select 4 as chosen').waitFor();
    await tabs().getByRole('link', { name: 'chosen' }).waitFor();
  });

  it('lists what was run in a tab, puts it back, and knows it after a reload', async () => {
    const { page } = visitor;
    await newTab('');
    await visitor.run('select 5 as first_run from generate_series(1, 3)');
    await visitor.run('select no_such_column');
    await press('Alt+Shift+b');
    const list = page.getByRole('list', { name: 'Runs of this tab' });
    await list.getByRole('listitem').nth(1).waitFor();
    assert.match(await list.getByRole('listitem').nth(0).innerText(), /select no_such_column\s+failed/);
    assert.match(await list.getByRole('listitem').nth(1).innerText(), /first_run[\s\S]*done[\s\S]*ms[\s\S]*3 rows/);
    await inBothLooks('the runs of a tab');
    await page.reload();
    await list.getByRole('button', { name: /first_run/ }).click();
    await content().getByText('select 5 as first_run').waitFor();
    assert.equal(await text(), 'select 5 as first_run from generate_series(1, 3)');
    await press('ControlOrMeta+z');
    await content().getByText('select no_such_column').waitFor();
    await page.getByRole('searchbox', { name: 'Search the list' }).fill('first');
    await list.getByRole('listitem').nth(1).waitFor({ state: 'detached' });
    assert.equal(await list.getByRole('listitem').count(), 1);
    await press('Alt+Shift+b');
    await list.waitFor({ state: 'detached' });
  });

  it("shows another tab's results beside a text, and another one's when chosen", async () => {
    const { page } = visitor;
    await newTab('');
    await visitor.run("select 'left beside' as kept");
    const first = /\/sql\/(\w+)/.exec(page.url())?.[1] ?? '';
    await newTab('');
    await visitor.run("select 'other beside' as kept");
    await newTab('select 6 as written_here');
    await press('Alt+Shift+r');
    const beside = page.getByRole('region', { name: 'Results of another query' });
    await beside.getByText('other beside').waitFor();
    await beside.getByLabel('Whose results').selectOption(first);
    await beside.getByText('left beside').waitFor();
    await beside.getByRole('gridcell').first().click();
    assert.equal(await text(), 'select 6 as written_here', 'looking at results leaves the text where it is');
    await inBothLooks('results beside a text');
    await page.reload();
    await content().getByText('written_here').waitFor();
    // The rows live with the page; the choice is in the address.
    assert.equal(await beside.getByLabel('Whose results').inputValue(), first);
    await beside.getByRole('button', { name: 'Show its text' }).click();
    await page.locator('.cm-content').nth(1).waitFor();
    await press('Alt+\\');
    await page.locator('.cm-content').nth(1).waitFor({ state: 'detached' });
  });

  it('exports snippets and macros as a file, and imports what of one is new', async () => {
    const { page } = visitor;
    const dialog = page.getByRole('dialog', { name: 'Snippets and macros' });
    const file = { format: 'studio snippets', version: 1, snippets: [{ name: 'late26', description: 'Who is late', body: 'select ${columns} from rental' }],
      macros: [{ name: '9 Locks26', body: 'select count(*) from pg_locks' }] };
    const choose = async (/** @type {string} */ body) => {
      await dialog.getByLabel('File of snippets and macros').setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(body) });
    };
    await content().first().focus();
    await press('Alt+s');
    await dialog.getByRole('button', { name: 'Import JSON' }).click();
    await choose('select 1');
    await dialog.getByRole('alert').getByText('The file is no JSON. Nothing was imported.').waitFor();
    await choose(JSON.stringify(file));
    await dialog.getByText('2 new ones.').waitFor();
    await inBothLooks('the import of snippets');
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByText('late26').waitFor();
    await dialog.getByRole('button', { name: 'Import JSON' }).click();
    await choose(JSON.stringify(file));
    await dialog.getByText('0 new ones; 2 are here under the same name and stay as they are.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    const given = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export as JSON' }).click();
    const download = await given;
    assert.equal(download.suggestedFilename(), 'studio-snippets.json');
    const exported = JSON.parse(await readFile(await download.path(), 'utf8'));
    assert.deepEqual(exported.snippets.filter((/** @type {{name: string}} */ each) => each.name === 'late26'), file.snippets);
    assert.deepEqual(exported.macros.filter((/** @type {{name: string}} */ each) => each.name === '9 Locks26'), [{ description: '', ...file.macros[0] }].map(({ name, description, body }) => ({ name, description, body })));
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('asks what becomes of a running query when its tab is closed', async () => {
    const { page } = visitor;
    const question = page.getByRole('dialog', { name: /is running$/ });
    const runs = page.getByRole('button', { name: /^Cancel \d/ });
    const start = async (/** @type {string} */ sql) => {
      await newTab(sql);
      await press('ControlOrMeta+Enter');
      await runs.waitFor();
      await press('Alt+w');
      await question.waitFor();
    };
    await start('select pg_sleep(30), 7 as asked');
    await question.getByRole('button', { name: 'Go on in the background' }).and(page.locator(':enabled')).waitFor();
    await inBothLooks('the question about a running query');
    await press('Enter');
    await question.waitFor({ state: 'detached' });
    await runs.waitFor();
    await press('Alt+w');
    await question.getByRole('button', { name: 'Cancel the query and close' }).click();
    await content().getByText('7 as asked').waitFor({ state: 'detached' });

    await start('select pg_sleep(3), 8 as let_go');
    await question.getByRole('button', { name: 'Go on in the background' }).click();
    await question.waitFor({ state: 'detached' });
    await content().getByText('8 as let_go').waitFor({ state: 'detached' });
    await press('Alt+5');
    await page.getByRole('listitem').filter({ hasText: '8 as let_go' }).getByText(/done|result/i).first().waitFor({ timeout: 20_000 });
    assert.equal(await page.getByRole('listitem').filter({ hasText: '7 as asked' }).count(), 0);

    await start('select pg_sleep(2), 9 as ended');
    await question.getByText('The query has ended').waitFor();
    await question.getByRole('button', { name: 'Keep it open' }).click();
    await page.getByRole('gridcell', { name: '9' }).waitFor();
  });

  it('lets the browser ask before a page is left in which something runs, and only then', async () => {
    const { page } = visitor;
    const wouldAsk = () => page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
    assert.equal(await wouldAsk(), false);
    await newTab('select pg_sleep(30)');
    await press('ControlOrMeta+Enter');
    await page.getByRole('button', { name: /^Cancel \d/ }).waitFor();
    assert.equal(await wouldAsk(), true);
    await press('ControlOrMeta+.');
    await visitor.ended();
    assert.equal(await wouldAsk(), false);
  });

  it('has made no fault', () => visitor.assertFaultless());
});
