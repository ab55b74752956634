// What the server knows of the schema and of a text: changes of others on the screen at once.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('the schema as others change it', { skip: cluster === null && 'psql into the server is needed' }, () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come();
    await visitor.signIn();
  });
  after(async () => {
    if (cluster) await psql(cluster, 'drop table if exists studio_journey_new');
    await visitor.leave();
  });

  it('shows a table that psql makes within a second, and its end', async () => {
    assert.ok(cluster);
    const line = visitor.page.getByRole('treeitem').filter({ hasText: 'studio_journey_new' });
    await psql(cluster, 'create table studio_journey_new (a int)');
    await line.first().waitFor({ timeout: 1000 });
    await psql(cluster, 'drop table studio_journey_new');
    await line.first().waitFor({ state: 'detached', timeout: 1000 });
  });

  it('shows it after a connection that was lost', async () => {
    assert.ok(cluster);
    const line = visitor.page.getByRole('treeitem').filter({ hasText: 'studio_journey_new' });
    await visitor.context.setOffline(true);
    await psql(cluster, "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'studio gateway'", 'postgres');
    await psql(cluster, 'create table studio_journey_new (a int)');
    await visitor.context.setOffline(false);
    await line.first().waitFor({ timeout: 20_000 });
    visitor.assertFaultless();
  });
});

describe('quick fixes', () => {
  /** @type {Visitor} */
  let visitor;
  before(async () => {
    visitor = await Visitor.come();
    await visitor.signIn();
  });
  after(() => visitor.leave());
  const text = async () => (await visitor.page.locator('.cm-line').allInnerTexts()).join('\n');
  const menu = () => visitor.page.getByRole('menu', { name: 'Quick fixes' });

  it('offers what PostgreSQL would take, by keyboard alone', async () => {
    await visitor.write('select titel from film');
    await visitor.page.locator('.cm-lintRange-error').waitFor();
    await visitor.page.keyboard.press('ControlOrMeta+Home');
    await visitor.page.keyboard.press('Alt+Enter');
    await menu().getByRole('menuitem', { name: 'Use title' }).waitFor();
    await visitor.page.keyboard.press('Enter');
    assert.equal(await text(), 'select title from film');
    await visitor.page.locator('.cm-lintRange-error').waitFor({ state: 'detached' });
    await menu().waitFor({ state: 'detached' });
  });

  it('qualifies an ambiguous column with the one that is chosen', async () => {
    await visitor.write('select film_id from film f join inventory i on i.film_id = f.film_id');
    await visitor.page.locator('.cm-lintRange-error').waitFor();
    await visitor.page.keyboard.press('ControlOrMeta+Home');
    await visitor.page.keyboard.press('Alt+Enter');
    await menu().getByRole('menuitem', { name: 'Use i.film_id' }).waitFor();
    await visitor.page.keyboard.press('ArrowDown');
    await visitor.page.keyboard.press('Enter');
    assert.match(await text(), /^select i\.film_id from film f join/);
  });

  it('shows a fix below its message, writes out *, and says so where it knows none', async () => {
    await visitor.write('select * from language where name = null');
    const mark = visitor.page.locator('.cm-lintRange-warning');
    await mark.hover();
    await visitor.page.getByRole('button', { name: 'Use IS NULL' }).click();
    assert.equal(await text(), 'select * from language where name IS null');
    await mark.waitFor({ state: 'detached' });
    // The mark goes when the server has answered to the new text.
    await visitor.page.keyboard.press('Alt+Shift+E');
    assert.equal(await text(), 'select language_id, name, last_update from language where name IS null');
    await visitor.page.keyboard.press('ControlOrMeta+a');
    await visitor.page.keyboard.insertText('select 1');
    await visitor.page.keyboard.press('Alt+Enter');
    await menu().getByText('No fix is known here').waitFor();
    await visitor.page.keyboard.press('Escape');
    await menu().waitFor({ state: 'detached' });
    visitor.assertFaultless();
  });
});
