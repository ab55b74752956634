// Editing of a table where things go wrong: two people on one row, a column that is dropped, constraints that are looked at only
// at the commit, a trigger that raises, an answer that is lost. Nothing that was staged is lost, and nothing is applied twice.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('editing of a table at its limits', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @type {Visitor} */
  let other;
  /** @type {'through' | 'silent' | 'broken' | 'away'} What becomes of the answers of a save behind the transaction's id. */
  let answers = 'through';
  /** @param {string} sql */
  const stored = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const bar = (who = visitor) => who.page.getByRole('region', { name: 'Staged changes' });
  const review = (who = visitor) => who.page.getByRole('dialog', { name: 'Review of the staged changes' });
  const save = async (who = visitor) => {
    await bar(who).getByRole('button', { name: 'Review' }).click();
    await review(who).getByRole('button', { name: 'Save', exact: true }).click();
  };
  /** @param {number} row @param {number} column @param {string} text */
  const type = async (row, column, text, who = visitor) => {
    const field = who.page.locator('.sg-edit');
    await who.cell(row, column).click();
    await who.page.keyboard.press('F2');
    await field.fill(text);
    await who.page.keyboard.press('Enter');
    await field.waitFor({ state: 'detached' });
  };
  /** @param {string} name */
  const open = async (name, who = visitor) => {
    await who.page.goto(`${who.origin}/c/${who.connection}/tables/public/${name}`);
    await who.page.getByRole('button', { name: 'Add row' }).and(who.page.locator(':enabled')).waitFor();
    await who.cell(0, 0).waitFor();
  };
  const discard = async () => {
    await visitor.page.keyboard.press('Escape');
    await bar().getByRole('button', { name: 'Discard' }).click();
    await bar().waitFor({ state: 'detached' });
  };

  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.page.routeWebSocket(/\/api\/v1\/socket/, (socket) => {
      if (answers === 'away') return void socket.close({ code: 1011 });
      const server = socket.connectToServer();
      let is_silent = false;
      socket.onMessage((message) => server.send(message));
      server.onMessage((message) => {
        if (!is_silent) socket.send(message);
        if (answers === 'through' || is_silent || !String(message).includes('"type":"transaction"')) return;
        is_silent = true;
        // Silent: the server goes on with its commit and the page loses the line afterwards; broken: the server loses it too.
        if (answers === 'broken') void server.close({ code: 1000 });
        if (answers === 'away') void socket.close({ code: 1011 });
        else setTimeout(() => void socket.close({ code: 1011 }), answers === 'broken' ? 100 : 2500);
      });
    });
    await stored(`drop table if exists fault_room, fault_slow; create extension if not exists btree_gist;
      create table fault_room (id int primary key, name text, floor int, place int constraint place_is_one unique deferrable initially deferred, stay int4range,
        constraint stays_are_apart exclude using gist (floor with =, stay with &&));
      insert into fault_room values (1, 'one', 1, 1, '[1,5)'), (2, 'two', 1, 2, '[5,9)'), (3, 'three', 2, 3, null);
      create or replace function fault_guard() returns trigger language plpgsql as $$begin
        if new.name = 'forbidden' then raise exception 'rooms are not called %', new.name using hint = 'Choose another name.', column = 'name', schema = 'public', table = 'fault_room'; end if; return new; end$$;
      create trigger fault_guard before insert or update on fault_room for each row execute function fault_guard();
      create table fault_slow (id int primary key generated always as identity, word text);
      insert into fault_slow (word) values ('one'), ('two');
      create or replace function fault_slow() returns trigger language plpgsql as 'begin perform pg_sleep(1); return null; end';
      create constraint trigger fault_slow after insert or update on fault_slow deferrable initially deferred for each row execute function fault_slow()`);
    await visitor.signIn();
    other = await Visitor.come({ bypassCSP: true });
    await other.signIn();
  });
  after(async () => {
    await other.leave();
    await visitor.leave();
  });

  it('two people edit one row: the second is shown both, and what she chooses stands', async () => {
    await open('fault_room');
    await open('fault_room', other);
    await type(0, 1, 'mine');
    await type(0, 2, '7');
    await type(0, 1, 'hers', other);
    await save(other);
    await bar(other).waitFor({ state: 'detached' });
    await save();
    const conflict = review().getByRole('region', { name: /^Conflict: public.fault_room id = 1/ });
    await conflict.waitFor();
    assert.equal(await stored('select name, floor from fault_room where id = 1'), 'hers|1');
    await conflict.getByLabel('mine of name').check();
    await conflict.getByRole('button', { name: 'Go on with mine' }).click();
    await review().getByRole('button', { name: 'Save', exact: true }).click();
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored('select name, floor from fault_room where id = 1'), 'mine|7');
    await stored('update fault_room set floor = 1 where id = 1');
  });

  it('a constraint that waits for the commit, and one of exclusion, refuse the save and lose nothing', async () => {
    await open('fault_room');
    await type(0, 3, '2');
    await type(2, 1, 'kept');
    await save();
    await review().getByText('violates unique constraint "place_is_one"').first().waitFor();
    await assertAccessible(visitor.page, 'a save that a deferred constraint refused');
    await visitor.page.keyboard.press('Escape');
    await bar().getByText('2 changes in 2 rows', { exact: true }).waitFor();
    assert.equal(await stored('select name from fault_room where id = 3'), 'three');
    await type(0, 3, '9');
    await type(1, 4, '[4,9)');
    await save();
    await review().getByText('conflicting key value violates exclusion constraint "stays_are_apart"').first().waitFor();
    await visitor.page.keyboard.press('Escape');
    await visitor.cell(1, 4).getByText('refused by the server').waitFor({ state: 'attached' });
    await type(1, 4, '[5,8)');
    await save();
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored("select string_agg(name || coalesce(place::text, '-') || coalesce(stay::text, '-'), ' ' order by id) from fault_room"), 'mine9[1,5) two2[5,8) kept3-');
  });

  it('a trigger that raises is heard with its hint', async () => {
    await type(0, 1, 'forbidden');
    await save();
    await review().getByText('rooms are not called forbidden').first().waitFor();
    await review().getByText('Choose another name.').waitFor();
    await visitor.page.keyboard.press('Escape');
    await visitor.cell(0, 1).getByText('refused by the server').waitFor({ state: 'attached' });
    await discard();
  });

  it('an edit of a column that is dropped meanwhile stays staged and says why', async () => {
    await open('fault_room');
    await type(0, 2, '4');
    await type(1, 1, 'second');
    await stored('alter table fault_room drop column floor');
    await save();
    await review().getByText('column "floor" of relation "fault_room" does not exist').first().waitFor();
    await visitor.page.keyboard.press('Escape');
    await bar().getByText('2 changes in 2 rows', { exact: true }).waitFor();
    assert.equal(await stored('select name from fault_room where id = 2'), 'two');
    await discard();
  });

  it('an answer that is lost is asked for by the transaction: the new row is there once', async () => {
    const { page } = visitor;
    await open('fault_slow');
    await visitor.cell(0, 1).click();
    await page.keyboard.press('Insert');
    await bar().waitFor();
    await type(0, 1, 'added without an answer');
    answers = 'silent';
    await save();
    await page.getByText(/PostgreSQL says that transaction \d+ was committed: all is saved/).first().waitFor({ timeout: 20_000 });
    answers = 'through';
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored("select count(*) from fault_slow where word = 'added without an answer'"), '1');
  });

  it('and where it was rolled back it is still staged, and saved once when it is saved again', async () => {
    await open('fault_slow');
    await visitor.cell(0, 1).click();
    await visitor.page.keyboard.press('Insert');
    await bar().waitFor();
    await type(0, 1, 'second try');
    answers = 'broken';
    await save();
    await review().getByText(/PostgreSQL says that transaction \d+ was rolled back: nothing was saved/).first().waitFor({ timeout: 20_000 });
    answers = 'through';
    assert.equal(await stored("select count(*) from fault_slow where word = 'second try'"), '0');
    await review().getByRole('button', { name: 'Save', exact: true }).click();
    await bar().waitFor({ state: 'detached', timeout: 20_000 });
    assert.equal(await stored("select count(*) from fault_slow where word = 'second try'"), '1');
  });

  it('and where nobody could be asked for a while, it is asked for before anything is saved again', async () => {
    await open('fault_slow');
    await visitor.cell(0, 1).click();
    await visitor.page.keyboard.press('Insert');
    await bar().waitFor();
    await type(0, 1, 'asked for later');
    await visitor.page.route('**/api/v1/**', (route) => (answers === 'away' ? route.abort() : route.continue()));
    answers = 'away';
    await save();
    await review().getByText(/PostgreSQL could not be asked yet what became of transaction \d+/).first().waitFor({ timeout: 40_000 });
    answers = 'through';
    await review().getByRole('button', { name: 'Save', exact: true }).click();
    await visitor.page.getByText(/PostgreSQL says that transaction \d+ was committed: all is saved/).first().waitFor({ timeout: 30_000 });
    await bar().waitFor({ state: 'detached' });
    assert.equal(await stored("select count(*) from fault_slow where word = 'asked for later'"), '1');
  });
});
