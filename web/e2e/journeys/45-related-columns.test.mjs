// Columns of the tables that a table refers to, shown in place beside the keys: chosen, read for what is on the screen, kept.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('related columns of a table', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const stored = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const dialog = () => visitor.page.getByRole('dialog', { name: 'Related columns' });
  /** @param {string} name */
  const header = (name) => visitor.page.getByRole('columnheader').filter({ has: visitor.page.locator('.sg-name', { hasText: new RegExp(`^${name}$`) }) });
  const open = async () => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/beside/parcel`);
    await visitor.cell(0, 0).getByText('1', { exact: true }).waitFor();
  };
  const command = async () => {
    await visitor.page.keyboard.press('ControlOrMeta+k');
    await visitor.page.getByPlaceholder('Search for a table, a query, a connection or a command').fill('columns of related tables');
    await visitor.page.getByRole('option', { name: 'Show columns of related tables beside the keys …' }).click();
    await dialog().waitFor();
  };

  before(async () => {
    await stored(`drop schema if exists beside cascade; create schema beside;
      create table beside.town (id bigint primary key, name text, people int);
      create table beside.shelf (hall text, place int, label text, primary key (hall, place));
      create table beside.parcel (id int primary key, town_id int references beside.town, hall text, place int, note text,
        foreign key (hall, place) references beside.shelf);
      insert into beside.town select n, 'town ' || n, n * 100 from generate_series(1, 3) n;
      insert into beside.shelf select 'north', n, 'shelf ' || n from generate_series(1, 3) n;
      insert into beside.parcel select n, case when n % 4 > 0 then n % 4 end, 'north', n % 3 + 1, 'note' from generate_series(1, 400) n; analyze beside.parcel`);
    visitor = await Visitor.come({ bypassCSP: true });
    await visitor.signIn();
  });
  after(async () => {
    await visitor.leave();
    await stored('drop schema beside cascade');
  });

  it('are chosen by the keyboard and stand beside their key, also by a key of two columns', async () => {
    await open();
    await command();
    await assertAccessible(visitor.page, 'the choice of related columns');
    await dialog().getByRole('group', { name: /^town_id/ }).getByRole('checkbox', { name: /^name/ }).press('Space');
    await dialog().getByRole('group', { name: /^hall, place/ }).getByRole('checkbox', { name: /^label/ }).press('Space');
    await dialog().getByRole('button', { name: 'Show', exact: true }).press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await header('town.name').waitFor();
    await header('shelf.label').waitFor();
    await visitor.page.getByRole('gridcell', { name: 'town 1', exact: true }).first().waitFor();
    await visitor.page.getByRole('gridcell', { name: 'shelf 2', exact: true }).first().waitFor();
    const names = await visitor.page.locator('[role=columnheader] .sg-name').allInnerTexts();
    assert.deepEqual(names.slice(0, 7), ['id', 'town_id', 'town.name', 'hall', 'place', 'shelf.label', 'note']);
  });

  it('are read for the rows that are scrolled to, and kept for the next visit', async () => {
    await open();
    await header('town.name').waitFor();
    await visitor.page.getByRole('gridcell', { name: 'town 1', exact: true }).first().waitFor();
    await visitor.cell(0, 0).click();
    await visitor.page.keyboard.press('ControlOrMeta+End');
    await visitor.page.getByRole('gridcell', { name: '400', exact: true }).waitFor();
    await visitor.page.getByRole('gridcell', { name: 'town 3', exact: true }).last().waitFor();
  });

  it('go away again', async () => {
    await open();
    await command();
    await dialog().getByRole('group', { name: /^town_id/ }).getByRole('checkbox', { name: /^name/ }).uncheck();
    await dialog().getByRole('group', { name: /^hall, place/ }).getByRole('checkbox', { name: /^label/ }).uncheck();
    await dialog().getByRole('button', { name: 'Show', exact: true }).click();
    await header('town.name').waitFor({ state: 'detached' });
    assert.equal(await header('note').count(), 1);
    visitor.assertFaultless();
  });
});
