// How many rows there are: the estimate of PostgreSQL at once, counted in the background up to a cap, and all of them counted when
// somebody asks.

import type { RowFilter } from '@studio-pg/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../lib/client.ts';
import { countText } from '../../lib/format.ts';
import type { WholeTableState } from './whole-table.ts';

/** Counted without being asked for: some hundredths of a second. */
export const count_cap = 100_000;
const no_cap = Number.MAX_SAFE_INTEGER;
/** Of that many nobody needs to be told that they are more than the cap. */
const surely_more = 2 * count_cap;

export interface RowCount {
  /** In words, which say whether it is an estimate. */
  text: string;
  count: number;
  is_exact: boolean;
  /** The rows are being counted, all of them. */
  is_counting: boolean;
  error: unknown;
  countAll: () => void;
}

interface Options {
  connection: string;
  relation: { schema: string; name: string };
  filter: RowFilter | undefined;
  as_role: string | undefined;
  /** Of all rows; −1 where nobody knows, or where only some are looked at. */
  estimate: number;
  state: WholeTableState;
}

export function useRowCount({ connection, relation, filter, as_role, estimate, state }: Options): RowCount {
  const wanted = JSON.stringify([relation, filter ?? null, as_role ?? null]);
  const [asked_for, setAskedFor] = useState<string | null>(null);
  const is_asked = asked_for === wanted;
  const needs_count = state.first !== null && !state.is_counted;
  const query = (cap: number, is_enabled: boolean) => ({
    queryKey: ['row count', connection, wanted, cap], enabled: is_enabled, staleTime: 10_000, retry: false,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<number> => {
      const run = client.selectRows(connection, { relation, count_up_to: cap, ...(filter ? { filter } : {}), ...(as_role === undefined ? {} : { as_role }) });
      signal.addEventListener('abort', () => run.cancel());
      return Number((await run.collect()).results[0]?.rows[0]?.[0] ?? 0);
    },
  });
  const capped = useQuery(query(count_cap, needs_count && estimate < surely_more));
  const whole = useQuery(query(no_cap, is_asked));
  const known = state.is_counted ? state.row_count : whole.data ?? (capped.data !== undefined && capped.data <= count_cap ? capped.data : null);
  const is_more = known === null && capped.data !== undefined && capped.data > count_cap;
  return {
    text: known !== null ? `${countText(known)} row${known === 1 ? '' : 's'}`
      : is_more && estimate <= count_cap ? `more than ${countText(count_cap)} rows`
        : estimate >= 0 ? `about ${countText(estimate)} rows (estimated)` : `${countText(state.loaded)} rows loaded`,
    count: known ?? (is_more ? Math.max(count_cap + 1, estimate) : estimate), is_exact: known !== null,
    is_counting: whole.isFetching, error: whole.error, countAll: () => {
      setAskedFor(wanted);
      if (is_asked) void whole.refetch();
    },
  };
}
