// The pure parts of the grid: pages kept as text, widths, what cells say, what is copied.

import { RowPage } from '@studio-pg/client';
import type { Cell } from '@studio-pg/client';
import { describe, expect, it } from 'vitest';
import { bytesText, describeCell } from './cell-text.ts';
import { ColumnLayout, firstLayout } from './column-layout.ts';
import { RowSlots } from './row-slots.ts';
import { PageStore, RowList } from './row-source.ts';

const pageOf = (rows: Cell[][]): RowPage =>
  new RowPage(rows.length, JSON.stringify({ id: '1', message: { type: 'rows', statement: 0, rows } }));

describe('PageStore', () => {
  it('gives every row of pages of uneven size', () => {
    const store = new PageStore();
    let next = 0;
    for (const size of [1, 7, 0, 100, 3]) store.append(pageOf(Array.from({ length: size }, () => [next++])));
    expect(store.row_count).toBe(111);
    expect(Array.from({ length: 111 }, (_, index) => store.row(index)?.[0])).toEqual(Array.from({ length: 111 }, (_, index) => index));
    expect(store.row(111)).toBeUndefined();
    expect(store.row(-1)).toBeUndefined();
  });

  it('gives rows far apart, more than it keeps parsed', () => {
    const store = new PageStore();
    for (let page = 0; page < 200; page += 1) store.append(pageOf([[page], [page + 0.5]]));
    for (const index of [0, 399, 1, 200, 0, 398]) expect(store.row(index)?.[0]).toBe(index / 2);
  });
});

describe('RowSlots', () => {
  it('keeps the slot of a row that stays, and gives free ones to those that come', () => {
    const slots = new RowSlots();
    expect([...slots.assign([0, 1, 2])]).toEqual([[0, 0], [1, 1], [2, 2]]);
    const next = slots.assign([2, 3, 4]);
    expect(next.get(2)).toBe(2);
    expect([...next.values()].sort()).toEqual([0, 1, 2]);
    expect(new Set(slots.assign([2, 90, 91, 92]).values()).size).toBe(4);
  });
});

describe('ColumnLayout', () => {
  it('finds the columns of a window among 1,600', () => {
    const layout = new ColumnLayout(Array.from({ length: 1600 }, () => 100));
    expect(layout.total).toBe(160_000);
    expect(layout.window(50_050, 50_950)).toEqual([500, 510]);
    expect(layout.window(-200, 50)).toEqual([0, 1]);
    expect(layout.window(159_950, 170_000)).toEqual([1599, 1600]);
    expect(new ColumnLayout([]).window(0, 100)).toEqual([0, 0]);
  });

  it('fits names and first values, within bounds', () => {
    const rows = new RowList([['x'.repeat(500), 1], [null, 2]]);
    const layout = firstLayout([{ name: 'text', type: 'text' }, { name: 'n', type: 'int4', width: 77 }], rows);
    expect(layout.widths).toEqual([360, 77]);
    expect(layout.resized(0, 10).widths[0]).toBe(48);
  });
});

describe('describeCell', () => {
  const cases: [Cell, string, string, string, string | null][] = [
    [null, 'text', 'null', 'NULL', null],
    ['', 'text', 'empty', "''", null],
    ['NULL', 'text', 'text', 'NULL', null],
    [false, 'bool', 'boolean', 'false', null],
    ['12345678901234567890', 'numeric', 'number', '12345678901234567890', null],
    [1e21, 'float8', 'number', '1e+21', null],
    [1e-7, 'float8', 'number', '1e-07', null],
    [-0, 'float8', 'number', '-0', null],
    ['NaN', 'float8', 'number', 'NaN', null],
    ['a\nb\tc', 'text', 'text', 'a↵b⇥c', null],
    ['\\xdead', 'bytea', 'bytea', '\\xdead', '2 bytes'],
    ['x'.repeat(2000), 'text', 'text', 'x'.repeat(300), '2,000'],
    [{ truncated: true, bytes: 314572800, head: 'abc' }, 'text', 'truncated', 'abc', 'of 300 MB'],
  ];
  it.each(cases)('case %#', (cell, type, kind, text, note) => {
    expect(describeCell(cell, type)).toEqual({ kind, text, note });
  });
});

describe('bytesText', () => {
  it.each([[0, '0 bytes'], [8192, '8192 bytes'], [10_240, '10 kB'], [1_572_864, '1.5 MB'], [2 ** 41, '2.0 TB']])(
    '%i is %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));
});
