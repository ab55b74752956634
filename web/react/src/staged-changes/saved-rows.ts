// What rows became when they were saved: RETURNING repaints results that were read before. Each save has its number, because a
// key may be given to one row after another has left it. Pure.

import type { Cell } from '@studio-pg/client';

interface SavedRow {
  number: number;
  /** On the page's clock: a result that was read later has these values itself. */
  at: number;
  /** Under the names of the columns; null: the row was deleted. */
  values: Readonly<Record<string, Cell>> | null;
}

export class SavedRows {
  readonly #rows = new Map<string, SavedRow[]>();
  #number = 0;

  get is_empty(): boolean {
    return this.#number === 0;
  }

  add(id: string, values: SavedRow['values'], at: number): void {
    this.#number += 1;
    this.#rows.set(id, [...(this.#rows.get(id) ?? []), { number: this.#number, at, values }]);
  }

  /** The first save of a row behind another one, and after a moment. */
  next(id: string, after_number: number, after: number): SavedRow | undefined {
    return this.#rows.get(id)?.find((row) => row.number > after_number && row.at >= after);
  }
}
