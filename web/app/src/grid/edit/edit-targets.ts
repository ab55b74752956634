// From places in the grid to rows of tables: what can be changed there, and the changes that a selection asks for. Each call is
// one step that can be undone. It knows no element.

import { isTruncated } from '@studio-pg/client';
import type { Parameter } from '@studio-pg/client';
import { columnsOf } from '@studio-pg/react';
import type { Place, Range } from '@studio-pg/react';
import { copiedCells, givenRefusal, insertRefusal, isCut, pastedValue, readMatrix, seenOf } from '@studio-pg/react/staged-changes';
import type { CellChange, ColumnFacts, EditedRows, NewRowPlaces, Origins, RowOrigin, RowTarget, StagedChanges, StagedRow, StagedValue } from '@studio-pg/react/staged-changes';
import { countText, plural } from '../../lib/format.ts';
import { say } from '../../lib/notice.ts';

export type EditCell =
  | { reason: null; row: RowTarget; column: ColumnFacts; value: Parameter; staged: StagedValue | null }
  | { reason: string };

/** Cells that one step may change: what is staged is kept in the browser's storage. */
const most_cells = 20_000;
const cut_row = 'only the beginning of one of its values was read, and in a row without a key all of them are compared';

export class EditTargets {
  readonly #rows: EditedRows;
  readonly #origins: Origins;
  readonly #changes: StagedChanges;
  readonly #places: NewRowPlaces | null;

  /** `places`: of the table that can be given new rows here. */
  constructor(rows: EditedRows, origins: Origins, changes: StagedChanges, places: NewRowPlaces | null = null) {
    this.#rows = rows;
    this.#origins = origins;
    this.#changes = changes;
    this.#places = places;
  }

  /** The cell at a place as it can be changed, or why it cannot. */
  cell({ row: index, column }: Place): EditCell {
    const known = this.#origins.cells[column];
    if (!known) return { reason: 'there is no column' };
    const added = this.#rows.newRow(index);
    if (added) return this.#newCell(added, column);
    if (known.reason !== null) return { reason: known.reason };
    const { origin } = known;
    const found = this.#rows.rowOf(index, origin);
    if (!found) return { reason: this.#rows.isGone(index, column) ? 'the row was deleted' : this.#isCut(index, origin) ? cut_row : `there is no row of ${origin.relation.name} here: the join found none` };
    const cell = found.row[column] ?? null;
    if (isTruncated(cell)) return { reason: 'only the beginning of the value was read' };
    const target = targetOf(found, origin);
    const staged = this.#changes.row(target.id);
    if (staged?.is_deleted === true) return { reason: 'the row is to be deleted' };
    const change = staged?.cells[known.column.name] ?? null;
    return { reason: null, row: target, column: known.column, staged: change, value: change?.kind === 'value' ? change.value : cell };
  }

  #isCut(index: number, origin: RowOrigin): boolean {
    const row = origin.by === 'key' ? undefined : this.#rows.present(index)?.row;
    return row !== undefined && isCut(row, origin.seen);
  }

  #newCell(row: StagedRow, column: number): EditCell {
    const places = this.#places;
    const facts = places === null ? undefined : places.columns[column];
    if (places === null || facts === undefined) return { reason: 'it is no column of the table' };
    const reason = givenRefusal(facts, places.relation);
    if (reason !== null) return { reason };
    const change = row.cells[facts.name] ?? null;
    return { reason: null, row, column: facts, staged: change, value: change?.kind === 'value' ? change.value : null };
  }

  /** Adds a new row, all of defaults; gives whether there is one. */
  addRow(): boolean {
    return this.#add([{}]);
  }

  /** Adds copies of the rows of a range. */
  duplicate(range: Range): boolean {
    const rows: StagedRow['cells'][] = [];
    for (let index = range.first_row; index <= Math.min(range.last_row, range.first_row + most_cells); index += 1) {
      const row = this.#rows.row(index);
      const added = this.#rows.newRow(index);
      if (added) rows.push(added.cells);
      else if (row && this.#places) rows.push(copiedCells(this.#named(row), this.#places.relation));
    }
    return this.#add(rows);
  }

  /** Adds a row for each line of a text; its fields go into the columns that are shown, or where its first line names columns, into these. */
  pasteAsRows(order: readonly number[], text: string): boolean {
    const [first = [], ...rest] = readMatrix(text);
    const factsAt = (place: number | undefined): ColumnFacts | undefined => (place === undefined ? undefined : this.#places?.columns[place]);
    const by_name = new Map(this.#places?.columns.map((facts) => [facts?.name, facts]));
    const is_named = first.length > 0 && first.every((name) => name !== null && by_name.get(name) !== undefined);
    const columns = first.map((name, at) => (is_named ? by_name.get(name ?? '') : factsAt(order[at])));
    const left_out = new Set<string>();
    const rows = (is_named ? rest : [first, ...rest]).map((fields) => Object.fromEntries(fields.flatMap((field, at) => {
      const facts = columns[at];
      const reason = facts && this.#places ? givenRefusal(facts, this.#places.relation) : 'there are fewer columns than fields';
      const value = facts && reason === null ? pastedValue(facts, field) : null;
      if (reason !== null) left_out.add(reason);
      else if (value?.kind === 'wrong') left_out.add(value.reason);
      return facts && value && value.kind !== 'wrong' ? [[facts.name, value]] : [];
    })));
    const is_done = this.#add(rows);
    const [reason] = left_out;
    if (is_done) say(`${plural(rows.length, 'new row')}${reason === undefined ? '' : `; something was left out: ${reason}`}.`);
    return is_done;
  }

  #add(rows: readonly StagedRow['cells'][]): boolean {
    const places = this.#places;
    const closed = this.#origins.cells.find((each) => each.reason !== null)?.reason ?? 'the rows are not of one table';
    const reason = places ? insertRefusal(places.relation) : closed;
    if (!places || reason !== null) say(`No row can be added: ${reason ?? closed}.`);
    else if (rows.length * places.columns.length > most_cells) say(`At most ${countText(most_cells)} cells are changed at once.`);
    else {
      const { oid, schema, name } = places.relation;
      this.#changes.add({ oid, schema, name }, rows);
      return true;
    }
    return false;
  }

  #named(row: NonNullable<ReturnType<EditedRows['row']>>) {
    return Object.fromEntries(this.#places?.columns.flatMap((facts, place) => (facts ? [[facts.name, row[place] ?? null]] : [])) ?? []);
  }

  /** Stages one value in many cells; null takes changes back. */
  stage(places: readonly Place[], value: StagedValue | null): void {
    this.#stageEach(places.map((place) => ({ place, value: () => value })));
  }

  /** Stages a value for each place, all as one step. */
  stageValues(values: readonly { place: Place; value: StagedValue }[]): void {
    this.#stageEach(values.map(({ place, value }) => ({ place, value: () => value })));
  }

  /** What is under the first row of a range becomes what stands there. */
  fillDown(range: Range): void {
    const steps = [];
    for (const column of columnsOf(range)) {
      const first = this.cell({ row: range.first_row, column });
      if (first.reason !== null) continue;
      const value: StagedValue = first.staged ?? { kind: 'value', value: first.value };
      for (let row = range.first_row + 1; row <= range.last_row; row += 1) steps.push({ place: { row, column }, value: () => value });
    }
    if (steps.length === 0) say('Fill down copies the first row of a selection into the rows below it.');
    else this.#stageEach(steps);
  }

  /** Puts a matrix of texts at a range, in the order in which columns are shown; a single text goes into every cell of it. */
  paste(range: Range, order: readonly number[], text: string): void {
    const matrix = readMatrix(text);
    const is_one = matrix.length === 1 && matrix[0]?.length === 1;
    const height = is_one ? range.last_row - range.first_row + 1 : matrix.length;
    const width = is_one ? range.last_column - range.first_column + 1 : Math.max(...matrix.map((row) => row.length));
    const columns = order.slice(range.first_column, range.first_column + width);
    // What begins in a new row stays in new rows.
    const last = range.first_row < this.#rows.new_count ? this.#rows.new_count : this.#rows.row_count;
    const steps: Step[] = [];
    for (let down = 0; down < Math.min(height, last - range.first_row); down += 1) {
      columns.forEach((column, right) => {
        const typed = is_one ? matrix[0]?.[0] : matrix[down]?.[right];
        if (typed !== undefined) steps.push({ place: { row: range.first_row + down, column }, value: (facts) => pastedValue(facts, typed) });
      });
    }
    this.#stageEach(steps);
  }

  /** Takes back what is staged in a range: of cells, and of rows that are to be deleted. */
  revert(range: Range): void {
    const changes: CellChange[] = [];
    const deleted = new Map<string, RowTarget>();
    for (let row = range.first_row; row <= range.last_row; row += 1) {
      for (const column of columnsOf(range)) {
        const found = this.#rows.stagedOf(row, column);
        if (found?.row.is_deleted === true) deleted.set(found.row.id, found.row);
        else if (found && found.column in found.row.cells) changes.push({ row: found.row, column: found.column, value: null });
      }
    }
    const is_changed = deleted.size > 0 ? this.#changes.remove([...deleted.values()], false) : this.#changes.change(changes);
    if (!is_changed) say('Nothing is staged in the selection.');
  }

  /** Marks the rows of a range to be deleted; where all of them are, takes it back. */
  deleteRows(range: Range): void {
    const added = Array.from({ length: Math.max(0, Math.min(range.last_row + 1, this.#rows.new_count) - range.first_row) },
      (_, at) => this.#rows.newRow(range.first_row + at)).filter((row) => row !== null);
    if (added.length > 0 && range.last_row < this.#rows.new_count) return void this.#changes.remove(added, true);
    const [origin, ...others] = this.#origins.rows;
    const reason = !origin ? this.#origins.cells[0]?.reason ?? 'the result has no columns'
      : others.length > 0 ? `a row of the result is made of rows of ${plural(others.length + 1, 'table')}`
      : !origin.relation.is_deletable ? `PostgreSQL deletes no rows of ${origin.relation.name}`
      : origin.relation.may_delete ? null : `permission denied to delete from ${origin.relation.name}`;
    if (!origin || reason !== null) return say(`The row cannot be deleted: ${reason ?? ''}.`);
    const targets = new Map<string, RowTarget>(added.map((row) => [row.id, row]));
    for (let row = range.first_row; row <= Math.min(range.last_row, range.first_row + most_cells); row += 1) {
      const found = this.#rows.rowOf(row, origin);
      if (found) targets.set(found.identity.id, targetOf(found, origin));
    }
    const is_marked = added.length === 0 && [...targets.keys()].every((id) => this.#changes.row(id)?.is_deleted === true);
    if (targets.size > 0) this.#changes.remove([...targets.values()], !is_marked);
    else if (this.#isCut(range.first_row, origin)) say(`The row cannot be deleted: ${cut_row}.`);
  }

  #stageEach(steps: readonly Step[]): void {
    if (steps.length > most_cells) return say(`At most ${countText(most_cells)} cells are changed at once.`);
    const changes: CellChange[] = [];
    const reasons = new Set<string>();
    for (const { place, value } of steps) {
      const cell = this.cell(place);
      const next = cell.reason === null ? value(cell.column) : null;
      if (cell.reason !== null) reasons.add(cell.reason);
      else if (next?.kind === 'wrong') reasons.add(next.reason);
      else changes.push({ row: cell.row, column: cell.column.name, value: next });
    }
    this.#changes.change(changes);
    const left_out = steps.length - changes.length;
    const [reason] = reasons;
    if (reason !== undefined) say(changes.length === 0 ? `Not editable: ${reason}.` : `${plural(left_out, 'cell')} left out: ${reason}.`);
  }
}

interface Step {
  place: Place;
  value: (column: ColumnFacts) => StagedValue | { kind: 'wrong'; reason: string } | null;
}

function targetOf({ identity, row }: NonNullable<ReturnType<EditedRows['rowOf']>>, origin: RowOrigin): RowTarget {
  const { oid, schema, name } = origin.relation;
  return { id: identity.id, relation: { oid, schema, name }, key: identity.key, seen: seenOf(row, origin), ...(origin.by === 'key' ? {} : { has_no_key: true as const }) };
}
