// The relations of a connection that somebody has marked, and those opened lately: kept in this browser.

import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { onStoredElsewhere, readStored, writeStored } from '../../lib/storage.ts';

type List = 'favorites' | 'recent';

/** More are forgotten, the oldest first. */
const longest: Record<List, number> = { favorites: 500, recent: 30 };

const lists = new Map<string, readonly string[]>();
const listeners = new Set<() => void>();
onStoredElsewhere('explorer.', (rest) => {
  lists.delete(rest);
  for (const listener of listeners) listener();
});

function listOf(connection: string, list: List): readonly string[] {
  const name = `${list}.${connection}`;
  const known = lists.get(name);
  if (known) return known;
  const stored = readStored(`explorer.${name}`);
  const read = Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];
  lists.set(name, read);
  return read;
}

function keep(connection: string, list: List, keys: readonly string[]): void {
  const name = `${list}.${connection}`;
  lists.set(name, keys.slice(0, longest[list]));
  writeStored(`explorer.${name}`, lists.get(name));
  for (const listener of listeners) listener();
}

function follow(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Puts a relation, by its `relationKey`, before the others that were opened. */
export function noteOpened(connection: string, key: string): void {
  const recent = listOf(connection, 'recent');
  if (recent[0] !== key) keep(connection, 'recent', [key, ...recent.filter((each) => each !== key)]);
}

export function useRecent(connection: string): readonly string[] {
  return useSyncExternalStore(follow, () => listOf(connection, 'recent'));
}

export interface Favorites {
  /** In the order in which they were marked. */
  keys: readonly string[];
  has: (key: string) => boolean;
  toggle: (key: string) => void;
}

export function useFavorites(connection: string): Favorites {
  const keys = useSyncExternalStore(follow, () => listOf(connection, 'favorites'));
  const marked = useMemo(() => new Set(keys), [keys]);
  const toggle = useCallback((key: string) => {
    const old = listOf(connection, 'favorites');
    keep(connection, 'favorites', old.includes(key) ? old.filter((each) => each !== key) : [...old, key]);
  }, [connection]);
  return useMemo(() => ({ keys, has: (key) => marked.has(key), toggle }), [keys, marked, toggle]);
}
