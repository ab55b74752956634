// Results of a server that is reached over the network: why they cannot be edited, the row that a cell refers to, and the end of
// a query there.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql, startRemote } from '../server.mjs';

const cluster = givenCluster();

describe('results of another server', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @type {Awaited<ReturnType<typeof startRemote>>} */
  let remote;
  before(async () => {
    assert.ok(cluster);
    remote = await startRemote(cluster);
    await psql(remote.info, `set role ada; create table "Maker""s" (id int primary key, name text); insert into "Maker""s" values (1, 'Olivetti'), (2, 'Braun');
      create table item (id int primary key, label text, maker int references "Maker""s"); insert into item values (1, 'Valentine', 1), (2, 'T3', 2), (3, 'none', null)`, 'shop');
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
    await visitor.connectFar(remote.info.pg_port, 'shop');
  });
  after(async () => {
    await visitor.leave();
    await remote.stop();
  });
  const card = () => visitor.page.getByRole('dialog', { name: 'Referenced row' });

  it('tell why they cannot be edited', async () => {
    const { page } = visitor;
    await visitor.run('select id, label, maker from item order by id');
    await visitor.cell(0, 1).click();
    await page.getByText('not editable: another server does not tell of which row a value is; its table can be edited').waitFor();
    await page.keyboard.press('F2');
    await page.getByText('Not editable: another server does not tell of which row a value is; its table can be edited.').waitFor();
    assert.equal(await page.locator('.sg-edit').count(), 0);
  });

  it('show the row that a cell refers to, and lead to it', async () => {
    const { page } = visitor;
    await visitor.cell(1, 2).click();
    await page.keyboard.press('Alt+Enter');
    await card().getByText('Braun').waitFor();
    await assertAccessible(page, 'the referenced row of another server');
    await page.keyboard.press('Escape');
    await card().waitFor({ state: 'detached' });
    await visitor.cell(2, 2).click();
    await page.keyboard.press('Alt+Enter');
    await page.getByText('The cell refers to no row: its key is NULL.').waitFor();
    await visitor.cell(0, 2).click();
    await page.keyboard.press('F4');
    await page.getByRole('group', { name: 'Rows with' }).getByText('id = 1').waitFor();
    assert.equal(await visitor.cell(0, 1).innerText(), 'Olivetti');
  });

  it('end there when the query is cancelled', async () => {
    const { page } = visitor;
    const asleep = async () => Number(await psql(remote.info, "select count(*) from pg_stat_activity where wait_event = 'PgSleep'", 'postgres'));
    await visitor.write('select pg_sleep(600)');
    await page.keyboard.press('ControlOrMeta+Enter');
    for (let round = 0; round < 100 && await asleep() === 0; round += 1) await page.waitForTimeout(50);
    assert.equal(await asleep(), 1);
    await page.keyboard.press('ControlOrMeta+.');
    await visitor.ended();
    await page.getByText('canceling statement due to user request').first().waitFor();
    for (let round = 0; round < 20 && await asleep() > 0; round += 1) await page.waitForTimeout(50);
    assert.equal(await asleep(), 0, 'it sleeps no longer on the server');
    visitor.assertFaultless();
  });
});
