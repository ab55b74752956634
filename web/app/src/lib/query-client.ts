// The cache of server state. A refusal is not tried again: the answer would be the same.

import { StudioError } from '@studio-pg/client';
import { QueryClient } from '@tanstack/react-query';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && error instanceof StudioError && error.is_connection_lost,
      retryDelay: (attempt) => Math.min(4000, 300 * 2 ** attempt),
    },
  },
});
