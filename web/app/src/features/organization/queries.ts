// Questions about organizations and who is in them.

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/client.ts';

export const organizationsQuery = queryOptions({ queryKey: ['organizations'], queryFn: () => client.organizations.list() });

export const organizationQuery = (id: string) => queryOptions({
  queryKey: ['organizations', id], queryFn: () => client.organizations.get(id), staleTime: 0,
});

export const membersQuery = (organization: string) => infiniteQueryOptions({
  queryKey: ['members', organization],
  queryFn: ({ pageParam }) => client.members.list(organization, { limit: 100, after: pageParam }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

/** Who can make connections: the owners and admins among the first 500 members. */
export const managersQuery = (organization: string) => queryOptions({
  queryKey: ['members', organization, 'managers'],
  queryFn: async () => (await client.members.list(organization, { limit: 500 })).items
    .filter((each) => (each.role === 'owner' || each.role === 'admin') && !each.is_disabled),
});

export const invitationsQuery = (organization: string) => queryOptions({
  queryKey: ['invitations', organization], queryFn: () => client.invitations.list(organization),
});
