// Rows as cards, for a telephone: the columns that the grid shows, in its order, one below the other; read on by a button.

import { CellContent, rowsOf, shownColumns } from '@studio-pg/react';
import type { GridColumn, RowSource } from '@studio-pg/react';
import { useMemo, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { ColumnStore } from '../../grid/column-store.ts';
import { Button } from '../../ui/button.tsx';

interface RowCardsProps {
  columns: readonly GridColumn[];
  /** Which columns the grid of this table shows, in which order. */
  column_store: ColumnStore;
  source: RowSource;
  /** How many of its rows are shown. */
  count: number;
  has_more: boolean;
  is_loading: boolean;
  onMore: () => void;
}

export function RowCards({ columns, column_store, source, count, has_more, is_loading, onMore }: RowCardsProps): ReactNode {
  const arrangement = useSyncExternalStore(column_store.subscribe, () => column_store.arrangement);
  const shown = useMemo(() => shownColumns(columns, arrangement).indexes.flatMap((at) => {
    const column = columns[at];
    return column ? [{ column, at }] : [];
  }), [columns, arrangement]);
  return (
    <ul className="grid h-full content-start gap-2 overflow-auto bg-surface-1 p-2" tabIndex={0} aria-label="Rows">
      {rowsOf(source, 0, count).map((row, index) => row && (
        <li key={index} className="row-card rounded-md border border-line bg-surface-0 px-3 py-2">
          <dl className="grid grid-cols-[minmax(90px,36%)_1fr] gap-x-3 gap-y-0.5">
            {shown.map(({ column, at }) => (
              <div key={at} className="contents">
                <dt className="truncate text-small leading-[18px] text-muted">{column.name}</dt>
                <dd className="flex min-w-0 items-baseline gap-1.5"><CellContent cell={row[at] ?? null} type={column.type} /></dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
      {has_more && <li className="grid"><Button className="h-10" disabled={is_loading} onClick={onMore}>More rows</Button></li>}
    </ul>
  );
}
