// Changes of rows that were made and not yet saved: a store outside of React with undo and redo. A change belongs to a row of a
// table and not to a place on the screen, so the same row shown twice changes twice. A new row is one that has no key yet. It
// knows no server and no element.

import type { Parameter } from '@studio-pg/client';
import { rowId } from './origins.ts';
import type { KeyValue } from './origins.ts';

/** NULL, the column's default, and an empty text are three different things. */
export type StagedValue = { kind: 'value'; value: Parameter } | { kind: 'default' };

export interface RelationName {
  oid: number;
  schema: string;
  name: string;
}

/** A row of a table as it was read. */
export interface RowTarget {
  id: string;
  relation: RelationName;
  key: Readonly<Record<string, KeyValue>>;
  /** What was seen of it, under the names of its columns. */
  seen: Readonly<Record<string, Parameter>>;
  /** It is told apart by its place or its values: changed by somebody else it is not found again. */
  has_no_key?: true;
}

export interface StagedRow extends RowTarget {
  /** Not in the table yet: it has no key, nothing of it was seen, and what no cell says is the column's default. */
  is_new: boolean;
  /** What the server compares with before it changes the row. */
  expected: Readonly<Record<string, Parameter>>;
  cells: Readonly<Record<string, StagedValue>>;
  is_deleted: boolean;
}

export interface CellChange {
  row: RowTarget;
  column: string;
  /** Null takes the change back. */
  value: StagedValue | null;
}

export interface StagedState {
  /** In the order in which they were first changed. */
  rows: readonly StagedRow[];
  can_undo: boolean;
  can_redo: boolean;
}

/** Steps that can be undone. */
const most_steps = 1000;

export class StagedChanges {
  readonly #listeners = new Set<() => void>();
  #past: (readonly StagedRow[])[] = [];
  #future: (readonly StagedRow[])[] = [];
  #state: StagedState;
  #by_id: ReadonlyMap<string, StagedRow>;

  constructor(rows: readonly StagedRow[] = []) {
    this.#state = { rows, can_undo: false, can_redo: false };
    this.#by_id = byId(rows);
  }

  get state(): StagedState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  row(id: string): StagedRow | undefined {
    return this.#by_id.get(id);
  }

  /** Stages new rows, all as one step; what their cells do not say is the columns' default. Gives their ids. */
  add(relation: RelationName, rows: readonly StagedRow['cells'][]): string[] {
    const made = rows.map((cells): StagedRow => ({ id: newRowId(relation.oid), relation, key: {}, seen: {}, expected: {}, cells, is_new: true, is_deleted: false }));
    this.#step([...this.#state.rows, ...made]);
    return made.map((row) => row.id);
  }

  /** Stages rows as they are given, all as one step: the way back from a save. */
  put(staged: readonly StagedRow[]): boolean {
    return this.#step([...new Map([...this.#by_id, ...byId(staged)]).values()]);
  }

  /** Stages values, all as one step. One that is what was read is no change. Gives whether anything is another than before. */
  change(changes: readonly CellChange[]): boolean {
    const rows = new Map(this.#by_id);
    for (const { row, column, value } of changes) {
      if (hasGone(row, rows)) continue;
      const old = rows.get(row.id) ?? fresh(row);
      if (old.is_deleted) continue;
      const cells = { ...old.cells };
      const is_same = value === null || (old.is_new && value.kind === 'default') || (value.kind === 'value' && column in old.seen && isEqual(value.value, old.seen[column] ?? null));
      if (is_same) Reflect.deleteProperty(cells, column);
      else cells[column] = value;
      rows.set(row.id, { ...old, cells });
    }
    return this.#step([...rows.values()]);
  }

  /** Marks rows to be deleted, or takes that back. A new row just goes. */
  remove(targets: readonly RowTarget[], is_deleted: boolean): boolean {
    const rows = new Map(this.#by_id);
    for (const target of targets) {
      if (hasGone(target, rows)) continue;
      const row = rows.get(target.id) ?? fresh(target);
      if (!row.is_new) rows.set(target.id, { ...row, is_deleted });
      else if (is_deleted) rows.delete(target.id);
    }
    return this.#step([...rows.values()]);
  }

  /** Takes all back; this too can be undone. */
  discard(): boolean {
    return this.#step([]);
  }

  undo(): boolean {
    return this.#turn(this.#past, this.#future);
  }

  redo(): boolean {
    return this.#turn(this.#future, this.#past);
  }

  /** What was saved, or found to be no change any more, goes. What came before cannot be undone: it is in the database. */
  settle(ids: ReadonlySet<string>): void {
    this.#past = [];
    this.#future = [];
    this.#set(this.#state.rows.filter((row) => !ids.has(row.id)));
  }

  /** Puts a row that somebody else has changed on the ground of what stands there now. */
  rebase(id: string, seen: RowTarget['seen'], expected: StagedRow['expected'], kept: ReadonlySet<string>): void {
    this.#past = [];
    this.#future = [];
    this.#set(this.#state.rows.map((row) => (row.id !== id ? row : {
      ...row, seen: { ...row.seen, ...seen }, expected,
      cells: Object.fromEntries(Object.entries(row.cells).filter(([column]) => kept.has(column))),
    })));
  }

  #step(next: readonly StagedRow[]): boolean {
    const rows = next.filter(isChanged);
    if (JSON.stringify(rows) === JSON.stringify(this.#state.rows)) return false;
    this.#past = [...this.#past.slice(1 - most_steps), this.#state.rows];
    this.#future = [];
    this.#set(rows);
    return true;
  }

  #turn(from: (readonly StagedRow[])[], to: (readonly StagedRow[])[]): boolean {
    const rows = from.pop();
    if (!rows) return false;
    to.push(this.#state.rows);
    this.#set(rows);
    return true;
  }

  #set(rows: readonly StagedRow[]): void {
    const kept = rows.filter(isChanged);
    this.#by_id = byId(kept);
    this.#state = { rows: kept, can_undo: this.#past.length > 0, can_redo: this.#future.length > 0 };
    for (const listener of this.#listeners) listener();
  }
}

/** How much is staged: changed cells, new and deleted rows, and the rows that these are in. */
export function countChanges(rows: readonly StagedRow[]): { changes: number; rows: number } {
  const changes = rows.reduce((sum, row) => sum + (row.is_deleted || row.is_new ? 1 : Object.keys(row.cells).length), 0);
  return { changes, rows: rows.length };
}

/** Rows as they were kept by an earlier page; what does not fit is left out. */
export function readStagedRows(kept: unknown): StagedRow[] {
  return Array.isArray(kept) ? kept.filter(isStagedRow).map((row) => (row.is_new
    ? { ...row, id: newRowId(row.relation.oid) } : { ...row, id: rowId(row.relation.oid, row.key), is_new: false })) : [];
}

function isStagedRow(value: unknown): value is StagedRow {
  const row = value as Partial<Record<keyof StagedRow, unknown>> | null | undefined;
  const relation = row?.relation as Partial<Record<keyof RelationName, unknown>> | null | undefined;
  return typeof relation?.oid === 'number' && typeof relation.schema === 'string' && typeof relation.name === 'string'
    && typeof row?.is_deleted === 'boolean'
    && [row.key, row.seen, row.expected, row.cells].every((part) => typeof part === 'object' && part !== null && !Array.isArray(part));
}

function fresh(row: RowTarget): StagedRow {
  const expected = Object.fromEntries(Object.entries(row.seen).filter(([column]) => !(column in row.key)));
  return { ...row, expected, cells: {}, is_new: false, is_deleted: false };
}

/** A new row that an undo has taken back stands nowhere else. */
function hasGone(row: RowTarget, rows: ReadonlyMap<string, StagedRow>): boolean {
  return Object.keys(row.key).length === 0 && !rows.has(row.id);
}

function isChanged(row: StagedRow): boolean {
  return row.is_deleted || row.is_new || Object.keys(row.cells).length > 0;
}

/** A value typed as text is the same as the number or boolean that it stands for. */
export function isEqual(a: Parameter, b: Parameter): boolean {
  return a === null || b === null ? a === b : String(a) === String(b);
}

let new_rows = 0;

/** As no row that was read can be called. */
function newRowId(relation: number): string {
  new_rows += 1;
  return `${relation} new ${new_rows}`;
}

function byId(rows: readonly StagedRow[]): ReadonlyMap<string, StagedRow> {
  return new Map(rows.map((row) => [row.id, row]));
}
