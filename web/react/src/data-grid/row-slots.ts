// Which of the drawn row elements shows which row. A row that stays on the screen keeps its element, and with it the focus; one
// that comes takes the element of one that has gone, so that scrolling makes no elements and throws none away.

export class RowSlots {
  #slots = new Map<number, number>();
  #shift = 0;

  /** A slot for each of the rows; the same for those that had one. `shift`: by how much all rows' numbers have grown since the beginning. */
  assign(rows: readonly number[], shift = 0): ReadonlyMap<number, number> {
    const next = new Map<number, number>();
    const grown = shift - this.#shift;
    this.#shift = shift;
    for (const row of rows) {
      const slot = this.#slots.get(row - grown);
      if (slot !== undefined) next.set(row, slot);
    }
    const taken = new Set(next.values());
    let free = 0;
    for (const row of rows) {
      if (next.has(row)) continue;
      while (taken.has(free)) free += 1;
      next.set(row, free);
      free += 1;
    }
    this.#slots = next;
    return next;
  }
}
