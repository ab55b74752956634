// Questions about the own account.

import { queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/client.ts';

export const signInsQuery = queryOptions({ queryKey: ['sign-ins'], queryFn: () => client.signIns.list(), staleTime: 0 });

export const tokensQuery = queryOptions({ queryKey: ['tokens'], queryFn: () => client.tokens.list() });
