// Makes a grid editable: which cell is being edited, what the keys do, what staged cells look like. It changes the tab's staged
// changes and nothing else; saving is the business of the review.

import { columnsOf } from '@studio-pg/react';
import type { DataGridHandle, GridColumn, Place, Range, RowSource } from '@studio-pg/react';
import { addedRows, CellEditor, defaultWord, EditedRows, editorKind, RowsBelow, staged_words, StagedCell } from '@studio-pg/react/staged-changes';
import type { Move, StagedValue } from '@studio-pg/react/staged-changes';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { ClipboardEvent, KeyboardEvent, ReactNode, RefObject } from 'react';
import { say } from '../../lib/notice.ts';
import type { Reference } from '../foreign-key.ts';
import { EditTargets } from './edit-targets.ts';
import type { TabEdits } from './edit-store.ts';
import type { GridEdit, Selected } from './grid-edit.ts';
import { noteRead, readAt } from './row-notes.ts';
import type { Editable } from './use-origins.ts';

/** In the cell; in the large editor; by choosing the row that a foreign key refers to. */
export type EditWay = 'line' | 'large' | 'choose';

interface Look {
  state: keyof typeof staged_words;
  given?: string | undefined;
}

/** The cell that is edited, and what was typed to begin with. */
export interface Editing {
  place: Place;
  typed: string | null;
  way: EditWay;
  /** Asked for beside the grid, where the focus goes back to. */
  is_beside: boolean;
}

interface Options {
  edits: TabEdits;
  editable: Editable;
  base: RowSource;
  columns: readonly GridColumn[];
  /** When the rows were read, on the page's clock, unless it is noted of a row itself. */
  read_at: number;
  /** For each column the row that it refers to. */
  references: readonly (Reference | null)[];
  grid: RefObject<DataGridHandle | null>;
  onReview: () => void;
}

export interface GridEditState {
  edit: GridEdit;
  targets: EditTargets;
  editing: Editing | null;
  active: Place;
  /** Where a cell refers to nothing, `choose` is the editor of its type; `beside` the grid that is never the line in the cell. */
  begin: (place: Place, typed: string | null, way: EditWay | 'beside') => void;
  finish: (value: StagedValue | null, move: Move) => void;
}

export function useGridEdit({ edits, editable: { origins, places }, base, columns, references, read_at, grid, onReview }: Options): GridEditState {
  const staged = useSyncExternalStore(edits.changes.subscribe, () => edits.changes.state);
  const { failure, added } = useSyncExternalStore(edits.subscribe, () => edits.state);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const above = useMemo(() => {
    const own = places ? added.filter((each) => each.relation === places.relation.oid) : [];
    const rows = places ? addedRows(own.map((each) => each.values), places) : [];
    rows.forEach((row, at) => noteRead([row], own[at]?.at ?? 0));
    return rows;
  }, [added, places]);
  const all = useMemo(() => (above.length === 0 ? base : new RowsBelow(above, base)), [above, base]);
  const source = useMemo(() => new EditedRows(all, origins, edits.saved, staged.rows, (row) => readAt(row) ?? read_at, places),
    [all, origins, edits, staged, read_at, places]);
  const targets = useMemo(() => new EditTargets(source, origins, edits.changes, places), [source, origins, edits, places]);
  useNewRowsInView(source.new_count, grid);

  const begin = useCallback((place: Place, typed: string | null, way: EditWay | 'beside') => {
    const cell = targets.cell(place);
    if (cell.reason !== null) return say(`Not editable: ${cell.reason}.`);
    const kind = editorKind(cell.column, columns[place.column]?.labels, cell.value);
    setEditing({ place, typed, is_beside: way === 'beside', way: (way === 'choose' || way === 'beside') && references[place.column] ? 'choose'
      : way === 'large' || way === 'beside' || kind === 'text' || (kind === 'typed' && way === 'choose') ? 'large' : 'line' });
  }, [targets, columns, references]);
  const finish = useCallback((value: StagedValue | null, move: Move) => {
    if (!editing) return;
    setEditing(null);
    const handle = grid.current;
    if (value) targets.stage(move === 'all' && handle ? cellsOf(handle.range()) : [editing.place], value);
    if (!editing.is_beside) handle?.goTo(moved(editing.place, move, source.row_count, handle.order()), true);
  }, [editing, targets, grid, source]);

  const lookOf = useCallback((row_index: number, column: number): Look | null => {
    if (source.isGone(row_index, column)) return { state: 'gone' };
    const found = source.stagedOf(row_index, column);
    const value = found?.row.cells[found.column];
    if (!found || (!value && !found.row.is_new && !found.row.is_deleted)) return null;
    const is_refused = failure?.id === found.row.id && (failure.columns.length === 0 || failure.columns.includes(found.column));
    const facts = found.row.is_new && !value ? places?.columns[column] : undefined;
    return {
      state: is_refused ? 'refused' : found.row.is_deleted ? 'deleted' : found.row.is_new ? 'new' : 'changed',
      given: facts ? defaultWord(facts) : value?.kind === 'default' ? 'DEFAULT' : undefined,
    };
  }, [source, failure, places]);
  const render_cell = useCallback((row: readonly unknown[], column: number, row_index: number): ReactNode => {
    const { type, look, labels, name } = columns[column] ?? { type: 'text', look: undefined, labels: undefined, name: '' };
    if (editing?.way === 'line' && editing.place.row === row_index && editing.place.column === column) {
      const cell = targets.cell(editing.place);
      if (cell.reason === null) {
        return <CellEditor label={`${name}, row ${row_index + 1}`} column={cell.column} labels={labels} value={cell.value} typed={editing.typed}
          onDone={finish} onWrong={(reason) => say(`Not staged: ${reason}.`)} />;
      }
    }
    const staged = lookOf(row_index, column);
    return staged ? <StagedCell {...staged} cell={(row[column] ?? null) as never} type={type} look={look} /> : undefined;
  }, [columns, editing, targets, finish, lookOf]);

  // The grid gets a new `edit` a rendering later, and a key may come before: what it is served by is always the latest.
  const latest = useRef<Actions>({ edits, targets, begin, onReview });
  useLayoutEffect(() => {
    latest.current = { edits, targets, begin, onReview };
  }, [edits, targets, begin, onReview]);
  // The event of a paste knows no Shift; its key came just before.
  const pastes_rows = useRef(false);
  const onKeyDown = useCallback((event: KeyboardEvent<HTMLElement>, selected: Selected) => {
    pastes_rows.current = event.shiftKey && event.key.toLowerCase() === 'v';
    if (!actOn(event, selected, latest.current)) return;
    event.preventDefault();
    event.stopPropagation();
  }, []);
  const onPaste = useCallback((event: ClipboardEvent<HTMLElement>, selected: Selected) => {
    event.preventDefault();
    const text = event.clipboardData.getData('text/plain');
    if (pastes_rows.current) latest.current.targets.pasteAsRows(selected.order, text);
    else latest.current.targets.paste(selected.range, selected.order, text);
  }, []);
  const onDoubleClick = useCallback((place: Place) => latest.current.begin(place, null, 'choose'), []);
  const onEditBeside = useCallback((place: Place) => latest.current.begin(place, null, 'beside'), []);
  const stagedOf = useCallback((place: Place) => {
    const look = lookOf(place.row, place.column);
    return look && { state: look.state, word: staged_words[look.state], given: look.given };
  }, [lookOf]);
  const lead_rows = source.new_count + above.length;
  const rows = useMemo(() => ({
    // The one that was added last stands behind the others that are new.
    onAddRow: places && (() => (targets.addRow() ? source.new_count : null)),
    onDeleteRow: (row: number) => targets.deleteRows({ first_row: row, last_row: row, first_column: 0, last_column: 0, columns: [] }),
    isToBeDeleted: (row: number) => lookOf(row, 0)?.state === 'deleted',
  }), [places, targets, source, lookOf]);
  const edit = useMemo(() => ({ source, lead_rows, render_cell, onKeyDown, onPaste, onDoubleClick, onActive: setActive, onEditBeside, stagedOf, ...rows }),
    [source, lead_rows, render_cell, onKeyDown, onPaste, onDoubleClick, onEditBeside, stagedOf, rows]);
  return { edit, targets, editing, active, begin, finish };
}

/** The row that was added last becomes the active one. */
function useNewRowsInView(count: number, grid: RefObject<DataGridHandle | null>): void {
  const before = useRef(count);
  useEffect(() => {
    const is_more = count > before.current;
    before.current = count;
    const handle = is_more ? grid.current : null;
    // Behind the rendering of the grid, which has the row then.
    const frame = handle && requestAnimationFrame(() => handle.goTo({ row: count - 1, column: handle.order()[0] ?? 0 }, true));
    return () => {
      if (frame !== null) cancelAnimationFrame(frame);
    };
  }, [count, grid]);
}

/** `order` has the source's columns as they are shown. */
function moved({ row, column }: Place, move: Move, rows: number, order: readonly number[]): Place {
  if (move === 'all') return { row, column };
  if (move === 'down') return { row: Math.min(row + 1, rows - 1), column };
  return move === null ? { row, column } : { row, column: order[order.indexOf(column) + (move === 'right' ? 1 : -1)] ?? column };
}

interface Actions {
  edits: TabEdits;
  targets: EditTargets;
  begin: GridEditState['begin'];
  onReview: () => void;
}

/** What a key does; false where it is not one of editing. */
function actOn(event: KeyboardEvent, { range, is_rows, active }: Selected, { edits, targets, begin, onReview }: Actions): boolean {
  const has_control = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (event.altKey || event.nativeEvent.isComposing) return false;
  if (!has_control && (event.key === 'Enter' || event.key === 'F2') && !event.shiftKey) begin(active, null, event.key === 'Enter' ? 'choose' : 'line');
  else if (!has_control && event.key === 'Delete') {
    if (is_rows) targets.deleteRows(range);
    else targets.stage(cellsOf(range), { kind: 'value', value: null });
  } else if (!has_control && event.key.length === 1 && event.key !== ' ') {
    if (targets.cell(active).reason !== null) return false;
    begin(active, event.key, 'line');
  } else if (has_control && event.key === 'Backspace') targets.revert(range);
  else if (has_control && key === 's' && edits.changes.state.rows.length > 0) onReview();
  else if (has_control && key === 'z') (event.shiftKey ? redo : undo)(edits);
  else if (has_control && key === 'y') redo(edits);
  else if (has_control && key === 'd' && event.shiftKey) targets.duplicate(range);
  else if (has_control && key === 'd') targets.fillDown(range);
  else if (!has_control && event.key === 'Insert') targets.addRow();
  else return false;
  return true;
}

export function undo(edits: TabEdits): void {
  if (!edits.changes.undo()) say('There is no staged change to undo.');
}

export function redo(edits: TabEdits): void {
  if (!edits.changes.redo()) say('There is no staged change to redo.');
}

/** The cells of a range, row by row. */
export function cellsOf(range: Range): Place[] {
  const cells: Place[] = [];
  for (let row = range.first_row; row <= range.last_row; row += 1) {
    for (const column of columnsOf(range)) cells.push({ row, column });
  }
  return cells;
}
