// Rows as cards, for a telephone: the columns that the grid shows, in its order, one below the other; read on by a button. A row is
// opened for all of its values; where rows may be edited, it is edited there.

import { CellContent, rowsOf, shownColumns } from '@studio-pg/react';
import type { Column } from '@studio-pg/client';
import type { GridColumn, RowSource } from '@studio-pg/react';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { ColumnStore } from '../../grid/column-store.ts';
import type { GridEdit } from '../../grid/edit/grid-edit.ts';
import { RowPanel } from '../../grid/row-panel.tsx';
import { useStudioColumns } from '../../grid/studio-columns.ts';
import { useWholeValue } from '../../grid/whole-value.ts';
import { Button } from '../../ui/button.tsx';

interface RowCardsProps {
  columns: readonly GridColumn[];
  wire_columns: readonly Column[];
  time_zone: string | null;
  /** Null: the rows are read only. */
  edit: GridEdit | null;
  /** Which columns the grid of this table shows, in which order. */
  column_store: ColumnStore;
  source: RowSource;
  /** How many of its rows are shown. */
  count: number;
  has_more: boolean;
  is_loading: boolean;
  onMore: () => void;
}

export function RowCards({ columns: plain_columns, wire_columns, time_zone, edit, column_store, source: base, count: read, has_more, is_loading, onMore }: RowCardsProps): ReactNode {
  const columns = useStudioColumns(plain_columns, wire_columns);
  const whole = useWholeValue(wire_columns, undefined);
  const source = edit?.source ?? base;
  const count = read + (edit?.lead_rows ?? 0);
  const [open, setOpen] = useState<number | null>(null);
  const arrangement = useSyncExternalStore(column_store.subscribe, () => column_store.arrangement);
  const shown = useMemo(() => shownColumns(columns, arrangement).indexes.flatMap((at) => {
    const column = columns[at];
    return column ? [{ column, at }] : [];
  }), [columns, arrangement]);
  const list = useRef<HTMLUListElement>(null);
  const left = useRef<number | null>(null);
  // Back among the cards, the focus is where it was.
  useEffect(() => {
    if (open === null && left.current !== null) list.current?.querySelector<HTMLElement>(`[data-row="${left.current}"]`)?.focus();
    left.current = open;
  }, [open]);
  if (open !== null) {
    const row = source.row(open);
    return (
      <RowPanel panel="row" active={{ row: open, column: 0 }} columns={columns} arrangement={arrangement} row={row} time_zone={time_zone} edit={edit}
        onWhole={row && ((at) => whole(row, at))} onRow={() => undefined} onClose={() => setOpen(null)}
        onMove={(by) => setOpen(Math.max(0, Math.min(open + by, count - 1)))} />
    );
  }
  const add = edit?.onAddRow;
  return (
    <div className="flex h-full flex-col bg-surface-1">
      {add && <Button className="m-2 mb-0 h-10 shrink-0" onClick={() => {
        const added = add();
        if (added !== null) setOpen(added);
      }}>Add row</Button>}
      <ul ref={list} className="grid min-h-0 flex-1 content-start gap-2 overflow-auto p-2" tabIndex={0} aria-label="Rows">
        {rowsOf(source, 0, count).map((row, index) => row && (
          <li key={index} className="row-card rounded-md border border-line bg-surface-0 px-3 py-2">
            <dl className="grid grid-cols-[minmax(90px,36%)_1fr] gap-x-3 gap-y-0.5">
              {shown.map(({ column, at }) => (
                <div key={at} className="contents">
                  <dt className="truncate text-small leading-[18px] text-muted">{column.name}</dt>
                  <dd className="relative isolate flex min-w-0 items-baseline gap-1.5">{edit?.render_cell(row, at, index) ?? <CellContent cell={row[at] ?? null} type={column.type} />}</dd>
                </div>
              ))}
            </dl>
            <Button look="quiet" className="mt-1 w-full" data-row={index} onClick={() => setOpen(index)}>Open row {index + 1}</Button>
          </li>
        ))}
        {has_more && <li className="grid"><Button className="h-10" disabled={is_loading} onClick={onMore}>More rows</Button></li>}
      </ul>
    </div>
  );
}
