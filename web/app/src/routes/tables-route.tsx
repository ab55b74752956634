// /c/<connection>/tables?sort=: all relations.

import { createRoute, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { TablesPage } from '../features/explorer/tables-page.tsx';
import { parseSort, sortText } from '../lib/sort.ts';
import { openQueryTab } from '../lib/tabs.ts';
import { readsAlone } from '../lib/read-search.ts';
import { connectionRoute } from './connection-route.tsx';

export const tablesRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/tables',
  validateSearch: readsAlone((search): { sort?: string } => (typeof search['sort'] === 'string' ? { sort: search['sort'] } : {})),
  component: Tables,
});

function Tables(): ReactNode {
  const navigate = useNavigate();
  const { connection } = tablesRoute.useParams();
  const { sort: text } = tablesRoute.useSearch();
  const sort = useMemo(() => parseSort(text), [text]);
  return (
    <TablesPage sort={sort}
      onSort={(next) => {
        const sort_text = sortText(next);
        void navigate({ to: '/c/$connection/tables', params: { connection }, replace: true,
          search: sort_text === undefined ? {} : { sort: sort_text } });
      }}
      onOpen={(schema, name) =>
        void navigate({ to: '/c/$connection/tables/$schema/$name', params: { connection, schema, name } })}
      onNewQuery={() =>
        void navigate({ to: '/c/$connection/sql/$tab', params: { connection, tab: openQueryTab(connection) } })} />
  );
}
