// Staged rows as the server takes them, and as SQL for who reviews them. The SQL says what the server does; the server itself
// binds the values as parameters and looks at the row's lock and at what was read of it. Pure.

import type { ChangeValue, Parameter, RowChange } from '@studio-pg/client';
import { literal, quoteName } from '../data-grid/copy-sql.ts';
import type { RelationName, StagedRow, StagedValue } from './staged-changes.ts';

export function changeOf(row: StagedRow): RowChange {
  const relation = { schema: row.relation.schema, name: row.relation.name };
  const target = { relation, key: { ...row.key }, expected: { ...row.expected } };
  if (row.is_deleted) return { kind: 'delete', ...target };
  const values = valuesOf(row);
  return row.is_new ? { kind: 'insert', relation, values } : { kind: 'update', ...target, values };
}

function valuesOf(row: StagedRow): Record<string, ChangeValue> {
  return Object.fromEntries(Object.entries(row.cells).map(([column, value]): [string, ChangeValue] =>
    [column, value.kind === 'default' ? { default: true } : value.value]));
}

export function statementOf(row: StagedRow): string {
  if (row.is_new) {
    const cells = Object.entries(row.cells);
    const names = cells.map(([column]) => quoteName(column)).join(', ');
    const values = cells.map(([, value]) => valueText(value)).join(', ');
    return `INSERT INTO ${relationText(row.relation)} ${cells.length === 0 ? 'DEFAULT VALUES' : `(${names}) VALUES (${values})`};`;
  }
  const where = Object.entries(row.key).map(([column, value]) => `${quoteName(column)} = ${literalOf(value)}`).join(' AND ');
  if (row.is_deleted) return `DELETE FROM ${relationText(row.relation)} WHERE ${where};`;
  const set = Object.entries(row.cells).map(([column, value]) => `${quoteName(column)} = ${valueText(value, row.seen[column])}`).join(', ');
  return `UPDATE ${relationText(row.relation)} SET ${set} WHERE ${where};`;
}

/** The query that reads a row again, with the version that it has now. */
export function rereadQuery(row: StagedRow): { sql: string; parameters: Parameter[]; columns: string[] } {
  const columns = Object.keys(row.seen);
  const list = ['xmin', ...columns.map(quoteName)].join(', ');
  const keys = Object.keys(row.key);
  const where = keys.map((column, at) => `${quoteName(column)} = $${at + 1}`).join(' AND ');
  return { sql: `SELECT ${list} FROM ${relationText(row.relation)} WHERE ${where}`, parameters: keys.map((column) => row.key[column] ?? null), columns };
}

/** A value as SQL writes it; what was read in its place tells whether a text that was typed is a number. */
export function valueText(value: StagedValue, seen?: Parameter): string {
  if (value.kind === 'default') return 'DEFAULT';
  return value.value !== null && typeof seen === 'number' ? literal(value.value, 'numeric') : literalOf(value.value);
}

function relationText({ schema, name }: RelationName): string {
  return `${quoteName(schema)}.${quoteName(name)}`;
}

function literalOf(value: Parameter): string {
  return literal(value, typeof value === 'number' ? 'numeric' : 'text');
}
