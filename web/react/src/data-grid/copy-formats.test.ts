// Each format as the program that reads it wants it, with the values that spoil naive writers.

import type { Cell } from '@studio-pg/client';
import { describe, expect, it } from 'vitest';
import type { GridColumn } from './column-layout.ts';
import { copyRange } from './copy-formats.ts';
import type { CopyFormat } from './copy-formats.ts';
import { RowList } from './row-source.ts';

function written(format: CopyFormat, columns: readonly GridColumn[], rows: Cell[][]): string {
  const range = { first_row: 0, last_row: rows.length - 1, first_column: 0, last_column: columns.length - 1 };
  return copyRange(format, { source: new RowList(rows), range, columns, table: { schema: 'public', name: 'odd"name', names: new Map(), key: [] } }).text;
}
const column = (name: string, type = 'text', more: Partial<GridColumn> = {}): GridColumn => ({ name, type, ...more });

describe('tab-separated', () => {
  const columns = [column('a'), column('b'), column('c')];
  const rows = [['a', 1, null], ['tab\there', true, 'quote"'], ['line\nend', 2.5, '']];
  it('is what a spreadsheet reads', () => {
    expect(written('tsv', columns, rows)).toBe('a\t1\t\n"tab\there"\ttrue\t"quote"""\n"line\nend"\t2.5\t""');
    expect(written('tsv', [column('a')], [['']])).toBe('');
  });
  it('has the names when they are asked for', () => {
    expect(written('tsv_names', columns, [['x', 1, 2]])).toBe('a\tb\tc\nx\t1\t2');
  });
  it('is only the range, and tells what is missing', () => {
    const source = { row_count: 9, row: (index: number) => rows[index] };
    const range = { first_row: 1, last_row: 4, first_column: 1, last_column: 1 };
    expect(copyRange('tsv', { source, range, columns }))
      .toEqual({ text: 'true\n2.5', row_count: 2, left_out_rows: 2, cut_cells: 0 });
  });
  it('tells of cells that the server cut', () => {
    const range = { first_row: 0, last_row: 0, first_column: 0, last_column: 0 };
    const source = new RowList([[{ truncated: true, bytes: 9, head: 'ab' }]]);
    expect(copyRange('csv', { source, range, columns })).toMatchObject({ text: 'a\nab', cut_cells: 1 });
  });
});

it('CSV tells NULL from the empty string, as COPY does', () => {
  expect(written('csv', [column('a,b'), column('c')], [[null, ''], ['x"y', 'z']])).toBe('"a,b",c\n,""\n"x""y",z');
});

describe('JSON', () => {
  it('keeps every digit, embeds json, and stays valid', () => {
    const columns = [column('n', 'int8'), column('d', 'numeric'), column('j', 'jsonb'), column('f', 'float8'), column('t')];
    const text = written('json', columns, [['9007199254740993', '1.10', '{"a": 1}', 'NaN', 'q"\n'], [null, 'NaN', 'null', 1e21, '']]);
    expect(text).toContain('"n": 9007199254740993, "d": 1.10, "j": {"a": 1}, "f": "NaN"');
    expect(JSON.parse(text)).toMatchObject([{ t: 'q"\n' }, { n: null, d: 'NaN', j: null, f: 1e21, t: '' }]);
  });
  it('names columns of one name apart, and is a list without rows', () => {
    expect(JSON.parse(written('json', [column('a'), column('a')], [[1, 2]]))).toEqual([{ a: 1, a_2: 2 }]);
    expect(written('json', [column('a')], [])).toBe('[]');
  });
});

it('Markdown escapes what would end a cell or begin markup', () => {
  expect(written('markdown', [column('a|b'), column('n', 'int4')], [['<img src=x>\nnext | \\', 1], [null, 2]]))
    .toBe('| a\\|b | n |\n| --- | ---: |\n| \\<img src=x><br>next \\| \\\\ | 1 |\n| *NULL* | 2 |');
});

describe('INSERT', () => {
  it('quotes names and texts, keeps numbers bare, leaves generated columns out', () => {
    const columns = [column('id', 'int8'), column('it\'s "x"'), column('g', 'int4', { is_generated: true }), column('b', 'bool')];
    expect(written('insert', columns, [['12', "O'Brien \\", 3, true], [null, '', 4, null]])).toBe(
      'INSERT INTO "public"."odd""name" ("id", "it\'s ""x""", "b") VALUES\n'
      + "  (12, E'O''Brien \\\\', true),\n  (NULL, '', NULL);");
  });
  it('quotes what only looks like a number', () => {
    expect(written('insert', [column('n', 'numeric'), column('m', 'money')], [['NaN', '$1,000.00']]))
      .toContain("('NaN', '$1,000.00')");
  });
});

describe('UPDATE', () => {
  const columns = [column('shown as', 'int4'), column('body'), column('second'), column('g', 'int4', { is_generated: true })];
  const names = new Map([[0, 'id'], [1, 'body'], [2, 'part'], [3, 'g']]);
  const range = { first_row: 0, last_row: 1, first_column: 1, last_column: 3 };
  const source = new RowList([[1, "it's", 'a', 2], [2, null, 'b', 4]]);
  it('sets what was chosen by the key of the row, under the table\'s own names', () => {
    expect(copyRange('update', { source, range, columns, table: { schema: 's', name: 't', names, key: [0, 2] } }).text).toBe(
      `UPDATE "s"."t" SET "body" = 'it''s' WHERE "id" = 1 AND "part" = 'a';\nUPDATE "s"."t" SET "body" = NULL WHERE "id" = 2 AND "part" = 'b';`);
  });
  it('is nothing without a key', () => {
    expect(copyRange('update', { source, range, columns, table: { schema: 's', name: 't', names, key: [] } }).text).toBe('');
  });
});

it('a list for IN holds each value once, and no NULL', () => {
  expect(written('in_list', [column('a'), column('n', 'int8')], [['x', '1'], ["o'x", null], ['x', '2']])).toBe("('x', 1, 'o''x', 2)");
});

it('writes columns in the order in which they are shown, each under its own name', () => {
  const columns = [column('a', 'int4'), column('hidden'), column('c')];
  const range = { first_row: 0, last_row: 0, first_column: 0, last_column: 1, columns: [2, 0] };
  const source = new RowList([[1, 'not seen', 'x']]);
  expect(copyRange('tsv_names', { source, range, columns }).text).toBe('c\ta\nx\t1');
  const table = { schema: 's', name: 't', names: new Map([[0, 'id'], [1, 'h'], [2, 'see']]), key: [0] };
  expect(copyRange('insert', { source, range, columns, table }).text).toBe(`INSERT INTO "s"."t" ("see", "id") VALUES\n  ('x', 1);`);
  expect(copyRange('update', { source, range, columns, table }).text).toBe(`UPDATE "s"."t" SET "see" = 'x' WHERE "id" = 1;`);
});
