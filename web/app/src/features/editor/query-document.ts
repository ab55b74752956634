// What a query tab holds: its text and how it runs. Local storage keeps it at every change, so that a reload or a
// crash loses nothing.

import { readStored, writeStored } from '../../lib/storage.ts';

/** The saved query that a tab shows, as it was when it was last read or saved. */
export interface SavedBase {
  id: string;
  version: number;
  name: string;
  text: string;
}

export interface QueryDocument {
  text: string;
  /** Null: nothing is saved yet. */
  saved: SavedBase | null;
  /** Rows of each result; 0 is no limit. */
  row_limit: number;
  /** Milliseconds; 0 is none. */
  timeout_ms: number;
  mode: 'autocommit' | 'transaction';
}

const fresh: QueryDocument = { text: '', saved: null, row_limit: 1_000_000, timeout_ms: 0, mode: 'autocommit' };

export function readDocument(connection: string, tab: string): QueryDocument {
  return checkDocument(readStored(name(connection, tab)));
}

/** A document out of what was kept, or came in a link; what does not fit is as in a fresh one. */
export function checkDocument(given: unknown): QueryDocument {
  const kept = given as Partial<QueryDocument> | null | undefined;
  if (kept == null || typeof kept !== 'object') return fresh;
  return {
    text: typeof kept.text === 'string' ? kept.text : fresh.text,
    saved: isSavedBase(kept.saved) ? kept.saved : null,
    row_limit: typeof kept.row_limit === 'number' ? kept.row_limit : fresh.row_limit,
    timeout_ms: typeof kept.timeout_ms === 'number' ? kept.timeout_ms : fresh.timeout_ms,
    mode: kept.mode === 'transaction' ? 'transaction' : 'autocommit',
  };
}

/** False where the browser's storage refused it. */
export function writeDocument(connection: string, tab: string, document: QueryDocument): boolean {
  return writeStored(name(connection, tab), document);
}

/** Whether the text differs from what is saved; a text that was never saved is no change. */
export function isChanged({ text, saved }: Pick<QueryDocument, 'text' | 'saved'>): boolean {
  return saved !== null && saved.text !== text;
}

function isSavedBase(value: unknown): value is SavedBase {
  const base = value as Partial<Record<keyof SavedBase, unknown>> | null | undefined;
  return typeof base?.id === 'string' && typeof base.version === 'number' && typeof base.name === 'string'
    && typeof base.text === 'string';
}

function name(connection: string, tab: string): string {
  return `query.${connection}.${tab}`;
}
