// How a running query is asked about: by who shows its progress, and by who shows its plan.

import { queryOptions } from '@tanstack/react-query';
import { client } from '../../../lib/client.ts';

const asked_every_ms = 1000;

/** Asked while the page is seen; null once the query has ended. */
export function activityQuery(query_id: string, every_ms = asked_every_ms) {
  return queryOptions({
    queryKey: ['query activity', query_id],
    queryFn: ({ signal }) => client.running.read(query_id, signal),
    staleTime: 0, refetchInterval: every_ms, retry: false,
  });
}
