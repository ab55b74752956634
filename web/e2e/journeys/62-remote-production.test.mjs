// A production database on another server: what a statement or a form would destroy there is told before it is done, is tried and
// rolled back, and is done only when the connection's name is typed.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessibleInBoth } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql, startRemote } from '../server.mjs';

const cluster = givenCluster();

describe('production on another server', { skip: !cluster }, () => {
  const given = /** @type {NonNullable<typeof cluster>} */ (cluster);
  /** @type {Visitor} */
  let visitor;
  let connection = '';
  /** @type {Awaited<ReturnType<typeof startRemote>>} */
  let remote;
  const guard = () => visitor.page.getByRole('dialog', { name: 'Run this on production?' });
  const far = (/** @type {string} */ sql) => psql(remote.info, sql, 'shop');
  const run = () => visitor.page.keyboard.press('ControlOrMeta+Enter');

  before(async () => {
    remote = await startRemote(given);
    await psql(remote.info, `set role ada; create table basket (id int primary key); create table line (basket_id int references basket on delete cascade);
      insert into basket select generate_series(1, 40); insert into line select generate_series(1, 20); create view baskets as select id from basket; analyze basket, line`, 'shop');
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
    connection = await visitor.connectFar(remote.info.pg_port, 'shop');
    await psql(given, `update studio.connection set environment = 'production' where id = '${connection}'`, 'postgres');
    await visitor.page.reload();
  });
  after(async () => {
    await visitor.leave();
    await remote.stop();
  });

  it('tells what a DELETE would take along, tries it, and leaves all as it was', async () => {
    const { page } = visitor;
    await visitor.write('delete from basket');
    await run();
    await guard().getByText('DELETE · about 40 rows').waitFor();
    await guard().getByText('public.line (line_basket_id_fkey): CASCADE · of about 20 rows').waitFor();
    await assertAccessibleInBoth(page, 'the effect on another server');
    await guard().getByRole('button', { name: 'Try it and roll back' }).click();
    await guard().getByText('DELETE: 40 rows').waitFor();
    await guard().getByText('public.line: 0 inserted, 0 updated, 20 deleted').waitFor();
    if (process.env['STUDIO_SHOT']) await page.screenshot({ path: `${process.env['STUDIO_SHOT']}/far-guard.png` });
    await guard().getByRole('button', { name: 'Cancel' }).click();
    assert.equal(await far('select (select count(*) from basket), (select count(*) from line)'), '40|20');
  });

  it('says who holds the lock there, and what that server would refuse', async () => {
    const { page } = visitor;
    const held = far("begin; lock table basket; select pg_sleep(600)").catch(() => undefined);
    while (await far("select count(*) from pg_locks where relation = 'basket'::regclass and mode = 'AccessExclusiveLock'") === '0') await page.waitForTimeout(50);
    await visitor.write('delete from basket');
    await run();
    await guard().getByText('canceling statement due to lock timeout').waitFor();
    await guard().getByText('Locks in the way').waitFor();
    await guard().getByText('This text cannot be tried and rolled back.').waitFor();
    await guard().getByRole('button', { name: 'Cancel' }).click();
    await far("select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(600)%' and pid <> pg_backend_pid()");
    await held;
    await visitor.write('drop table nowhere');
    await run();
    await guard().getByText('relation "nowhere" does not exist').waitFor();
    await guard().getByRole('button', { name: 'Cancel' }).click();
  });

  it('shows it in the forms of the structure, too, and drops when the name is typed', async () => {
    const { page } = visitor;
    await page.goto(`${visitor.origin}/c/${connection}/tables/public/basket?view=structure`);
    await page.getByRole('button', { name: 'Change id', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Drop…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Drop column id' });
    await dialog.getByText('view baskets', { exact: true }).waitFor();
    await dialog.getByText('constraint line_basket_id_fkey on table line', { exact: true }).waitFor();
    await assertAccessibleInBoth(page, 'what a form would destroy on another server');
    if (process.env['STUDIO_SHOT']) await page.screenshot({ path: `${process.env['STUDIO_SHOT']}/far-drop.png` });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await visitor.write('drop table basket cascade');
    await run();
    await guard().getByText('CASCADE takes 2 more objects').waitFor();
    await guard().getByRole('textbox').fill('far shop');
    await page.keyboard.press('Enter');
    await guard().waitFor({ state: 'hidden' });
    await visitor.ended();
    assert.equal(await far("select count(*) from pg_class where relname in ('basket', 'baskets')"), '0');
  });

  it('met nothing that must not happen', () => visitor.assertFaultless());
});
