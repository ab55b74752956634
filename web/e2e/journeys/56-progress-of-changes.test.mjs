// A change that takes long says how far it is and what it waits for, is stopped, and what it leaves behind is seen.

import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('the progress of a change', () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const run = (sql) => psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const dialog = () => visitor.page.getByRole('dialog');
  const progress = () => dialog().getByRole('region', { name: 'Progress', exact: true });

  before(async () => {
    if (!cluster) return;
    await run('drop schema if exists slow cascade; create schema slow; create table slow.t (id int primary key, word text); insert into slow.t select n, md5(n::text) from generate_series(1, 1000) n');
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(async () => {
    await visitor.leave();
    await run('drop schema slow cascade');
  });
  if (!cluster) return void test.skip('needs a cluster of its own');

  it('tells how far an index is that is built concurrently, and who stands in its way; it is stopped, and the invalid index is seen', async () => {
    const { page } = visitor;
    // A transaction that has written and stays open.
    const writer = run("begin; update slow.t set word = 'x' where id = 1; select pg_sleep(60) /* in the way */; commit").catch(() => '');
    const asleep = async () => (await run("select count(*) from pg_stat_activity where wait_event = 'PgSleep' and query like '%in the way%' and pid <> pg_backend_pid()")) === '1';
    while (!await asleep()) await page.waitForTimeout(50);
    await page.goto(`${visitor.origin}/c/${visitor.connection}/tables/slow/t?view=structure&part=indexes`);
    await page.getByRole('button', { name: 'Create index', exact: true }).click();
    await dialog().getByLabel('Key 1', { exact: true }).selectOption('word');
    await dialog().getByLabel('Name', { exact: true }).fill('t_word_idx');
    const concurrently = dialog().getByRole('checkbox', { name: /^Concurrently/ });
    if (!await concurrently.isChecked()) await concurrently.check();
    await dialog().getByRole('button', { name: 'Create index', exact: true }).click();
    await progress().getByText(/^CREATE INDEX CONCURRENTLY: waiting for writers before build/).waitFor();
    await progress().getByText(/^blocked by process/).waitFor();
    await progress().getByText(/in the way/).waitFor();
    await assertAccessibleInBoth(page, 'a change that waits');
    await dialog().getByRole('button', { name: 'Stop', exact: true }).click();
    await dialog().getByText('canceling statement due to user request').waitFor();
    await progress().waitFor({ state: 'detached' });
    await dialog().getByRole('button', { name: 'Cancel', exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
    await page.getByRole('row').filter({ hasText: 't_word_idx' }).getByText(/invalid/).waitFor();
    assert.equal(await run("select indisvalid from pg_index where indexrelid = 'slow.t_word_idx'::regclass"), 'f');
    await run("select pg_terminate_backend(pid) from pg_stat_activity where query like '%in the way%' and pid <> pg_backend_pid()");
    await writer;
  });
});
