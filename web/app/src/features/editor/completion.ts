// What the editor completes and describes: the catalog of the connection, through the cache of answers that all pages share.

import type { CatalogReader } from '@studio-pg/react/query-editor';
import { catalogKey, catalogQuery } from '../../lib/catalog-queries.ts';
import { queryClient } from '../../lib/query-client.ts';
import { readStored, writeStored } from '../../lib/storage.ts';

const readers = new Map<string, CatalogReader>();

/** Always the same for one connection: what has been loaded serves every tab. */
export function catalogReader(connection: string): CatalogReader {
  const known = readers.get(connection);
  if (known) return known;
  const stored = `connection.${connection}.choices`;
  const made: CatalogReader = {
    ask: (question, narrowing) => queryClient.query(catalogQuery(connection, question, narrowing)),
    follow: (listener) => queryClient.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'invalidate') return;
      const [first, second] = catalogKey(connection);
      const key: readonly unknown[] = event.query.queryKey as readonly unknown[];
      if (key[0] === first && key[1] === second) listener();
    }),
    usage: {
      read: () => {
        const kept = readStored(stored);
        return Array.isArray(kept) ? kept.filter((choice) => typeof choice === 'string') : [];
      },
      write: (choices) => void writeStored(stored, choices),
    },
  };
  readers.set(connection, made);
  return made;
}
