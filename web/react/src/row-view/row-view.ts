// The rows of a result as they are looked at: sorted, filtered, searched, without copying one. A store outside of React; the
// work goes on in slices and the newest wish ends the one before. It knows no server: what is meant are the loaded rows.

import type { Row } from '@studio-pg/client';
import type { RowSource } from '../data-grid/row-source.ts';
import type { Place } from '../data-grid/selection.ts';
import { filterRows } from './filter-rows.ts';
import type { RowFilter } from './filter-rows.ts';
import { findCells } from './find-cells.ts';
import { allPlaces } from './place-sort.ts';
import { sortRows } from './sort-rows.ts';
import type { SortColumn, SortKey } from './sort-rows.ts';

export interface RowViewState {
  sort: readonly SortKey[];
  filters: readonly RowFilter[];
  /** What is searched for; empty for nothing. */
  find: string;
  /** The rows to show. */
  source: RowSource;
  /** Whether these are all rows in the order in which they came. */
  is_plain: boolean;
  /** How far sorting and filtering are, from 0 to 1; null while they are not under way. */
  progress: number | null;
  /** Where the text was found, row by row as shown; null while that is not known. */
  found: readonly Place[] | null;
}

/** Rows of another source in an order of their own, or some of them. */
class PickedRows implements RowSource {
  readonly #source: RowSource;
  readonly #rows: Uint32Array;

  constructor(source: RowSource, rows: Uint32Array) {
    this.#source = source;
    this.#rows = rows;
  }

  get row_count(): number {
    return this.#rows.length;
  }

  row(index: number): Row | undefined {
    const at = this.#rows[index];
    return at === undefined ? undefined : this.#source.row(at);
  }

  /** Read in the order in which they came, so that each page is parsed once. */
  rows(first: number, end: number): (Row | undefined)[] {
    const places = Array.from(this.#rows.subarray(first, end), (row, at) => ({ row, at })).sort((a, b) => a.row - b.row);
    const found: (Row | undefined)[] = Array.from({ length: places.length });
    for (const { row, at } of places) found[at] = this.#source.row(row);
    return found;
  }

  picked(first: number, end: number): { source: RowSource; rows: Uint32Array } {
    return { source: this.#source, rows: this.#rows.slice(first, end).sort() };
  }

  /** Where a row of the other source stands here, or -1. */
  positions(): Int32Array {
    const positions = new Int32Array(this.#source.row_count).fill(-1);
    this.#rows.forEach((row, at) => {
      positions[row] = at;
    });
    return positions;
  }
}

/** Places in the base as places in what is shown, row by row. */
function shownPlaces(places: readonly Place[], source: RowSource): Place[] {
  if (!(source instanceof PickedRows)) return [...places];
  const positions = source.positions();
  return places.map(({ row, column }) => ({ row: positions[row] ?? -1, column })).filter(({ row }) => row >= 0)
    .sort((a, b) => a.row - b.row || a.column - b.column);
}

const told_every_ms = 100;

export class RowView {
  readonly #base: RowSource;
  readonly #listeners = new Set<() => void>();
  #columns: readonly SortColumn[];
  #state: RowViewState;
  #arranging: AbortController | null = null;
  #finding: AbortController | null = null;
  #told_at = 0;

  constructor(base: RowSource, columns: readonly SortColumn[]) {
    this.#base = base;
    this.#columns = columns;
    this.#state = { sort: [], filters: [], find: '', source: base, is_plain: true, progress: null, found: null };
  }

  get state(): RowViewState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The catalog may know of labels only later. Holds from the next wish on. */
  describe(columns: readonly SortColumn[]): void {
    this.#columns = columns;
  }

  async sortBy(sort: readonly SortKey[]): Promise<void> {
    this.#change({ sort });
    await this.#arrange();
  }

  async filterBy(filters: readonly RowFilter[]): Promise<void> {
    this.#change({ filters });
    await this.#arrange();
  }

  /** All rows as they came. */
  async clear(): Promise<void> {
    this.#change({ sort: [], filters: [] });
    await this.#arrange();
  }

  async search(find: string): Promise<void> {
    this.#change({ find, found: null });
    await this.#find();
  }

  /** More rows have come: does again what was wished of the fewer. */
  async grown(): Promise<void> {
    if (this.#state.sort.length + this.#state.filters.length > 0) await this.#arrange();
    else await this.#find();
  }

  async #arrange(): Promise<void> {
    this.#arranging?.abort();
    this.#finding?.abort();
    const { sort, filters } = this.#state;
    if (sort.length + filters.length === 0) {
      this.#change({ source: this.#base, is_plain: true, progress: null });
      return await this.#find();
    }
    const controller = new AbortController();
    this.#arranging = controller;
    const parts = sort.length > 0 && filters.length > 0 ? 2 : 1;
    const options = (part: number) => ({
      signal: controller.signal, onProgress: (done: number) => this.#progress((part + done) / parts),
    });
    try {
      let rows = filters.length > 0
        ? await filterRows(this.#base, this.#columns, filters, options(0))
        : allPlaces(this.#base.row_count);
      if (sort.length > 0) rows = await sortRows(this.#base, rows, this.#columns, sort, options(parts - 1));
      this.#change({ source: new PickedRows(this.#base, rows), is_plain: false, progress: null });
    } catch (thrown) {
      // A newer wish has taken over, and tells of its own progress.
      if (controller.signal.aborted) return;
      throw thrown;
    }
    await this.#find();
  }

  async #find(): Promise<void> {
    this.#finding?.abort();
    const { find, source } = this.#state;
    if (find === '') return this.#change({ found: null });
    const controller = new AbortController();
    this.#finding = controller;
    try {
      // In the order in which the rows came: read in another, each of them might cost the parsing of a page.
      const found = await findCells(this.#base, this.#columns.length, find, { signal: controller.signal });
      this.#change({ found: shownPlaces(found, source) });
    } catch (thrown) {
      if (!controller.signal.aborted) throw thrown;
    }
  }

  #progress(progress: number): void {
    if (performance.now() - this.#told_at < told_every_ms) return;
    this.#told_at = performance.now();
    this.#change({ progress });
  }

  #change(change: Partial<RowViewState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
