// A file into a table: its fields are mapped, rows that are there are changed by a key; a table is made for a file of JSON; the whole
// way by keyboard.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '../axe.mjs';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();

describe('import of a file', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const stored = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const dialog = () => visitor.page.getByRole('dialog', { name: /^Import into/ });
  const told = () => dialog().getByRole('status');
  /** @param {string} name */
  const button = (name) => dialog().getByRole('button', { name, exact: true });
  /** @param {string} name @param {string | Buffer} text */
  const pick = async (name, text) => {
    await dialog().getByLabel('File', { exact: false }).first().setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    await dialog().getByLabel(/^Column of /).first().waitFor();
  };
  const open = async () => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/public/import_city`);
    await visitor.page.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog().waitFor();
  };
  /** @param {string} label */
  const command = async (label) => {
    await visitor.page.keyboard.press('ControlOrMeta+k');
    const palette = visitor.page.getByRole('dialog', { name: 'Commands' });
    await palette.getByRole('combobox').fill(label);
    await palette.getByRole('option', { name: label }).first().waitFor();
    await visitor.page.keyboard.press('Enter');
    await palette.waitFor({ state: 'detached' });
  };

  before(async () => {
    visitor = await Visitor.come({ bypassCSP: true });
    await stored(`drop table if exists import_city, city_list; create table import_city (id int primary key, name text, people int check (people > 0), founded date);
      insert into import_city values (1, 'Rome', 1), (2, 'Oslo', 2)`);
    await visitor.signIn();
  });
  after(async () => {
    await visitor.leave();
    await stored('drop table if exists import_city, city_list');
  });

  it('changes rows by their key, with fields mapped by name and by hand, and reads dates as they are written', async () => {
    await open();
    await pick('cities.csv', 'ID;Inhabitants;Name;Note;Founded\n1;2800000;Roma;x;21.4.0753\n3;500;Ny;y;\n');
    assert.equal(await dialog().getByLabel('Column of Name').inputValue(), 'name');
    assert.equal(await dialog().getByLabel('Column of Note').inputValue(), '');
    assert.equal(await dialog().getByLabel('Dates are written').inputValue(), 'DMY');
    await dialog().getByLabel('Column of Inhabitants').selectOption('people');
    await dialog().getByLabel('Rows that are there already').selectOption({ label: 'Change the row with this id' });
    await assertAccessible(visitor.page, 'the dialog, light');
    await visitor.page.emulateMedia({ colorScheme: 'dark' });
    await assertAccessible(visitor.page, 'the dialog, dark');
    await visitor.page.emulateMedia({ colorScheme: 'light' });
    await visitor.page.setViewportSize({ width: 390, height: 844 });
    await assertAccessible(visitor.page, 'the dialog, 390 px');
    await visitor.page.setViewportSize({ width: 1440, height: 900 });
    await button('Import').click();
    await told().getByText('2 rows came in.').waitFor();
    assert.equal(await stored("select string_agg(concat_ws(' ', id, name, people, founded), ', ' order by id) from import_city"), '1 Roma 2800000 0753-04-21, 2 Oslo 2, 3 Ny 500');
    await button('Close').click();
    await dialog().waitFor({ state: 'detached' });
    await visitor.page.getByRole('gridcell', { name: 'Roma' }).first().waitFor();
  });

  it('makes the table for an array of JSON, all by keyboard, and shows it', async () => {
    await command('Import a file into a new table');
    await dialog().waitFor();
    // The browser's own dialog of files opens by the keyboard too; here it is answered.
    await visitor.page.keyboard.press('Shift+Tab');
    await visitor.page.keyboard.press('Tab');
    await visitor.chosen(() => dialog().locator('input[type=file]').press('Enter'), { name: 'City List.json', mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify([{ id: 1, cityName: 'Ro"me\nX', tags: ['a', 'b'] }, { id: 2, cityName: null, open: true }], null, 2)) });
    await dialog().getByRole('group', { name: 'Statement' }).waitFor();
    assert.equal(await dialog().getByRole('group', { name: 'Statement' }).textContent(),
      'CREATE TABLE public.city_list (\n  id integer,\n  city_name text,\n  tags jsonb,\n  open boolean\n);');
    await dialog().getByLabel('Primary key').selectOption({ label: 'id' });
    await dialog().getByLabel('Type of id').fill('bigint');
    await button('Try without keeping').press('Enter');
    await told().getByText('The trial went well: 2 rows would come in. Nothing was kept.').waitFor();
    assert.equal(await stored("select to_regclass('public.city_list') is null"), 't');
    await assertAccessible(visitor.page, 'a new table');
    await button('Import').press('Enter');
    await told().getByText('2 rows came in.').waitFor();
    assert.equal(await stored("select string_agg(to_jsonb(c)::text, ' ' order by id) from city_list c"),
      '{"id": 1, "open": null, "tags": ["a", "b"], "city_name": "Ro\\"me\\nX"} {"id": 2, "open": true, "tags": null, "city_name": null}');
    assert.equal(await stored("select format_type(atttypid, -1) from pg_attribute where attrelid = 'city_list'::regclass and attname = 'id'"), 'bigint');
    await button('Show the table').press('Enter');
    await visitor.page.getByRole('heading', { name: 'city_list' }).waitFor();
    await visitor.page.getByRole('gridcell', { name: '["a", "b"]' }).first().waitFor();
  });

  it('opens a file of statements in the editor', async () => {
    await command('Import a file into a new table');
    await dialog().locator('input[type=file]').setInputFiles({ name: 'steps.sql', mimeType: 'text/plain', buffer: Buffer.from('select 42 as answer;\n') });
    await dialog().waitFor({ state: 'detached' });
    await visitor.page.locator('.cm-content').getByText('select 42 as answer;').waitFor();
    visitor.assertFaultless();
  });
});
