// What runs now, and what is kept of the queries in the background: asked again and again while the page is seen.

import { queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

export const runningKey = ['running'] as const;

const busy_ms = 2000;
const quiet_ms = 10_000;

/** The account's own, or for its admins all of an organization. */
export function runningQuery(organization?: string) {
  return queryOptions({
    queryKey: [...runningKey, organization ?? 'mine'],
    queryFn: ({ signal }) => client.running.list(organization, signal),
    staleTime: 0, retry: false,
    refetchInterval: (query) => (query.state.data?.some((each) => each.state !== 'done') === true ? busy_ms : quiet_ms),
  });
}
