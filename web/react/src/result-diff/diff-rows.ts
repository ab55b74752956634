// The difference of two results: which rows were added, removed, changed, and in which columns. Rows belong together by the
// columns that are the key; without a key only rows that are equal in all columns do. In slices, can be ended.

import { isTruncated } from '@studio-pg/client';
import type { Cell, Row } from '@studio-pg/client';
import type { RowSource } from '../data-grid/row-source.ts';
import { Pacer } from '../row-view/pacer.ts';
import type { WorkOptions } from '../row-view/pacer.ts';

/** A column of the comparison: its place in each of the results; -1 where one of them does not have it. */
export interface DiffColumn {
  name: string;
  type: string;
  left: number;
  right: number;
  is_key: boolean;
}

export type DiffKind = 'same' | 'changed' | 'removed' | 'added';

/** A row of the comparison: its place in each of the results, or -1. */
export interface DiffRow {
  kind: DiffKind;
  left: number;
  right: number;
}

export interface Difference {
  /** In the order of the left result, with what was added where it stands in the right one's end. */
  rows: readonly DiffRow[];
  counts: Readonly<Record<DiffKind, number>>;
}

interface NamedColumn {
  name: string;
  type: string;
}

/** Pairs columns by name, in the order of the left; several of one name in their order. */
export function pairColumns(left: readonly NamedColumn[], right: readonly NamedColumn[], key: ReadonlySet<string>): DiffColumn[] {
  const taken = new Set<number>();
  const pairs = left.map((column, at): DiffColumn => {
    const other = right.findIndex((each, place) => each.name === column.name && !taken.has(place));
    if (other >= 0) taken.add(other);
    return { name: column.name, type: column.type, left: at, right: other, is_key: other >= 0 && key.has(column.name) };
  });
  right.forEach((column, at) => {
    if (!taken.has(at)) pairs.push({ name: column.name, type: column.type, left: -1, right: at, is_key: false });
  });
  return pairs;
}

export async function diffRows(
  left: RowSource, right: RowSource, columns: readonly DiffColumn[], work: WorkOptions = {},
): Promise<Difference> {
  const shared = columns.filter((column) => column.left >= 0 && column.right >= 0);
  const key = shared.filter((column) => column.is_key);
  const by = key.length > 0 ? key : shared;
  const total = left.row_count + right.row_count;
  const pacer = new Pacer(work);
  // Of rows with the same key the first belongs to the first, the second to the second.
  const waiting = new Map<string, number[]>();
  // What is compared of each row as text: read again in another order, a row might cost the parsing of a page.
  const said: string[] = [];
  for (let at = 0; at < right.row_count; at += 1) {
    const text = keyText(right.row(at), by, 'right');
    const list = waiting.get(text);
    if (list) list.push(at);
    else waiting.set(text, [at]);
    said.push(keyText(right.row(at), shared, 'right'));
    if (at % 512 === 0 && pacer.is_due) await pacer.rest(at / total);
  }
  const rows: DiffRow[] = [];
  const counts = { same: 0, changed: 0, removed: 0, added: 0 };
  const matched = new Uint8Array(right.row_count);
  const heads = new Map<string, number>();
  for (let at = 0; at < left.row_count; at += 1) {
    const text = keyText(left.row(at), by, 'left');
    const head = heads.get(text) ?? 0;
    const other = waiting.get(text)?.[head] ?? -1;
    heads.set(text, head + 1);
    if (other >= 0) matched[other] = 1;
    const kind = other < 0 ? 'removed' : said[other] === keyText(left.row(at), shared, 'left') ? 'same' : 'changed';
    counts[kind] += 1;
    rows.push({ kind, left: at, right: other });
    if (at % 512 === 0 && pacer.is_due) await pacer.rest((right.row_count + at) / total);
  }
  for (let at = 0; at < right.row_count; at += 1) {
    if (matched[at] === 1) continue;
    counts.added += 1;
    rows.push({ kind: 'added', left: -1, right: at });
  }
  return { rows, counts };
}

/** The columns in which two rows differ. */
export function changedColumns(left: Row | undefined, right: Row | undefined, columns: readonly DiffColumn[]): DiffColumn[] {
  return columns.filter((column) => column.left >= 0 && column.right >= 0
    && !isSame(left?.[column.left] ?? null, right?.[column.right] ?? null));
}

/** Of cut values only what is known can be compared: beginning and size. */
function isSame(a: Cell, b: Cell): boolean {
  if (isTruncated(a) || isTruncated(b)) return isTruncated(a) && isTruncated(b) && a.head === b.head && a.bytes === b.bytes;
  return a === b;
}

function keyText(row: Row | undefined, columns: readonly DiffColumn[], side: 'left' | 'right'): string {
  return JSON.stringify(columns.map((column) => row?.[column[side]] ?? null));
}
