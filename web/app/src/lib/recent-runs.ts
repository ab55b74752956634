// What was run in each query tab, the newest first: kept by this browser as long as the tab is, and given back with a tab that is
// reopened. The history on the server knows accounts and connections, but no tabs.

import { useCallback, useSyncExternalStore } from 'react';
import { readStored, writeStored } from './storage.ts';
import { onTabClosed, queryTab, tabsOf } from './tabs.ts';

export interface RecentRun {
  sql: string;
  /** The text was longer than what is kept. */
  is_cut: boolean;
  /** RFC 3339. */
  started_at: string;
  duration_ms: number;
  /** What it gave, for people: `12 rows`, `UPDATE 3`. */
  outcome: string;
  status: 'ok' | 'failed' | 'cancelled' | 'timeout' | 'detached';
}

const most_runs = 50;
const longest_text = 20_000;
/** Of all runs of one tab, in characters: local storage has five million for everything. */
const most_characters = 100_000;

const statuses: readonly unknown[] = ['ok', 'failed', 'cancelled', 'timeout', 'detached'] satisfies RecentRun['status'][];
const none: readonly RecentRun[] = [];
const known = new Map<string, readonly RecentRun[]>();
const listeners = new Set<() => void>();

/** Keeps a run of a tab that is still open. */
export function noteRun(connection: string, tab: string, run: Omit<RecentRun, 'is_cut'>): void {
  if (!queryTab(connection, tab)) return;
  const noted = { ...run, sql: run.sql.slice(0, longest_text), is_cut: run.sql.length > longest_text };
  const runs = bounded([noted, ...recentRuns(connection, tab)]);
  known.set(nameOf(connection, tab), runs);
  // A full storage forgets them with the page; the tab's text is worth more.
  writeStored(nameOf(connection, tab), runs);
  for (const listener of listeners) listener();
}

/** The runs of a tab, the newest first; always the same list until another run has ended. */
export function useRecentRuns(connection: string, tab: string): readonly RecentRun[] {
  return useSyncExternalStore(subscribe, useCallback(() => recentRuns(connection, tab), [connection, tab]));
}

export function recentRuns(connection: string, tab: string): readonly RecentRun[] {
  if (!queryTab(connection, tab)) return none;
  const name = nameOf(connection, tab);
  const runs = known.get(name) ?? checked(readStored(name));
  known.set(name, runs);
  return runs;
}

/** The latest of all open tabs, each text once, as far as the whole of it was kept. */
export function latestRuns(connection: string, count: number): readonly RecentRun[] {
  const all = tabsOf(connection).flatMap((tab) => (tab.kind === 'query' ? recentRuns(connection, tab.id) : []))
    .filter((run) => !run.is_cut).sort((one, other) => Date.parse(other.started_at) - Date.parse(one.started_at));
  return all.filter((run, at) => all.findIndex(({ sql }) => sql === run.sql) === at).slice(0, count);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The newest that fit; the newest of all stays in any case. */
function bounded(runs: readonly RecentRun[]): readonly RecentRun[] {
  let characters = 0;
  return runs.slice(0, most_runs).filter((run, index) => {
    characters += run.sql.length;
    return index === 0 || characters <= most_characters;
  });
}

/** What was kept may come from another version of this page: what does not fit is left out. */
function checked(kept: unknown): readonly RecentRun[] {
  return Array.isArray(kept) ? kept.filter(isRun).slice(0, most_runs) : [];
}

function isRun(value: unknown): value is RecentRun {
  const run = value as Partial<Record<keyof RecentRun, unknown>> | null;
  return typeof run?.sql === 'string' && typeof run.is_cut === 'boolean' && typeof run.started_at === 'string'
    && !Number.isNaN(Date.parse(run.started_at)) && typeof run.duration_ms === 'number' && typeof run.outcome === 'string'
    && statuses.includes(run.status);
}

function nameOf(connection: string, tab: string): string {
  return `runs.${connection}.${tab}`;
}

// The kept ones move to the closed tabs, and come back with the tab.
onTabClosed((connection, tab) => {
  if (tab.kind === 'query') known.delete(nameOf(connection, tab.id));
});
