// The shelf of each query tab, and what all of them may hold together. When a run needs more, the oldest results that
// nobody pinned are let go, of other tabs first; their tabs say so.

import type { QueryRunner } from '@studio-pg/react';
import { readStored, writeStored } from '../../../lib/storage.ts';
import { onTabClosed } from '../../../lib/tabs.ts';
import { ResultShelf } from './result-shelf.ts';

/** In UTF-16 units of the text in which rows come; most texts take a byte for each. */
export const memory_choices = [64_000_000, 200_000_000, 400_000_000] as const;

const shelves = new Map<string, ResultShelf>();

/** What results of all tabs may hold; a browser's heap ends not far beyond the largest choice. */
export function memoryLimit(): number {
  const kept = readStored('results.memory');
  return memory_choices.find((each) => each === kept) ?? 400_000_000;
}

export function setMemoryLimit(units: number): void {
  writeStored('results.memory', units);
}

/** The shelf of a tab, made where there is none; `runner` is the tab's. */
export function shelfOf(connection: string, tab: string, runner: QueryRunner): ResultShelf {
  const key = `${connection} ${tab}`;
  const kept = shelves.get(key);
  if (kept) return kept;
  const made = new ResultShelf(runner);
  shelves.set(key, made);
  return made;
}

/** Makes room until all results fit; false where what is left is pinned, or of runs under way. */
export function makeRoom(limit = memoryLimit(), all: Iterable<ResultShelf> = shelves.values()): boolean {
  const list = [...all];
  while (heldUnits(list) > limit) {
    const loose = list.flatMap((shelf) => {
      const result = shelf.oldestLoose;
      return result ? [{ shelf, result }] : [];
    });
    const oldest = loose.sort((a, b) => a.result.started_at - b.result.started_at)[0];
    if (!oldest) return false;
    oldest.shelf.letGo(oldest.result.id);
  }
  return true;
}

/** What the results of all tabs hold. */
export function heldUnits(list: Iterable<ResultShelf> = shelves.values()): number {
  let units = 0;
  for (const shelf of list) for (const each of shelf.results) units += each.result.source.text_length;
  return units;
}

onTabClosed((connection, tab) => {
  if (tab.kind === 'query') shelves.delete(`${connection} ${tab.id}`);
});
