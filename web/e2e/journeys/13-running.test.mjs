// What runs: live progress with the one who blocks, cancel and terminate, sessions, queries in the background.

import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

describe('what runs', () => {
  /** @type {Visitor} */
  let visitor;
  const cluster = givenCluster();
  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(() => visitor.leave());

  const progress = () => visitor.page.getByRole('region', { name: 'Progress' });
  const session = () => visitor.page.getByRole('region', { name: 'Session' });
  const start = async (/** @type {string} */ sql) => {
    await visitor.write(sql);
    await visitor.page.keyboard.press('ControlOrMeta+Enter');
  };
  const shot = async (/** @type {string} */ name) => {
    const folder = process.env['STUDIO_E2E_SHOTS'];
    if (folder !== undefined) await visitor.page.screenshot({ path: `${folder}/${name}.png` });
  };

  it('says after a second what a statement waits for and who blocks it; Cancel ends the wait', { skip: !cluster }, async () => {
    if (!cluster) return;
    const holder = psql(cluster, 'begin; lock table actor; select pg_sleep(20)').catch(() => undefined);
    await start('select count(*) from actor');
    await progress().getByText(/blocked by process \d+, postgres/).waitFor();
    await progress().getByText('Lock · relation').waitFor();
    await progress().getByText(/lock table actor/).waitFor();
    await assertAccessible(visitor.page, 'live progress');
    await shot('progress');
    await visitor.page.getByRole('button', { name: /^Cancel/ }).click();
    await visitor.ended();
    await progress().waitFor({ state: 'detached' });
    await psql(cluster, "select pg_terminate_backend(pid) from pg_stat_activity where query like '%lock table actor%' and pid <> pg_backend_pid()");
    await holder;
  });

  it('offers to end the process of a statement that does not heed a cancel', async () => {
    await start('do $$begin loop begin perform pg_sleep(60); exception when query_canceled then null; end; end loop; end$$');
    await progress().waitFor();
    await visitor.page.getByRole('button', { name: /^Cancel/ }).click();
    const terminate = progress().getByRole('button', { name: 'Terminate' });
    // The gateway tells it ten times, then ends it by itself: whichever comes first.
    await terminate.or(visitor.page.getByRole('button', { name: /^Run/ })).first().waitFor();
    if (await terminate.isVisible()) await terminate.click();
    await visitor.ended();
    await visitor.page.getByText(/terminating|canceling/).first().waitFor();
  });

  it('tells of an open transaction: since when, its savepoints, its locks, when it ends; and that it is lost', { skip: !cluster }, async () => {
    if (!cluster) return;
    await visitor.page.getByLabel('Transaction mode').selectOption('transaction');
    await visitor.run("set idle_in_transaction_session_timeout = '90s'; lock table actor in share mode; savepoint first_one");
    await session().getByText(/in transaction since/).waitFor();
    await session().getByText('savepoints: first_one').waitFor();
    await session().getByText(/rolled back in 1 min/).waitFor();
    await session().getByRole('button', { name: 'Locks' }).click();
    await session().getByText(/public\.actor/).waitFor();
    await session().getByRole('button', { name: 'Keep' }).click();
    await assertAccessible(visitor.page, 'an open transaction');
    await shot('session');
    await visitor.run('select 1/0');
    await session().getByRole('button', { name: 'Roll back to first_one' }).click();
    await session().getByText(/in transaction since/).waitFor();
    await psql(cluster, "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction'");
    await start('select 2');
    await visitor.page.getByText(/its transaction is lost/).or(visitor.page.getByText(/The transaction is lost/)).first().waitFor();
    await visitor.ended();
    await visitor.page.getByLabel('Transaction mode').selectOption('autocommit');
  });

  it('runs a text in the background, lists it, and opens its result', async () => {
    await visitor.write("select pg_sleep(1.5), 'kept for later' as words");
    await visitor.page.keyboard.press('ControlOrMeta+Alt+Enter');
    await visitor.page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: /^Running/ }).click();
    const line = visitor.page.getByRole('listitem').filter({ hasText: 'kept for later' });
    await line.getByText('done', { exact: true }).waitFor();
    await assertAccessible(visitor.page, 'what runs');
    await shot('running');
    await line.getByRole('button', { name: 'Open' }).click();
    await visitor.cell(0, 1).getByText('kept for later').waitFor();
  });

  it('lets a running query go on when its page is left: closed, and read later', async () => {
    await start("select n, pg_sleep(0.2) from (select generate_series(1, 15) as n) as g -- moves");
    await progress().getByRole('button', { name: 'Keep running in the background' }).click();
    await visitor.ended();
    await visitor.page.reload();
    await visitor.page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: /^Running/ }).click();
    const line = visitor.page.getByRole('listitem').filter({ hasText: 'moves' });
    await line.getByText('done', { exact: true }).waitFor();
    await line.getByText(/15 rows/).waitFor();
    await line.getByRole('button', { name: 'Forget' }).click();
    await line.waitFor({ state: 'detached' });
    visitor.assertFaultless();
  });
});
