// Exporting: the dialog, its preview and what it remembers, the file that the browser saves, its progress, cancel and failure.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';

describe('export', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true, acceptDownloads: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());

  const dialog = () => visitor.page.getByRole('dialog', { name: 'Export the query\'s result' });
  const files = () => visitor.page.getByRole('list', { name: 'Exports' });
  const save = async () => {
    const download = visitor.page.waitForEvent('download');
    await dialog().getByRole('button', { name: 'Export', exact: true }).click();
    return await download;
  };

  it('saves what the query of a result gives, all of it, and says so', async () => {
    const { page } = visitor;
    await visitor.run("select n, '=' || n as formula from generate_series(1, 20000) n");
    await page.getByRole('button', { name: 'Export…' }).click();
    await dialog().getByLabel('File name').fill('numbers');
    await dialog().getByRole('button', { name: 'Preview the first lines' }).click();
    await dialog().getByLabel('First lines of the file').getByText("5,'=5").waitFor();
    await assertAccessible(page, 'the dialog');
    await page.emulateMedia({ colorScheme: 'dark' });
    await assertAccessible(page, 'the dialog, dark');
    await page.emulateMedia({ colorScheme: 'light' });
    const download = await save();
    assert.equal(download.suggestedFilename(), 'numbers.csv');
    const text = readFileSync(await download.path(), 'utf8');
    assert.equal(text.split('\r\n').length, 20_002);
    assert.ok(text.startsWith("n,formula\r\n1,'=1\r\n"));
    await files().getByText('exported, 20,000 rows').waitFor();
    await assertAccessible(page, 'the list of exports');
    await files().getByRole('button', { name: 'Remove numbers.csv from the list' }).click();
    assert.equal(await files().count(), 0);
  });

  it('opens by the keyboard for the statement at the cursor, remembers the format, runs read-only unless told', async () => {
    const { page } = visitor;
    await visitor.write("create temporary table exported (a int); select 1 as a");
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.press('ControlOrMeta+Shift+E');
    await dialog().getByLabel('Format').selectOption('json');
    assert.deepEqual(JSON.parse(readFileSync(await (await save()).path(), 'utf8')), [{ a: 1 }]);
    await visitor.write('with made as (insert into nowhere default values returning 1) select * from made');
    await page.keyboard.press('ControlOrMeta+Shift+E');
    assert.equal(await dialog().getByLabel('Format').inputValue(), 'json');
    await dialog().getByRole('button', { name: 'Preview the first lines' }).click();
    await dialog().getByText('relation "nowhere" does not exist').waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
  });

  it('shows how far it is, and cancels', async () => {
    const { page } = visitor;
    await visitor.write("select generate_series(1, 100000000) n, repeat('x', 100) t");
    await page.keyboard.press('ControlOrMeta+Shift+E');
    await dialog().getByLabel('Format').selectOption('ndjson');
    const download = await save();
    await files().getByText(/^[\d,]+ rows · [\d.]+ MB$/).waitFor();
    await files().getByRole('button', { name: 'Cancel result.ndjson' }).click();
    await files().getByText('cancelled; the browser has no whole file').waitFor();
    assert.notEqual(await download.failure(), null);
  });

  it('fits a narrow window', async () => {
    const { page } = visitor;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.keyboard.press('ControlOrMeta+Shift+E');
    await dialog().getByLabel('Format').selectOption('xlsx');
    const { x, width } = await dialog().evaluate((element) => element.getBoundingClientRect());
    assert.ok(x >= 0 && x + width <= 390);
    await assertAccessible(page, 'the dialog, narrow');
    await page.keyboard.press('Escape');
  });
});
