// /c/<connection>/audit?scope=&action=&person=: the audit trail of the connection's organization.

import { createRoute, lazyRouteComponent, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { readAuditSearch } from '../features/audit/search.ts';
import { connectionRoute } from './connection-route.tsx';
import { readsAlone } from '../lib/read-search.ts';

const AuditPage = lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage');

export const auditRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/audit',
  validateSearch: readsAlone(readAuditSearch),
  loader: () => AuditPage.preload?.(),
  component: Audit,
});

function Audit(): ReactNode {
  const navigate = useNavigate();
  const { connection } = auditRoute.useParams();
  return (
    <AuditPage search={auditRoute.useSearch()}
      onSearch={(search) => void navigate({ to: '/c/$connection/audit', params: { connection }, search })} />
  );
}
