// The cache of server state. A refusal is not tried again: the answer would be the same.

import { StudioError } from '@studio-pg/client';
import { QueryCache, QueryClient } from '@tanstack/react-query';

/** The proof of a connection's role has lapsed. */
const needs_proof = 'ST004';
/** There is no password for a remote connection, or none that can be opened. */
const needs_password = 'ST011';

/** Looks at the connections again where an error says that one needs a proof or a password: its page then asks for it. */
export function noteRefusal(code: string | undefined): void {
  if (code === needs_proof) void queryClient.invalidateQueries({ queryKey: ['connections'] });
  if (code === needs_password) void queryClient.invalidateQueries({ queryKey: ['connection status'] });
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      // The connections themselves are not asked again because of their own answer.
      if (query.queryKey[0] !== 'connections' && query.queryKey[0] !== 'connection status') noteRefusal(error instanceof StudioError ? error.code : undefined);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && error instanceof StudioError && error.is_connection_lost,
      retryDelay: (attempt) => Math.min(4000, 300 * 2 ** attempt),
    },
  },
});
