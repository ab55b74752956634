// From loaded rows to what a chart draws: groups with their sums, points, bins. Everything is bounded, and what was left
// out is said. It knows neither library nor screen.

import type { Cell, Column } from '@studio-pg/client';
import type { RowSource } from '@studio-pg/react';
import { countText, plural } from '../../../lib/format.ts';
import { roleOf } from './chart-choice.ts';
import type { Aggregate, ChartChoice } from './chart-choice.ts';

export type ChartData =
  | { kind: 'groups'; is_time: boolean; labels: readonly string[]; /** Milliseconds of each label, where it is a time. */ times: readonly number[];
      series: readonly { name: string; values: readonly (number | null)[] }[]; notes: readonly string[] }
  | { kind: 'points'; series: readonly { name: string; points: readonly (readonly [number, number])[] }[]; is_time: boolean; notes: readonly string[] }
  | { kind: 'bins'; bins: readonly { from: number; to: number; count: number }[]; notes: readonly string[] }
  | { kind: 'number'; value: number | null; notes: readonly string[] };

export const row_limit = 1_000_000;
const group_limit = 1000;
const bar_limit = 100;
const pie_limit = 12;
const series_limit = 20;
const heat_limit = 100;
const point_limit = 20_000;

export function chartData(choice: ChartChoice, columns: readonly Column[], source: RowSource): ChartData {
  switch (choice.kind) {
    case 'number': return numberOf(choice, source);
    case 'histogram': return binsOf(choice, source);
    case 'scatter': return pointsOf(choice, columns, source);
    default: return groupsOf(choice, columns, source);
  }
}

/** A cell as a number; null where it is none. Money is read by its digits. */
export function asNumber(cell: Cell | undefined): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (typeof cell !== 'string' || cell === '') return null;
  const number = Number(/^-?[$€£]/.test(cell) ? cell.replaceAll(/[$€£,]/g, '') : cell);
  return Number.isFinite(number) ? number : null;
}

/** A date or time as PostgreSQL writes it, by the clock that it shows: the zone was applied by the server. */
export function asTime(cell: Cell | undefined): number | null {
  if (typeof cell !== 'string') return null;
  const parts = /^(\d{4,6})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(\.\d+)?)?([+-]\d\d(?::\d\d){0,2})?$/.exec(cell);
  if (!parts) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0'] = parts;
  const time = new Date(0);
  time.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  time.setUTCHours(Number(hour), Number(minute), Number(second), Math.round(Number(fraction) * 1000));
  return Number.isNaN(time.getTime()) ? null : time.getTime();
}

export function asText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return 'NULL';
  if (typeof cell === 'object') return `${cell.head}…`;
  return cell === '' ? "''" : String(cell);
}

class Sum {
  count = 0;
  sum = 0;
  min = Infinity;
  max = -Infinity;

  add(value: number): void {
    this.count += 1;
    this.sum += value;
    this.min = Math.min(this.min, value);
    this.max = Math.max(this.max, value);
  }

  of(aggregate: Aggregate): number | null {
    if (aggregate === 'count') return this.count;
    if (this.count === 0) return null;
    return { sum: this.sum, avg: this.sum / this.count, min: this.min, max: this.max }[aggregate];
  }
}

function eachRow(source: RowSource, take: (at: (index: number | null) => Cell | undefined) => void): string[] {
  const count = Math.min(source.row_count, row_limit);
  for (let index = 0; index < count; index += 1) {
    const row = source.row(index);
    if (row) take((column) => (column === null ? undefined : row[column]));
  }
  return count < source.row_count ? [`only the first ${plural(count, 'row')}`] : [];
}

/** What a row adds: 1 where rows are counted, or where a value is there. */
function valueOf(choice: ChartChoice, cell: Cell | undefined): number | null {
  if (choice.y === null) return 1;
  if (choice.aggregate === 'count') return cell === null || cell === undefined ? null : 1;
  return asNumber(cell);
}

function numberOf(choice: ChartChoice, source: RowSource): ChartData {
  const sum = new Sum();
  const notes = eachRow(source, (at) => {
    const value = valueOf(choice, at(choice.y));
    if (value !== null) sum.add(value);
  });
  return { kind: 'number', value: sum.of(choice.aggregate), notes };
}

function binsOf(choice: ChartChoice, source: RowSource): ChartData {
  const values: number[] = [];
  let missing = 0;
  const notes = eachRow(source, (at) => {
    const value = asNumber(at(choice.x));
    if (value === null) missing += 1;
    else values.push(value);
  });
  if (missing > 0) notes.push(`${plural(missing, 'row')} without a number`);
  if (values.length === 0) return { kind: 'bins', bins: [], notes };
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  // As many bins as Sturges counts, with borders that people can say.
  const step = niceStep((high - low) / Math.min(50, Math.ceil(Math.log2(values.length)) + 1));
  const first = Math.floor(low / step) * step;
  const bins = Array.from({ length: Math.floor((high - first) / step) + 1 }, (_, index) => ({ from: first + index * step, to: first + (index + 1) * step, count: 0 }));
  for (const value of values) {
    const bin = bins[Math.min(bins.length - 1, Math.floor((value - first) / step))];
    if (bin) bin.count += 1;
  }
  return { kind: 'bins', bins, notes };
}

function niceStep(wanted: number): number {
  if (!(wanted > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return ([1, 2, 5].find((factor) => factor * power >= wanted) ?? 10) * power;
}

function pointsOf(choice: ChartChoice, columns: readonly Column[], source: RowSource): ChartData {
  const column = choice.x === null ? undefined : columns[choice.x];
  const is_time = column !== undefined && roleOf(column) === 'time';
  const series = new Map<string, [number, number][]>();
  const step = Math.max(1, Math.ceil(Math.min(source.row_count, row_limit) / point_limit));
  let [index, missing, folded] = [0, 0, 0];
  const notes = eachRow(source, (at) => {
    index += 1;
    if ((index - 1) % step !== 0) return;
    const x = is_time ? asTime(at(choice.x)) : asNumber(at(choice.x));
    const y = asNumber(at(choice.y));
    if (x === null || y === null) {
      missing += 1;
      return;
    }
    let name = choice.series === null ? '' : asText(at(choice.series));
    if (!series.has(name) && series.size >= series_limit) {
      name = 'Other';
      folded += 1;
    }
    const points = series.get(name) ?? [];
    points.push([x, y]);
    series.set(name, points);
  });
  if (step > 1) notes.push(`one row in ${step}`);
  if (missing > 0) notes.push(`${plural(missing, 'row')} without a point`);
  if (folded > 0) notes.push(`more than ${series_limit} series: the rest is Other`);
  return { kind: 'points', is_time, series: [...series].map(([name, points]) => ({ name, points })), notes };
}

function groupsOf(choice: ChartChoice, columns: readonly Column[], source: RowSource): ChartData {
  const column = choice.x === null ? undefined : columns[choice.x];
  const is_line = choice.kind === 'line' || choice.kind === 'area';
  const is_time = is_line && column !== undefined && roleOf(column) === 'time';
  const groups = new Map<string, Map<string, Sum>>();
  const names = new Map<string, number>();
  let missing = 0;
  const notes = eachRow(source, (at) => {
    const value = valueOf(choice, at(choice.y));
    if (value === null) {
      missing += 1;
      return;
    }
    const label = asText(at(choice.x));
    const name = choice.series === null ? '' : asText(at(choice.series));
    const group = groups.get(label) ?? new Map<string, Sum>();
    groups.set(label, group);
    const sum = group.get(name) ?? new Sum();
    group.set(name, sum);
    sum.add(value);
    names.set(name, (names.get(name) ?? 0) + 1);
  });
  if (missing > 0) notes.push(`${plural(missing, 'row')} without a value`);
  const limit = choice.kind === 'heat_map' ? heat_limit : series_limit;
  const kept = [...names].sort((a, b) => b[1] - a[1]).slice(0, limit).map(([name]) => name).sort();
  if (names.size > kept.length) notes.push(`the ${kept.length} most frequent of ${countText(names.size)} series`);
  const labels = chosenLabels(choice, groups, is_time, column, notes);
  return {
    kind: 'groups', is_time, labels, times: is_time ? labels.map((label) => asTime(label) ?? 0) : [], notes,
    series: kept.map((name) => ({ name, values: labels.map((label) => groups.get(label)?.get(name)?.of(choice.aggregate) ?? null) })),
  };
}

/** Times and numbers in their order, names as they came; of too many the largest, or the first of a line. */
function chosenLabels(choice: ChartChoice, groups: ReadonlyMap<string, ReadonlyMap<string, Sum>>, is_time: boolean, column: Column | undefined, notes: string[]): string[] {
  const all = [...groups.keys()];
  const role = column && roleOf(column);
  if (is_time || role === 'time') all.sort((a, b) => (asTime(a) ?? 0) - (asTime(b) ?? 0));
  else if (role === 'number') all.sort((a, b) => (asNumber(a) ?? 0) - (asNumber(b) ?? 0));
  const drawable = is_time ? all.filter((label) => asTime(label) !== null) : all;
  if (drawable.length < all.length) notes.push(`${plural(all.length - drawable.length, 'value')} that cannot stand on an axis of time`);
  const limit = { pie: pie_limit, heat_map: heat_limit, bar: bar_limit }[choice.kind as string] ?? group_limit * 10;
  if (drawable.length <= limit) return drawable;
  const size = (label: string): number => [...groups.get(label)?.values() ?? []].reduce((sum, each) => sum + Math.abs(each.of(choice.aggregate) ?? 0), 0);
  const largest = new Set([...drawable].sort((a, b) => size(b) - size(a)).slice(0, limit));
  notes.push(`the ${limit} largest of ${countText(drawable.length)}`);
  return drawable.filter((label) => largest.has(label));
}
