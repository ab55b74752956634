// Questions about the account and its connections, shared by every screen.

import type { Me } from '@studio-pg/client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { isAtLeast } from './access.ts';
import { client } from './client.ts';

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: () => client.me() });

export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: () => client.connections.list(),
});

type Membership = Me['organizations'][number];

/** An organization of the account, with the account's role in it; undefined until it is known. */
export function useMembership(organization: string): Membership | undefined {
  return useQuery(meQuery).data?.organizations.find((each) => each.id === organization);
}

/** Whether a role may do what an admin does. */
export function isAdmin(membership: Pick<Membership, 'role'> | undefined): boolean {
  return membership !== undefined && isAtLeast(membership.role, 'admin');
}

/** Whether a role may change what is shared. */
export function isEditor(membership: Pick<Membership, 'role'> | undefined): boolean {
  return membership !== undefined && isAtLeast(membership.role, 'editor');
}
