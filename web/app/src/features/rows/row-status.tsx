// What the status bar says of a table's rows: how many there are and how that is known, where one is, how long the last page took.

import { asStudioError } from '@studio-pg/client';
import { useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { countText, durationText } from '../../lib/format.ts';
import { StatusText } from '../../lib/status-slot.tsx';
import type { RowCount } from './use-row-count.ts';
import type { WholeTable, WholeTableState } from './whole-table.ts';

interface RowStatusProps {
  table: WholeTable;
  state: WholeTableState;
  count: RowCount;
  children?: ReactNode;
}

export function RowStatus({ table, state, count, children }: RowStatusProps): ReactNode {
  return (
    <StatusText>
      <span role="group" aria-label="Rows" className="flex min-w-0 items-center gap-1.5">
        <span className="truncate">{count.text}</span>
        {!count.is_exact && (
          <button type="button" className="rounded-sm px-1 text-accent hover:underline disabled:text-faint" disabled={count.is_counting} onClick={count.countAll}>
            {count.is_counting ? 'Counting …' : 'Count'}
          </button>
        )}
        {count.error !== null && <span className="text-danger">{asStudioError(count.error).message}</span>}
      </span>
      {!state.is_exact && <AboutPlace table={table} state={state} />}
      <span>{durationText(state.duration_ms)}</span>
      {children}
    </StatusText>
  );
}

/** Its own component, for it changes at every step of scrolling. */
function AboutPlace({ table, state }: { table: WholeTable; state: WholeTableState }): ReactNode {
  const place = useSyncExternalStore(table.subscribePlace, () => table.place);
  return (
    <span className="tabular-nums" title="Found by PostgreSQL's statistics: the number of the row is not exact.">
      about row {countText(place + 1)} of {state.is_counted ? '' : '~'}{countText(state.row_count)}
    </span>
  );
}
