// /c/<connection>/running?whose=: what runs now, and what is kept of the queries in the background.

import { createRoute, lazyRouteComponent, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { openResult } from '../features/editor/running/attach.ts';
import { connectionRoute } from './connection-route.tsx';
import { readsAlone } from '../lib/read-search.ts';

const RunningPage = lazyRouteComponent(() => import('../features/running/running-page.tsx'), 'RunningPage');

export const runningRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/running',
  validateSearch: readsAlone((search): { whose?: 'everybody' } => (search['whose'] === 'everybody' ? { whose: 'everybody' } : {})),
  loader: () => RunningPage.preload?.(),
  component: Running,
});

function Running(): ReactNode {
  const navigate = useNavigate();
  const { connection } = runningRoute.useParams();
  const { whose } = runningRoute.useSearch();
  return (
    <RunningPage shows_everybody={whose === 'everybody'}
      onWhose={(everybody) => void navigate({ to: '/c/$connection/running', params: { connection }, search: everybody ? { whose: 'everybody' } : {} })}
      onOpen={(to, sql, query_id) => void navigate({ to: '/c/$connection/sql/$tab', params: { connection: to, tab: openResult(to, sql, query_id) } })} />
  );
}
