// A day at the table studio without a mouse: found, filtered, followed, edited, taken back, shaped, exported, imported.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { Visitor } from '../browser.mjs';
import { Keys, refusePointer } from '../keys.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('the table studio by keyboard alone', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @type {Keys} */
  let keys;
  /** @param {string} sql */
  const stored = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const page = () => visitor.page;
  const type = (/** @type {string} */ text) => page().keyboard.type(text);
  /** @param {string} name */
  const heading = (name) => page().getByRole('heading', { level: 1, name: new RegExp(`^public\\. ?${name}$`) }).waitFor();
  /** @param {string} label */
  const command = async (label) => {
    await keys.press('ControlOrMeta+k');
    await keys.has(/^combobox /);
    await type(label);
    await page().getByRole('option', { name: label, selected: true }).first().waitFor();
    await keys.press('Enter');
  };
  const toGrid = async () => {
    if (!/^gridcell/.test(await keys.focused())) await keys.tabTo(/^gridcell /);
  };
  const counted = (/** @type {string} */ text) => page().getByRole('contentinfo', { name: 'Status' }).getByText(text, { exact: true }).waitFor();

  before(async () => {
    visitor = await Visitor.come({ acceptDownloads: true });
    await stored(`drop table if exists key_note, key_topic, of_keys cascade; create table key_topic (id int primary key, title text); create table key_note (id int primary key, topic int references key_topic, word text);
      insert into key_topic select n, 'topic ' || n from generate_series(1, 5) n; insert into key_note select n, n % 5 + 1, 'word ' || n from generate_series(1, 60) n; analyze key_note`);
    await visitor.signIn();
    await refusePointer(visitor.page);
    keys = new Keys(visitor.page);
  });
  after(() => visitor.leave());

  it('finds a table, filters and orders it', async () => {
    await keys.press('ControlOrMeta+Shift+e');
    await keys.has(/Filter tables/);
    await type('key_note');
    await keys.press('Enter');
    await heading('key_note');
    await visitor.cell(0, 0).waitFor();
    await toGrid();
    await keys.press('Home', 'ArrowRight', 'ArrowRight', 'Alt+f');
    await keys.has(/Value/);
    await type('word 5');
    await keys.press('Enter');
    await counted('11 rows');
    await toGrid();
    await keys.press('Home');
    for (const order of ['asc', 'desc']) {
      await keys.has(/^gridcell/);
      await keys.press('Alt+ArrowDown');
      await page().getByRole('menu').waitFor();
      for (let step = 0; step < 12 && !/^menuitem Sort/.test(await keys.focused()); step += 1) await keys.press('ArrowDown');
      await keys.press('Enter');
      await page().waitForURL(order === 'asc' ? /sort=id/ : /sort=-id/);
    }
    await page().waitForFunction(() => document.querySelector('[data-row="0"][data-column="0"] .sg-value')?.textContent === '59');
  });

  it('peeks at what a row refers to, follows it, and looks at what refers to that', async () => {
    await toGrid();
    await keys.press('Home', 'ArrowRight', 'Alt+Enter');
    await page().getByRole('dialog', { name: 'Referenced row' }).getByText('topic 5').waitFor();
    await keys.press('Escape');
    await keys.has(/^gridcell/);
    await keys.press('F4');
    await heading('key_topic');
    await visitor.cell(0, 0).waitFor();
    await toGrid();
    await keys.press('Shift+F4');
    await page().getByRole('region', { name: 'What points to it' }).getByText('12 rows', { exact: true }).waitFor();
    await keys.press('Shift+F4', 'Space');
    await page().getByRole('region', { name: 'Row 1', exact: true }).getByText('topic 5').waitFor();
    await keys.press('Space');
  });

  it('changes a cell, adds a row, deletes one, saves them and takes the save back', async () => {
    await command('key_note');
    await heading('key_note');
    await visitor.cell(0, 0).getByText('1', { exact: true }).waitFor();
    await page().getByRole('button', { name: 'Add row' }).and(page().locator(':enabled')).waitFor();
    await toGrid();
    await keys.press('ControlOrMeta+Home', 'Home', 'ArrowRight', 'ArrowRight', 'F2');
    await page().locator('.sg-edit').waitFor();
    await keys.press('ControlOrMeta+a');
    await type('by keys');
    await keys.press('Enter', 'ArrowDown', 'Shift+Space');
    await keys.press('Shift+Space');
    await keys.has(/^gridcell/);
    await keys.press('Insert');
    await page().getByRole('region', { name: 'Staged changes' }).getByText('2 changes in 2 rows', { exact: true }).waitFor();
    await keys.press('ControlOrMeta+Home', 'Home');
    await type('901');
    await keys.press('Tab', 'ArrowRight');
    await type('new by keys');
    await keys.press('Enter');
    await keys.tabTo(/^button Review/);
    await keys.press('Enter');
    await page().getByRole('dialog', { name: 'Review of the staged changes' }).waitFor();
    if (!/^button Save/.test(await keys.focused())) await keys.tabTo(/^button Save/);
    await keys.press('Enter');
    await page().getByRole('region', { name: 'Staged changes' }).waitFor({ state: 'detached' });
    assert.equal(await stored("select string_agg(id || ' ' || word, ', ' order by id) from key_note where word like '%by keys'"), '1 by keys, 901 new by keys');
    await command('Undo the last save');
    await page().getByRole('dialog', { name: 'Review of the staged changes' }).getByText('to be deleted').waitFor();
    if (!/^button Save/.test(await keys.focused())) await keys.tabTo(/^button Save/);
    await keys.press('Enter');
    await page().getByRole('region', { name: 'Staged changes' }).waitFor({ state: 'detached' });
    assert.equal(await stored("select count(*) from key_note where word like '%by keys'"), '0');
  });

  it('adds a column', async () => {
    await keys.press('Escape');
    await keys.tabTo(/^a Structure/, 'Shift+Tab', 80);
    await keys.press('Enter');
    await page().getByRole('rowheader', { name: 'word', exact: true }).waitFor();
    await keys.tabTo(/^button Add column/);
    await keys.press('Enter');
    await page().getByRole('dialog').waitFor();
    await keys.has(/Name/);
    await type('mark');
    await keys.tabTo(/Type/);
    await keys.press('ControlOrMeta+a');
    await type('int');
    await page().getByRole('dialog').getByText('AccessExclusiveLock').waitFor();
    await keys.press('Enter');
    await page().getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await stored("select format_type(atttypid, -1) from pg_attribute where attrelid = 'key_note'::regclass and attname = 'mark'"), 'integer');
  });

  it('exports the table, and makes a new one of the file', async () => {
    await command('key_topic');
    await heading('key_topic');
    await visitor.cell(0, 0).waitFor();
    await toGrid();
    await keys.tabTo(/^button Export/, 'Shift+Tab');
    await keys.press('Enter');
    await page().getByRole('dialog').waitFor();
    await keys.tabTo(/^button Export$/);
    const given = page().waitForEvent('download');
    await keys.press('Enter');
    const buffer = await readFile(await (await given).path());
    assert.match(buffer.toString(), /^id,title\r\n1,topic 1\r\n/);
    await page().getByRole('dialog').waitFor({ state: 'detached' });
    await command('Import a file into a new table');
    await page().getByRole('dialog', { name: /^Import into/ }).waitFor();
    if (!/^input .*file/i.test(await keys.focused())) await keys.tabTo(/^input .*file/i);
    await visitor.chosen(() => keys.press('Enter'), { name: 'of keys.csv', mimeType: 'text/csv', buffer });
    await page().getByRole('group', { name: 'Statement' }).waitFor();
    await keys.tabTo(/^button Import$/, 'Tab', 80);
    await keys.press('Enter');
    await page().getByRole('status').getByText('5 rows came in.').waitFor();
    assert.equal(await stored('select count(*) from of_keys'), '5');
    visitor.assertFaultless();
  });
});
