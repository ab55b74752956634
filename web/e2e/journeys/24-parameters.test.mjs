// The values of parameters where a text is not run but explained, or written into a file.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql, startRemote } from '../server.mjs';

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

  it('explains and exports on another server', async (context) => {
    const cluster = givenCluster();
    if (!cluster) return context.skip('the cluster is not ours');
    const remote = await startRemote(cluster);
    context.after(() => remote.stop());
    await psql(remote.info, "set role ada; create table note as select n, 'note ' || n as word from generate_series(1, 500) n", 'shop');
    const { page } = visitor;
    await page.goto(`${visitor.origin}/connections/new`);
    await page.getByRole('radio', { name: 'Another server' }).check({ force: true });
    const paste = page.getByLabel('Paste a connection string');
    await paste.fill(`host=127.0.0.1 port=${remote.info.pg_port} dbname=shop user=ada password='correct horse' sslmode=disable`);
    await paste.press('Enter');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('plans of a shop');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('grid', { name: /^Tables of/ }).waitFor();
    await visitor.write('select count(*) from note where n < :most::int');
    await page.keyboard.press('Control+Alt+E');
    await form().getByLabel(/^:most/).fill('11');
    await form().getByRole('button', { name: 'Explain' }).click();
    await page.getByText(/The statement was run and rolled back/).waitFor();
    await page.getByRole('treeitem', { name: /Seq Scan\s*note/ }).waitFor();
    await visitor.run('select n, word from note where n <= :most::int');
    await page.getByRole('button', { name: 'Export…' }).click();
    assert.equal((await save()).split('\r\n').length, 13);
    await page.getByRole('button', { name: 'Ways to explain' }).click();
    await page.getByRole('menuitem', { name: 'Explain analyze' }).waitFor();
    assert.equal(await page.getByRole('menuitem', { name: 'Run and watch the plan' }).count(), 0);
    await psql(cluster, "delete from studio.connection where name = 'plans of a shop'", 'postgres');
  });
});
