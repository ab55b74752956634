// The rows of a table as a page looks at them: read by what is looked at, read anew when that changes. Until the new ones have come
// the old ones stay.

import type { OrderBy, RowFilter } from '@studio-pg/client';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { noteRead } from '../../grid/edit/row-notes.ts';
import { client } from '../../lib/client.ts';
import { WholeTable } from './whole-table.ts';
import type { WholeTableState } from './whole-table.ts';

/** A grid cell shows some hundred characters; longer values come as their beginning. */
const shown_bytes = 16_384;

export interface RowsWanted {
  connection: string;
  schema: string;
  name: string;
  order: readonly OrderBy[];
  filter: RowFilter | undefined;
  /** Whose view of them; the connection's own role when absent. */
  as_role?: string | undefined;
  /** All of them when absent. */
  columns?: readonly string[] | undefined;
  /** How many rows there may be in all; −1 where nobody knows. */
  estimate: number;
  can_seek: boolean;
}

export interface TableRows {
  table: WholeTable;
  state: WholeTableState;
  /** Whether what is wanted is still on its way, and the rows are those that were wanted before. */
  is_stale: boolean;
  /** Why what is wanted did not come. */
  error: unknown;
  /** Reads again what is looked at, or what could not be read. */
  refresh: () => void;
}

export function useTableRows(wanted: RowsWanted): TableRows {
  // What is wanted is told apart by what it says; a better estimate is no reason to read the rows anew.
  const { estimate, ...told } = wanted;
  const [first_estimate] = useState(estimate);
  const key = JSON.stringify(told);
  const next = useMemo(() => {
    const what = JSON.parse(key) as Omit<RowsWanted, 'estimate'>;
    return opened({ ...what, estimate: what.filter === undefined && what.as_role === undefined ? first_estimate : -1 });
  }, [key, first_estimate]);
  const [shown, setShown] = useState(next);
  const next_state = useSyncExternalStore(next.subscribe, () => next.state);
  const shown_state = useSyncExternalStore(shown.subscribe, () => shown.state);
  useEffect(() => {
    next.show(0, 1);
    return () => next.stop();
  }, [next]);
  if (shown !== next && (next_state.first !== null || shown_state.first === null)) setShown(next);
  return {
    table: shown, state: shown_state, is_stale: shown !== next, error: next_state.error, refresh: () => next.refresh(),
  };
}

function opened(wanted: RowsWanted): WholeTable {
  const { connection, schema, name, order, filter, as_role, columns, estimate, can_seek } = wanted;
  const table = new WholeTable(async (place, limit, signal) => {
    const asked_at = performance.now();
    const run = client.selectRows(connection, {
      relation: { schema, name }, limit, max_cell_bytes: shown_bytes, ...place,
      ...(columns === undefined ? {} : { columns: [...columns] }), ...(filter === undefined ? {} : { filter }), ...(as_role === undefined ? {} : { as_role }), ...(order.length > 0 ? { order: [...order] } : {}),
    });
    signal.addEventListener('abort', () => run.cancel());
    const { results, next, previous, duration_ms, settings } = await run.collect();
    noteRead(results[0]?.rows ?? [], asked_at);
    return { columns: results[0]?.columns ?? [], rows: results[0]?.rows ?? [], next, previous, duration_ms, time_zone: settings.TimeZone };
  }, estimate, can_seek);
  return table;
}
