// What is asked again when somebody joins, leaves or changes an organization: who one is in which decides what is shown.

import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { connectionsQuery, meQuery } from '../../lib/account-queries.ts';

export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    await Promise.all([meQuery.queryKey, connectionsQuery.queryKey, ['organizations'], ['members']]
      .map((queryKey) => queries.invalidateQueries({ queryKey })));
  }, [queries]);
}
