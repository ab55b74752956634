// What a chart is made of, and the first guess of it from the result's columns. It knows neither library nor screen.

import type { Column, Row } from '@studio-pg/client';

export const chart_kinds = [
  ['line', 'Line'], ['bar', 'Bar'], ['area', 'Area'], ['scatter', 'Scatter'], ['pie', 'Pie'], ['heat_map', 'Heat map'],
  ['histogram', 'Histogram'], ['number', 'Number'],
] as const;
export type ChartKind = (typeof chart_kinds)[number][0];

export const aggregates = [['sum', 'Sum'], ['avg', 'Average'], ['count', 'Count'], ['min', 'Smallest'], ['max', 'Largest']] as const;
export type Aggregate = (typeof aggregates)[number][0];

export type Role = 'number' | 'time' | 'category';

/** Columns by their place in the result; null where the kind needs none. */
export interface ChartChoice {
  kind: ChartKind;
  x: number | null;
  y: number | null;
  /** A line, a bar's color, for each of its values; the rows of a heat map. */
  series: number | null;
  aggregate: Aggregate;
}

const numbers = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'money', 'oid']);
const times = new Set(['date', 'timestamp', 'timestamptz']);

export function roleOf(column: Column): Role {
  if (numbers.has(column.type)) return 'number';
  return times.has(column.type) ? 'time' : 'category';
}

/** Numbers that name something: nobody wants their sum. */
function isKey(column: Column): boolean {
  return column.type === 'oid' || /(^|_)(id|key|code|no)$/i.test(column.name);
}

/** `sample`: the first rows, to see how many different values a category has. */
export function guessChart(columns: readonly Column[], sample: readonly Row[], row_count: number): ChartChoice {
  const all = columns.map((column, index) => ({ column, index, role: roleOf(column) }));
  const measures = all.filter(({ column, role }) => role === 'number' && !isKey(column));
  const keys = all.filter(({ column, role }) => role === 'number' && isKey(column));
  const time = all.find(({ role }) => role === 'time')?.index ?? null;
  const categories = all.filter(({ role, index }) => role === 'category' && !isLong(sample, index));
  const y = measures[0]?.index ?? null;
  const base: ChartChoice = { kind: 'bar', x: null, y, series: null, aggregate: y === null ? 'count' : 'sum' };
  if (row_count === 1 && y !== null && all.length <= 2) return { ...base, kind: 'number', x: null };
  if (time !== null) return { ...base, kind: 'line', x: time, series: fewValues(sample, categories.map(({ index }) => index), 8) };
  const [one, two] = categories;
  if (one && two && y !== null && different(sample, one.index) > 1 && different(sample, two.index) > 1) {
    return { ...base, kind: 'heat_map', x: one.index, series: two.index };
  }
  if (one) return { ...base, kind: 'bar', x: one.index };
  if (measures[0] && measures[1]) return { ...base, kind: 'scatter', x: measures[0].index, y: measures[1].index };
  if (measures[0] && keys[0]) return { ...base, kind: 'bar', x: keys[0].index };
  if (measures[0]) return { ...base, kind: 'histogram', x: measures[0].index, aggregate: 'count' };
  return { ...base, kind: 'bar', x: keys[0]?.index ?? all[0]?.index ?? null };
}

/** What a change of kind asks of the columns: a number for x where it counts, something to group by where there was none. */
export function withKind(choice: ChartChoice, kind: ChartKind, columns: readonly Column[]): ChartChoice {
  const indexes = columns.map((_, index) => index);
  const number = indexes.find((index) => columns[index] && roleOf(columns[index]) === 'number') ?? null;
  const isNumber = (index: number | null): boolean => index !== null && columns[index] !== undefined && roleOf(columns[index]) === 'number';
  if (kind === 'histogram') return { ...choice, kind, x: isNumber(choice.x) ? choice.x : isNumber(choice.y) ? choice.y : number, series: null };
  if (kind === 'number') return { ...choice, kind, y: choice.y ?? number };
  if (kind === 'scatter') return { ...choice, kind, x: isNumber(choice.x) ? choice.x : number, y: choice.y ?? number };
  const x = choice.x ?? indexes.find((index) => index !== choice.y) ?? null;
  const series = kind === 'heat_map' ? choice.series ?? indexes.find((index) => index !== x && index !== choice.y) ?? null : choice.series;
  return { ...choice, kind, x, series };
}

function different(sample: readonly Row[], index: number): number {
  return new Set(sample.map((row) => JSON.stringify(row[index] ?? null))).size;
}

function fewValues(sample: readonly Row[], indexes: readonly number[], limit: number): number | null {
  return indexes.find((index) => {
    const count = different(sample, index);
    return count > 1 && count <= limit;
  }) ?? null;
}

/** Texts that are no names: documents, descriptions. */
function isLong(sample: readonly Row[], index: number): boolean {
  return sample.some((row) => {
    const cell = row[index];
    return (typeof cell === 'object' && cell !== null) || (typeof cell === 'string' && cell.length > 80);
  });
}
