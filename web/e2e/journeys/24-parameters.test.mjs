// The values of parameters where a text is not run but explained, or written into a file.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';

describe('parameters of plans and files', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true, acceptDownloads: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());

  const form = () => visitor.page.getByRole('form', { name: 'Parameters' });
  const dialog = () => visitor.page.getByRole('dialog', { name: 'Export the query\'s result' });
  const save = async () => {
    const download = visitor.page.waitForEvent('download');
    await dialog().getByLabel('Format').selectOption('csv');
    await dialog().getByRole('button', { name: 'Export', exact: true }).click();
    return readFileSync(await (await download).path(), 'utf8');
  };

  it('asks for values before it explains, and plans with them', async () => {
    const { page } = visitor;
    await visitor.write('select * from film where film_id = :wanted and length > :shortest');
    await page.keyboard.press('Control+E');
    await form().getByLabel(':wanted integer').fill('7');
    await form().getByLabel(':shortest smallint').fill('3');
    await assertAccessible(page, 'the form before a plan');
    await form().getByRole('button', { name: 'Explain' }).click();
    await page.getByText(/film_id = 7/).first().waitFor();
    await page.keyboard.press('Control+Alt+E');
    await page.getByText('The statement was run and rolled back', { exact: false }).waitFor();
    assert.equal(await form().count(), 0);
  });

  it('explains named parameters for any value without asking', async () => {
    const { page } = visitor;
    await visitor.write('select * from film where title = :unheard_of');
    await page.getByRole('button', { name: 'Ways to explain' }).click();
    await page.getByRole('menuitem', { name: 'Explain for parameters of any value' }).click();
    await page.getByText(/title = \$1/).first().waitFor();
    assert.equal(await form().count(), 0);
  });

  it('goes no further when the form is closed', async () => {
    const { page } = visitor;
    await visitor.write('select :never::int as never');
    await page.keyboard.press('Control+E');
    await form().waitFor();
    await page.keyboard.press('Escape');
    await form().waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'hidden' });
  });

  it('exports the statement at the cursor with its values', async () => {
    const { page } = visitor;
    await visitor.write('select :low::int as low, n from generate_series(:low::int, :high::int) n');
    await page.keyboard.press('ControlOrMeta+Shift+E');
    await form().getByLabel(':low integer').fill('4');
    await form().getByLabel(':high integer').fill('6');
    await form().getByRole('button', { name: 'Export' }).click();
    assert.equal(await save(), 'low,n\r\n4,4\r\n4,5\r\n4,6\r\n');
  });

  it('exports a result with the values of its own run, whatever came after', async () => {
    const { page } = visitor;
    await visitor.write('select :low::int as low;\nselect :high::int as high, $$:low$$ as text');
    await page.keyboard.press('Alt+p');
    await form().getByLabel(':low integer').fill('40');
    await form().getByLabel(':high integer').fill('60');
    await form().getByRole('button', { name: 'Run' }).click();
    await page.getByRole('tab', { name: 'Result 2' }).click();
    await visitor.cell(0, 0).getByText('60', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Export…' }).click();
    assert.equal(await save(), 'high,text\r\n60,:low\r\n');
    visitor.assertFaultless();
  });
});
