// What the rows of the catalog's question `types` hold.

import type { CatalogRow } from '@studio-pg/client';

export type TypeRow = CatalogRow<'types'>;

/** The labels of an enum in their order; none of another type. */
export function labelsOf({ labels }: TypeRow): readonly string[] {
  const read: unknown = labels === null ? [] : JSON.parse(labels);
  return Array.isArray(read) ? read.filter((each) => typeof each === 'string') : [];
}
