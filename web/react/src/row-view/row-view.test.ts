// Sorting, filtering and searching loaded rows: the order of each type, NULL, stability, what passes, what is found.

import { RowPage } from '@studio-pg/client';
import type { Cell } from '@studio-pg/client';
import { describe, expect, it } from 'vitest';
import { PageStore, RowList } from '../data-grid/row-source.ts';
import { addDecimals, averageText, compareDecimals, decimalText, parseDecimal } from './decimal.ts';
import { filterRows, isFilterValue, isValueOf, listText, operatorsOf, valuesOf } from './filter-rows.ts';
import type { FilterOperator } from './filter-rows.ts';
import { findCells, nextFound } from './find-cells.ts';
import { RowView } from './row-view.ts';
import { sortRows } from './sort-rows.ts';
import type { SortKey } from './sort-rows.ts';

const all = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, at) => at);

async function sorted(type: string, cells: Cell[], key: Partial<SortKey> = {}, labels?: string[]): Promise<Cell[]> {
  const rows = await sortRows(new RowList(cells.map((cell) => [cell])), all(cells.length), [{ type, labels }],
    [{ column: 0, direction: 'asc', ...key }]);
  return Array.from(rows, (row) => cells[row] ?? null);
}

describe('sortRows', () => {
  const cases: [string, Cell[]][] = [
    ['int4', [-5, 0, 3, 20, 100]],
    ['int8', ['-9007199254740993', '-9007199254740992', '9', '10', '9007199254740992', '9007199254740993']],
    ['numeric', ['-Infinity', '-1.1', '0.000000000000000000001', '0.000000000000000000002', '2', '10.5', 'Infinity', 'NaN']],
    ['float8', ['-Infinity', -1.5, 0, 1e21, 'Infinity', 'NaN']],
    ['text', ['', 'A', 'B', 'a', 'aa', 'ab', 'ä', '\ufffd', '😀']],
    ['text', ['same start 1', 'same start 10', 'same start 2']],
    ['bool', [false, true]],
    ['date', ['-infinity', '4713-01-01 BC', '0044-03-15 BC', '0001-01-01', '1999-12-31', '2024-02-29', '10000-01-01', 'infinity']],
    ['timestamptz', ['2024-10-27 02:30:00+02', '2024-10-27 02:30:00+01', '2024-10-27 02:30:00.000001+01', '2024-10-27 02:30:00.1+01']],
    ['interval', ['-1 days', '00:00:00.5', '23:00:00', '1 day', '29 days 23:00:00', '1 mon', '1 year -1 days', '1 year']],
    ['uuid', ['00000000-0000-0000-0000-000000000002', 'a0000000-0000-0000-0000-000000000001']],
  ];
  it.each(cases)('orders %s by value, from any order', async (type, cells) => {
    expect(await sorted(type, [...cells].reverse())).toEqual(cells);
    const shuffled = cells.flatMap((_, at) => (at % 2 === 0 ? [at] : [])).concat(cells.flatMap((_, at) => (at % 2 === 1 ? [at] : [])));
    expect(await sorted(type, shuffled.map((at) => cells[at] ?? null))).toEqual(cells);
  });

  it('puts NULL where PostgreSQL puts it, or where it is wished', async () => {
    expect(await sorted('int4', [null, 2, 1])).toEqual([1, 2, null]);
    expect(await sorted('int4', [1, null, 2], { direction: 'desc' })).toEqual([null, 2, 1]);
    expect(await sorted('int4', [1, null, 2], { nulls: 'first' })).toEqual([null, 1, 2]);
    expect(await sorted('text', ['a', null, 'b'], { direction: 'desc', nulls: 'last' })).toEqual(['b', 'a', null]);
  });

  it('orders an enum by its labels, and dates of another style as text', async () => {
    expect(await sorted('mood', ['happy', 'sad', 'ok'], {}, ['sad', 'ok', 'happy'])).toEqual(['sad', 'ok', 'happy']);
    expect(await sorted('date', ['31/12/1999', '01/01/2000'])).toEqual(['01/01/2000', '31/12/1999']);
  });

  it('takes several columns, and leaves equal rows as they came', async () => {
    const rows: Cell[][] = [['b', 1], ['a', 1], ['b', 2], ['a', 2], ['a', 1]];
    const order = await sortRows(new RowList(rows), all(5), [{ type: 'text' }, { type: 'int4' }],
      [{ column: 1, direction: 'desc' }, { column: 0, direction: 'asc' }]);
    expect([...order]).toEqual([3, 2, 1, 4, 0]);
  });

  it('sorts as a plain sort does, many times over', async () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647);
    for (const count of [0, 1, 2, 3, 100, 20_011]) {
      const cells = Array.from({ length: count }, () => random() % 1000);
      expect(await sorted('int4', cells)).toEqual([...cells].sort((a, b) => a - b));
    }
  });

  it('can be ended', async () => {
    const controller = new AbortController();
    const cells = Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 300_007);
    const work = sortRows(new RowList(cells.map((cell) => [cell])), all(cells.length), [{ type: 'int4' }], [{ column: 0, direction: 'asc' }],
      { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(work).rejects.toThrow(/abort/i);
  });
});

describe('filterRows', () => {
  const filtered = async (type: string, cells: Cell[], operator: FilterOperator, value: string): Promise<Cell[]> => await passes(type, operator, value, cells);
  const passes = async (type: string, operator: FilterOperator, value: string, cells: Cell[]): Promise<Cell[]> =>
    Array.from(await filterRows(new RowList(cells.map((cell) => [cell])), [{ type }], [{ column: 0, operator, value }]), (row) => cells[row] ?? null);
  it.each<[string, FilterOperator, string, Cell[], Cell[]]>([
    ['int8', 'gt', '9007199254740992', ['9007199254740992', '9007199254740993', null], ['9007199254740993']],
    ['numeric', 'eq', '1.50', ['1.5', '1.50', '1.51', null], ['1.5', '1.50']],
    ['int4', 'ne', '1', [1, 2, null], [2]],
    ['timestamptz', 'le', '2024-01-01 00:00:00+00', ['2024-01-01 01:00:00+01', '2024-01-01 00:00:01+00'], ['2024-01-01 01:00:00+01']],
    ['text', 'contains', 'AB', ['xaby', 'ba', null], ['xaby']],
    ['text', 'not_contains', 'ab', ['xaby', 'ba', null], ['ba']],
    ['text', 'starts', 'x', ['xa', 'ax'], ['xa']],
    ['text', 'ends', 'x', ['xa', 'ax'], ['ax']],
    ['text', 'is_null', '', ['', null], [null]],
    ['text', 'is_not_null', '', ['', null], ['']],
    ['bool', 'is_false', '', [true, false, null], [false]],
  ])('%s %s %s', async (type, operator, value, cells, wanted) => {
    expect(await passes(type, operator, value, cells)).toEqual(wanted);
  });

  it('knows the values of a type', () => {
    expect(isValueOf('int4', 'abc')).toBe(false);
    expect(isValueOf('int4', '')).toBe(false);
    expect(isValueOf('numeric', '-1.5')).toBe(true);
    expect(isValueOf('date', '2024-01-01')).toBe(true);
    expect(isValueOf('date', 'yesterday')).toBe(false);
    expect(isValueOf('text', '')).toBe(true);
    expect(operatorsOf('bool')[0]).toBe('is_true');
  });
  it('takes those of a list by the order of the type, and NULL neither in it nor out of it', async () => {
    expect(await filtered('int4', [1, 2, 3, null], 'in', '3, 1')).toEqual([1, 3]);
    expect(await filtered('int4', [1, 2, 3, null], 'not_in', '3, 1')).toEqual([2]);
    expect(await filtered('numeric', ['1.50', '2', 'NaN'], 'in', '1.5, NaN')).toEqual(['1.50', 'NaN']);
    expect(await filtered('int8', ['9007199254740993', '9007199254740992'], 'in', '9007199254740993')).toEqual(['9007199254740993']);
    expect(await filtered('text', ['a, b', 'c', 'C', ''], 'in', '"a, b"\nc')).toEqual(['a, b', 'c']);
    expect(await filtered('timestamptz', ['2024-01-01 00:00:00+00', '2024-01-02 00:00:00+00'], 'in', '2024-01-01 01:00:00+01'))
      .toEqual(['2024-01-01 00:00:00+00']);
  });
  it('takes both ends of a range', async () => {
    expect(await filtered('int4', [1, 2, 3, 4, null], 'between', '2, 3')).toEqual([2, 3]);
    expect(await filtered('date', ['2024-01-01', '2024-06-01', '2025-01-01'], 'between', '2024-01-01, 2024-12-31')).toEqual(['2024-01-01', '2024-06-01']);
    expect(await filtered('text', ['a', 'b', 'c, d'], 'between', listText(['b', 'c, d']))).toEqual(['b', 'c, d']);
  });
  it('reads a list as it is written, and says what is no list of the type', () => {
    for (const values of [['a'], ['a, b', ' c ', '"', ''], ['1', '2'], ['x\ny']]) expect(valuesOf(listText(values))).toEqual(values);
    expect(valuesOf(' 1 ,2,, 3\n4\n')).toEqual(['1', '2', '3', '4']);
    expect(valuesOf('')).toEqual([]);
    expect(isFilterValue('int4', 'in', '1, 2')).toBe(true);
    expect(isFilterValue('int4', 'in', '1, x')).toBe(false);
    expect(isFilterValue('int4', 'in', ' ')).toBe(false);
    expect(isFilterValue('int4', 'between', listText(['1', '']))).toBe(false);
    expect(isFilterValue('int4', 'between', '1, 2')).toBe(true);
    expect(isFilterValue('int4', 'is_null', '')).toBe(true);
  });
});

describe('findCells', () => {
  const source = new RowList([['Ab', 12], [null, 'xAB'], [{ truncated: true, bytes: 9, head: 'cab' }, 'b']]);
  it('finds letters of either case, row by row', async () => {
    expect(await findCells(source, 2, 'aB')).toEqual([{ row: 0, column: 0 }, { row: 1, column: 1 }, { row: 2, column: 0 }]);
    expect(await findCells(source, 2, 'null')).toEqual([]);
  });
  it('goes to the next and the one before, and round', async () => {
    const places = await findCells(source, 2, 'ab');
    expect(nextFound(places, { row: 0, column: 0 }, 1)).toBe(1);
    expect(nextFound(places, { row: 2, column: 1 }, 1)).toBe(0);
    expect(nextFound(places, { row: 1, column: 0 }, -1)).toBe(0);
    expect(nextFound(places, { row: 0, column: 0 }, -1)).toBe(2);
    expect(nextFound([], { row: 0, column: 0 }, 1)).toBe(-1);
  });
});

describe('RowView', () => {
  it('filters, sorts and searches what is shown, and gives all rows back', async () => {
    const view = new RowView(new RowList([[3, 'c'], [1, 'a'], [2, 'bc'], [null, 'c']]), [{ type: 'int4' }, { type: 'text' }]);
    const shown = (): Cell[] => Array.from({ length: view.state.source.row_count }, (_, at) => view.state.source.row(at)?.[0] ?? null);
    await view.filterBy([{ column: 1, operator: 'contains', value: 'c' }]);
    expect(shown()).toEqual([3, 2, null]);
    await view.sortBy([{ column: 0, direction: 'asc' }]);
    expect(shown()).toEqual([2, 3, null]);
    await view.search('b');
    expect(view.state.found).toEqual([{ row: 0, column: 1 }]);
    await view.clear();
    expect(shown()).toEqual([3, 1, 2, null]);
    expect(view.state.found).toEqual([{ row: 2, column: 1 }]);
    expect(view.state).toMatchObject({ is_plain: true, progress: null });
  });

  it('takes up the rows that came later', async () => {
    const store = new PageStore();
    const append = (rows: Cell[][]): void => store.append(new RowPage(rows.length, JSON.stringify({ rows })));
    append([[2], [9]]);
    const view = new RowView(store, [{ type: 'int4' }]);
    await view.sortBy([{ column: 0, direction: 'desc' }]);
    append([[5]]);
    await view.grown();
    expect([0, 1, 2].map((at) => view.state.source.row(at)?.[0])).toEqual([9, 5, 2]);
  });

  it('does only the newest wish', async () => {
    const rows = Array.from({ length: 200_000 }, (_, at) => [(at * 7919) % 200_003]);
    const view = new RowView(new RowList(rows), [{ type: 'int4' }]);
    const first = view.sortBy([{ column: 0, direction: 'asc' }]);
    await Promise.all([first, view.sortBy([{ column: 0, direction: 'desc' }])]);
    expect(view.state.source.row(0)?.[0]).toBe(200_002);
    expect(view.state.progress).toBeNull();
  });
});

describe('decimals', () => {
  it.each([['1', '1.0', 0], ['-0', '0.00', 0], ['-2', '-10', 1], ['007', '7', 0], ['NaN', 'Infinity', 1], ['0.10', '0.1001', -1], ['-1', '1', -1]])(
    '%s against %s', (a, b, order) => expect(Math.sign(compareDecimals(a, b))).toBe(order));
  it('adds and divides exactly', () => {
    const sum = ['0.1', '0.2', '9007199254740993'].map((text) => parseDecimal(text)).reduce((a, b) => (a && b ? addDecimals(a, b) : null));
    expect(sum && decimalText(sum)).toBe('9007199254740993.3');
    expect(averageText({ digits: 10n, scale: 0 }, 4, 6)).toBe('2.5');
    expect(averageText({ digits: -2n, scale: 0 }, 3, 4)).toBe('-0.6667');
    expect(averageText({ digits: 600n, scale: 0 }, 6, 6)).toBe('100');
    expect(parseDecimal('NaN')).toBeNull();
  });
});
