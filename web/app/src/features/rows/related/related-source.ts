// Rows with the chosen columns of the rows that they refer to behind their own: read for what the screen shows, one request for each
// foreign key and page of keys, and kept. It knows no React and no connection: what it reads by is given.

import { isTruncated } from '@studio-pg/client';
import type { Cell, Column, Row, RowFilter } from '@studio-pg/client';
import type { RowSource } from '@studio-pg/react';

export interface RelatedKey {
  constraint: string;
  /** Where the key's columns stand in a row. */
  places: readonly number[];
  schema: string;
  name: string;
  referenced: readonly string[];
  /** What is shown of the referenced row. */
  columns: readonly string[];
}

export interface ReadRelated {
  columns: readonly Column[];
  rows: readonly Row[];
}

type Read = (key: RelatedKey, filter: RowFilter, limit: number) => Promise<ReadRelated>;

/** Keys of one request; of a key with several columns fewer, for a filter has at most 200 tests. */
const most_keys = 400;
const most_tests = 200;
/** Rows above and below the screen's first whose related columns are read. */
const above_rows = 30;
const below_rows = 120;
/** Stands where a value is on its way. */
const coming = '…';

export class RelatedSource implements RowSource {
  readonly #base: RowSource;
  readonly #keys: readonly RelatedKey[];
  readonly #read: Read;
  readonly #onChange: (error: unknown) => void;
  /** By foreign key: what was found by the key's values; null: no row, or none that may be seen. Absent: not asked for. */
  readonly #found: readonly Map<string, readonly Cell[] | null>[];
  readonly #asked: readonly Set<string>[];
  /** Of the columns behind the row's own, once their rows have come. */
  readonly types = new Map<string, Column>();
  #rows = new WeakMap<Row, Row>();

  constructor(base: RowSource, keys: readonly RelatedKey[], read: Read, onChange: (error: unknown) => void) {
    this.#base = base;
    this.#keys = keys;
    this.#read = read;
    this.#onChange = onChange;
    this.#found = keys.map(() => new Map());
    this.#asked = keys.map(() => new Set());
  }

  get row_count(): number {
    return this.#base.row_count;
  }

  row(index: number): Row | undefined {
    const row = this.#base.row(index);
    if (!row) return undefined;
    const known = this.#rows.get(row);
    if (known) return known;
    const made: Row = [...row, ...this.#keys.flatMap((key, at) => this.#related(key, at, row))];
    this.#rows.set(row, made);
    return made;
  }

  /** Reads what is missing around the row that the screen begins with. */
  show(first: number): void {
    this.#keys.forEach((key, at) => {
      const missing = new Map<string, Cell[]>();
      for (let index = Math.max(0, first - above_rows); index < first + below_rows; index++) {
        const row = this.#base.row(index);
        const values = row && valuesOf(key, row);
        if (!values) continue;
        const name = nameOf(values);
        if (!this.#asked[at]?.has(name)) missing.set(name, values);
      }
      const per_request = key.referenced.length === 1 ? most_keys : Math.floor(most_tests / key.referenced.length);
      const wanted = [...missing];
      for (let from = 0; from < wanted.length; from += per_request) void this.#ask(key, at, wanted.slice(from, from + per_request));
    });
  }

  /** What was read is asked for again when it is shown. */
  forget(): void {
    this.#asked.forEach((each) => each.clear());
  }

  #related(key: RelatedKey, at: number, row: Row): Cell[] {
    const values = valuesOf(key, row);
    const found = values === null ? null : this.#found[at]?.get(nameOf(values));
    return key.columns.map((_, place) => (found === undefined ? coming : found?.[place] ?? null));
  }

  async #ask(key: RelatedKey, at: number, wanted: readonly (readonly [string, Cell[]])[]): Promise<void> {
    const [asked, found] = [this.#asked[at], this.#found[at]];
    for (const [name] of wanted) asked?.add(name);
    let error: unknown = null;
    try {
      const { columns, rows } = await this.#read(key, filterOf(key, wanted.map(([, values]) => values)), wanted.length);
      const width = key.referenced.length;
      for (const [name] of wanted) found?.set(name, null);
      for (const row of rows) found?.set(nameOf(row.slice(0, width)), row.slice(width));
      columns.slice(width).forEach((column, place) => this.types.set(`${key.constraint} ${key.columns[place] ?? ''}`, column));
    } catch (thrown) {
      error = thrown;
      for (const [name] of wanted) found?.set(name, null);
    }
    this.#rows = new WeakMap();
    this.#onChange(error);
  }
}

/** Null where a part is NULL or cut off: then the row refers to none. */
function valuesOf({ places }: RelatedKey, row: Row): Cell[] | null {
  const values = places.map((place) => row[place] ?? null);
  return values.some((value) => value === null || isTruncated(value)) ? null : values;
}

/** Numbers of different types are the same key: int4 comes as a number, int8 as text. */
function nameOf(values: readonly Cell[]): string {
  return JSON.stringify(values.map(String));
}

function filterOf({ referenced }: RelatedKey, keys: readonly (readonly Cell[])[]): RowFilter {
  const [only] = referenced;
  const plain = (value: Cell | undefined): string | number | boolean => (typeof value === 'object' || value === undefined ? '' : value);
  if (referenced.length === 1 && only !== undefined) return { column: only, is: 'in', values: keys.map(([value]) => plain(value)) };
  return { any: keys.map((values) => ({ all: referenced.map((column, at) => ({ column, is: 'equal' as const, value: plain(values[at]) })) })) };
}
