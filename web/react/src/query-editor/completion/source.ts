// Something in FROM that columns come from.

import type { Column, Relation } from './catalog.ts';
import type { FromItem } from './from-clause.ts';
import type { CommonTable } from './query.ts';

export interface Source {
  /** What its columns are qualified with. */
  alias: string;
  /** Null while the catalog has not loaded them. */
  columns: readonly Column[] | null;
  relation: Relation | null;
  item: FromItem;
  /** The WITH table it is. */
  common_table: CommonTable | null;
}

/** A column that no catalog knows. */
export function plainColumn(name: string, type: string | null = null): Column {
  return { name, type, type_oid: null, row: null };
}
