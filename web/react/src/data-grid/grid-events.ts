// What the pointer and the clipboard ask of the grid beside selecting: copy, open, menu, and what a cell says when the
// pointer rests on it. One listener each on the whole grid.

import type { ClipboardEvent, MouseEvent, PointerEvent } from 'react';
import { hoverText } from './cell-hover.ts';
import type { GridColumn } from './column-layout.ts';
import { copyRange } from './copy-formats.ts';
import type { RowSource } from './row-source.ts';
import type { Range } from './selection.ts';

/** Where a menu was asked for, in pixels of the window, and what it is about. */
export interface GridMenuRequest {
  x: number;
  y: number;
  range: Range;
}

/** Where the menu of a column was asked for, and by which column of the source. */
export interface ColumnMenuRequest {
  x: number;
  y: number;
  column: number;
}

interface Options {
  source: RowSource;
  columns: readonly GridColumn[];
  row_count: number;
  range: Range;
  time_zone: string | null;
  onOpen: ((row: number) => void) | undefined;
  onMenu: ((request: GridMenuRequest) => void) | undefined;
  onColumnMenu: ((request: ColumnMenuRequest) => void) | undefined;
}

export interface GridEvents {
  onCopy: (event: ClipboardEvent<HTMLDivElement>) => void;
  onClick: (event: MouseEvent<HTMLDivElement>) => void;
  onDoubleClick: (event: MouseEvent<HTMLDivElement>) => void;
  onContextMenu: (event: MouseEvent<HTMLDivElement>) => void;
  onPointerOver: (event: PointerEvent<HTMLDivElement>) => void;
}

export function gridEvents(options: Options): GridEvents {
  const { source, columns, row_count, range, time_zone, onOpen, onMenu, onColumnMenu } = options;
  return {
    onCopy: (event) => {
      if (row_count === 0) return;
      event.clipboardData.setData('text/plain', copyRange('tsv', { source, range, columns }).text);
      event.preventDefault();
    },
    onClick: (event) => {
      const header = near(event.target, '[data-menu]')?.closest<HTMLElement>('[data-header]');
      if (header) onColumnMenu?.(atHeader(header));
    },
    onDoubleClick: (event) => {
      const row = near(event.target, '[data-row]')?.dataset['row'];
      if (row !== undefined) onOpen?.(Number(row));
    },
    onContextMenu: (event) => {
      const header = near(event.target, '[data-header]');
      if (header && onColumnMenu) {
        event.preventDefault();
        onColumnMenu({ x: event.clientX, y: event.clientY, column: Number(header.dataset['header']) });
        return;
      }
      if (!onMenu || row_count === 0) return;
      event.preventDefault();
      const cell = near(event.target, '[data-row]')?.getBoundingClientRect();
      // Asked for by the keyboard the event has no place of its own.
      const is_pointed = event.clientX !== 0 || event.clientY !== 0;
      onMenu({ x: is_pointed ? event.clientX : cell?.left ?? 0, y: is_pointed ? event.clientY : cell?.bottom ?? 0, range });
    },
    // Said when it is asked for: a title on each of the drawn cells would be made anew at every scroll.
    onPointerOver: (event) => {
      const cell = near(event.target, '.sg-cell');
      const value = cell?.querySelector<HTMLElement>('.sg-value');
      if (!cell || !value) return;
      const column = Number(cell.dataset['column']);
      const given = source.row(Number(cell.dataset['row']))?.[column];
      const said = hoverText(given, columns[column]?.type ?? 'text', time_zone, isCut(cell) || isCut(value));
      if (said === null) cell.removeAttribute('title');
      else cell.title = said;
    },
  };
}

/** A menu that hangs from a header. */
export function atHeader(header: HTMLElement): ColumnMenuRequest {
  const { left, bottom } = header.getBoundingClientRect();
  return { x: left, y: bottom, column: Number(header.dataset['header']) };
}

/** Whether more stands in it than can be seen. */
function isCut(element: HTMLElement): boolean {
  return element.scrollWidth > element.clientWidth;
}

function near(target: EventTarget, selector: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null;
}
