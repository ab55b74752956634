// How a result is looked at, outside of React so that it survives a change of page: its rows as they are sorted, filtered and
// searched, whether the bar for that is open, and its columns' order and widths.

import type { StatementResult } from '@studio-pg/react';
import { RowView } from '@studio-pg/react';
import { ColumnStore } from '../../../grid/column-store.ts';

export interface LookState {
  /** Whether the bar that searches and filters is open. */
  has_bar: boolean;
  /** The column for which a filter is being made; null while none is. */
  new_filter: number | null;
}

export class ResultLook {
  readonly rows: RowView;
  readonly columns: ColumnStore;
  readonly #listeners = new Set<() => void>();
  #state: LookState = { has_bar: false, new_filter: null };

  constructor(result: StatementResult, columns: ColumnStore) {
    this.rows = new RowView(result.source, result.columns ?? []);
    this.columns = columns;
  }

  get state(): LookState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change(change: Partial<LookState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const looks = new WeakMap<object, ResultLook>();
const stores = new Map<string, ColumnStore>();
const kept_stores = 100;

/** The look of a result; the next result of the same text and columns has its columns' order and widths. */
export function lookOf(sql: string, result: StatementResult): ResultLook {
  const kept = looks.get(result.source);
  if (kept) return kept;
  const made = new ResultLook(result, columnsOf(JSON.stringify([sql, result.statement, result.columns])));
  looks.set(result.source, made);
  return made;
}

function columnsOf(key: string): ColumnStore {
  const store = stores.get(key) ?? new ColumnStore();
  stores.delete(key);
  stores.set(key, store);
  const oldest = stores.keys().next();
  if (stores.size > kept_stores && !oldest.done) stores.delete(oldest.value);
  return store;
}
