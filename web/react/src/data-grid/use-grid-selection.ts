// Selection by keyboard and pointer: turns events into steps of selection.ts. One listener each on the whole grid.

import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import { clamp, extendTo, followColumns, followRows, move, rangeOf, selectAll, selectCell } from './selection.ts';
import type { Extent, Place, Range, Selection, SelectionKind, Step } from './selection.ts';

interface Options {
  scroller: RefObject<HTMLDivElement | null>;
  extent: Extent;
  /** The source's column at each place. Places are what a selection counts. */
  indexes: readonly number[];
  page_rows: number;
  reveal: (row: number, place: number) => void;
  onOpen: ((row: number) => void) | undefined;
  onCard: (() => void) | undefined;
  onValue: (() => void) | undefined;
  /** The menu of a column of the source is asked for by the keyboard. */
  onColumnMenu: ((column: number) => void) | undefined;
  /** By how much all rows' numbers have grown since the beginning. */
  row_shift: number;
}

export interface GridSelection {
  selection: Selection;
  onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void;
  onPointerDown: (event: PointerEvent<HTMLDivElement>) => void;
  /** The column is the source's; one that is hidden is not gone to. */
  goTo: (place: Place, takes_focus: boolean) => void;
  followActive: () => void;
}

export function useGridSelection(options: Options): GridSelection {
  const { scroller, extent, indexes, page_rows, reveal, onOpen, onCard, onValue, onColumnMenu, row_shift } = options;
  const [kept, setSelection] = useFollowedSelection(indexes, row_shift);
  const selection = within(kept, extent);
  const wants_focus = useRef(false);
  const wants_view = useRef(false);
  const { row, column } = selection.focus;

  const select = useCallback((next: Selection) => {
    wants_focus.current = true;
    setSelection(next);
    reveal(next.focus.row, next.focus.column);
  }, [reveal, setSelection]);

  const goTo = useCallback((place: Place, takes_focus: boolean) => {
    const shown = { row: place.row, column: indexes.indexOf(place.column) };
    if (shown.column < 0) return;
    wants_focus.current = takes_focus;
    setSelection(selectCell(shown));
    reveal(shown.row, shown.column);
  }, [reveal, indexes, setSelection]);

  const followActive = useCallback(() => {
    wants_focus.current = true;
    wants_view.current = true;
  }, []);

  // The cell may only just have been drawn, so the focus follows after every commit that wants it.
  useLayoutEffect(() => {
    if (!wants_focus.current) return;
    if (wants_view.current) reveal(row, column);
    wants_view.current = false;
    const cell = cellAt(scroller.current, row, indexes[column]);
    if (!cell) return;
    cell.focus({ preventScroll: true });
    wants_focus.current = false;
  });

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target instanceof HTMLInputElement || extent.rows === 0 || extent.columns === 0) return;
    const has_control = event.ctrlKey || event.metaKey;
    if (event.altKey) {
      const index = indexes[column];
      if (event.key !== 'ArrowDown' || !onColumnMenu || index === undefined) return;
      event.preventDefault();
      onColumnMenu(index);
      return;
    }
    const step = stepOf(event.key, has_control);
    if (step) select(move(selection, step, event.shiftKey, extent, page_rows));
    else if (has_control && event.key === 'a') select(selectAll(extent, selection.focus));
    else if (event.key === 'Enter' && onOpen) onOpen(row);
    else if (event.key === ' ' && event.shiftKey && onValue) onValue();
    else if (event.key === ' ' && !event.shiftKey && onCard) onCard();
    else if (event.key === 'Escape' && !isOne(selection)) select(selectCell(selection.focus));
    else return;
    event.preventDefault();
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const hit = hitOf(event.target, indexes);
    if (!hit || event.button > 2 || extent.rows === 0) return;
    const place = clamp({ row: hit.row ?? 0, column: hit.column ?? 0 }, extent);
    // The other buttons leave a range alone that they hit: a menu is about it.
    if (event.button !== 0 && (hit.row === null || holds(rangeOf(selection, extent), hit))) return;
    const kind: SelectionKind = hit.row === null ? 'columns' : hit.column === null ? 'rows' : 'cells';
    if (kind === 'columns' && event.pointerType !== 'mouse') return;
    event.preventDefault();
    const next: Selection = event.shiftKey ? { ...extendTo(selection, place), kind } : { kind, anchor: place, focus: place };
    // A click on the cell that is selected already draws nothing, so the focus is set here as well.
    cellAt(scroller.current, place.row, indexes[place.column])?.focus({ preventScroll: true });
    setSelection(next);
    if (event.pointerType === 'mouse') dragFrom(next, extent, indexes, setSelection);
  };

  return { selection, onKeyDown, onPointerDown, goTo, followActive };
}

/** The selection, which stays with its columns where others are hidden or moved, and with its rows where their numbers grow. */
function useFollowedSelection(indexes: readonly number[], shift: number): [Selection, (next: Selection) => void] {
  const [kept, setKept] = useState(() => ({ selection: selectCell({ row: 0, column: 0 }), indexes, shift }));
  let { selection } = kept;
  if (kept.indexes !== indexes || kept.shift !== shift) {
    selection = followRows(followColumns(kept.selection, kept.indexes, indexes), shift - kept.shift);
    setKept({ selection, indexes, shift });
  }
  const set = useCallback((next: Selection) => setKept((old) => ({ ...old, selection: next })), []);
  return [selection, set];
}

function cellAt(grid: HTMLElement | null, row: number, index: number | undefined): HTMLElement | null {
  return grid?.querySelector(`[data-row="${row}"][data-column="${index ?? -1}"]`) ?? null;
}

/** Extends the selection while the button is held down. */
function dragFrom(
  start: Selection, extent: Extent, indexes: readonly number[], onChange: (next: Selection) => void,
): void {
  const moved = (next: globalThis.PointerEvent): void => {
    const hit = hitOf(document.elementFromPoint(next.clientX, next.clientY), indexes);
    if (!hit) return;
    const { row, column } = start.anchor;
    const focus: Place = clamp({ row: hit.row ?? row, column: hit.column ?? column }, extent);
    onChange({ ...start, focus });
  };
  const ended = (): void => {
    window.removeEventListener('pointermove', moved);
    window.removeEventListener('pointerup', ended);
    window.removeEventListener('pointercancel', ended);
  };
  window.addEventListener('pointermove', moved);
  window.addEventListener('pointerup', ended);
  window.addEventListener('pointercancel', ended);
}

interface Hit {
  row: number | null;
  column: number | null;
}

/** The place of the cell, row number or header under a pointer; null elsewhere and on buttons. */
function hitOf(target: EventTarget | null, indexes: readonly number[]): Hit | null {
  if (!(target instanceof Element) || target.closest('button, a, input, select, textarea, [data-menu]')) return null;
  const element = target.closest<HTMLElement>('[data-row], [data-header]');
  if (!element) return null;
  const { row, column, header } = element.dataset;
  if (header !== undefined) return { row: null, column: indexes.indexOf(Number(header)) };
  return { row: Number(row), column: column === undefined ? null : indexes.indexOf(Number(column)) };
}

function holds(range: Range, { row, column }: Hit): boolean {
  return row !== null && row >= range.first_row && row <= range.last_row
    && (column === null || (column >= range.first_column && column <= range.last_column));
}

function stepOf(key: string, has_control: boolean): Step | null {
  switch (key) {
    case 'ArrowLeft': return has_control ? 'row_start' : 'left';
    case 'ArrowRight': return has_control ? 'row_end' : 'right';
    case 'ArrowUp': return has_control ? 'first_row' : 'up';
    case 'ArrowDown': return has_control ? 'last_row' : 'down';
    case 'Home': return has_control ? 'first_row' : 'row_start';
    case 'End': return has_control ? 'last_row' : 'row_end';
    case 'PageUp': return 'page_up';
    case 'PageDown': return 'page_down';
    default: return null;
  }
}

function isOne({ kind, anchor, focus }: Selection): boolean {
  return kind === 'cells' && anchor.row === focus.row && anchor.column === focus.column;
}

/** Rows may have gone since the selection was made. */
function within(selection: Selection, extent: Extent): Selection {
  const focus = clamp(selection.focus, extent);
  const anchor = clamp(selection.anchor, extent);
  const is_same = focus.row === selection.focus.row && focus.column === selection.focus.column
    && anchor.row === selection.anchor.row && anchor.column === selection.anchor.column;
  return is_same ? selection : { ...selection, focus, anchor };
}
