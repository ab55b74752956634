import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { columnOf, momentOf, momentText, numberText } from './cell-text.ts';
import { readWorkbook } from './read-workbook.ts';

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

interface Given {
  rows: string;
  second?: string;
  shared?: string;
  formats?: string;
  styles?: string;
  properties?: string;
}

function workbook({ rows, second = '', shared = '', formats = '', styles = '', properties = '' }: Given): Uint8Array {
  const sheet = (content: string): Uint8Array => strToU8(`<worksheet><sheetData>${content}</sheetData></worksheet>`);
  return zipSync({
    'xl/workbook.xml': strToU8(`<?xml version="1.0"?><workbook xmlns:r="${relations}">${properties}<sheets><sheet name="A &amp; B" r:id="r1"/><sheet name="Two" r:id="r2"/></sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(`<Relationships><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/one.xml"/>
      <Relationship Id="r2" Type="${relations}/worksheet" Target="/xl/worksheets/two.xml"/></Relationships>`),
    'xl/sharedStrings.xml': strToU8(`<sst>${shared}</sst>`),
    'xl/styles.xml': strToU8(`<styleSheet><numFmts>${formats}</numFmts><cellXfs><xf numFmtId="0"/>${styles}</cellXfs></styleSheet>`),
    'xl/worksheets/one.xml': sheet(rows), 'xl/worksheets/two.xml': sheet(second),
  });
}

const csvOf = async (given: Given, place = 0): Promise<string> => await readWorkbook(workbook(given), place).csv.text();

/** A compound file that names the stream of an encrypted workbook. */
const encrypted = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...[...strToU8('EncryptedPackage')].flatMap((byte) => [byte, 0])]);

describe('a sheet of a workbook', () => {
  it('is CSV: texts in quotation marks, an empty cell NULL, a row without any left out', async () => {
    expect(await csvOf({
      shared: '<si><t>na"me</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh><t>spoken</t></rPh></si><si><t/></si>',
      rows: `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="2"/>
        <row r="4"><c r="B4" t="s"><v>2</v></c></row>
        <row r="5"><c t="b"><v>1</v></c><c t="str"><f>A1</f><v>a_x000A_&lt;b</v></c><c t="inlineStr"><is><t xml:space="preserve"> é </t></is></c><c t="e"><v>#N/A</v></c></row>`,
    })).toBe('"na""me",,"rich",\n,"",,\ntrue,"a\n<b"," é ","#N/A"\n');
  });

  it('is the one that was chosen, of all whose names are told', async () => {
    const book = workbook({ rows: '<row><c><v>1</v></c></row>', second: '<row><c><v>2</v></c></row>' });
    expect(readWorkbook(book, 0).sheets).toEqual(['A & B', 'Two']);
    expect(await readWorkbook(book, 1).csv.text()).toBe('2\n');
  });

  it('has dates as ISO by the style of the cell, in either calendar', async () => {
    const given = {
      formats: '<numFmt numFmtId="170" formatCode="[$-407]dd\\.mm\\.yyyy\\ &quot;Uhr&quot;hh:mm"/>', styles: '<xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="21"/>',
      rows: '<row><c s="1"><v>45688</v></c><c s="2"><v>45688.437673611108</v></c><c s="3"><v>0.5</v></c><c s="0"><v>45688</v></c></row>',
    };
    expect(await csvOf(given)).toBe('2025-01-31,2025-01-31 10:30:15,12:00:00,45688\n');
    expect(await csvOf({ ...given, properties: '<workbookPr date1904="1"/>' })).toMatch(/^2029-02-01,/);
  });

  it.each([
    ['no workbook', strToU8('id,name'), /is no workbook, though/], ['an archive of something else', zipSync({ 'a.txt': strToU8('x') }), /damaged/],
    ['a cut one', workbook({ rows: '<row><c><v>1</v></c></row>' }).subarray(0, 300), /damaged/],
    ['bad XML', workbook({ rows: '<row><c></row>' }), /damaged/], ['an empty sheet', workbook({ rows: '' }), /The sheet is empty/],
    ['an old one', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), /Excel 97/],
    ['an encrypted one', encrypted, /encrypted with a password/],
    ['too many columns', workbook({ rows: '<row><c r="XFD1"><v>1</v></c></row>' }), /more than 1,600 columns/],
    ['a binary one', zipSync({ 'xl/workbook.bin': strToU8('x') }), /binary workbook/],
  ])('is refused with a sentence: %s', (_, bytes, sentence) => expect(() => readWorkbook(bytes, 0)).toThrow(sentence));

  it('that would unpack to gigabytes is refused before it is unpacked', () => {
    const book = workbook({ rows: '<row><c><v>1</v></c></row>' });
    const view = new DataView(book.buffer, book.byteOffset);
    // The size that the archive's list tells of each part.
    for (let at = 0; at < book.length - 4; at++) if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0xf0000000, true);
    expect(() => readWorkbook(book, 0)).toThrow(/more than 250 MB/);
  });
});

describe('a cell', () => {
  it.each([
    ['1', '1'], ['1.1000000000000001', '1.1'], ['12345678901234567890', '12345678901234567890'], ['9007199254740993', '9007199254740993'],
    ['1E+2', '100'], ['-0.1', '-0.1'], ['0.12345678901234567891', '0.12345678901234567891'], ['x', 'x'], ['', ''],
  ])('with the number %s is %s', (text, wanted) => expect(numberText(text)).toBe(wanted));

  it.each([
    [14, undefined, 'date'], [22, undefined, 'timestamp'], [0, undefined, 'none'], [164, '0.00', 'none'], [164, '#,##0 "days"', 'none'], [164, 'yyyy-mm-dd', 'date'],
    [164, 'mmm', 'date'], [164, 'h:mm AM/PM', 'time'], [164, '[h]:mm:ss', 'time'], [164, '[Red]0', 'none'], [164, 'General', 'none'], [164, 'd/m/yy h:mm;@', 'timestamp'],
  ] as const)('of the format %s %s is a %s', (id, code, moment) => expect(momentOf(id, code)).toBe(moment));

  it.each([
    [1, 'date', '1900-01-01'], [61, 'date', '1900-03-01'], [2_958_465, 'date', '9999-12-31'], [1.25, 'time', '30:00:00'], [45688.999999999999, 'timestamp', '2025-02-01 00:00:00'],
    [-1, 'date', null], [3_000_000, 'date', null], [45688.5, 'date', '2025-01-31 12:00:00'], [45688.000000011574, 'timestamp', '2025-01-31 00:00:00.001'],
  ] as const)('of %s days as a %s is %s', (days, moment, wanted) => expect(momentText(days, moment, false)).toBe(wanted));

  it('stands in the column of its letters', () => expect(['A1', 'Z9', 'AA10', 'XFD1', '1'].map(columnOf)).toEqual([0, 25, 26, 16383, -1]));
});
