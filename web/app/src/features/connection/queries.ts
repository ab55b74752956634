// Questions about connections, and what forgets the answers.

import { queryOptions } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { connectionsQuery, meQuery } from '../../lib/account-queries.ts';
import { client } from '../../lib/client.ts';

export const defaultsQuery = queryOptions({
  queryKey: ['connections', 'defaults'], queryFn: () => client.connections.defaults(), staleTime: 0,
});

/** Whether a connection works now: its server is asked. */
export function statusQuery(id: string) {
  return queryOptions({ queryKey: ['connection status', id], queryFn: () => client.connections.status(id), staleTime: 10_000 });
}

export async function forgetConnections(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ queryKey: connectionsQuery.queryKey });
  await queries.invalidateQueries({ queryKey: meQuery.queryKey });
  await queries.invalidateQueries({ queryKey: ['connection status'] });
}
