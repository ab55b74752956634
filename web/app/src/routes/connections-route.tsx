// /connections?search=: all connections. /connections/<id>: one of them, to change it.

import { StudioError } from '@studio-pg/client';
import { useQuery } from '@tanstack/react-query';
import { createRoute, lazyRouteComponent, redirect, useNavigate, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { connectionsQuery, meQuery } from '../lib/account-queries.ts';
import { changeSearch, textParameter } from '../lib/address.ts';
import { queryClient } from '../lib/query-client.ts';
import { readsAlone } from '../lib/read-search.ts';
import { PlainHeader } from './plain-header.tsx';
import { signedInRoute } from './root-route.tsx';

const ConnectionsPage = lazyRouteComponent(() => import('../features/connection/connections-page.tsx'), 'ConnectionsPage');
const ConnectionFormPage = lazyRouteComponent(() => import('../features/connection/connection-form-page.tsx'), 'ConnectionFormPage');

interface ConnectionsSearch {
  search?: string;
}

export const connectionsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/connections',
  validateSearch: readsAlone((given): ConnectionsSearch => changeSearch<ConnectionsSearch>({}, { search: textParameter(given, 'search') })),
  loader: async () => {
    const [connections] = await Promise.all([
      queryClient.query({ ...connectionsQuery, staleTime: 'static' }), queryClient.query({ ...meQuery, staleTime: 'static' }), ConnectionsPage.preload?.(),
    ]);
    if (connections.length === 0) throw redirect({ to: '/connections/new' });
  },
  component: Connections,
});

function Connections(): ReactNode {
  const navigate = useNavigate();
  const { search = '' } = connectionsRoute.useSearch();
  return (
    <Plain>
      <ConnectionsPage search={search}
        onSearch={(text) => void navigate({ to: '/connections', search: text === '' ? {} : { search: text }, replace: true })}
        onNew={() => void navigate({ to: '/connections/new' })}
        onChange={(id) => void navigate({ to: '/connections/$id', params: { id } })} />
    </Plain>
  );
}

export const changeConnectionRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/connections/$id',
  loader: async ({ params }) => {
    const [connections] = await Promise.all([queryClient.query({ ...connectionsQuery, staleTime: 'static' }), ConnectionFormPage.preload?.()]);
    const connection = connections.find((each) => each.id === params.id);
    if (!connection) throw new StudioError({ code: '42704', message: 'no such connection' }, 404);
    return connection;
  },
  component: ChangeConnection,
});

function ChangeConnection(): ReactNode {
  const router = useRouter();
  const navigate = useNavigate();
  const loaded = changeConnectionRoute.useLoaderData();
  const connection = useQuery(connectionsQuery).data?.find((each) => each.id === loaded.id) ?? loaded;
  const leave = (): void => (router.history.canGoBack() ? router.history.back() : void navigate({ to: '/connections' }));
  return (
    <Plain organization={connection.organization_id}>
      <ConnectionFormPage connection={connection} is_first={false} onSaved={leave} onCancel={leave} />
    </Plain>
  );
}

/** A page outside of any connection. */
function Plain({ organization, children }: { organization?: string; children: ReactNode }): ReactNode {
  return (
    <div className="flex h-dvh flex-col">
      <PlainHeader organization={organization} />
      <div className="min-h-0 flex-1">{children}</div>
    </div>
  );
}
