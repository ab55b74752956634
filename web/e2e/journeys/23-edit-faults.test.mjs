// Editing where things go wrong or are not allowed: a connection that is read-only, one of production, and an answer that is
// lost between save and commit.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('editing at its limits', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @type {'through' | 'silent' | 'broken'} What becomes of the answers of a save behind the transaction's id. */
  let answers = 'through';
  /** @param {string} sql */
  const stored = async (sql, database = 'pagila') => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql, database);
  const bar = () => visitor.page.getByRole('region', { name: 'Staged changes' });
  const review = () => visitor.page.getByRole('dialog', { name: 'Review of the staged changes' });

  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.page.routeWebSocket(/\/api\/v1\/socket/, (socket) => {
      const server = socket.connectToServer();
      let is_silent = false;
      socket.onMessage((message) => server.send(message));
      server.onMessage((message) => {
        if (!is_silent) socket.send(message);
        if (answers === 'through' || is_silent || !String(message).includes('"type":"transaction"')) return;
        is_silent = true;
        // Silent: the server goes on with its commit and the page loses the line afterwards; broken: the server loses it too.
        if (answers === 'broken') void server.close({ code: 1000 });
        setTimeout(() => void socket.close({ code: 1011 }), answers === 'broken' ? 100 : 2500);
      });
    });
    await visitor.signIn();
    await visitor.run(`drop table if exists edit_slow;
      create table edit_slow (id int primary key, word text);
      insert into edit_slow values (1, 'one'), (2, 'two');
      create or replace function edit_slow() returns trigger language plpgsql as 'begin perform pg_sleep(1); return null; end';
      create constraint trigger edit_slow after update on edit_slow deferrable initially deferred for each row execute function edit_slow()`);
  });
  after(() => visitor.leave());

  /** @param {number} row @param {number} column @param {string} text */
  const type = async (row, column, text) => {
    const { page } = visitor;
    const field = page.locator('.sg-edit');
    await visitor.cell(row, column).click();
    for (let tries = 0; tries < 50 && !await field.isVisible(); tries += 1) {
      await page.keyboard.press('F2');
      await page.waitForTimeout(100);
    }
    await field.fill(text);
    await page.keyboard.press('Enter');
  };
  const save = async (name = 'Save') => {
    await bar().getByRole('button', { name: 'Review' }).click();
    await review().getByRole('button', { name, exact: true }).click();
  };

  it('asks PostgreSQL by the transaction whether it was saved, when the answer is lost: it was', async () => {
    await visitor.run('select * from edit_slow order by id');
    await type(0, 1, 'saved without an answer');
    answers = 'silent';
    await save();
    await visitor.page.getByText(/PostgreSQL says that transaction \d+ was committed: all is saved/).first().waitFor({ timeout: 20_000 });
    answers = 'through';
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored('select word from edit_slow where id = 1'), 'saved without an answer');
    assert.equal((await visitor.cell(0, 1).locator('.sg-value').innerText()).trim(), 'saved without an answer');
  });

  it('and it was not: the change is still staged, says so, and is saved once when it is saved again', async () => {
    await type(1, 1, 'second try');
    answers = 'broken';
    await save();
    await review().getByText(/PostgreSQL says that transaction \d+ was rolled back: nothing was saved/).first().waitFor({ timeout: 20_000 });
    answers = 'through';
    assert.equal(await stored('select word from edit_slow where id = 2'), 'two');
    await assertAccessible(visitor.page, 'a save of unknown fate');
    await review().getByRole('button', { name: 'Save', exact: true }).click();
    await bar().waitFor({ state: 'detached', timeout: 20_000 });
    assert.equal(await stored('select word from edit_slow where id = 2'), 'second try');
  });

  it('in a tab with an open transaction the changes are part of it, and a rollback takes them back', async () => {
    const { page } = visitor;
    await page.getByLabel('Transaction mode').selectOption('transaction');
    await visitor.run('select * from edit_slow order by id');
    await page.getByText('in transaction', { exact: true }).first().waitFor();
    await type(0, 1, 'not committed');
    await bar().getByRole('button', { name: 'Review' }).click();
    await review().getByText(/part of the transaction that is open in this tab/).waitFor();
    await review().getByRole('button', { name: 'Save', exact: true }).click();
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored('select word from edit_slow where id = 1'), 'saved without an answer');
    await visitor.run('rollback');
    await page.getByLabel('Transaction mode').selectOption('autocommit');
    assert.equal(await stored('select word from edit_slow where id = 1'), 'saved without an answer');
  });

  it('comes back with the tab that it was staged in', async () => {
    const { page } = visitor;
    await visitor.run('select * from edit_slow order by id');
    await type(1, 1, 'closed and opened');
    await page.keyboard.press('Alt+w');
    await bar().waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+Shift+w');
    await bar().getByText('1 change in 1 row').waitFor();
    await bar().getByRole('button', { name: 'Discard' }).click();
    await bar().waitFor({ state: 'detached' });
    await visitor.run('select * from edit_slow order by id');
  });

  it('on production says so where it is saved', async () => {
    const { page } = visitor;
    await stored(`update studio.connection set environment = 'production' where id = '${visitor.connection}'`, 'postgres');
    await page.reload();
    await page.locator('.cm-content').focus();
    await page.keyboard.press('ControlOrMeta+Enter');
    await visitor.ended();
    await type(0, 1, 'on production');
    await bar().getByRole('button', { name: 'Review' }).click();
    await review().getByText('production ·').waitFor();
    await assertAccessible(page, 'review on production');
    await review().getByRole('button', { name: 'Save to production' }).click();
    await bar().waitFor({ state: 'detached', timeout: 20_000 });
    assert.equal(await stored('select word from edit_slow where id = 1'), 'on production');
  });

  it('on a read-only connection tells why nothing can be changed', async () => {
    const { page } = visitor;
    await stored(`update studio.connection set environment = null, is_read_only = true where id = '${visitor.connection}'`, 'postgres');
    try {
      await page.reload();
      await page.locator('.cm-content').focus();
      await page.keyboard.press('ControlOrMeta+Enter');
      await visitor.ended();
      await visitor.cell(0, 1).click();
      await page.getByText('not editable: the connection is read-only').waitFor();
      await page.keyboard.press('F2');
      await page.getByText('Not editable: the connection is read-only.').waitFor();
      assert.equal(await page.locator('.sg-edit').count(), 0);
    } finally {
      await stored(`update studio.connection set is_read_only = false where id = '${visitor.connection}'`, 'postgres');
    }
  });
});
