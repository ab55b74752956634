// Tabs that were closed, the last one first, with the texts that they held: closing is no way to lose one. Bounded in number
// and in size; the oldest go first.

import { readStored, removeStored, writeStored } from './storage.ts';

/** What a query tab keeps, each under `<part>.<connection>.<tab>`: its text, where one was in it, what was run in it, and the
 *  changes of rows that are staged in it. */
const parts = ['query', 'view', 'runs', 'edits'] as const;

interface Closed {
  /** As the list of tabs had it; its reader checks the shape. */
  tab: unknown;
  kept: Partial<Record<(typeof parts)[number], unknown>>;
}

const most_closed = 20;
/** Of all that is kept for one connection, in characters. */
const most_characters = 1_000_000;

/** Moves what a closed tab holds to the closed ones. A tab with nothing in it is not worth a place. */
export function keepClosed(connection: string, tab: { kind: string; id?: string }): void {
  const kept: Closed['kept'] = {};
  if (tab.kind === 'query') {
    for (const part of parts) {
      const name = `${part}.${connection}.${tab.id ?? ''}`;
      kept[part] = readStored(name);
      removeStored(name);
    }
    const { text } = (kept.query ?? {}) as { text?: unknown };
    if (kept.edits == null && (typeof text !== 'string' || text.trim() === '')) return;
  }
  const closed = [{ tab, kept }, ...closedOf(connection)].slice(0, most_closed);
  while (closed.length > 1 && JSON.stringify(closed).length > most_characters) closed.pop();
  while (closed.length > 0 && !writeStored(`closed.${connection}`, closed)) closed.pop();
}

/** Gives the tab that was closed last and puts back what it held; undefined where there is none. */
export function takeClosed(connection: string): { tab: unknown } | undefined {
  const [last, ...rest] = closedOf(connection);
  if (last === undefined) return undefined;
  writeStored(`closed.${connection}`, rest);
  const { id } = (last.tab ?? {}) as { id?: unknown };
  if (typeof id === 'string') {
    for (const part of parts) {
      if (last.kept[part] != null) writeStored(`${part}.${connection}.${id}`, last.kept[part]);
    }
  }
  return last;
}

export function hasClosed(connection: string): boolean {
  return closedOf(connection).length > 0;
}

/** Makes room. */
export function forgetClosed(connection: string): void {
  removeStored(`closed.${connection}`);
}

function closedOf(connection: string): Closed[] {
  const stored = readStored(`closed.${connection}`);
  return Array.isArray(stored) ? stored.filter((each): each is Closed => {
    const { kept } = (each ?? {}) as { kept?: unknown };
    return typeof kept === 'object' && kept !== null;
  }) : [];
}
