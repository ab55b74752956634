// Keeps what is known of a connection's catalog fresh: the server says when its schema has changed, whoever changed it.

import { useEffect } from 'react';
import { catalogKey } from './catalog-queries.ts';
import { client } from './client.ts';
import { queryClient } from './query-client.ts';

/** Per connection what the server said last; null where nobody counts the changes. */
const generations = new Map<string, number | null>();

/** Where it is false, a change shows only by what one runs oneself. */
export function isSchemaCounted(connection: string): boolean {
  return typeof generations.get(connection) === 'number';
}

/** Asks anew, one round after the other: a stream of changes must not keep a slow answer from ever arriving. */
function makeRefresh(connection: string): () => void {
  let is_running = false;
  let is_wanted = false;
  const run = async (): Promise<void> => {
    is_running = true;
    while (is_wanted) {
      is_wanted = false;
      await queryClient.invalidateQueries({ queryKey: catalogKey(connection) });
    }
    is_running = false;
  };
  return () => {
    is_wanted = true;
    if (!is_running) void run();
  };
}

/** Follows the schema while the page of the connection is open; `is_locked` while it cannot be used. */
export function useSchemaFollow(connection: string, is_locked: boolean): void {
  useEffect(() => {
    if (is_locked) return undefined;
    const refresh = makeRefresh(connection);
    const stop = client.followSchema(connection, {
      onGeneration: (generation) => {
        const is_news = generations.has(connection) && generations.get(connection) !== generation;
        generations.set(connection, generation);
        if (is_news) refresh();
      },
      onEnd: () => generations.delete(connection),
    });
    return stop;
  }, [connection, is_locked]);
}
