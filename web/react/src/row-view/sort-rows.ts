// The order of rows by one or several columns, as a list of row numbers: no row is copied. Stable, in slices, can be
// ended. A million rows take some hundred milliseconds.

import type { Cell } from '@studio-pg/client';
import type { RowSource } from '../data-grid/row-source.ts';
import { orderingOf, texts, valueText } from './ordering.ts';
import type { Ordering } from './ordering.ts';
import { Pacer } from './pacer.ts';
import type { WorkOptions } from './pacer.ts';
import { nullBits, sortPlaces } from './place-sort.ts';
import type { PlaceKey } from './place-sort.ts';

export interface SortKey {
  /** The column's place in the rows. */
  column: number;
  direction: 'asc' | 'desc';
  /** Absent: as in PostgreSQL, where NULL is greater than every value. */
  nulls?: 'first' | 'last';
}

/** What the order needs to know of a column. */
export interface SortColumn {
  type: string;
  /** The labels of an enum, in its order. */
  labels?: readonly string[] | undefined;
}

type Value = Exclude<Cell, null>;
type Keys = PlaceKey<Value>;
const steps = 4096;

/** Gives the rows in order. `rows` says which and is not changed. */
export async function sortRows(
  source: RowSource, rows: Uint32Array, columns: readonly SortColumn[], keys: readonly SortKey[], work: WorkOptions = {},
): Promise<Uint32Array> {
  const parts = keys.length + 1;
  const part = (at: number): WorkOptions => ({ signal: work.signal, onProgress: (done) => work.onProgress?.((at + done) / parts) });
  const read: PlaceKey<Value>[] = [];
  for (const [at, key] of keys.entries()) {
    read.push(await readKeys(source, rows, columns[key.column] ?? { type: 'text' }, key, part(at)));
  }
  const places = await sortPlaces(rows.length, read, new Pacer(part(keys.length)));
  for (let at = 0; at < places.length; at += 1) places[at] = rows[places[at] ?? 0] ?? 0;
  return places;
}

async function readKeys(
  source: RowSource, rows: Uint32Array, { type, labels }: SortColumn, key: SortKey, work: WorkOptions,
): Promise<Keys> {
  const pacer = new Pacer(work);
  return await readRanks(source, rows, key, orderingOf(type, labels), pacer)
    // A value that the type's own order does not know (another DateStyle): all of the column goes by its text.
    ?? await readRanks(source, rows, key, texts, pacer) ?? { ...noKeys, ranks: new Float64Array(rows.length).fill(NaN) };
}

const noKeys: Omit<Keys, 'ranks'> = { values: [], exact: null, sign: 1, nulls: 1 };

/** Null where a value has no rank. */
async function readRanks(
  source: RowSource, rows: Uint32Array, key: SortKey, ordering: Ordering, pacer: Pacer,
): Promise<Keys | null> {
  const sign = key.direction === 'asc' ? 1 : -1;
  const nulls = key.nulls === undefined ? sign : key.nulls === 'last' ? 1 : -1;
  const ranks = new Float64Array(rows.length);
  const bits = new Uint32Array(ranks.buffer);
  const null_bits = nullBits(sign, nulls);
  const values: Value[] = [];
  const rankOf = ordering.over?.(await commonStart(source, rows, key.column, pacer)) ?? ordering.rank;
  for (let at = 0; at < rows.length; at += 1) {
    const cell = source.row(rows[at] ?? 0)?.[key.column] ?? null;
    const rank = cell === null ? null : rankOf(cell);
    if (rank === undefined) return null;
    if (rank === null) bits[2 * at + 1] = null_bits;
    // Both zeros are one.
    else ranks[at] = rank + 0;
    if (ordering.exact) values.push(cell ?? '');
    if (at % steps === 0 && pacer.is_due) await pacer.rest(at / rows.length);
  }
  return { ranks, values, exact: ordering.exact, sign, nulls };
}

/** How many UTF-16 units all texts of a column begin with in common: they tell nothing apart. */
async function commonStart(source: RowSource, rows: Uint32Array, column: number, pacer: Pacer): Promise<number> {
  let start: string | null = null;
  for (let at = 0; at < rows.length && start !== ''; at += 1) {
    const cell = source.row(rows[at] ?? 0)?.[column] ?? null;
    if (cell === null) continue;
    const text = valueText(cell);
    start ??= text.slice(0, 1000);
    let same = 0;
    while (same < start.length && text.charCodeAt(same) === start.charCodeAt(same)) same += 1;
    start = start.slice(0, same);
    if (at % steps === 0 && pacer.is_due) await pacer.rest(0);
  }
  return start?.length ?? 0;
}
