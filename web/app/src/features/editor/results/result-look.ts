// How a result is looked at, outside of React so that it survives a change of page: its rows as they are sorted, filtered and
// searched, whether the bar for that is open, and the widths of its columns.

import type { StatementResult } from '@studio-pg/react';
import { RowView } from '@studio-pg/react';

export interface LookState {
  /** Whether the bar that searches and filters is open. */
  has_bar: boolean;
  /** The column for which a filter is being made; null while none is. */
  new_filter: number | null;
}

export class ResultLook {
  readonly rows: RowView;
  readonly widths: Map<string, number>;
  readonly #listeners = new Set<() => void>();
  #state: LookState = { has_bar: false, new_filter: null };

  constructor(result: StatementResult, widths: Map<string, number>) {
    this.rows = new RowView(result.source, result.columns ?? []);
    this.widths = widths;
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
const widths_of = new Map<string, Map<string, number>>();
const kept_widths = 100;

/** The look of a result; the next result of the same text and columns has its widths. */
export function lookOf(sql: string, result: StatementResult): ResultLook {
  const kept = looks.get(result.source);
  if (kept) return kept;
  const made = new ResultLook(result, widthsOf(JSON.stringify([sql, result.statement, result.columns])));
  looks.set(result.source, made);
  return made;
}

function widthsOf(key: string): Map<string, number> {
  const widths = widths_of.get(key) ?? new Map<string, number>();
  widths_of.delete(key);
  widths_of.set(key, widths);
  const oldest = widths_of.keys().next();
  if (widths_of.size > kept_widths && !oldest.done) widths_of.delete(oldest.value);
  return widths;
}
