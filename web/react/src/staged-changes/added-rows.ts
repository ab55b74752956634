// Rows that were added by a save, above those that were read: wherever the order would put them, one sees what became of them.

import type { Cell, Row } from '@studio-pg/client';
import type { RowSource } from '../data-grid/row-source.ts';
import type { NewRowPlaces } from './new-rows.ts';

/** A row as the server gave it back, under the names of its columns. */
export type AddedValues = Readonly<Record<string, Cell>>;

export function addedRows(added: readonly AddedValues[], { columns }: NewRowPlaces): Row[] {
  return added.map((values) => columns.map((facts) => (facts ? values[facts.name] ?? null : null)));
}

export class RowsBelow implements RowSource {
  readonly #above: readonly Row[];
  readonly #base: RowSource;

  constructor(above: readonly Row[], base: RowSource) {
    this.#above = above;
    this.#base = base;
  }

  get row_count(): number {
    return this.#above.length + this.#base.row_count;
  }

  row(index: number): Row | undefined {
    return index < this.#above.length ? this.#above[index] : this.#base.row(index - this.#above.length);
  }
}
