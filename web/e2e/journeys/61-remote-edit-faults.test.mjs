// A save to another server, at whose commit the line between the servers breaks: it is found out what became of it. And what a
// conflict shows there, and a table without a key.

import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, describe, it } from 'node:test';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql, startRemote } from '../server.mjs';
import { TableSteps } from '../table-steps.mjs';

const cluster = givenCluster();

describe('editing of a table of another server, at its limits', { skip: !cluster }, () => {
  const given = /** @type {NonNullable<typeof cluster>} */ (cluster);
  /** @type {Visitor} */
  let visitor;
  /** @type {TableSteps} */
  let steps;
  /** @type {Awaited<ReturnType<typeof startRemote>>} */
  let remote;
  /** @type {net.Server} */
  let line;
  /** @type {'through' | 'deaf' | 'mute'} Whether the server hears no COMMIT, or its answer to one is not heard. */
  let commits = 'through';
  /** @param {string} name */
  const open = async (name) => {
    await steps.go('public', name);
    await visitor.page.getByRole('button', { name: 'Add row' }).and(visitor.page.locator(':enabled')).waitFor();
    await visitor.cell(0, 0).waitFor();
  };
  const save = async () => {
    await steps.bar().getByRole('button', { name: 'Review', exact: true }).press('Enter');
    await steps.review().getByRole('button', { name: 'Save', exact: true }).press('Enter');
  };

  before(async () => {
    remote = await startRemote(given);
    await psql(remote.info, `set role ada; create table room (id int primary key, name text); insert into room values (1, 'one'), (2, 'two');
      create table loose (word text, n int); insert into loose values ('a', 1), ('b', 2)`, 'shop');
    line = net.createServer((near) => {
      const far = net.connect(remote.info.pg_port, '127.0.0.1');
      /** Once alone. @param {typeof commits} kind @param {Buffer} data */
      const breaks = (kind, data) => {
        if (commits !== kind || !data.includes('COMMIT\0')) return false;
        commits = 'through';
        near.destroy();
        return true;
      };
      near.on('data', (data) => breaks('deaf', data) || far.write(data));
      far.on('data', (data) => breaks('mute', data) || near.write(data));
      for (const socket of [near, far]) socket.on('error', () => {});
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
    await new Promise((resolve) => { line.listen(0, '127.0.0.1', () => resolve(undefined)); });
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
    steps = new TableSteps(visitor, remote.info, 'shop');
    steps.connection = await visitor.connectFar(/** @type {net.AddressInfo} */ (line.address()).port, 'shop');
  });
  after(async () => {
    await visitor.leave();
    line.close();
    await remote.stop();
  });

  it('says that nothing was saved where the server did not hear the commit, and all stays staged', async () => {
    await open('room');
    await steps.walkTo(0, 1);
    await steps.type('first');
    await steps.staged('1 change in 1 row');
    commits = 'deaf';
    await save();
    await steps.review().getByText(/was rolled back: nothing was saved, and nothing is lost here/).waitFor();
    assert.equal(await steps.stored('select name from room where id = 1'), 'one');
    await steps.review().getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await steps.bar().waitFor({ state: 'detached' });
    assert.equal(await steps.stored('select name from room where id = 1'), 'first');
  });

  it('finds out that all is saved where the answer was lost', async () => {
    await steps.walkTo(1, 1);
    await steps.type('second');
    await steps.staged('1 change in 1 row');
    commits = 'mute';
    await save();
    await visitor.page.getByText(/PostgreSQL says that transaction \d+ was committed: all is saved/).first().waitFor();
    await steps.bar().waitFor({ state: 'detached' });
    assert.equal(await steps.stored('select name from room where id = 2'), 'second');
  });

  it('shows mine and theirs where somebody else was faster', async () => {
    await open('room');
    await steps.walkTo(0, 1);
    await steps.type('mine');
    await steps.staged('1 change in 1 row');
    await steps.stored("update room set name = 'theirs' where id = 1");
    await save();
    const conflict = steps.review().getByRole('region', { name: /^Conflict: public.room id = 1/ });
    await conflict.getByLabel('mine of name').check();
    await conflict.getByRole('button', { name: 'Go on with mine' }).press('Enter');
    await steps.review().getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await steps.bar().waitFor({ state: 'detached' });
    assert.equal(await steps.stored('select name from room where id = 1'), 'mine');
  });

  it('edits a table without a key by where its rows lie, and undoes it', async () => {
    await open('loose');
    await visitor.page.getByText('loose has no primary key.').waitFor();
    await steps.walkTo(1, 0);
    await steps.type('changed');
    await steps.save();
    assert.equal(await steps.stored("select string_agg(word, ',' order by n) from loose"), 'a,changed');
    await steps.command('Undo the last save');
    await steps.review().getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await steps.bar().waitFor({ state: 'detached' });
    assert.equal(await steps.stored("select string_agg(word, ',' order by n) from loose"), 'a,b');
    visitor.assertFaultless();
  });
});
