// The first guess of a chart, and the numbers behind it.

import type { Column, Row } from '@studio-pg/client';
import { RowList } from '@studio-pg/react';
import { describe, expect, it } from 'vitest';
import { guessChart, withKind } from './chart-choice.ts';
import type { ChartChoice, ChartKind } from './chart-choice.ts';
import { asTime, chartData } from './chart-data.ts';

const columnsOf = (...pairs: [string, string][]): Column[] => pairs.map(([name, type]) => ({ name, type, type_oid: 0, typmod: -1, table_oid: 0, column_number: 0 }));
const guess = (columns: Column[], rows: Row[], count = rows.length): [ChartKind, number | null, number | null, number | null] => {
  const { kind, x, y, series } = guessChart(columns, rows, count);
  return [kind, x, y, series];
};

describe('the first guess', () => {
  it.each<[string, Column[], Row[], [ChartKind, number | null, number | null, number | null]]>([
    ['time and number', columnsOf(['day', 'date'], ['amount', 'numeric']), [['2026-01-01', '1.5'], ['2026-01-02', '2']], ['line', 0, 1, null]],
    ['time, number and few names', columnsOf(['store', 'text'], ['day', 'timestamptz'], ['n', 'int8']), [['a', '2026-01-01 00:00:00+00', '1'], ['b', '2026-01-02 00:00:00+00', '2']], ['line', 1, 2, 0]],
    ['name and number', columnsOf(['name', 'text'], ['count', 'int8']), [['a', '1'], ['b', '2']], ['bar', 0, 1, null]],
    ['two names and a number', columnsOf(['a', 'text'], ['b', 'mood'], ['n', 'int4']), [['x', 'p', 1], ['y', 'q', 2]], ['heat_map', 0, 2, 1]],
    ['two numbers', columnsOf(['length', 'int2'], ['rate', 'float8']), [[1, 2], [3, 4]], ['scatter', 0, 1, null]],
    ['one number, one row', columnsOf(['count', 'int8']), [['7']], ['number', null, 0, null]],
    ['one number', columnsOf(['length', 'int2']), [[1], [2]], ['histogram', 0, 0, null]],
    ['a key is no measure', columnsOf(['film_id', 'int4'], ['length', 'int2']), [[1, 2], [3, 4]], ['bar', 0, 1, null]],
    ['names alone are counted', columnsOf(['rating', 'mpaa']), [['G'], ['R'], ['G']], ['bar', 0, null, null]],
  ])('of %s', (_, columns, rows, expected) => expect(guess(columns, rows)).toEqual(expected));
});

describe('numbers of a chart', () => {
  const columns = columnsOf(['day', 'date'], ['store', 'text'], ['amount', 'numeric']);
  const rows = new RowList([['2026-01-02', 'a', '2.5'], ['2026-01-01', 'a', '1'], ['2026-01-02', 'b', '4'], ['2026-01-02', 'a', '0.5'], ['infinity', 'a', '9'], ['2026-01-01', 'b', null]]);
  const choice: ChartChoice = { kind: 'line', x: 0, y: 2, series: 1, aggregate: 'sum' };

  it('are added up by group and series, in the order of time, and say what is missing', () => {
    expect(chartData(choice, columns, rows)).toEqual({
      kind: 'groups', is_time: true, labels: ['2026-01-01', '2026-01-02'], times: [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 2)],
      series: [{ name: 'a', values: [1, 3] }, { name: 'b', values: [null, 4] }], notes: ['1 row without a value', '1 value that cannot stand on an axis of time'],
    });
  });
  it.each([['avg', 1.5], ['min', 0.5], ['max', 2.5], ['count', 2]] as const)('have %s', (aggregate, expected) => {
    const data = chartData({ ...choice, aggregate }, columns, rows);
    expect(data.kind === 'groups' && data.series[0]?.values[1]).toBe(expected);
  });
  it('are the largest ones where there are too many', () => {
    const many = new RowList(Array.from({ length: 300 }, (_, index): Row => [`n${index}`, index]));
    const data = chartData({ kind: 'bar', x: 0, y: 1, series: null, aggregate: 'sum' }, columnsOf(['n', 'text'], ['v', 'int4']), many);
    expect(data.kind === 'groups' && [data.labels.length, data.labels[0], data.notes]).toEqual([100, 'n200', ['the 100 largest of 300']]);
  });
  it('are counted in bins with borders that people can say', () => {
    const data = chartData({ kind: 'histogram', x: 0, y: null, series: null, aggregate: 'count' }, columnsOf(['v', 'int4']), new RowList(Array.from({ length: 100 }, (_, index): Row => [index])));
    expect(data.kind === 'bins' && data.bins.map((bin) => [bin.from, bin.count])).toEqual([[0, 20], [20, 20], [40, 20], [60, 20], [80, 20]]);
  });
  it('of one value only have one bin; of none none', () => {
    const one = chartData({ kind: 'histogram', x: 0, y: null, series: null, aggregate: 'count' }, columnsOf(['v', 'int4']), new RowList([[5], [5], [null]]));
    expect(one).toEqual({ kind: 'bins', bins: [{ from: 5, to: 6, count: 2 }], notes: ['1 row without a number'] });
    expect(chartData({ kind: 'histogram', x: 0, y: null, series: null, aggregate: 'count' }, columnsOf(['v', 'int4']), new RowList([]))).toMatchObject({ bins: [] });
  });
  it('are sampled where there are too many points, which is said', () => {
    const many = new RowList(Array.from({ length: 50_000 }, (_, index): Row => [index, index]));
    const data = chartData({ kind: 'scatter', x: 0, y: 1, series: null, aggregate: 'sum' }, columnsOf(['a', 'int4'], ['b', 'int4']), many);
    expect(data.kind === 'points' && [data.series[0]?.points.length, data.notes]).toEqual([16_667, ['one row in 3']]);
  });
  it('are one where one is asked for', () => {
    expect(chartData({ kind: 'number', x: null, y: 2, series: null, aggregate: 'sum' }, columns, rows)).toMatchObject({ value: 17 });
  });
});

describe('times', () => {
  it.each([['2026-01-31', '2026-01-31T00:00:00.000Z'], ['2026-01-31 10:11:12.5', '2026-01-31T10:11:12.500Z'], ['2026-01-31 10:11:12+05:30', '2026-01-31T10:11:12.000Z'],
    ['infinity', null], ['0044-03-15 BC', null]])('%s', (text, expected) => {
    const time = asTime(text);
    expect(time === null ? null : new Date(time).toISOString()).toBe(expected);
  });
});

describe('another kind', () => {
  const columns = columnsOf(['name', 'text'], ['a', 'int4'], ['b', 'int4']);
  const bar: ChartChoice = { kind: 'bar', x: 0, y: 1, series: null, aggregate: 'sum' };
  it('has columns that it can draw', () => {
    expect(withKind(bar, 'histogram', columns)).toMatchObject({ x: 1 });
    expect(withKind(bar, 'scatter', columns)).toMatchObject({ x: 1, y: 1 });
    expect(withKind(bar, 'heat_map', columns)).toMatchObject({ x: 0, y: 1, series: 2 });
    expect(withKind({ ...bar, x: null, kind: 'number' }, 'bar', columns)).toMatchObject({ x: 0 });
  });
});
