// The tests that the values of a column are asked by, after its type, and the words for them. Pure.

import type { ColumnTest, RowFilter } from '@studio-pg/client';
import { listText, valuesOf } from '@studio-pg/react';

export type TestName = ColumnTest['is'];

const by_order = ['equal', 'not_equal', 'less', 'less_or_equal', 'greater', 'greater_or_equal', 'between', 'in', 'not_in'] as const;
const by_text = ['contains', 'not_contains', 'starts_with', 'ends_with', 'like', 'not_like', 'matches', 'not_matches'] as const;
const by_null = ['null', 'not_null'] as const;
const texts = new Set(['text', 'varchar', 'bpchar', 'name', 'citext', 'xml']);
const numbers_and_times = new Set(['int2', 'int4', 'int8', 'oid', 'numeric', 'float4', 'float8', 'money', 'date', 'timestamp', 'timestamptz', 'time', 'timetz', 'interval']);

/** The most likely one first. */
export function testsOf(type: string): readonly TestName[] {
  if (type === 'bool') return ['equal', 'not_equal', ...by_null];
  if (texts.has(type)) return [...by_text, ...by_order, ...by_null];
  if (numbers_and_times.has(type)) return [...by_order, ...by_null, 'contains'];
  if (type === 'jsonb') return ['includes', 'has_key', 'included_in', 'equal', 'not_equal', 'contains', 'not_contains', ...by_null];
  if (type === 'json') return ['contains', 'not_contains', 'equal', ...by_null];
  if (type.startsWith('_')) return ['includes', 'overlaps', 'included_in', 'equal', 'not_equal', 'contains', ...by_null];
  if (/(?:range|multirange)$/.test(type)) return ['includes', 'overlaps', 'included_in', 'equal', 'not_equal', ...by_null];
  return ['equal', 'not_equal', 'in', 'not_in', 'contains', 'not_contains', ...by_order.slice(2, 7), ...by_null];
}

export const test_words: Readonly<Record<TestName, string>> = {
  equal: '=', not_equal: '≠', less: '<', less_or_equal: '≤', greater: '>', greater_or_equal: '≥', between: 'between', in: 'in', not_in: 'not in',
  contains: 'contains', not_contains: 'does not contain', starts_with: 'starts with', ends_with: 'ends with', like: 'like', not_like: 'not like',
  matches: 'matches regex', not_matches: 'does not match regex', includes: '@>', included_in: '<@', overlaps: '&&', has_key: '?',
  null: 'is NULL', not_null: 'is not NULL',
};

/** How many values a test takes. */
export function valueCount(test: TestName): 'none' | 'one' | 'two' | 'list' {
  if (test === 'null' || test === 'not_null') return 'none';
  if (test === 'between') return 'two';
  return test === 'in' || test === 'not_in' ? 'list' : 'one';
}

/** The test with what was typed; null where values are missing. `second` is the greatest of `between`. */
export function columnTest(column: string, is: TestName, typed: string, second: string): ColumnTest | null {
  if (is === 'null' || is === 'not_null') return { column, is };
  if (is === 'between') return typed === '' || second === '' ? null : { column, is, values: [typed, second] };
  if (is !== 'in' && is !== 'not_in') return { column, is, value: typed };
  const values = valuesOf(typed);
  return values.length > 0 ? { column, is, values: [...values] } : null;
}

/** What a form begins with to change a test. */
export function typedOf(test: ColumnTest): [string, string] {
  if (test.is === 'between') return [String(test.values[0]), String(test.values[1])];
  if ('values' in test) return [listText(test.values.map(String)), ''];
  return ['value' in test ? String(test.value) : '', ''];
}

/** A filter in words, as its pill has them. */
export function filterText(filter: RowFilter): string {
  if ('all' in filter) return filter.all.length === 0 ? 'all rows' : filter.all.map(part).join(' and ');
  if ('any' in filter) return filter.any.length === 0 ? 'no row' : filter.any.map(part).join(' or ');
  if ('sql' in filter) return filter.sql;
  if ('search' in filter) return `“${filter.search}” somewhere`;
  const [first, second] = typedOf(filter);
  const words = `${filter.column} ${test_words[filter.is]}`;
  if (valueCount(filter.is) === 'none') return words;
  if (filter.is === 'between') return `${words} ${first} and ${second}`;
  return `${words} ${first === '' ? "''" : first}`;
}

function part(filter: RowFilter): string {
  return 'all' in filter || 'any' in filter || 'sql' in filter ? `(${filterText(filter)})` : filterText(filter);
}
