// Questions about the account and its connections, shared by every screen.

import { queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: () => client.me() });

export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: () => client.connections.list(),
});
