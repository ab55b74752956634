// Questions to the catalog of a connection, by the names of doc/protocol.md section 5.

import type { CatalogNarrowing, CatalogQuestion } from '@studio-pg/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

/** One question; the key begins with what all of a connection's catalog is forgotten by. */
export function catalogQuery<Question extends CatalogQuestion>(
  connection: string, question: Question, narrowing: CatalogNarrowing = {},
) {
  return queryOptions({
    queryKey: [...catalogKey(connection), question, narrowing],
    queryFn: ({ signal }) => client.catalog.ask(connection, question, narrowing, signal),
  });
}

export function catalogKey(connection: string): readonly unknown[] {
  return ['catalog', connection];
}

/** int8 comes as text. */
export function asNumber(value: string | number | null): number {
  return value === null ? 0 : Number(value);
}
