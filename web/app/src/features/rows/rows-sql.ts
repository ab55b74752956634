// What is looked at of a table, as a SELECT: for a file of these rows, and to go on in an editor. It gives the rows that
// rows/select gives; the grid itself never reads by it. Pure.

import type { ColumnTest, RowFilter } from '@studio-pg/client';
import { literal, quoteName } from '@studio-pg/react';
import type { Sort } from '../../lib/sort.ts';

interface Wanted {
  schema: string;
  name: string;
  filter: RowFilter | undefined;
  sort: readonly Sort[];
}

export function rowsSql({ schema, name, filter, sort }: Wanted): string {
  const order = sort.map(({ column, direction, nulls }) =>
    `${quoteName(column)}${direction === 'desc' ? ' DESC' : ''}${nulls === undefined ? '' : ` NULLS ${nulls.toUpperCase()}`}`);
  return `SELECT *\nFROM ${qualifiedName({ schema, name })} AS r${filter ? `\nWHERE ${condition(filter)}` : ''}${order.length > 0 ? `\nORDER BY ${order.join(', ')}` : ''}`;
}

export function qualifiedName({ schema, name }: { schema: string; name: string }): string {
  return `${quoteName(schema)}.${quoteName(name)}`;
}

function text(value: string | number | boolean): string {
  return literal(String(value), 'text');
}

function condition(filter: RowFilter): string {
  if ('all' in filter) return joined(filter.all, ' AND ', 'true');
  if ('any' in filter) return joined(filter.any, ' OR ', 'false');
  // The line break ends a comment that would hide the bracket.
  if ('sql' in filter) return filter.sql.includes('--') ? `(${filter.sql}\n)` : `(${filter.sql})`;
  if ('search' in filter) return `(${filter.columns.map((column) => contains(column, filter.search)).join(' OR ') || 'false'})`;
  return columnCondition(filter);
}

function joined(parts: readonly RowFilter[], word: string, none: string): string {
  if (parts.length === 0) return none;
  return parts.length === 1 && parts[0] ? condition(parts[0]) : `(${parts.map(condition).join(word)})`;
}

const operators = {
  equal: '=', not_equal: '<>', less: '<', less_or_equal: '<=', greater: '>', greater_or_equal: '>=',
  includes: '@>', included_in: '<@', overlaps: '&&', has_key: '?',
} as const;
const text_operators = { like: 'LIKE', not_like: 'NOT LIKE', matches: '~*', not_matches: '!~*' } as const;

function columnCondition(test: ColumnTest): string {
  const column = `r.${quoteName(test.column)}`;
  switch (test.is) {
    case 'null': return `${column} IS NULL`;
    case 'not_null': return `${column} IS NOT NULL`;
    case 'between': return `${column} BETWEEN ${text(test.values[0])} AND ${text(test.values[1])}`;
    case 'in': return `${column} IN (${test.values.map(text).join(', ')})`;
    case 'not_in': return `${column} NOT IN (${test.values.map(text).join(', ')})`;
    case 'contains': return contains(test.column, String(test.value));
    case 'not_contains': return `${column}::text NOT ILIKE ${text(`%${escaped(String(test.value))}%`)}`;
    case 'starts_with': return `${column}::text ILIKE ${text(`${escaped(String(test.value))}%`)}`;
    case 'ends_with': return `${column}::text ILIKE ${text(`%${escaped(String(test.value))}`)}`;
    case 'like': case 'not_like': case 'matches': case 'not_matches':
      return `${column}::text ${text_operators[test.is]} ${text(test.value)}`;
    default: return `${column} ${operators[test.is]} ${text(test.value)}`;
  }
}

function contains(column: string, part: string): string {
  return `r.${quoteName(column)}::text ILIKE ${text(`%${escaped(part)}%`)}`;
}

/** What LIKE would take for more than itself. */
function escaped(part: string): string {
  return part.replace(/[\\%_]/g, '\\$&');
}
