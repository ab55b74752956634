// The open tabs of each connection. They are a store of their own because they outlive the pages they lead to; local
// storage keeps them over a reload.

import { useSyncExternalStore } from 'react';
import { readStored, removeStored, writeStored } from './storage.ts';

export type Tab =
  | { kind: 'query'; id: string; title: string; is_changed?: boolean }
  | { kind: 'table'; schema: string; name: string };

const lists = new Map<string, readonly Tab[]>();
const listeners = new Set<() => void>();
const closers = new Set<(connection: string, tab: Tab) => void>();

export function tabKey(tab: Tab): string {
  return tab.kind === 'query' ? `query ${tab.id}` : `table ${JSON.stringify([tab.schema, tab.name])}`;
}

export function tabsOf(connection: string): readonly Tab[] {
  const kept = lists.get(connection);
  if (kept) return kept;
  const stored = readStored(`tabs.${connection}`);
  const tabs = Array.isArray(stored) ? stored.filter(isTab) : [];
  lists.set(connection, tabs);
  return tabs;
}

export function useTabs(connection: string): readonly Tab[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => tabsOf(connection));
}

/** Opens a tab at the end, unless it is open. */
export function openTab(connection: string, tab: Tab): void {
  const tabs = tabsOf(connection);
  if (!tabs.some((each) => tabKey(each) === tabKey(tab))) change(connection, [...tabs, tab]);
}

/** Gives a query tab another title, or the mark that its text is not saved. */
export function changeQueryTab(connection: string, id: string, part: { title?: string; is_changed?: boolean }): void {
  const tabs = tabsOf(connection);
  const old = tabs.find((tab) => tab.kind === 'query' && tab.id === id);
  if (old?.kind !== 'query') return;
  const next = { ...old, ...part };
  if (next.title === old.title && (next.is_changed ?? false) === (old.is_changed ?? false)) return;
  change(connection, tabs.map((tab) => (tab === old ? next : tab)));
}

/** Opens a new query tab, with that title or the next free number; gives its id. */
export function openQueryTab(connection: string, title?: string): string {
  const numbers = tabsOf(connection).flatMap((tab) => {
    const number = tab.kind === 'query' ? /^Query (\d+)$/.exec(tab.title)?.[1] : undefined;
    return number === undefined ? [] : [Number(number)];
  });
  const id = crypto.randomUUID().slice(0, 8);
  openTab(connection, { kind: 'query', id, title: title ?? `Query ${Math.max(0, ...numbers) + 1}` });
  return id;
}

/** Closes a tab; gives the one that takes its place, or null. */
export function closeTab(connection: string, tab: Tab): Tab | null {
  const tabs = tabsOf(connection);
  const index = tabs.findIndex((each) => tabKey(each) === tabKey(tab));
  if (index < 0) return null;
  const rest = tabs.filter((_, at) => at !== index);
  change(connection, rest);
  for (const closer of closers) closer(connection, tab);
  if (tab.kind === 'query') removeStored(`query.${connection}.${tab.id}`);
  return rest[Math.min(index, rest.length - 1)] ?? null;
}

/** Hears of every tab that is closed, to give up what it held. */
export function onTabClosed(closer: (connection: string, tab: Tab) => void): void {
  closers.add(closer);
}

function change(connection: string, tabs: readonly Tab[]): void {
  lists.set(connection, tabs);
  writeStored(`tabs.${connection}`, tabs);
  for (const listener of listeners) listener();
}

function isTab(value: unknown): value is Tab {
  const tab = value as { kind?: unknown; id?: unknown; title?: unknown; schema?: unknown; name?: unknown } | null;
  if (tab?.kind === 'query') return typeof tab.id === 'string' && typeof tab.title === 'string';
  return tab?.kind === 'table' && typeof tab.schema === 'string' && typeof tab.name === 'string';
}
