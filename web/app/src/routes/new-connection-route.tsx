// /connections/new: the form of a connection; an account's first one cannot be passed by.

import { useQuery } from '@tanstack/react-query';
import { createRoute, lazyRouteComponent, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { connectionsQuery } from '../lib/account-queries.ts';
import { queryClient } from '../lib/query-client.ts';
import { signedInRoute } from './root-route.tsx';

// Forms come with their first page: the first load has none.
const NewConnectionPage = lazyRouteComponent(() => import('../features/connection/new-connection-page.tsx'), 'NewConnectionPage');

export const newConnectionRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/connections/new',
  loader: () => Promise.all([
    queryClient.query({ ...connectionsQuery, staleTime: 'static' }), NewConnectionPage.preload?.(),
  ]),
  component: NewConnection,
});

function NewConnection(): ReactNode {
  const navigate = useNavigate();
  const connections = useQuery(connectionsQuery);
  return (
    <NewConnectionPage is_first={(connections.data ?? []).length === 0}
      onCreated={(connection) => void navigate({ to: '/c/$connection/tables', params: { connection } })}
      onCancel={() => void navigate({ to: '/' })} />
  );
}
