// /c/<connection>/history?whose=&connection=&status=&min_ms=&search=&query=: what was run.

import { createRoute, lazyRouteComponent, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { openText } from '../features/editor/open-query.ts';
import { readHistorySearch } from '../features/history/filter.ts';
import { openQueryTab } from '../lib/tabs.ts';
import { readsAlone } from '../lib/read-search.ts';
import { connectionRoute } from './connection-route.tsx';

const HistoryPage = lazyRouteComponent(() => import('../features/history/history-page.tsx'), 'HistoryPage');

export const historyRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/history',
  validateSearch: readsAlone(readHistorySearch),
  loader: () => HistoryPage.preload?.(),
  component: History,
});

function History(): ReactNode {
  const navigate = useNavigate();
  const { connection } = historyRoute.useParams();
  const search = historyRoute.useSearch();
  const openTab = (to: string, tab: string): void =>
    void navigate({ to: '/c/$connection/sql/$tab', params: { connection: to, tab } });
  return (
    <HistoryPage search={search}
      onSearch={(next) => void navigate({ to: '/c/$connection/history', params: { connection }, search: next,
        replace: next.query !== undefined || search.query === undefined })}
      onOpen={(to, text, runs) => openTab(to, openText(to, text, { runs }))}
      onNewQuery={() => openTab(connection, openQueryTab(connection))} />
  );
}
