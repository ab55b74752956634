// Which row a cell refers to: by the base table and attribute of its column and the foreign keys of that table. Pure.

import { isTruncated } from '@studio-pg/client';
import type { CatalogRow, Column, Row } from '@studio-pg/client';

/** A foreign key all of whose columns stand in the rows. */
export interface Reference {
  schema: string;
  name: string;
  /** The referenced column, and the place in the row where its value stands. */
  columns: readonly { column: string; index: number }[];
}

/** What names the referenced row: its columns' values. */
export type RowKey = Readonly<Record<string, string | number | boolean>>;

/**
 * The foreign key that the column at `index` is part of; of several the one with the fewest columns. Null where there is
 * none, or where a part of it is not in the rows, or there twice, as in a self-join, where nobody can say whose it is.
 * `catalog` and `constraints` are those of the column's table.
 */
export function referenceOf(
  wire_columns: readonly Column[], index: number,
  catalog: readonly CatalogRow<'columns'>[], constraints: readonly CatalogRow<'constraints'>[],
): Reference | null {
  const oid = wire_columns[index]?.table_oid ?? 0;
  if (oid === 0) return null;
  const placeOf = (name: string): number => {
    const number = catalog.find((each) => each.oid === oid && each.column === name)?.column_number;
    const places = wire_columns.flatMap((each, at) => (each.table_oid === oid && each.column_number === number ? [at] : []));
    return places.length === 1 ? places[0] ?? -1 : -1;
  };
  const found = constraints.filter((each) => each.kind === 'foreign_key' && each.relation === oid).flatMap((each): Reference[] => {
    const names = namesOf(each.referenced_columns);
    const columns = namesOf(each.columns).map((name, at) => ({ column: names[at] ?? '', index: placeOf(name) }));
    if (each.referenced_schema === null || each.referenced_name === null || !columns.some((part) => part.index === index)) return [];
    if (columns.some((part) => part.index < 0)) return [];
    return [{ schema: each.referenced_schema, name: each.referenced_name, columns }];
  });
  return found.sort((a, b) => a.columns.length - b.columns.length)[0] ?? null;
}

/** The key of the row that a row refers to; null where a part of it is NULL, cut off, or not there. */
export function keyOfRow({ columns }: Reference, row: Row): RowKey | null {
  const key: Record<string, string | number | boolean> = {};
  for (const { column, index } of columns) {
    const value = row[index] ?? null;
    if (value === null || isTruncated(value)) return null;
    key[column] = value;
  }
  return key;
}

/** A JSON array, as the catalog gives it. */
function namesOf(text: string | null): readonly string[] {
  return text === null ? [] : JSON.parse(text) as string[];
}
