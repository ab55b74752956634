// The way from a grid's keys, paste and double clicks to who edits its rows. They are heard before the grid's own, so that the grid
// itself knows of no editing; what happens inside of a cell's editor is the editor's.

import type { DataGridHandle, Place } from '@studio-pg/react';
import { useEffect } from 'react';
import type { ClipboardEvent, KeyboardEvent, MouseEvent, RefObject } from 'react';
import type { GridEdit, Selected } from './grid-edit.ts';

interface EditEvents {
  onKeyDownCapture?: (event: KeyboardEvent<HTMLDivElement>) => void;
  onPaste?: (event: ClipboardEvent<HTMLDivElement>) => void;
  onDoubleClick?: (event: MouseEvent<HTMLDivElement>) => void;
}

export function useEditEvents(edit: GridEdit | null, grid: RefObject<DataGridHandle | null>, active: Place): EditEvents {
  useEffect(() => edit?.onActive(active), [edit, active]);
  if (!edit) return {};
  const selected = (target: EventTarget): Selected | null => {
    const handle = grid.current;
    const place = placeOf(target);
    return handle && place && { range: handle.range(), is_rows: handle.is_rows(), active: place, order: handle.order() };
  };
  return {
    onKeyDownCapture: (event) => {
      const now = selected(event.target);
      if (now) edit.onKeyDown(event, now);
    },
    onPaste: (event) => {
      const now = selected(event.target);
      if (now) edit.onPaste(event, now);
    },
    onDoubleClick: (event) => {
      const place = placeOf(event.target);
      if (place) edit.onDoubleClick(place);
    },
  };
}

/** Which cell was meant; null in a field inside of one, and elsewhere. The focus itself says it: it is there before any rendering. */
function placeOf(target: EventTarget): Place | null {
  if (!(target instanceof Element) || target.closest('input, select, textarea') !== null) return null;
  const { row, column } = target.closest<HTMLElement>('[role=gridcell]')?.dataset ?? {};
  return row === undefined || column === undefined ? null : { row: Number(row), column: Number(column) };
}
