// Which columns are shown, in which order, and which of them stay at the left. Pure: it knows keys and places, no element
// and no width. A place counts the shown columns from the left; an index counts the columns as the source has them.

import type { GridColumn } from './column-layout.ts';
import { arrangementKey } from './column-layout.ts';

/** By the keys of columns; keys of columns that are not there are kept, for the next result may have them. */
export interface ColumnArrangement {
  /** The columns in their order; empty for that of the source. */
  order: readonly string[];
  hidden: readonly string[];
  /** Those that do not scroll, wherever they stand in the order. */
  pinned: readonly string[];
}

export interface ShownColumns {
  /** The index of the column at each place; pinned ones first. */
  indexes: readonly number[];
  /** How many of them are pinned. */
  pinned: number;
}

export const source_order: ColumnArrangement = { order: [], hidden: [], pinned: [] };

export function isSourceOrder({ order, hidden, pinned }: ColumnArrangement): boolean {
  return order.length + hidden.length + pinned.length === 0;
}

/** What is shown. Where all columns are hidden, which other columns may bring about, all are shown. */
export function shownColumns(columns: readonly GridColumn[], arrangement: ColumnArrangement): ShownColumns {
  const keys = columns.map(arrangementKey);
  const hidden = new Set(arrangement.hidden);
  const pinned = new Set(arrangement.pinned);
  const ordered = orderedIndexes(keys, arrangement.order).filter((index) => columns[index]?.is_internal !== true);
  const shown = ordered.filter((index) => !hidden.has(keys[index] ?? ''));
  const all = shown.length > 0 ? shown : ordered;
  const first = all.filter((index) => pinned.has(keys[index] ?? ''));
  return { indexes: [...first, ...all.filter((index) => !pinned.has(keys[index] ?? ''))], pinned: first.length };
}

/** All columns, hidden ones too, as a list of them shows them: pinned ones first. */
export function arrangedColumns(columns: readonly GridColumn[], arrangement: ColumnArrangement): readonly number[] {
  return shownColumns(columns, { ...arrangement, hidden: [] }).indexes;
}

/** Hides a column or shows it again; the last one stays. */
export function withHidden(columns: readonly GridColumn[], arrangement: ColumnArrangement, index: number, is_hidden: boolean): ColumnArrangement {
  const key = keyAt(columns, index);
  if (key === undefined) return arrangement;
  if (is_hidden && shownColumns(columns, arrangement).indexes.length <= 1) return arrangement;
  const hidden = arrangement.hidden.filter((each) => each !== key);
  return { ...arrangement, hidden: is_hidden ? [...hidden, key] : hidden };
}

/** Pins a column behind those that are pinned, or lets it scroll again as the first of those that do. */
export function withPinned(columns: readonly GridColumn[], arrangement: ColumnArrangement, index: number, is_pinned: boolean): ColumnArrangement {
  const key = keyAt(columns, index);
  if (key === undefined) return arrangement;
  const pinned = arrangement.pinned.filter((each) => each !== key);
  const others = arrangedColumns(columns, { ...arrangement, pinned }).filter((each) => each !== index);
  const border = others.filter((each) => pinned.includes(keyAt(columns, each) ?? '')).length;
  const order = [...others.slice(0, border), index, ...others.slice(border)];
  return { ...arrangement, order: keysOf(columns, order), pinned: is_pinned ? [...pinned, key] : pinned };
}

/**
 * Puts a column where another one stands, which gives way. Over the edge of the pinned ones it becomes one of them, or
 * none: where it lies is what is seen.
 */
export function withMoved(columns: readonly GridColumn[], arrangement: ColumnArrangement, index: number, to_index: number): ColumnArrangement {
  const key = keyAt(columns, index);
  const target = keyAt(columns, to_index);
  if (key === undefined || target === undefined || index === to_index) return arrangement;
  const all = arrangedColumns(columns, arrangement);
  const goes_right = all.indexOf(index) < all.indexOf(to_index);
  const others = all.filter((each) => each !== index);
  others.splice(others.indexOf(to_index) + (goes_right ? 1 : 0), 0, index);
  const pinned = arrangement.pinned.filter((each) => each !== key);
  return { ...arrangement, order: keysOf(columns, others), pinned: arrangement.pinned.includes(target) ? [...pinned, key] : pinned };
}

/** One place to the left or right among those that are shown; at the edge nothing changes. */
export function withStep(columns: readonly GridColumn[], arrangement: ColumnArrangement, index: number, step: 1 | -1): ColumnArrangement {
  const { indexes, pinned } = shownColumns(columns, arrangement);
  const at = indexes.indexOf(index);
  const target = indexes[at + step];
  if (at < 0 || target === undefined) return arrangement;
  // Out of the pinned ones, or in between them, without passing a column: the edge is a place of its own.
  if (step === 1 && at === pinned - 1) return withPinned(columns, arrangement, index, false);
  if (step === -1 && at === pinned && pinned > 0) return withPinned(columns, arrangement, index, true);
  return withMoved(columns, arrangement, index, target);
}

/** Keys that came from outside, as an arrangement; what is no list of texts is left out. */
export function arrangementOf(kept: unknown): ColumnArrangement {
  const { order, hidden, pinned } = (typeof kept === 'object' ? kept ?? {} : {}) as Partial<Record<keyof ColumnArrangement, unknown>>;
  return { order: textsOf(order), hidden: textsOf(hidden), pinned: textsOf(pinned) };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? [...new Set(value.filter((each) => typeof each === 'string'))] : [];
}

/** A column that the order does not know stands behind the one that is before it in the source. */
function orderedIndexes(keys: readonly string[], order: readonly string[]): readonly number[] {
  if (order.length === 0) return keys.map((_, index) => index);
  const index_of = new Map(keys.map((key, index) => [key, index]));
  const known = order.flatMap((key) => index_of.get(key) ?? []);
  const is_known = new Set(known);
  const followers = new Map<number, number[]>();
  let before = -1;
  keys.forEach((_, index) => {
    if (is_known.has(index)) before = index;
    else followers.set(before, [...(followers.get(before) ?? []), index]);
  });
  return [...(followers.get(-1) ?? []), ...known.flatMap((index) => [index, ...(followers.get(index) ?? [])])];
}

function keyAt(columns: readonly GridColumn[], index: number): string | undefined {
  const column = columns[index];
  return column && arrangementKey(column, index);
}

function keysOf(columns: readonly GridColumn[], indexes: readonly number[]): readonly string[] {
  return indexes.flatMap((index) => keyAt(columns, index) ?? []);
}
