// The root of all routes, the gate that only a signed-in account passes, and the home that leads to a connection.

import { StudioError } from '@studio-pg/client';
import { createRootRoute, createRoute, Outlet, redirect, useNavigate } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { connectionsQuery, meQuery } from '../lib/account-queries.ts';
import { client } from '../lib/client.ts';
import { lastConnection, rememberPlace } from '../lib/organization.ts';
import { queryClient } from '../lib/query-client.ts';
import { readStored } from '../lib/storage.ts';

export const rootRoute = createRootRoute({ component: Outlet });

/** Everything below it needs an account; without one the address is kept and the sign-in page opens. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    const { state } = client.session.state;
    if (state === 'unknown') await client.session.resume();
    if (client.session.state.state !== 'signed_in') {
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
    }
  },
  component: SignedIn,
});

/** Leads to the sign-in page when the sign-in ends while a page is open. */
function SignedIn(): ReactNode {
  const navigate = useNavigate();
  const { state } = useSyncExternalStore((listener) => client.session.subscribe(listener), () => client.session.state);
  useEffect(() => {
    if (state !== 'signed_out') return;
    client.close();
    queryClient.clear();
    void navigate({ to: '/sign-in', search: { next: location.pathname + location.search } });
  }, [state, navigate]);
  return <Outlet />;
}

/** Home: the connection that was open last, or the first; the page of a first connection where there is none. */
export const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  beforeLoad: async () => {
    const connections = await queryClient.query({ ...connectionsQuery, staleTime: 0 });
    const last = readStored('connection');
    const chosen = connections.find((each) => each.id === last) ?? connections[0];
    if (!chosen) throw redirect({ to: '/connections/new' });
    throw redirect({ to: '/c/$connection/tables', params: { connection: chosen.id } });
  },
});

/** An organization: its connection that was open last, or its first; the page of a first connection where it has none. */
export const organizationHomeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/o/$organization',
  beforeLoad: async ({ params: { organization } }) => {
    const [me, connections] = await Promise.all([
      queryClient.query({ ...meQuery, staleTime: 0 }), queryClient.query({ ...connectionsQuery, staleTime: 0 }),
    ]);
    if (!me.organizations.some((each) => each.id === organization)) {
      throw new StudioError({ code: 'ST006', message: 'organization does not exist' }, 404);
    }
    rememberPlace(organization);
    const own = connections.filter((each) => each.organization_id === organization);
    const last = lastConnection(organization);
    const chosen = own.find((each) => each.id === last) ?? own[0];
    if (!chosen) throw redirect({ to: '/connections/new', search: { organization } });
    throw redirect({ to: '/c/$connection/tables', params: { connection: chosen.id } });
  },
});
