// The foreign keys of a row's table, from both sides, with the values by which the other rows are found. Pure.

import { isTruncated } from '@studio-pg/client';
import type { CatalogRow, Column, Row } from '@studio-pg/client';
import type { RowKey } from './foreign-key.ts';

export interface RelatedRows {
  /** Whether the row points to it; else it points to the row. */
  is_outgoing: boolean;
  constraint: string;
  schema: string;
  name: string;
  /** The columns of the other table. */
  columns: readonly string[];
  /** Their values; null where a part is NULL, cut off, or not among the row's columns: then there is no such row. */
  key: RowKey | null;
}

type Named = Pick<CatalogRow<'relations'>, 'oid' | 'schema' | 'name'>;

export function relationsOf(
  oid: number, row: Row, wire_columns: readonly Column[], columns: readonly CatalogRow<'columns'>[],
  keys: readonly CatalogRow<'foreign_keys'>[], relations: readonly Named[],
): RelatedRows[] {
  const valueOf = (column: string): string | number | boolean | null => {
    const number = columns.find((each) => each.oid === oid && each.column === column)?.column_number;
    const places = wire_columns.flatMap((each, at) => (each.table_oid === oid && each.column_number === number ? [at] : []));
    const value = places.length === 1 ? row[places[0] ?? -1] ?? null : null;
    return isTruncated(value) ? null : value;
  };
  const side = (key: CatalogRow<'foreign_keys'>, is_outgoing: boolean): RelatedRows[] => {
    const other = relations.find((each) => each.oid === (is_outgoing ? key.referenced_relation : key.relation));
    if (!other) return [];
    const referring = JSON.parse(key.columns) as string[];
    const referenced = JSON.parse(key.referenced_columns) as string[];
    const own = (is_outgoing ? referring : referenced).map(valueOf);
    const theirs = is_outgoing ? referenced : referring;
    const is_whole = own.every((value) => value !== null);
    return [{
      is_outgoing, constraint: key.name, schema: other.schema, name: other.name, columns: theirs,
      key: is_whole ? Object.fromEntries(theirs.map((column, at) => [column, own[at] ?? ''])) : null,
    }];
  };
  return keys.flatMap((key) => [
    ...(key.relation === oid ? side(key, true) : []),
    ...(key.referenced_relation === oid ? side(key, false) : []),
  ]);
}
