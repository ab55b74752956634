// /connections/new: the form of a connection; an account's first one cannot be passed by.

import { useQuery } from '@tanstack/react-query';
import { createRoute, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { NewConnectionPage } from '../features/connection/new-connection-page.tsx';
import { connectionsQuery } from '../lib/account-queries.ts';
import { queryClient } from '../lib/query-client.ts';
import { signedInRoute } from './root-route.tsx';

export const newConnectionRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/connections/new',
  loader: () => queryClient.query({ ...connectionsQuery, staleTime: 'static' }),
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
