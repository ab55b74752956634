// All rows of a table, of which a part is held: one run of pages around what is looked at. It goes on by key from both of its
// ends, and a place far away is sought by PostgreSQL's statistics, so that every place costs the same and the page's memory has
// a bound. It knows no React and no connection: what it reads by is given.
//
// A place that was sought is known about only. When the run then reaches the first or the last row, its places become exact: the
// rows keep where they are on the screen and their numbers change, which `shift` tells.

import type { Column, Row } from '@studio-pg/client';
import type { RowSource } from '@studio-pg/react';

/** Where a page begins; none of them: at the first row. */
export interface PagePlace {
  after?: string;
  before?: string;
  /** In millionths of all rows. */
  at?: number;
  from_end?: true;
}

export interface ReadPage {
  columns: readonly Column[];
  rows: readonly Row[];
  next: string | null;
  previous: string | null;
  duration_ms: number;
  time_zone: string;
}

export type ReadRows = (place: PagePlace, limit: number, signal: AbortSignal) => Promise<ReadPage>;

export interface WholeTableState {
  /** Null until the first page has come. */
  first: ReadPage | null;
  /** Lines of the grid: all rows, as far as is known. */
  row_count: number;
  /** Whether that many rows there are. */
  is_counted: boolean;
  /** Whether row 5 is the fifth. */
  is_exact: boolean;
  /** By how many places all rows have moved since the beginning. */
  shift: number;
  loaded: number;
  is_reading: boolean;
  error: unknown;
  /** How long the server took for the last page. */
  duration_ms: number;
}

/** A run of rows, and the cursors of its ends; null: there is nothing beyond. */
interface Page {
  rows: readonly Row[];
  head: string | null;
  tail: string | null;
}

export const first_page_rows = 200;
const page_rows = 500;
/** Rows beyond the screen that are read before they are asked for. */
const ahead_rows = 400;
/** What is held: some thirty screens. */
const held_rows = 6000;
/** Lines that stand for rows of which nobody knows how many there are. */
const placeholder_rows = 40;

export class WholeTable implements RowSource {
  readonly #read: ReadRows;
  readonly #listeners = new Set<() => void>();
  readonly #place_listeners = new Set<() => void>();
  #pages: Page[] = [];
  #start = 0;
  #held = 0;
  #state: WholeTableState;
  #wanted = { first: 0, end: first_page_rows };
  #reading: AbortController | null = null;
  /** False where it can only be read from its first row on. */
  #can_seek: boolean;

  /** `estimate`: how many rows there may be; −1 where nobody knows. */
  constructor(read: ReadRows, estimate: number, can_seek: boolean) {
    this.#read = read;
    this.#can_seek = can_seek;
    this.#state = {
      first: null, row_count: can_seek ? Math.max(0, estimate) : 0, is_counted: false, is_exact: true, shift: 0, loaded: 0, is_reading: false, error: null, duration_ms: 0,
    };
  }

  get state(): WholeTableState {
    return this.#state;
  }

  get row_count(): number {
    return this.#state.row_count;
  }

  row(index: number): Row | undefined {
    let at = index - this.#start;
    if (at < 0 || at >= this.#held) return undefined;
    for (const { rows } of this.#pages) {
      if (at < rows.length) return rows[at];
      at -= rows.length;
    }
    return undefined;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The first row that the screen shows; hears of it by `subscribePlace`, for it changes at every step of scrolling. */
  get place(): number {
    return this.#wanted.first;
  }

  readonly subscribePlace = (listener: () => void): (() => void) => {
    this.#place_listeners.add(listener);
    return () => this.#place_listeners.delete(listener);
  };

  /** The screen shows the rows from `first` up to `end`. */
  readonly show = (first: number, end: number): void => {
    this.#wanted = { first, end };
    for (const listener of this.#place_listeners) listener();
    this.#goOn();
  };

  /** Reads the present place anew. */
  refresh(): void {
    this.#reading?.abort();
    this.#reading = null;
    const { head } = this.#pages[0] ?? { head: null };
    // Behind the first row that is held: that row itself is read again as what stands before.
    const place = head === null ? {} : { after: head };
    void this.#fetch(place, Math.max(first_page_rows, Math.min(this.#held, held_rows)), head === null ? 0 : this.#start + 1);
  }

  /** There are that many rows, or at least as many. */
  setCount(count: number, is_all: boolean): void {
    const { is_counted, is_exact, row_count, first } = this.#state;
    if (is_counted || !this.#can_seek || !first) return;
    const has_end = this.#pages.at(-1)?.tail === null;
    if (has_end && !is_exact && is_all) this.#moveTo(Math.max(0, count - this.#held));
    const known = this.#start + this.#held;
    if (has_end) this.#change({ row_count: known, is_counted: is_all || is_exact });
    else if (is_all) this.#change({ row_count: Math.max(count, known + 1), is_counted: count > known });
    else this.#change({ row_count: Math.max(count, row_count) });
    this.#goOn();
  }

  /** Gives up what is being read. */
  stop(): void {
    this.#reading?.abort();
    this.#reading = null;
  }

  #goOn(): void {
    if (this.#reading || this.#state.error !== null) return;
    const place = this.#nextPlace();
    if (place) void this.#fetch(place, this.#state.first ? page_rows : first_page_rows, this.#wanted.first);
  }

  /** What is to be read next for what is looked at; null: nothing. */
  #nextPlace(): PagePlace | null {
    const [first_page, last_page] = [this.#pages[0], this.#pages.at(-1)];
    if (!this.#state.first || !first_page || !last_page) return this.#state.first ? null : {};
    // There may be fewer rows than there were when the screen was drawn.
    const end = Math.max(0, Math.min(this.#wanted.end, this.#state.row_count));
    const first = Math.max(0, Math.min(this.#wanted.first, end));
    const held_end = this.#start + this.#held;
    const is_near = first <= held_end + page_rows && end >= this.#start - page_rows;
    if (is_near || !this.#can_seek) {
      if (end > held_end - ahead_rows && last_page.tail !== null) return { after: last_page.tail };
      if (first < this.#start + ahead_rows && first_page.head !== null) return { before: first_page.head };
      return null;
    }
    if (first < page_rows) return {};
    if (end >= this.#state.row_count - page_rows) return { from_end: true };
    return { at: Math.round((first / this.#state.row_count) * 1_000_000) };
  }

  async #fetch(place: PagePlace, limit: number, at_row: number): Promise<void> {
    const reading = new AbortController();
    this.#reading = reading;
    this.#change({ is_reading: true, error: null });
    try {
      const read = await this.#read(place, limit, reading.signal);
      if (this.#reading !== reading) return;
      this.#reading = null;
      this.#take(place, read, at_row);
    } catch (error) {
      if (this.#reading !== reading) return;
      this.#reading = null;
      if ((place.at !== undefined || place.from_end) && (error as { code?: unknown }).code === '0A000') this.#readOnOnly();
      else this.#change({ is_reading: false, error });
    }
    this.#goOn();
  }

  /** It has no key: the rows come one page after the other, and only as far as they are read is it known how many there are. */
  #readOnOnly(): void {
    this.#can_seek = false;
    this.#change({ is_reading: false, row_count: this.#start + this.#held + placeholder_rows });
  }

  #take(place: PagePlace, read: ReadPage, at_row: number): void {
    const is_backward = place.before !== undefined || place.from_end === true;
    const page: Page = is_backward
      ? { rows: [...read.rows].reverse(), head: read.next, tail: read.previous }
      : { rows: read.rows, head: read.previous, tail: read.next };
    if (place.after !== undefined && this.#pages.at(-1)?.tail === place.after) this.#append(page);
    else if (place.before !== undefined) this.#prepend(page);
    else if (page.rows.length === 0 && place.at !== undefined) return this.#goToEnd();
    else if (page.rows.length === 0 && place.after !== undefined) return void this.#fetch({}, first_page_rows, 0);
    else this.#replace(page, place, at_row);
    this.#fit();
    this.#change({
      first: this.#state.first ?? read, is_reading: false, duration_ms: read.duration_ms, loaded: this.#held,
    });
  }

  /** The statistics knew of rows that no filter lets through, or that are gone: the last ones are nearest. */
  #goToEnd(): void {
    void this.#fetch({ from_end: true }, page_rows, this.#state.row_count);
  }

  #append(page: Page): void {
    const last = this.#pages.at(-1);
    if (page.rows.length === 0) {
      if (last) this.#pages[this.#pages.length - 1] = { ...last, tail: null };
      return;
    }
    this.#pages.push(page);
    this.#held += page.rows.length;
    // What cannot be sought again is kept.
    while (this.#can_seek && this.#held > held_rows && this.#pages.length > 1) {
      const dropped = this.#pages.shift();
      this.#start += dropped?.rows.length ?? 0;
      this.#held -= dropped?.rows.length ?? 0;
    }
  }

  #prepend(page: Page): void {
    const first = this.#pages[0];
    if (page.rows.length === 0) {
      if (first) this.#pages[0] = { ...first, head: null };
      return;
    }
    this.#pages.unshift(page);
    this.#start -= page.rows.length;
    this.#held += page.rows.length;
    while (this.#held > held_rows && this.#pages.length > 1) this.#held -= this.#pages.pop()?.rows.length ?? 0;
  }

  #replace(page: Page, place: PagePlace, at_row: number): void {
    this.#pages = [page];
    this.#held = page.rows.length;
    const is_first = place.after === undefined && place.at === undefined && place.from_end === undefined;
    const is_last = page.tail === null;
    if (is_first) this.#start = 0;
    else if (place.after === undefined && is_last) this.#start = Math.max(0, this.#state.row_count - this.#held);
    else this.#start = at_row;
    if (place.after === undefined) this.#change({ is_exact: is_first || (is_last && this.#state.is_counted) });
  }

  /** Lets the places agree with the ends that are known. */
  #fit(): void {
    const has_begin = (this.#pages[0]?.head ?? null) === null;
    const has_end = (this.#pages.at(-1)?.tail ?? null) === null;
    if (has_begin) {
      this.#moveTo(0);
      this.#change({ is_exact: true });
    } else if (this.#start <= 0 || (!this.#state.is_exact && this.#start < page_rows)) {
      // Rows stand before the first line: room is made for them.
      this.#moveTo(this.#start + 2 * page_rows);
      this.#change({ is_exact: false });
    }
    const { row_count, is_counted, is_exact } = this.#state;
    const end = this.#start + this.#held;
    if (has_end && is_exact) this.#change({ row_count: end, is_counted: true });
    else if (has_end && is_counted && end !== row_count) this.#moveTo(row_count - this.#held);
    else if (has_end) this.#change({ row_count: end });
    else if (end >= row_count || !this.#can_seek || (!is_counted && end + placeholder_rows > row_count)) {
      this.#change({ row_count: end + placeholder_rows, is_counted: false });
    }
  }

  #moveTo(start: number): void {
    if (start === this.#start) return;
    const by = start - this.#start;
    this.#start = start;
    this.#wanted = { first: this.#wanted.first + by, end: this.#wanted.end + by };
    this.#change({ shift: this.#state.shift + by });
  }

  #change(part: Partial<WholeTableState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}
