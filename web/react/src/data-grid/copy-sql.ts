// A range of cells as SQL: INSERT, UPDATE by the primary key, the list of an IN. Pure. Names are quoted always: what is a
// keyword depends on the server's version.

import type { Cell, Row } from '@studio-pg/client';
import { isNumberType, plainText } from './cell-text.ts';
import type { GridColumn } from './column-layout.ts';
import type { CopyOptions } from './copy-formats.ts';
import { columnsOf } from './selection.ts';

export const json_number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

export function insert(columns: readonly GridColumn[], rows: readonly Row[], { table, range }: CopyOptions): string {
  // A generated column refuses every value.
  const kept = columns.flatMap((column, index) => (column.is_generated === true ? [] : [index]));
  const places = columnsOf(range);
  const names = kept.map((at) => quoteName(table?.names.get(places[at] ?? -1) ?? columns[at]?.name ?? ''));
  const target = table ? `${quoteName(table.schema)}.${quoteName(table.name)}` : quoteName('table');
  const values = rows.map((row) => `  (${kept.map((index) => literal(row[index] ?? null, columns[index]?.type ?? 'text')).join(', ')})`);
  return values.length === 0 ? '' : `INSERT INTO ${target} (${names.join(', ')}) VALUES\n${values.join(',\n')};`;
}

/** A statement for each row, by the key that stands in it; nothing where the table or the key is not known. */
export function updates(rows: readonly Row[], { table, range, columns }: CopyOptions): string {
  if (!table || table.key.length === 0) return '';
  const set = columnsOf(range).filter((index) =>
    !table.key.includes(index) && table.names.has(index) && columns[index]?.is_generated !== true);
  if (set.length === 0) return '';
  const assigned = (row: Row, index: number): string =>
    `${quoteName(table.names.get(index) ?? '')} = ${literal(row[index] ?? null, columns[index]?.type ?? 'text')}`;
  return rows.map((row) => `UPDATE ${quoteName(table.schema)}.${quoteName(table.name)} SET ${
    set.map((index) => assigned(row, index)).join(', ')} WHERE ${table.key.map((index) => assigned(row, index)).join(' AND ')};`).join('\n');
}

/** Each value once, in the order of the rows. NULL is left out: `IN` never finds it. */
export function inList(columns: readonly GridColumn[], rows: readonly Row[]): string {
  const values = new Set<string>();
  for (const row of rows) {
    row.forEach((cell, index) => {
      if (cell !== null) values.add(literal(cell, columns[index]?.type ?? 'text'));
    });
  }
  return `(${[...values].join(', ')})`;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function literal(cell: Cell, type: string): string {
  if (cell === null) return 'NULL';
  if (typeof cell === 'boolean') return String(cell);
  const text = plainText(cell);
  // money is written with a currency sign; it stays a text. So does a negative zero: as a number of SQL it would lose its sign.
  if (isNumberType(type) && json_number.test(text) && !/^-0(\.0*)?(e|$)/i.test(text)) return text;
  const quoted = `'${text.replaceAll("'", "''")}'`;
  // As quote_literal does: right whatever standard_conforming_strings says.
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}
