// How the columns of one grid are looked at: which, in which order, how wide. A store outside of React, so that it outlives
// the grid; a table's is kept by the browser, under its connection and name.

import { arrangementOf, isSourceOrder, source_order } from '@studio-pg/react';
import type { ColumnArrangement } from '@studio-pg/react';
import { readStored, removeStored, writeStored } from '../lib/storage.ts';

export class ColumnStore {
  /** By the grid's keys of columns: those that were chosen for it, and those that the person has set. */
  widths: Map<string, number>;
  #set_widths: Map<string, number>;
  readonly #listeners = new Set<() => void>();
  readonly #keep: ((store: ColumnStore) => void) | undefined;
  #arrangement: ColumnArrangement;

  constructor(arrangement = source_order, set_widths: readonly (readonly [string, number])[] = [], keep?: (store: ColumnStore) => void) {
    this.#arrangement = arrangement;
    this.#set_widths = new Map(set_widths);
    this.widths = new Map(set_widths);
    this.#keep = keep;
  }

  get arrangement(): ColumnArrangement {
    return this.#arrangement;
  }

  /** The widths that the person has set. */
  get set_widths(): readonly (readonly [string, number])[] {
    return [...this.#set_widths];
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly arrange = (arrangement: ColumnArrangement): void => {
    if (arrangement === this.#arrangement) return;
    this.#arrangement = arrangement;
    this.#keep?.(this);
    for (const listener of this.#listeners) listener();
  };

  /** Another arrangement with other widths, as a whole. */
  put({ order, hidden, pinned }: ColumnArrangement, set_widths: readonly (readonly [string, number])[]): void {
    this.widths = new Map(set_widths);
    this.#set_widths = new Map(set_widths);
    this.arrange({ order, hidden, pinned });
  }

  /** A width in `widths` is the person's from now on. */
  noteWidth(key: string): void {
    const width = this.widths.get(key);
    if (width === undefined) return;
    this.#set_widths.set(key, width);
    this.#keep?.(this);
  }
}

const stores = new Map<string, ColumnStore>();

/** The one of a table or view, as it was left. */
export function tableColumns(connection: string, schema: string, name: string): ColumnStore {
  const key = `columns.${connection}.${JSON.stringify([schema, name])}`;
  const known = stores.get(key);
  if (known) return known;
  const kept = readStored(key);
  const made = new ColumnStore(arrangementOf(kept), widthsOf(kept), (store) => {
    if (isSourceOrder(store.arrangement) && store.set_widths.length === 0) removeStored(key);
    else writeStored(key, { ...store.arrangement, widths: store.set_widths });
  });
  stores.set(key, made);
  return made;
}

/** Of something that was kept; what is no width is left out. */
export function widthsOf(kept: unknown): [string, number][] {
  const { widths } = (typeof kept === 'object' ? kept ?? {} : {}) as { widths?: unknown };
  if (!Array.isArray(widths)) return [];
  return (widths as unknown[]).filter((each): each is [string, number] => Array.isArray(each)
    && typeof each[0] === 'string' && typeof each[1] === 'number' && each[1] >= 0 && each[1] <= 10_000);
}
