// Questions to the query history.

import type { HistoryEntry, HistoryFilter, Page } from '@studio-pg/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/client.ts';

const page_rows = 100;
/** How often it is looked whether something has run; the server writes what ran within about two seconds. */
const look_ms = 3000;

export function historyQuery(filter: HistoryFilter) {
  return infiniteQueryOptions({
    queryKey: ['history', filter],
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<HistoryEntry>) => page.next,
    staleTime: 0,
    queryFn: ({ pageParam, signal }) => client.history.list({ ...filter, limit: page_rows }, pageParam, signal),
  });
}

/** The newest that fits the filter, looked for again and again while the page is seen. */
export function newestQuery(filter: HistoryFilter) {
  return queryOptions({
    queryKey: ['history newest', filter],
    staleTime: 0,
    refetchInterval: look_ms,
    queryFn: async ({ signal }) => (await client.history.list({ ...filter, limit: 1 }, null, signal)).items[0] ?? null,
  });
}
