// The open tabs of each connection. They are a store of their own because they outlive the pages they lead to; local
// storage keeps them over a reload.

import { useSyncExternalStore } from 'react';
import { forgetClosed, keepClosed, takeClosed } from './closed-tabs.ts';
import { onStoredElsewhere, readStored, writeStored } from './storage.ts';

/** `name` is what somebody has called the tab; without one it bears the `title`, that of its saved query or `Query 3`. */
export type Tab =
  | { kind: 'query'; id: string; title: string; name?: string; is_changed?: boolean }
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

/** The tab at an address of a connection; undefined where none is open there. */
export function queryTab(connection: string, id: string): Tab | undefined {
  return tabsOf(connection).find((tab) => tab.kind === 'query' && tab.id === id);
}

/** Opens a tab at the end, or behind another one, unless it is open. */
export function openTab(connection: string, tab: Tab, behind?: Tab): void {
  const tabs = tabsOf(connection);
  if (tabs.some((each) => tabKey(each) === tabKey(tab))) return;
  const at = behind === undefined ? -1 : tabs.findIndex((each) => tabKey(each) === tabKey(behind));
  change(connection, at < 0 ? [...tabs, tab] : [...tabs.slice(0, at + 1), tab, ...tabs.slice(at + 1)]);
}

/** Longer names are cut. */
export const longest_tab_name = 60;

/** Calls a query tab by a name of one's own; an empty one gives it back its title. */
export function nameTab(connection: string, id: string, name: string): void {
  const given = Array.from(name.trim()).slice(0, longest_tab_name).join('');
  change(connection, tabsOf(connection).map((tab) => {
    if (tab.kind !== 'query' || tab.id !== id) return tab;
    if (given !== '' && given !== tab.title) return { ...tab, name: given };
    const titled = { ...tab };
    delete titled.name;
    return titled;
  }));
}

/** Puts a tab at another place, counted from 0; beyond the ends is at the end. */
export function moveTab(connection: string, tab: Tab, to: number): void {
  const rest = tabsOf(connection).filter((each) => tabKey(each) !== tabKey(tab));
  const at = Math.max(0, Math.min(to, rest.length));
  change(connection, [...rest.slice(0, at), tab, ...rest.slice(at)]);
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

/** Opens a new query tab, with that title or the next free number, at the end or behind another; gives its id. */
export function openQueryTab(connection: string, title?: string, behind?: Tab): string {
  const numbers = tabsOf(connection).flatMap((tab) => {
    const number = tab.kind === 'query' ? /^Query (\d+)$/.exec(tab.title)?.[1] : undefined;
    return number === undefined ? [] : [Number(number)];
  });
  const id = crypto.randomUUID().slice(0, 8);
  openTab(connection, { kind: 'query', id, title: title ?? `Query ${Math.max(0, ...numbers) + 1}` }, behind);
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
  keepClosed(connection, tab);
  return rest[Math.min(index, rest.length - 1)] ?? null;
}

/** Opens the tab that was closed last, with its text; undefined where none is remembered. */
export function reopenTab(connection: string): Tab | undefined {
  for (let closed = takeClosed(connection); closed !== undefined; closed = takeClosed(connection)) {
    const { tab } = closed;
    if (!isTab(tab)) continue;
    openTab(connection, tab);
    return tab;
  }
  return undefined;
}

/** Hears of every tab that is closed, to give up what it held. */
export function onTabClosed(closer: (connection: string, tab: Tab) => void): void {
  closers.add(closer);
}

function change(connection: string, tabs: readonly Tab[]): void {
  lists.set(connection, tabs);
  if (!writeStored(`tabs.${connection}`, tabs)) {
    // Texts of closed tabs are what is missed least.
    forgetClosed(connection);
    writeStored(`tabs.${connection}`, tabs);
  }
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

function isTab(value: unknown): value is Tab {
  const tab = value as { kind?: unknown; id?: unknown; title?: unknown; schema?: unknown; name?: unknown } | null;
  if (tab?.kind === 'query') return typeof tab.id === 'string' && typeof tab.title === 'string';
  return tab?.kind === 'table' && typeof tab.schema === 'string' && typeof tab.name === 'string';
}

// Another window of the same browser has opened or closed a tab: the list is one and the same.
onStoredElsewhere('tabs.', (connection) => {
  lists.delete(connection);
  tell();
});
