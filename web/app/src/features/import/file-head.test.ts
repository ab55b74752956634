import { describe, expect, it } from 'vitest';
import { guessDelimiter, guessMapping, guessQuote, readHead, splitRecords } from './file-head.ts';
import { guessDateOrder, guessType } from './guess-types.ts';
import { ArrayLines, isArray } from './json-lines.ts';
import { createStatement, guessTable, plainName, problemOf } from './new-table.ts';
import { decodeHead, guessEncoding, openSource } from './source.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the beginning of a file', () => {
  it('is cut into records by RFC 4180, the last, cut one left out', () => {
    expect(splitRecords('a,"b ""x"",\ny"\r\n1,2\n3,', ',', 9)).toEqual([['a', 'b "x",\ny'], ['1', '2']]);
    expect(splitRecords('only', ',', 9)).toEqual([['only']]);
    expect(splitRecords('', ',', 9)).toEqual([]);
  });

  it('tells its delimiter by lines of equal length, and what stands around fields', () => {
    expect(guessDelimiter('a;b\n1,5;2\n')).toBe(';');
    expect(guessDelimiter('a\tb\n1\t2\n')).toBe('\t');
    expect(guessDelimiter('a,b\n')).toBe(',');
    expect(guessDelimiter('one\ntwo\n')).toBe(',');
    expect(guessQuote('\'a\',\'b;c\'\n', ',')).toBe('\'');
    expect(guessQuote('"a",\'b\'\n', ',')).toBe('"');
  });

  it('tells whether its first line holds names', () => {
    expect(readHead('x.csv', 'id,name\n1,a\n', ['other']).has_header).toBe(true);
    expect(readHead('x.csv', '1,a\n2,b\n', []).has_header).toBe(false);
    expect(readHead('x.csv', 'a,b\nc,d\n', ['x', 'y']).has_header).toBe(false);
    expect(readHead('x.csv', 'a,b\nc,d\n', []).has_header).toBe(true);
    expect(readHead('x.csv', 'Name\na\n', ['name']).has_header).toBe(true);
    expect(readHead('x.csv', '\uFEFFid,name\n1,a\n', []).names).toEqual(['id', 'name']);
    expect(readHead('x.csv', 'id,name\n1,a\n', [], { has_header: false }).names).toEqual(['1', '2']);
  });

  it('tells what stands for NULL where no field is empty', () => {
    expect(readHead('x.csv', 'id,name\n1,NULL\n', [])).toMatchObject({ null_text: 'NULL', rows: [['1', null]] });
    expect(readHead('x.csv', 'id,name,x\n1,NULL,\n', [])).toMatchObject({ null_text: '', rows: [['1', 'NULL', null]] });
    expect(readHead('x.csv', 'id,name\n1,\\N\n', [], { null_text: '1' }).rows).toEqual([[null, '\\N']]);
  });

  it('of JSON has the keys for names, an object a line or all in an array', () => {
    const wanted = { format: 'json', names: ['a', 'b', 'd'], rows: [['1', '{"c":[2]}', null], [null, null, null]] };
    expect(readHead('x.jsonl', '{"a":1,"b":{"c":[2]}}\n{"d":null}\n{"cut', [])).toMatchObject(wanted);
    expect(readHead('x.json', ' [\n {"a":1,\n"b":{"c":[2]}},\n {"d":null}, {"cut', [])).toMatchObject(wanted);
  });

  it('goes to the columns of the same names, else of the same places, never twice to one', () => {
    const head = readHead('x.csv', 'First Name,id,x,ID\na,1,2,3\n', []);
    expect(guessMapping(head, ['id', 'first_name'])).toEqual(['first_name', 'id', null, null]);
    expect(guessMapping(readHead('x.csv', '1,2,3\n', []), ['a', 'b'])).toEqual(['a', 'b', null]);
  });

  it('tells its encoding: by a mark, as UTF-8 though it ends within a character, else as most files are', () => {
    expect(guessEncoding(bytes('é').subarray(0, 1))).toBe('UTF8');
    expect(guessEncoding(new Uint8Array([0xe9, 0x0a]))).toBe('WIN1252');
    expect(guessEncoding(new Uint8Array([0xff, 0xfe, 0x61, 0]))).toBe('UTF16LE');
    expect(decodeHead(new Uint8Array([0xff, 0xfe, 0x61, 0]), 'UTF16LE')).toBe('a');
    expect(decodeHead(new Uint8Array([0x80]), 'WIN1252')).toBe('€');
  });
});

describe('a file', () => {
  it('that is no workbook of Excel is refused with a sentence, any other opened', async () => {
    const { signal } = new AbortController();
    await expect(openSource(new File(['x'], 'Book.ODS'), 0, signal)).rejects.toThrow(/“Book.ODS” is no workbook of Excel/);
    await expect(openSource(new File(['a,b'], 'x.csv'), 0, signal)).resolves.toMatchObject({ name: 'x.csv', size: 3, known: {} });
  });
});

describe('a JSON array', () => {
  it('becomes an object a line, however it is cut into pieces', () => {
    const text = '\uFEFF[ {"a": "],[\\"\n",\n "b": [1, {"c": []}]} ,\r\n\t{} ,{"é":"\\\\"}\n]\n';
    const whole = new TextDecoder().decode(new ArrayLines().piece(bytes(text)));
    expect(whole.split('\n').length).toBe(4); // one of them inside of a text, where no JSON has it
    const good = text.replace('\n",', '",');
    const lines = new TextDecoder().decode(new ArrayLines().piece(bytes(good))).trim().split('\n');
    expect(lines.map((each): unknown => JSON.parse(each))).toEqual(JSON.parse(good.trim()));
    const pieces = new ArrayLines();
    const cut = [...bytes(good)].map((byte) => pieces.piece(new Uint8Array([byte]))[0] ?? 0);
    expect(new TextDecoder().decode(new Uint8Array(cut)).trim().split('\n')).toEqual(lines);
  });

  it('is told by its first character', () => {
    expect([' \n[', '\uFEFF[1', '{"a":[]}', '', 'x'].map((text) => isArray(bytes(text)))).toEqual([true, true, false, false, false]);
  });
});

describe('types', () => {
  it.each([
    [['1', '-20', null], 'integer'], [['2147483648'], 'bigint'], [['9223372036854775808', '1'], 'numeric'], [['1.50', '.5', '2'], 'numeric'],
    [['1e5', '2'], 'double precision'], [['true', 'f'], 'boolean'], [['007', '1'], 'text'], [['0'], 'integer'], [['2026-01-31'], 'date'],
    [['31.1.2026'], 'date'], [['2026-01-31 10:00', '2026-01-31T10:00:00.5'], 'timestamp'], [['2026-01-31T10:00:00Z', '2026-01-31 10:00:00+02'], 'timestamptz'],
    [['10:00', '23:59:59'], 'time'], [['6f9619ff-8b86-d011-b42d-00c04fc964ff'], 'uuid'], [['{"a":1}', '[]'], 'jsonb'], [['{x'], 'text'],
    [['1', 'a'], 'text'], [[null], 'text'], [[], 'text'], [['1', ''], 'text'],
  ] as const)('%j: %s', (values, type) => expect(guessType(values)).toBe(type));

  it('tells the order of a date by a day beyond 12, or by its points', () => {
    expect(guessDateOrder([['13/1/2026']])).toBe('DMY');
    expect(guessDateOrder([['1/2/2026'], ['1/13/2026 10:00']])).toBe('MDY');
    expect(guessDateOrder([['1.2.2026']])).toBe('DMY');
    expect(guessDateOrder([['1/2/2026'], ['2026-01-02'], [null]])).toBe(null);
  });
});

describe('a new table', () => {
  const head = readHead('My Cities.csv', 'City ID,cityName,,City-ID\n1,Rome,x,2\n', []);
  it('is named by the file, its columns by the fields, none twice', () => {
    expect(guessTable('My Cities.csv', head, 'public')).toEqual({
      schema: 'public', name: 'my_cities', primary_key: null, columns: [
        { name: 'city_id', type: 'integer' }, { name: 'city_name', type: 'text' }, { name: 'column_3', type: 'text' }, { name: 'city_id_2', type: 'integer' },
      ],
    });
    expect([plainName('2nd Größe (m²)'), plainName('***'), plainName('x'.repeat(99)).length]).toEqual(['column_2nd_größe_m2', '', 63]);
  });

  it('is made by a statement without the fields that are left out', () => {
    const table = { schema: 'public', name: 'a "b"', primary_key: 0, columns: [{ name: 'id', type: 'int' }, { name: '', type: 'text' }, { name: 'x', type: 'numeric(3, 1)' }] };
    expect(createStatement(table, (name) => JSON.stringify(name))).toBe('CREATE TABLE "public"."a \\"b\\"" (\n  "id" int PRIMARY KEY,\n  "x" numeric(3, 1)\n)');
    expect(problemOf(table)).toBe(null);
    expect(problemOf({ ...table, columns: [{ name: 'x', type: 'int' }, { name: 'x', type: 'int' }] })).toMatch(/Two columns are named x/);
    expect(problemOf({ ...table, columns: [{ name: 'x', type: ' ' }] })).toMatch(/no type/);
    expect(problemOf({ ...table, columns: [{ name: '', type: 'int' }] })).toMatch(/No field/);
  });
});
