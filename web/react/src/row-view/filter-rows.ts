// Which rows pass: conditions on columns, by the order and the words of their type. In slices, can be ended.

import type { Cell } from '@studio-pg/client';
import type { RowSource } from '../data-grid/row-source.ts';
import { compareTexts, orderingOf, valueText } from './ordering.ts';
import { Pacer } from './pacer.ts';
import type { WorkOptions } from './pacer.ts';
import type { SortColumn } from './sort-rows.ts';

export type FilterOperator =
  | 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge' | 'between' | 'in' | 'not_in' | 'contains' | 'not_contains' | 'starts' | 'ends' | 'is_null' | 'is_not_null'
  | 'is_true' | 'is_false';

export interface RowFilter {
  column: number;
  operator: FilterOperator;
  /**
   * As PostgreSQL writes such a value; not used by the operators that need none. Of `in` and `not_in` the values as
   * `valuesOf` reads them; of `between` the least and the greatest, which belong to it, in that way too.
   */
  value: string;
}

const needs_no_value: ReadonlySet<FilterOperator> = new Set(['is_null', 'is_not_null', 'is_true', 'is_false']);
const by_order = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const;
const by_text = ['contains', 'not_contains', 'starts', 'ends'] as const;
const by_list = ['between', 'in', 'not_in'] as const;
const by_null = ['is_null', 'is_not_null'] as const;
const ordered_types = new Set(['int2', 'int4', 'int8', 'oid', 'numeric', 'float4', 'float8', 'date', 'timestamp', 'timestamptz', 'interval', 'time']);

export function needsValue(operator: FilterOperator): boolean {
  return !needs_no_value.has(operator);
}

/** The operators that a type's values are asked by, the most likely first. */
export function operatorsOf(type: string): readonly FilterOperator[] {
  if (type === 'bool') return ['is_true', 'is_false', ...by_null];
  if (ordered_types.has(type)) return [...by_order, ...by_list, ...by_null, 'contains'];
  return [...by_text, ...by_order, ...by_list, ...by_null];
}

/** The value as the type's order knows it, or null where it is no value of the type (`abc` of an integer). */
export function isValueOf(type: string, value: string): boolean {
  if (!ordered_types.has(type)) return true;
  const rank = orderingOf(type).rank(value);
  return rank !== undefined && !(Number.isNaN(rank)) && value.trim() !== '';
}

/** The values of a list: between commas or on lines of their own; in double quotes, doubled inside, with commas and blanks. */
export function valuesOf(text: string): readonly string[] {
  const parts = text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,\n]*))\s*(?:[,\n]|$)/g);
  const values: string[] = [];
  for (const [whole, quoted, plain = ''] of parts) {
    if (quoted !== undefined) values.push(quoted.replaceAll('""', '"'));
    else if (plain.trim() !== '') values.push(plain.trim());
    if (whole === '') break;
  }
  return values;
}

/** The text that `valuesOf` reads as these values. */
export function listText(values: readonly string[]): string {
  return values.map((value) => (/^$|[",\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(', ');
}

/** Whether a filter can be made of what was typed: as many values as the operator takes, each of them of the type. */
export function isFilterValue(type: string, operator: FilterOperator, value: string): boolean {
  if (!needsValue(operator) || by_text.some((each) => each === operator)) return true;
  if (!by_list.some((each) => each === operator)) return isValueOf(type, value);
  const values = valuesOf(value);
  return (operator === 'between' ? values.length === 2 : values.length > 0) && values.every((each) => isValueOf(type, each));
}

/** The numbers of the rows that pass all filters, in the source's order. */
export async function filterRows(
  source: RowSource, columns: readonly SortColumn[], filters: readonly RowFilter[], work: WorkOptions = {},
): Promise<Uint32Array> {
  const tests = filters.map((filter) => ({ column: filter.column, test: testOf(filter, columns[filter.column] ?? { type: 'text' }) }));
  const pacer = new Pacer(work);
  const count = source.row_count;
  const passed = new Uint32Array(count);
  let found = 0;
  for (let index = 0; index < count; index += 1) {
    const row = source.row(index);
    if (row && tests.every(({ column, test }) => test(row[column] ?? null))) {
      passed[found] = index;
      found += 1;
    }
    if (index % 1024 === 0 && pacer.is_due) await pacer.rest(index / count);
  }
  return passed.slice(0, found);
}

/** A condition on a cell. As in SQL a NULL passes nothing but `is_null`. */
function testOf({ operator, value }: RowFilter, { type, labels }: SortColumn): (cell: Cell) => boolean {
  switch (operator) {
    case 'is_null': return (cell) => cell === null;
    case 'is_not_null': return (cell) => cell !== null;
    case 'is_true': return (cell) => cell === true;
    case 'is_false': return (cell) => cell === false;
    case 'contains': return withText(value, (text, part) => text.includes(part));
    case 'not_contains': return withText(value, (text, part) => !text.includes(part));
    case 'starts': return withText(value, (text, part) => text.startsWith(part));
    case 'ends': return withText(value, (text, part) => text.endsWith(part));
    case 'in': return isAmong(valuesOf(value), { type, labels });
    case 'not_in': {
      const is_among = isAmong(valuesOf(value), { type, labels });
      return (cell) => cell !== null && !is_among(cell);
    }
    case 'between': {
      const [least = '', greatest = ''] = valuesOf(value);
      const [reaches, stays] = [byOrder('ge', least, { type, labels }), byOrder('le', greatest, { type, labels })];
      return (cell) => reaches(cell) && stays(cell);
    }
    default: return byOrder(operator, value, { type, labels });
  }
}

function withText(value: string, test: (text: string, part: string) => boolean): (cell: Cell) => boolean {
  const part = value.toLowerCase();
  return (cell) => cell !== null && test(valueText(cell).toLowerCase(), part);
}

function byOrder(operator: typeof by_order[number], value: string, { type, labels }: SortColumn): (cell: Cell) => boolean {
  const ordering = orderingOf(type, labels);
  const wanted = ordering.rank(value);
  const compare = (cell: Exclude<Cell, null>): number => {
    const rank = ordering.rank(cell);
    if (rank === undefined || wanted === undefined) return compareTexts(valueText(cell), value);
    return rank < wanted ? -1 : rank > wanted ? 1 : ordering.exact?.(cell, value) ?? 0;
  };
  const passes: (order: number) => boolean = {
    eq: (order: number) => order === 0, ne: (order: number) => order !== 0, lt: (order: number) => order < 0,
    le: (order: number) => order <= 0, gt: (order: number) => order > 0, ge: (order: number) => order >= 0,
  }[operator];
  return (cell) => cell !== null && passes(compare(cell));
}

/** Whether a cell is one of the values: a long list costs one look, not one for each of them. */
function isAmong(values: readonly string[], { type, labels }: SortColumn): (cell: Cell) => boolean {
  const ordering = orderingOf(type, labels);
  const by_rank = new Map<number | undefined, string[]>();
  for (const value of values) {
    const rank = ordering.rank(value);
    by_rank.set(rank, [...(by_rank.get(rank) ?? []), value]);
  }
  return (cell) => {
    if (cell === null) return false;
    const rank = ordering.rank(cell);
    const same = by_rank.get(rank);
    if (!same) return false;
    // What the type's order does not know is compared as text.
    if (rank === undefined) return same.some((value) => valueText(cell) === value);
    return ordering.exact === null || same.some((value) => ordering.exact?.(cell, value) === 0);
  };
}
