// The query that reads one value again by the primary key that stands in its row. Pure.

import { isTruncated } from '@studio-pg/client';
import type { CatalogRow, Column, Row } from '@studio-pg/client';

/** The query for one value by its row's primary key; null where the row does not hold the key, each part of it once. */
export function wholeValueQuery(
  columns: readonly Column[], catalog: readonly CatalogRow<'columns'>[], row: Row, column: number,
): { sql: string; parameters: (string | number | boolean)[] } | null {
  const wanted = columns[column];
  const source = catalog.find((each) => each.column_number === wanted?.column_number);
  const key = catalog.filter((each) => each.primary_key_position !== null);
  if (!wanted || !source || key.length === 0) return null;
  const parameters: (string | number | boolean)[] = [];
  for (const part of key) {
    const places = columns.flatMap((each, index) =>
      (each.table_oid === wanted.table_oid && each.column_number === part.column_number ? [index] : []));
    const value = places.length === 1 ? row[places[0] ?? -1] : undefined;
    if (value === undefined || value === null || isTruncated(value)) return null;
    parameters.push(value);
  }
  const conditions = key.map((part, index) => `${quoteName(part.column)} = $${index + 1}`).join(' AND ');
  const sql = `SELECT ${quoteName(source.column)} FROM ${quoteName(source.schema)}.${quoteName(source.name)} WHERE ${conditions}`;
  return { sql, parameters };
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
