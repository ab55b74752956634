// When the row that a cell refers to is shown: the pointer rests on the cell, or a key asks for it. What is shown, and
// whether the cell refers to anything, is known by peek-card.tsx, which is loaded when it is first wanted.

import type { Column } from '@studio-pg/client';
import type { DataGridHandle, RowSource } from '@studio-pg/react';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useCommands } from '../lib/command.ts';

const PeekCard = lazy(async () => ({ default: (await import('./peek-card.tsx')).PeekCard }));

/** `rest`: the pointer rests there. `key`: asked for, gets the focus. `follow`: the table is to be opened at that row. */
export interface PeekRequest {
  way: 'rest' | 'key' | 'follow';
  row: number;
  /** Of the source. */
  column: number;
  /** Of the cell, in the window. */
  box: DOMRect;
}

const rest_ms = 600;
/** The way from the cell to the card takes this long at most. */
const leave_ms = 300;

interface Options {
  holder: RefObject<HTMLElement | null>;
  grid: RefObject<DataGridHandle | null>;
  source: RowSource;
  wire_columns: readonly Column[];
  session: string | undefined;
}

/** Gives the card, where one is open. */
export function usePeek({ holder, grid, source, wire_columns, session }: Options): ReactNode {
  const [request, setRequest] = useState<PeekRequest | null>(null);
  const timer = useRef(0);
  const has_tables = wire_columns.some((column) => column.table_oid !== 0);

  useEffect(() => {
    const element = holder.current;
    if (!element || !has_tables) return undefined;
    const closeSoon = (): void => {
      clearTimeout(timer.current);
      timer.current = window.setTimeout(() => setRequest(null), leave_ms);
    };
    const over = (event: PointerEvent): void => {
      const cell = event.pointerType === 'mouse' && event.target instanceof Element ? event.target.closest<HTMLElement>('.sg-cell') : null;
      const column = Number(cell?.dataset['column'] ?? -1);
      closeSoon();
      if (!cell || (wire_columns[column]?.table_oid ?? 0) === 0 || event.buttons !== 0) return;
      clearTimeout(timer.current);
      timer.current = window.setTimeout(() => setRequest({
        way: 'rest', row: Number(cell.dataset['row']), column, box: cell.getBoundingClientRect(),
      }), rest_ms);
    };
    // By the event that bubbles: React has told the card of the pointer's coming before `pointerleave` is told here.
    const out = (event: PointerEvent): void => {
      if (!(event.relatedTarget instanceof Node) || !element.contains(event.relatedTarget)) closeSoon();
    };
    const away = (): void => {
      clearTimeout(timer.current);
      setRequest(null);
    };
    element.addEventListener('pointerover', over);
    element.addEventListener('pointerout', out);
    element.addEventListener('pointerdown', away);
    element.addEventListener('scroll', away, { capture: true, passive: true });
    return () => {
      clearTimeout(timer.current);
      element.removeEventListener('pointerover', over);
      element.removeEventListener('pointerout', out);
      element.removeEventListener('pointerdown', away);
      element.removeEventListener('scroll', away, { capture: true });
    };
  }, [holder, wire_columns, has_tables]);

  useCommands(useMemo(() => {
    const ask = (way: 'key' | 'follow') => () => {
      const place = grid.current?.active();
      const box = holder.current?.querySelector('[role=gridcell][tabindex="0"]')?.getBoundingClientRect();
      clearTimeout(timer.current);
      if (place && box) setRequest({ way, ...place, box });
    };
    return [
      { id: 'grid.peek', label: 'Peek at the row that the cell refers to', group: 'Rows', shortcut: 'alt+enter', is_enabled: has_tables, run: ask('key') },
      { id: 'grid.follow', label: 'Follow the foreign key of the cell', group: 'Rows', shortcut: 'f4', is_enabled: has_tables, run: ask('follow') },
    ];
  }, [grid, holder, has_tables]));

  if (!request) return null;
  return (
    <Suspense>
      <PeekCard key={`${request.row} ${request.column}`} request={request} row={source.row(request.row)} wire_columns={wire_columns} session={session}
        onStay={() => clearTimeout(timer.current)}
        onLeave={() => { timer.current = window.setTimeout(() => setRequest(null), leave_ms); }}
        onClose={() => {
          setRequest(null);
          const place = grid.current?.active();
          if (place && request.way !== 'rest') grid.current?.goTo(place, true);
        }} />
    </Suspense>
  );
}
