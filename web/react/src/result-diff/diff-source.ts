// The rows of a comparison for the grid: what happened to the row, then its columns. Of a changed row the newer values stand
// in it; the older ones are asked for by `before`.

import type { Cell, Row } from '@studio-pg/client';
import type { RowSource } from '../data-grid/row-source.ts';
import { changedColumns } from './diff-rows.ts';
import type { DiffColumn, DiffRow } from './diff-rows.ts';

export class DiffSource implements RowSource {
  readonly #left: RowSource;
  readonly #right: RowSource;
  readonly #columns: readonly DiffColumn[];
  readonly #rows: readonly DiffRow[];
  /** The same row is the same object as long as it is looked at, so that the grid draws it once. */
  readonly #made = new Map<number, Row>();

  constructor(left: RowSource, right: RowSource, columns: readonly DiffColumn[], rows: readonly DiffRow[]) {
    this.#left = left;
    this.#right = right;
    this.#columns = columns;
    this.#rows = rows;
  }

  get row_count(): number {
    return this.#rows.length;
  }

  at(index: number): DiffRow | undefined {
    return this.#rows[index];
  }

  row(index: number): Row | undefined {
    const kept = this.#made.get(index);
    if (kept) return kept;
    const place = this.#rows[index];
    if (!place) return undefined;
    const left = place.left < 0 ? undefined : this.#left.row(place.left);
    const right = place.right < 0 ? undefined : this.#right.row(place.right);
    const row: Row = [place.kind, ...this.#columns.map((column): Cell =>
      (right && column.right >= 0 ? right[column.right] : left?.[column.left]) ?? null)];
    if (this.#made.size > 500) this.#made.clear();
    this.#made.set(index, row);
    return row;
  }

  /** The older value of a column that has changed, from 0 behind the first; undefined where it has not. */
  before(index: number, column: number): Cell | undefined {
    const place = this.#rows[index];
    const pair = this.#columns[column];
    if (place?.kind !== 'changed' || !pair) return undefined;
    const left = this.#left.row(place.left);
    return changedColumns(left, this.#right.row(place.right), [pair]).length > 0 ? left?.[pair.left] ?? null : undefined;
  }
}
