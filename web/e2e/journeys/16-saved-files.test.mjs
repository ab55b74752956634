// Saved queries as files: one as `.sql`, a folder as a zip and back; descriptions in Markdown.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';

describe('saved queries as files', () => {
  /** @type {Visitor} */
  let visitor;
  const scratch = mkdtempSync(join(tmpdir(), 'studio-files-'));
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
    await visitor.page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Saved' }).click();
    await visitor.page.getByRole('button', { name: 'Import' }).waitFor();
  });
  after(async () => {
    await visitor.leave();
    rmSync(scratch, { recursive: true, force: true });
  });

  const tree = () => visitor.page.getByRole('tree', { name: 'Saved queries' });
  const detail = () => visitor.page.getByRole('region', { name: 'Saved query' });
  const importing = () => visitor.page.getByRole('dialog', { name: 'Import queries' });
  const choose = async (/** @type {string[]} */ files) => {
    await visitor.page.getByRole('button', { name: 'Import' }).first().click();
    await importing().getByLabel('Files').setInputFiles(files);
  };
  /** @param {() => Promise<void>} act */
  const downloaded = async (act) => {
    const waited = visitor.page.waitForEvent('download');
    await act();
    const file = await waited;
    const path = join(scratch, file.suggestedFilename());
    await file.saveAs(path);
    return path;
  };

  it('imports .sql files, with name and description from their front comment', async () => {
    const { page } = visitor;
    const one = join(scratch, 'plain.sql');
    const two = join(scratch, 'told.sql');
    writeFileSync(one, 'select 1 as plain\n');
    writeFileSync(two, '-- name: Told in front\n-- description: **Bold**, [docs](https://example.com/) and <img src=x onerror=alert(1)>\n-- | \n-- | - a list\n\nselect 2 as told\n');
    await choose([one, two]);
    await importing().getByText('2 new queries.').waitFor();
    await assertAccessible(page, 'importing');
    await importing().getByRole('button', { name: 'Import' }).click();
    await page.getByText('Imported: 2 new, 0 changed, 0 as they were').waitFor();
    await tree().getByRole('treeitem', { name: /^Told in front/ }).click();
    const description = detail().getByRole('group', { name: 'Description' });
    await description.locator('strong').getByText('Bold').waitFor();
    await description.locator('li').getByText('a list').waitFor();
    assert.equal(await description.getByRole('link', { name: 'docs' }).getAttribute('rel'), 'noopener noreferrer nofollow');
    assert.equal(await description.locator('img').count(), 0);
    await detail().getByText('select 2 as told').waitFor();
    await assertAccessible(page, 'a description');
  });

  it('gives one as .sql', async () => {
    const path = await downloaded(() => detail().getByRole('button', { name: '.sql' }).click());
    assert.match(path, /Told in front\.sql$/);
    assert.match(readFileSync(path, 'utf8'), /^-- name: Told in front\n-- description: \*\*Bold\*\*.*\n-- \| \n-- \| - a list\n\nselect 2 as told\n$/);
  });

  it('exports all of them, and meets them again as they were; what has changed gets a version', async () => {
    const { page } = visitor;
    const zip = await downloaded(() => page.getByRole('button', { name: 'Export' }).first().click());
    await choose([zip]);
    await importing().getByRole('button', { name: 'Import' }).click();
    await page.getByText(/^Imported: 0 new, 0 changed, \d+ as they were$/).waitFor();
    const changed = join(scratch, 'plain.sql');
    writeFileSync(changed, 'select 3 as plain\n');
    await choose([changed]);
    await importing().getByText('1 that is here under the same name').waitFor();
    await importing().getByRole('button', { name: 'Import' }).click();
    await page.getByText('Imported: 0 new, 1 changed, 0 as they were').waitFor();
    await tree().getByRole('treeitem', { name: /^plain/ }).click();
    await detail().getByRole('tab', { name: 'Versions 2' }).waitFor();
  });

  it('says what it does not take, and takes nothing of it', async () => {
    const bad = join(scratch, 'bad.zip');
    writeFileSync(bad, 'this is no zip');
    await choose([bad]);
    await importing().getByText('The file is no zip that can be read. Nothing was imported.').waitFor();
    assert.equal(await importing().getByRole('button', { name: 'Import' }).isDisabled(), true);
    await visitor.page.keyboard.press('Escape');
  });

  it('lists saved queries and what was run beside the editor: searched, put in, run again', async () => {
    const { page } = visitor;
    await visitor.run('select 4242 as found_again');
    await page.keyboard.press('Alt+b');
    const list = page.getByRole('complementary', { name: 'Saved queries and history' });
    await list.getByRole('button', { name: 'Put Told in front into the text' }).waitFor();
    await assertAccessible(page, 'the list beside the editor');
    await list.getByRole('searchbox').fill('told');
    await list.getByRole('button', { name: /^plain/ }).waitFor({ state: 'detached' });
    await page.locator('.cm-content').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await list.getByRole('button', { name: 'Put Told in front into the text' }).click();
    await page.locator('.cm-line').getByText('select 2 as told').waitFor();
    await list.getByText('History', { exact: true }).click();
    await list.getByRole('searchbox').fill('4242');
    await list.getByRole('listitem').filter({ hasText: 'found_again' }).first().getByRole('button', { name: 'Run again in a new tab' }).click();
    await visitor.ended();
    await page.getByRole('columnheader', { name: /found_again/ }).waitFor();
    assert.match(page.url(), /aside=history/);
  });
});
