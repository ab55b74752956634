// /c/<connection>: the frame around every page of a connection.

import { StudioError } from '@studio-pg/client';
import { useQuery } from '@tanstack/react-query';
import { createRoute, lazyRouteComponent, Outlet, redirect, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { statusQuery } from '../features/connection/queries.ts';
import { ProveRole } from '../features/connection/prove-role.tsx';
import { connectionsQuery, meQuery } from '../lib/account-queries.ts';
import { catalogQuery } from '../lib/catalog-queries.ts';
import { client } from '../lib/client.ts';
import { ConnectionContext } from '../lib/connection-context.tsx';
import { rememberPlace } from '../lib/organization.ts';
import { queryClient } from '../lib/query-client.ts';
import { useSchemaFollow } from '../lib/schema-follow.ts';
import { whenIdle } from '../lib/when-idle.ts';
import { Frame } from './frame.tsx';
import { preloadQueryPage } from './query-page.ts';
import { signedInRoute } from './root-route.tsx';

// It has a form, and forms come with the first page that has one.
const GivePassword = lazyRouteComponent(() => import('../features/connection/give-password.tsx'), 'GivePassword');

export const connectionRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/c/$connection',
  // An account without a connection sees the connection page and nothing else.
  loader: async ({ params }) => {
    // The header tells the server's version: with it from the first moment nothing moves when it comes.
    const [connections] = await Promise.all([
      queryClient.query({ ...connectionsQuery, staleTime: 'static' }), queryClient.query({ ...meQuery, staleTime: 'static' }),
    ]);
    if (connections.length === 0) throw redirect({ to: '/connections/new' });
    const connection = connections.find((each) => each.id === params.connection);
    if (!connection) throw new StudioError({ code: '42704', message: 'no such connection' }, 404);
    if (connection.kind === 'local' && !connection.needs_proof) preloadNames(connection.id);
    return connection;
  },
  component: ConnectionPages,
});

/** Every page of a connection shows its relations: they are on their way while the page's own parts come. */
function preloadNames(connection: string): void {
  // The page that shows them says what went wrong.
  queryClient.query(catalogQuery(connection, 'relations')).catch(() => undefined);
  queryClient.query(catalogQuery(connection, 'schemas')).catch(() => undefined);
}

function ConnectionPages(): ReactNode {
  const loaded = connectionRoute.useLoaderData();
  // What is known now: a proof may lapse while the page is open.
  const connection = useQuery(connectionsQuery).data?.find((each) => each.id === loaded.id) ?? loaded;
  // Whether the password that is kept can be opened, the server knows alone.
  const status = useQuery({ ...statusQuery(connection.id), enabled: connection.kind === 'postgres' }).data;
  const needs_password = status?.state === 'needs_password';
  const is_locked = connection.needs_proof || needs_password;
  useSchemaFollow(connection.id, is_locked);
  const router = useRouter();
  useEffect(() => {
    rememberPlace(connection.organization_id, connection.id);
    client.socket?.connect();
  }, [connection.id, connection.organization_id]);
  useEffect(() => whenIdle(() => void preloadQueryPage().catch(() => undefined)), []);
  return (
    <ConnectionContext value={connection}>
      <Frame key={connection.id} is_locked={is_locked}>
        {connection.needs_proof ? <ProveRole onProven={() => void router.invalidate()} />
          : needs_password ? <GivePassword onGiven={() => void router.invalidate()} /> : <Outlet />}
      </Frame>
    </ConnectionContext>
  );
}

export const indexOfConnectionRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/c/$connection/tables', params });
  },
});
