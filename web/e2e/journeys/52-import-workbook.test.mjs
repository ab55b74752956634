// A workbook into a table: its sheet chosen, numbers and dates as they were meant; read under the page's own
// Content-Security-Policy; what is no workbook is refused with a sentence; what studio exports comes back equal.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { Visitor } from '../browser.mjs';
import { givenCluster, psql } from '../server.mjs';

const cluster = givenCluster();
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook of two sheets as a spreadsheet program writes it. */
const workbook = () => Buffer.from(zipSync({
  'xl/workbook.xml': strToU8(`<workbook xmlns:r="${relations}"><sheets><sheet name="Notes" r:id="r1"/><sheet name="Cities" r:id="r2"/></sheets></workbook>`),
  'xl/_rels/workbook.xml.rels': strToU8(`<Relationships><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/>
    <Relationship Id="r2" Type="${relations}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`),
  'xl/sharedStrings.xml': strToU8('<sst><si><t>id</t></si><si><t>Name</t></si><si><t>founded</t></si><si><t>ro"me, caput</t></si><si><t>only a note</t></si></sst>'),
  'xl/styles.xml': strToU8('<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'),
  'xl/worksheets/sheet1.xml': strToU8('<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>4</v></c></row></sheetData></worksheet>'),
  'xl/worksheets/sheet2.xml': strToU8(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="inlineStr"><is><t>area</t></is></c></row>
    <row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>3</v></c><c r="C2" s="1"><v>45688</v></c><c r="D2"><v>1.1000000000000001</v></c></row>
    <row r="4"><c r="A4"><v>2</v></c><c r="D4"><v>9007199254740993</v></c></row></sheetData></worksheet>`),
}));

describe('import of a workbook', { skip: !cluster }, () => {
  /** @type {Visitor} */
  let visitor;
  /** @param {string} sql */
  const stored = async (sql) => await psql(/** @type {NonNullable<typeof cluster>} */ (cluster), sql);
  const dialog = () => visitor.page.getByRole('dialog', { name: /^Import into/ });
  const told = () => dialog().getByRole('status');
  /** @param {string} name */
  const button = (name) => dialog().getByRole('button', { name, exact: true });
  /** @param {string} name @param {Buffer} buffer */
  const pick = async (name, buffer) => await dialog().locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  /** @param {string} table */
  const open = async (table) => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/workbooks/${table}`);
    await visitor.page.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog().waitFor();
  };

  before(async () => {
    visitor = await Visitor.come();
    await stored(`drop schema if exists workbooks cascade; create schema workbooks; create table workbooks.city (id int primary key, name text, founded date, area numeric);
      create table workbooks.every (id int primary key, small smallint, large bigint, exact numeric, real real, double double precision, word text, yes boolean,
        day date, clock time, moment timestamp, zoned timestamptz, key uuid, tags jsonb, bytes bytea, list int[]);
      insert into workbooks.every values
        (1, -5, 9007199254740993, 123456789012345678901234567890.5, 1.5, 0.1, E'a "b",\\n_x0041_ ', true, '2025-01-31', '10:30:15.25', '2025-01-31 10:30:15.123', '2025-01-31 10:30:15+00', '6f9619ff-8b86-d011-b42d-00c04fc964ff', '{"a": [1]}', '\\x00ff', '{1,2}'),
        (2, null, null, null, null, null, '', false, '1800-05-06', '24:00', 'infinity', '-infinity', null, 'null', '\\x', '{}'); insert into workbooks.every (id) values (3);
      create table workbooks.again (like workbooks.every)`);
    await visitor.signIn();
  });
  after(async () => {
    await visitor.leave();
    await stored('drop schema if exists workbooks cascade');
  });

  it('reads the sheet that is chosen, its dates, numbers and empty cells as they were meant', async () => {
    await open('city');
    await pick('Cities.xlsx', workbook());
    await dialog().getByLabel('Sheet', { exact: true }).selectOption({ label: 'Cities' });
    await dialog().getByRole('cell', { name: '2025-01-31', exact: false }).or(dialog().getByText('2025-01-31')).first().waitFor();
    assert.equal(await dialog().getByLabel('The first row holds names', { exact: true }).isChecked(), true);
    await button('Import').press('Enter');
    await told().getByText('2 rows came in.').waitFor();
    assert.equal(await stored("select string_agg(c::text, ' ' order by id) from workbooks.city c"), '(1,"ro""me, caput",2025-01-31,1.1) (2,,,9007199254740993)');
  });

  it('refuses with a sentence what is none, and a workbook under a password', async () => {
    await open('city');
    const refused = () => dialog().getByRole('alert');
    await pick('none.xlsx', Buffer.from('id,name\n'));
    await refused().getByText('The file is no workbook, though its name says so.').waitFor();
    await pick('secret.xlsx', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]));
    await refused().getByText('The workbook is encrypted with a password. Save it without one and import that.').waitFor();
    await pick('cut.xlsx', workbook().subarray(0, 400));
    await refused().getByText('The workbook is damaged: it holds no sheets that can be read.').waitFor();
    assert.equal(await button('Import').isDisabled(), true);
    await pick('Cities.xlsx', workbook());
    await dialog().getByLabel('Sheet', { exact: true }).waitFor();
    assert.equal(await refused().count(), 0);
  });

  it('takes back what was exported as a workbook, value for value', async () => {
    await visitor.page.goto(`${visitor.origin}/c/${visitor.connection}/tables/workbooks/every`);
    await visitor.page.getByRole('button', { name: 'Import', exact: true }).waitFor();
    await visitor.page.keyboard.press('ControlOrMeta+k');
    const palette = visitor.page.getByRole('dialog', { name: 'Commands' });
    await palette.getByRole('combobox').fill('Export the rows as a file');
    await palette.getByRole('option', { name: 'Export the rows as a file' }).first().waitFor();
    await visitor.page.keyboard.press('Enter');
    const form = visitor.page.getByRole('dialog', { name: /^Export/ });
    await form.getByLabel('Format', { exact: true }).selectOption('xlsx');
    const saved = visitor.page.waitForEvent('download');
    await form.getByRole('button', { name: 'Export', exact: true }).click();
    const path = await (await saved).path();
    await open('again');
    await pick('every.xlsx', await readFile(path));
    await dialog().getByLabel(/^Column of /).first().waitFor();
    await button('Import').press('Enter');
    await told().getByText('3 rows came in.').waitFor();
    assert.equal(await stored('select count(*) from (select to_jsonb(e) from workbooks.every e except select to_jsonb(a) from workbooks.again a) d'), '0');
    visitor.assertFaultless();
  });
});
