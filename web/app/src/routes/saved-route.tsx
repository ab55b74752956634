// /c/<connection>/saved?search=&folder=&query=&view=&version=: saved queries of the connection's organization.

import { createRoute, lazyRouteComponent, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { openSaved } from '../features/editor/open-query.ts';
import { readSavedSearch } from '../features/saved-query/search.ts';
import { connectionsQuery } from '../lib/account-queries.ts';
import { queryClient } from '../lib/query-client.ts';
import { openQueryTab } from '../lib/tabs.ts';
import { readsAlone } from '../lib/read-search.ts';
import { connectionRoute } from './connection-route.tsx';

const SavedPage = lazyRouteComponent(() => import('../features/saved-query/saved-page.tsx'), 'SavedPage');

export const savedRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/saved',
  validateSearch: readsAlone(readSavedSearch),
  loader: () => SavedPage.preload?.(),
  component: Saved,
});

function Saved(): ReactNode {
  const navigate = useNavigate();
  const { connection } = savedRoute.useParams();
  const search = savedRoute.useSearch();
  const openTab = (to: string, tab: string): void =>
    void navigate({ to: '/c/$connection/sql/$tab', params: { connection: to, tab } });
  return (
    <SavedPage search={search}
      onSearch={(next) => void navigate({ to: '/c/$connection/saved', params: { connection }, search: next, replace: next.search !== search.search })}
      onOpen={(query) => {
        // A query opens on its own connection where this account may use that.
        const known = queryClient.getQueryData(connectionsQuery.queryKey) ?? [];
        const home = known.find((each) => each.id === query.connection_id)?.id ?? connection;
        openTab(home, openSaved(home, { id: query.id, version: query.version, name: query.name, text: query.sql }));
      }}
      onNewQuery={() => openTab(connection, openQueryTab(connection))} />
  );
}
