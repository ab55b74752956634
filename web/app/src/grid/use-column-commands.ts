// The commands for the column with the focus: hide, pin, move, widen, fit, and the list of all columns. What was done is
// said, for a column that is gone from the grid cannot be looked at.

import { isSourceOrder, shownColumns, source_order, withHidden, withPinned, withStep } from '@studio-pg/react';
import type { ColumnArrangement, DataGridHandle, GridColumn } from '@studio-pg/react';
import { useMemo } from 'react';
import type { RefObject } from 'react';
import { useCommands } from '../lib/command.ts';
import { say } from '../lib/notice.ts';
import type { ColumnStore } from './column-store.ts';

const width_step_px = 16;

export interface ColumnActs {
  hide: (column: number) => void;
  pin: (column: number, is_pinned: boolean) => void;
  isPinned: (column: number) => boolean;
  step: (column: number, step: 1 | -1) => void;
  fit: (column: number) => void;
  /** All columns as the source has them. */
  reset: () => void;
}

/** What can be done with a column, by its index in the source. */
export function useColumnActs(columns: readonly GridColumn[], store: ColumnStore, grid: RefObject<DataGridHandle | null>): ColumnActs {
  return useMemo(() => {
    const nameOf = (column: number): string => columns[column]?.name ?? '';
    const isPinned = (column: number, at: ColumnArrangement = store.arrangement): boolean => {
      const { indexes, pinned } = shownColumns(columns, at);
      return indexes.slice(0, pinned).includes(column);
    };
    const change = (next: ColumnArrangement, said: string): void => {
      if (next === store.arrangement) return say('Nothing changes.');
      say(said);
      // Its cell is another element where the column stands now.
      grid.current?.followActive();
      store.arrange(next);
    };
    return {
      isPinned,
      hide: (column) => {
        const next = withHidden(columns, store.arrangement, column, true);
        change(next, next === store.arrangement ? '' : `Column ${nameOf(column)} is hidden; ${shownColumns(columns, next).indexes.length} of ${columns.length} are shown.`);
      },
      pin: (column, is_pinned) => {
        change(withPinned(columns, store.arrangement, column, is_pinned), is_pinned ? `Column ${nameOf(column)} is pinned.` : `Column ${nameOf(column)} scrolls.`);
      },
      step: (column, step) => {
        const next = withStep(columns, store.arrangement, column, step);
        const { indexes } = shownColumns(columns, next);
        change(next, `Column ${nameOf(column)} is now ${indexes.indexOf(column) + 1} of ${indexes.length}${isPinned(column, next) ? ', pinned' : ''}.`);
      },
      fit: (column) => grid.current?.fit(column),
      reset: () => change(isSourceOrder(store.arrangement) ? store.arrangement : source_order, 'All columns are shown in their first order.'),
    };
  }, [columns, store, grid]);
}

export function useColumnCommands(acts: ColumnActs, grid: RefObject<DataGridHandle | null>, onList: () => void): void {
  useCommands(useMemo(() => {
    const active = (act: (column: number) => void) => () => {
      const column = grid.current?.active().column;
      if (column !== undefined) act(column);
    };
    const widen = (by: number) => active((column) => grid.current?.resize(column, grid.current.width(column) + by));
    const group = 'Columns';
    return [
      { id: 'columns.list', label: 'Columns: show, hide, order …', group, shortcut: 'alt+shift+c', run: onList },
      { id: 'columns.hide', label: 'Hide the column', group, shortcut: 'alt+h', run: active(acts.hide) },
      { id: 'columns.pin', label: 'Pin the column at the left, or let it scroll', group, shortcut: 'alt+shift+p', run: active((column) => acts.pin(column, !acts.isPinned(column))) },
      { id: 'columns.left', label: 'Move the column to the left', group, shortcut: 'alt+,', run: active((column) => acts.step(column, -1)) },
      { id: 'columns.right', label: 'Move the column to the right', group, shortcut: 'alt+.', run: active((column) => acts.step(column, 1)) },
      { id: 'columns.narrower', label: 'Make the column narrower', group, shortcut: 'alt+<', run: widen(-width_step_px) },
      { id: 'columns.wider', label: 'Make the column wider', group, shortcut: 'alt+>', run: widen(width_step_px) },
      { id: 'columns.fit', label: 'Make the column as wide as its values', group, run: active(acts.fit) },
      { id: 'columns.reset', label: 'Show all columns in their first order', group, run: acts.reset },
    ];
  }, [acts, grid, onList]));
}
