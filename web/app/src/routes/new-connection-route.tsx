// /connections/new?organization=: the form of a connection; an account's first one cannot be passed by. Who may not make
// one in that organization reads whom to ask.

import { useQuery } from '@tanstack/react-query';
import { createRoute, lazyRouteComponent, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isAtLeast } from '../lib/access.ts';
import { connectionsQuery, meQuery } from '../lib/account-queries.ts';
import { chosenOrganization } from '../lib/organization.ts';
import { queryClient } from '../lib/query-client.ts';
import { readsAlone } from '../lib/read-search.ts';
import { PlainHeader } from './plain-header.tsx';
import { signedInRoute } from './root-route.tsx';

// Forms come with their first page: the first load has none.
const ConnectionFormPage = lazyRouteComponent(() => import('../features/connection/connection-form-page.tsx'), 'ConnectionFormPage');
const AskForConnection = lazyRouteComponent(() => import('../features/organization/ask-for-connection.tsx'), 'AskForConnection');

export const newConnectionRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/connections/new',
  validateSearch: readsAlone((search): { organization?: string } => (typeof search['organization'] === 'string' ? { organization: search['organization'] } : {})),
  loader: async () => {
    const [me] = await Promise.all([
      queryClient.query({ ...meQuery, staleTime: 'static' }), queryClient.query({ ...connectionsQuery, staleTime: 'static' }),
      ConnectionFormPage.preload?.(),
    ]);
    return me;
  },
  component: NewConnection,
});

function NewConnection(): ReactNode {
  const navigate = useNavigate();
  const loaded = newConnectionRoute.useLoaderData();
  const { organization: wanted } = newConnectionRoute.useSearch();
  const me = useQuery(meQuery).data ?? loaded;
  const connections = useQuery(connectionsQuery).data ?? [];
  const organization = chosenOrganization(me.organizations, wanted);
  return (
    <div className="flex h-dvh flex-col">
      <PlainHeader organization={organization?.id} />
      <div className="min-h-0 flex-1">
        {organization && !isAtLeast(organization.role, 'admin')
          ? <AskForConnection key={organization.id} organization={organization}
              has_connections={connections.some((each) => each.organization_id === organization.id)}
              onLook={() => void navigate({ to: '/o/$organization', params: { organization: organization.id } })} />
          : <ConnectionFormPage key={organization?.id} connection={null} organization={organization} is_first={connections.length === 0}
              onSaved={(connection) => void navigate({ to: '/c/$connection/tables', params: { connection } })}
              onCancel={() => void navigate({ to: '/' })} />}
      </div>
    </div>
  );
}
