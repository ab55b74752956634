// Rows with what was saved since they were read, and with what is staged: what the grid shows while rows are edited. New rows of a
// table stand above all others. The rows below stay as they came.

import type { Cell, Row } from '@studio-pg/client';
import type { RowSource } from '../data-grid/row-source.ts';
import type { NewRowPlaces } from './new-rows.ts';
import { identityOf } from './origins.ts';
import type { Origins, RowIdentity, RowOrigin } from './origins.ts';
import type { SavedRows } from './saved-rows.ts';
import type { StagedRow } from './staged-changes.ts';

/** One table's row in a row of the result, as it is in the database as far as is known. */
interface PresentRow {
  origin: RowOrigin;
  identity: RowIdentity | null;
  is_deleted: boolean;
}

interface Present {
  row: Row;
  rows: readonly PresentRow[];
}

export class EditedRows implements RowSource {
  readonly #base: RowSource;
  readonly #origins: Origins;
  readonly #saved: SavedRows;
  readonly #staged: ReadonlyMap<string, StagedRow>;
  readonly #readAt: (row: Row) => number;
  readonly #places: NewRowPlaces | null;
  readonly #new: readonly StagedRow[];
  readonly #new_rows: readonly Row[];
  /** The same row is the same object as long as the base's is, so that the grid draws it once. */
  readonly #made = new WeakMap<Row, Row>();

  /** `places`: the columns of the one table that can be given new rows here; null where there is none. */
  constructor(base: RowSource, origins: Origins, saved: SavedRows, staged: readonly StagedRow[], readAt: (row: Row) => number, places: NewRowPlaces | null = null) {
    this.#base = base;
    this.#origins = origins;
    this.#saved = saved;
    this.#staged = new Map(staged.map((row) => [row.id, row]));
    this.#readAt = readAt;
    this.#places = places;
    this.#new = places === null ? [] : staged.filter((row) => row.is_new && row.relation.oid === places.relation.oid);
    this.#new_rows = this.#new.map((row) => places?.columns.map((facts) => {
      const value = facts && row.cells[facts.name];
      return value?.kind === 'value' ? value.value : null;
    }) ?? []);
  }

  get row_count(): number {
    return this.#new.length + this.#base.row_count;
  }

  /** How many new rows stand above those that were read. */
  get new_count(): number {
    return this.#new.length;
  }

  /** The new row at a place. */
  newRow(index: number): StagedRow | null {
    return this.#new[index] ?? null;
  }

  row(index: number): Row | undefined {
    const added = this.#new_rows[index];
    if (added) return added;
    const base = this.#base.row(index - this.#new.length);
    if (!base || (this.#staged.size === 0 && this.#saved.is_empty)) return base;
    const kept = this.#made.get(base);
    if (kept) return kept;
    const made = this.#stagedRow(this.#present(base));
    this.#made.set(base, made);
    return made;
  }

  rows(first: number, end: number): (Row | undefined)[] {
    const read = this.#new.length === 0 ? this.#base.rows?.(first, end) : undefined;
    return Array.from({ length: Math.max(0, end - first) }, (_, at) => {
      const base = read?.[at];
      return base && this.#staged.size === 0 && this.#saved.is_empty ? base : this.row(first + at);
    });
  }

  /** A row without what is staged. */
  present(index: number): Present | undefined {
    const base = this.#base.row(index - this.#new.length);
    return base && this.#present(base);
  }

  /** The row of the table that a cell is of; null where an outer join found none, and where it was deleted. */
  rowOf(index: number, origin: RowOrigin): { identity: RowIdentity; row: Row } | null {
    const present = this.present(index);
    const found = present?.rows.find((each) => each.origin === origin);
    return present && found?.identity && !found.is_deleted ? { identity: found.identity, row: present.row } : null;
  }

  /** What is staged of a cell. */
  stagedOf(index: number, column: number): { row: StagedRow; column: string } | null {
    if (this.#staged.size === 0) return null;
    const added = this.#new[index];
    if (added) return { row: added, column: this.#places?.columns[column]?.name ?? '' };
    const origin = this.#originOf(column);
    const id = origin && this.rowOf(index, origin)?.identity.id;
    const row = id === undefined || id === null ? undefined : this.#staged.get(id);
    const name = origin?.seen.find((each) => each.place === column)?.facts.name;
    return row && name !== undefined ? { row, column: name } : null;
  }

  /** Whether the row that a cell is of was deleted by a save. */
  isGone(index: number, column: number): boolean {
    if (this.#saved.is_empty) return false;
    const origin = this.#originOf(column);
    return this.present(index)?.rows.some((each) => each.origin === origin && each.is_deleted) === true;
  }

  #originOf(column: number): RowOrigin | null {
    return this.#origins.rows.find((row) => row.seen.some((each) => each.place === column)) ?? null;
  }

  #present(base: Row): Present {
    let row = base;
    const read_at = this.#readAt(base);
    const rows = this.#origins.rows.map((origin): PresentRow => {
      let identity = identityOf(row, origin);
      let number = 0;
      let is_deleted = false;
      while (identity && !is_deleted) {
        const saved = this.#saved.next(identity.id, number, read_at);
        if (!saved) break;
        number = saved.number;
        if (saved.values === null) is_deleted = true;
        else {
          row = replaced(row, origin, saved.values);
          identity = identityOf(row, origin);
        }
      }
      return { origin, identity, is_deleted };
    });
    return { row, rows };
  }

  #stagedRow({ row, rows }: Present): Row {
    let shown = row;
    for (const { origin, identity, is_deleted } of rows) {
      const staged = identity && !is_deleted ? this.#staged.get(identity.id) : undefined;
      if (!staged) continue;
      const values = Object.entries(staged.cells).flatMap(([name, value]) => (value.kind === 'value' ? [[name, value.value] as const] : []));
      shown = replaced(shown, origin, Object.fromEntries(values));
    }
    return shown;
  }
}

function replaced(row: Row, origin: RowOrigin, values: Readonly<Record<string, Cell>>): Row {
  const next = [...row];
  for (const { facts, place } of origin.seen) {
    const value = values[facts.name];
    if (value !== undefined) next[place] = value;
  }
  return next;
}
