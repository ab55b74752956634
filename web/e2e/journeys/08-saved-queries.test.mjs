// Saved queries: saved from the editor, found in the tree, changed, compared, restored; nobody overwrites what he has not seen.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible, assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';

describe('saved queries', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());

  const tabs = () => visitor.page.getByRole('navigation', { name: 'Open tabs' });
  const tree = () => visitor.page.getByRole('tree', { name: 'Saved queries' });
  const detail = () => visitor.page.getByRole('region', { name: 'Saved query' });
  const item = (/** @type {string | RegExp} */ name) => tree().getByRole('treeitem', { name });
  const openSaved = async () => {
    await visitor.page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Saved' }).click();
    await visitor.page.getByRole('heading', { name: 'Saved queries', level: 1 }).waitFor();
  };
  const save = () => visitor.page.keyboard.press('ControlOrMeta+s');
  /** Another text in the tab of a saved query. @param {string} text */
  const edit = async (text) => {
    const { page } = visitor;
    await page.locator('.cm-content').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(text);
    await tabs().getByRole('img', { name: 'not saved' }).waitFor();
  };

  it('says what they are where there are none', async () => {
    await openSaved();
    await visitor.page.getByRole('heading', { name: 'No saved queries yet' }).waitFor();
    await assertAccessible(visitor.page, 'no saved queries');
  });

  it('makes a folder', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'New folder' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('The name is missing.').waitFor();
    await page.keyboard.type('Reports');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Folder' }).getByRole('heading', { name: 'Reports' }).waitFor();
    await page.getByRole('region', { name: 'Folder' }).getByRole('button', { name: 'New folder in it' }).click();
    await page.getByLabel('Name').fill('Daily');
    await page.keyboard.press('Enter');
    await item(/^Daily/).waitFor();
    assert.equal(await item(/^Daily/).getAttribute('aria-level'), '2');
    await assertAccessibleInBoth(page, 'a folder');
  });

  it('saves a query from the editor with a name and a folder; the tab takes the name', async () => {
    const { page } = visitor;
    await visitor.write('select 1 as one\nfrom film');
    await save();
    const dialog = page.getByRole('dialog', { name: 'Save the query' });
    await dialog.getByLabel('Name').fill('Overdue rentals');
    await dialog.getByLabel('Folder').selectOption('Reports / Daily');
    await dialog.getByLabel('Description').fill('Who should bring back what.');
    await assertAccessible(visitor.page, 'saving');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await tabs().getByRole('link', { name: 'Overdue rentals' }).waitFor();
    await page.getByText('“Overdue rentals” is saved').waitFor();
  });

  it('marks a change until it is saved, over a reload too', async () => {
    const { page } = visitor;
    await edit('select 2 as two\nfrom film');
    await page.reload();
    await tabs().getByRole('img', { name: 'not saved' }).waitFor();
    await page.locator('.cm-content').getByText('two').waitFor();
    await save();
    await tabs().getByRole('img', { name: 'not saved' }).waitFor({ state: 'detached' });
    await save();
    await page.getByText('“Overdue rentals” has no changes').waitFor();
  });

  it('shows it in the tree by the keyboard, and opens the tab that has it', async () => {
    const { page } = visitor;
    await openSaved();
    await tree().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await detail().getByText('Who should bring back what.').waitFor();
    await assertAccessible(visitor.page, 'a saved query');
    assert.match(page.url(), /query=/);
    await page.reload();
    await detail().getByRole('button', { name: 'Open in the editor' }).click();
    await page.locator('.cm-content').getByText('two').waitFor();
    assert.equal(await tabs().getByRole('link', { name: 'Overdue rentals' }).count(), 1);
  });

  it('compares versions by lines and restores one', async () => {
    const { page } = visitor;
    await openSaved();
    await item(/^Overdue rentals/).click();
    await detail().getByRole('tab', { name: /^Versions/ }).click();
    const diff = detail().getByRole('group', { name: 'From version 1 to the present one' });
    await diff.getByText('removed: select 1 as one').waitFor();
    await diff.getByText('added: select 2 as two').waitFor();
    await assertAccessible(visitor.page, 'versions');
    await detail().getByRole('button', { name: 'Restore version 1' }).click();
    await page.getByText('is the present one again').waitFor();
    await detail().getByRole('tab', { name: 'Text' }).click();
    await detail().getByText('select 1 as one').waitFor();
    await detail().getByRole('tab', { name: 'Versions 3' }).waitFor();
  });

  it('tells who saves what somebody else has saved meanwhile, and loses neither text', async () => {
    const { page } = visitor;
    await page.getByRole('navigation', { name: 'Open tabs' }).getByRole('link', { name: 'Overdue rentals' }).click();
    await edit('select 4 as mine\nfrom film');
    await save();
    const dialog = page.getByRole('dialog', { name: 'Somebody else saved' });
    await dialog.getByText('removed: select 1 as one').waitFor();
    await dialog.getByText('added: select 4 as mine').waitFor();
    await assertAccessible(visitor.page, 'mine and theirs');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('.cm-content').getByText('mine').waitFor();
    await save();
    await dialog.getByRole('button', { name: 'Take theirs' }).click();
    await page.locator('.cm-content').getByText('one').waitFor();
    await tabs().getByRole('img', { name: 'not saved' }).waitFor({ state: 'detached' });
    await page.locator('.cm-content').focus();
    await page.keyboard.press('ControlOrMeta+z');
    await page.locator('.cm-content').getByText('mine').waitFor();
    await save();
    await tabs().getByRole('img', { name: 'not saved' }).waitFor({ state: 'detached' });
  });

  it('saves what was typed in the same instant', async () => {
    const { page } = visitor;
    await edit('select 5 as first');
    await save();
    await tabs().getByRole('img', { name: 'not saved' }).waitFor({ state: 'detached' });
    // The keystroke and the shortcut in one task: no rendering comes between them.
    const sent = page.waitForRequest((request) => request.method() === 'PATCH' && request.url().includes('/saved-queries/'));
    await page.locator('.cm-content').evaluate((content) => {
      document.execCommand('insertText', false, 'X');
      content.dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true, bubbles: true, composed: true, cancelable: true }));
    });
    const { sql } = /** @type {{ sql: string }} */ ((await sent).postDataJSON());
    assert.ok(sql.includes('X'), sql);
    await tabs().getByRole('img', { name: 'not saved' }).waitFor({ state: 'detached' });
    await edit('select 4 as mine\nfrom film');
    await save();
    await tabs().getByRole('img', { name: 'not saved' }).waitFor({ state: 'detached' });
  });

  it('renames and moves a query; what was open saves on without a conflict', async () => {
    const { page } = visitor;
    await openSaved();
    await item(/^Overdue rentals/).click();
    await detail().getByRole('button', { name: 'Rename or move' }).click();
    const dialog = page.getByRole('dialog', { name: 'Name and place' });
    await dialog.getByLabel('Name').fill('Rentals');
    await dialog.getByLabel('Folder').selectOption('None: at the top');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await item(/^Rentals/).waitFor();
    assert.equal(await item(/^Rentals/).getAttribute('aria-level'), '1');
    await tabs().getByRole('link', { name: 'Overdue rentals' }).click();
    await edit('select 5 as five');
    await save();
    await tabs().getByRole('link', { name: 'Rentals', exact: true }).waitFor();
    assert.equal(await tabs().getByRole('img', { name: 'not saved' }).count(), 0);
  });

  it('finds a query by a word of its text', async () => {
    const { page } = visitor;
    await openSaved();
    await page.getByRole('searchbox', { name: 'Search saved queries' }).fill('AS FIVE');
    await page.waitForURL(/search=/);
    await item(/^Rentals/).waitFor();
    await page.getByRole('searchbox', { name: 'Search saved queries' }).fill('nowhere at all');
    await page.getByRole('heading', { name: 'No saved query fits' }).waitFor();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await item(/^Reports/).waitFor();
  });

  it('deletes a folder and a query after asking', async () => {
    const { page } = visitor;
    await item(/^Reports/).click();
    await page.getByRole('region', { name: 'Folder' }).getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await item(/^Daily/).waitFor({ state: 'detached' });
    await item(/^Rentals/).click();
    await detail().getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'No saved queries yet' }).waitFor();
  });

  it('saves what was deleted elsewhere as a new one', async () => {
    const { page } = visitor;
    await tabs().getByRole('link', { name: 'Rentals' }).click();
    await edit('select 6');
    await save();
    await page.getByRole('dialog', { name: 'Not saved' }).getByRole('button', { name: 'Save as a new query' }).click();
    await page.getByRole('dialog', { name: 'Save the query' }).getByRole('button', { name: 'Save' }).click();
    await tabs().getByRole('link', { name: 'Rentals (copy)' }).waitFor();
  });

  it('is usable on a telephone', async () => {
    const { page } = visitor;
    await page.setViewportSize({ width: 390, height: 844 });
    await openSaved();
    await item(/^Rentals/).click();
    await page.getByRole('dialog', { name: 'Saved query' }).getByText('select 6').waitFor();
    await assertAccessible(visitor.page, 'a saved query on a telephone');
    await page.keyboard.press('Escape');
    await detail().waitFor({ state: 'detached' });
    await assertAccessible(visitor.page, 'saved queries on a telephone');
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
