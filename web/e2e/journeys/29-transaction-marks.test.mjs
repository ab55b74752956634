// What an open transaction has made is known to the editor: its marks, and the effect of what destroys, are those of the session
// that will run the text.

import { after, before, describe, it } from 'node:test';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

describe('the marks of a tab in transaction mode', () => {
  /** @type {Visitor} */
  let visitor;
  const cluster = givenCluster();
  before(async () => {
    visitor = await Visitor.come();
    await visitor.signIn();
    await visitor.write('select 1');
    await visitor.page.getByLabel('Transaction mode').selectOption('transaction');
  });
  after(async () => {
    await visitor.leave();
    if (cluster) await psql(cluster, "update studio.connection set environment = null where name = 'pagila'", 'postgres');
  });

  const wrong = () => visitor.page.locator('.cm-lintRange-error');

  it('knows a table that only this transaction has made, and its columns', async () => {
    await visitor.run('create temp table only_here (first_word text)');
    await visitor.write('select second_word from only_here');
    await wrong().getByText('second_word').waitFor();
    await visitor.write('select first_word, no_such from only_here');
    await wrong().getByText('no_such').waitFor();
    await wrong().getByText('first_word').waitFor({ state: 'detached' });
    await wrong().getByText('only_here').waitFor({ state: 'detached' });
  });

  it('looks again when a run has made, or taken back, what the text names', async () => {
    await visitor.write('select first_word from only_here');
    await wrong().waitFor({ state: 'detached' });
    await visitor.page.getByRole('button', { name: 'Roll back', exact: true }).click();
    await wrong().getByText('only_here').waitFor();
  });

  it('tells what would go with a table that only this transaction has made, tries it there, and what is known of a role', { skip: !cluster }, async () => {
    if (!cluster) return;
    const { page } = visitor;
    const guard = page.getByRole('dialog', { name: 'Run this on production?' });
    await visitor.run('create table made_here (id int); insert into made_here values (1), (2); create view over_made_here as select * from made_here');
    await psql(cluster, "update studio.connection set environment = 'production' where name = 'pagila'", 'postgres');
    await page.reload();
    await page.locator('.cm-content').first().waitFor();
    await visitor.write('drop table made_here cascade');
    await page.keyboard.press('ControlOrMeta+Enter');
    await guard.getByText('view over_made_here', { exact: true }).waitFor();
    await guard.getByRole('button', { name: 'Try it and roll back' }).click();
    await guard.getByText('DROP TABLE: 2 rows').waitFor();
    await page.keyboard.press('Escape');
    await guard.waitFor({ state: 'detached' });
    await visitor.write('drop role pg_monitor');
    await page.keyboard.press('ControlOrMeta+Enter');
    await guard.getByText(/^role pg_monitor · .* member of 3 roles/).waitFor();
    const folder = process.env['STUDIO_E2E_SHOTS'];
    if (folder !== undefined) await page.screenshot({ path: `${folder}/guard-role.png` });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Roll back', exact: true }).click();
    await page.getByText('transaction mode', { exact: true }).waitFor();
  });
});
