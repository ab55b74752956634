// Where the grid gets its rows. A source may know how many rows there are without having them all.

import type { Row, RowPage } from '@studio-pg/client';

export interface RowSource {
  readonly row_count: number;
  /** The row, or undefined where it is not loaded. */
  row(index: number): Row | undefined;
  /** Many rows at once, for a source that can read them in a better order than one after the other. */
  rows?(first: number, end: number): (Row | undefined)[];
  /** For who does not mind the order: the same rows as they came, in the source that they came from. */
  picked?(first: number, end: number): { source: RowSource; rows: Uint32Array };
}

/** The rows from `first` up to `end`, which does not belong to them. */
export function rowsOf(source: RowSource, first: number, end: number): (Row | undefined)[] {
  return source.rows?.(first, end) ?? Array.from({ length: Math.max(0, end - first) }, (_, at) => source.row(first + at));
}

/** Rows in a plain list. */
export class RowList implements RowSource {
  readonly #rows: readonly Row[];

  constructor(rows: readonly Row[]) {
    this.#rows = rows;
  }

  get row_count(): number {
    return this.#rows.length;
  }

  row(index: number): Row | undefined {
    return this.#rows[index];
  }
}

/** Parsed pages that are kept: as many as a screen of sorted rows may come from. */
const parsed_pages = 64;

/**
 * Rows in the pages in which they came, as text; only the pages that are looked at are parsed. A million rows of ten
 * columns so take the size of their text instead of several times that.
 */
export class PageStore implements RowSource {
  readonly #pages: RowPage[] = [];
  readonly #starts: number[] = [];
  readonly #parsed = new Map<number, Row[]>();
  /** The page that was read last: rows are mostly read one after the other. */
  #last: { start: number; end: number; rows: Row[] } | null = null;
  #row_count = 0;
  #text_length = 0;
  #is_let_go = false;

  get row_count(): number {
    return this.#row_count;
  }

  /** What the kept text costs, in UTF-16 units. */
  get text_length(): number {
    return this.#text_length;
  }

  /** Whether the rows were given up to save memory. */
  get is_let_go(): boolean {
    return this.#is_let_go;
  }

  /** Gives the rows up, for good: what still comes is dropped. */
  letGo(): void {
    this.#is_let_go = true;
    this.#pages.length = 0;
    this.#starts.length = 0;
    this.#parsed.clear();
    this.#last = null;
    this.#row_count = 0;
    this.#text_length = 0;
  }

  append(page: RowPage): void {
    if (page.row_count === 0 || this.#is_let_go) return;
    this.#text_length += page.text_length;
    this.#pages.push(page);
    this.#starts.push(this.#row_count);
    this.#row_count += page.row_count;
  }

  row(index: number): Row | undefined {
    if (index < 0 || index >= this.#row_count) return undefined;
    if (this.#last && index >= this.#last.start && index < this.#last.end) return this.#last.rows[index - this.#last.start];
    const page = this.#pageOf(index);
    const start = this.#starts[page] ?? 0;
    const rows = this.#rowsOf(page);
    this.#last = { start, end: start + rows.length, rows };
    return rows[index - start];
  }

  #pageOf(index: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #rowsOf(page: number): Row[] {
    const kept = this.#parsed.get(page);
    if (kept) {
      // A Map keeps the order of insertion: the page that was used last moves to the end.
      this.#parsed.delete(page);
      this.#parsed.set(page, kept);
      return kept;
    }
    const rows = this.#pages[page]?.rows() ?? [];
    this.#parsed.set(page, rows);
    const oldest = this.#parsed.keys().next();
    if (this.#parsed.size > parsed_pages && !oldest.done) this.#parsed.delete(oldest.value);
    return rows;
  }
}
