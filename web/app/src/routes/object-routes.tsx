// /c/<connection>/routines/<oid> and /c/<connection>/types/<oid>: an object that has no rows.

import { createRoute, lazyRouteComponent, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ChangeTools } from '../features/structure/change/change-tools.ts';
import { useChangeTools } from './change-tools.tsx';
import { connectionRoute } from './connection-route.tsx';

const RoutinePage = lazyRouteComponent(() => import('../features/structure/routine-page.tsx'), 'RoutinePage');
const TypePage = lazyRouteComponent(() => import('../features/structure/type-page.tsx'), 'TypePage');

export const routineRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/routines/$oid',
  loader: () => RoutinePage.preload?.(),
  component: function Routine(): ReactNode {
    const { connection, oid } = routineRoute.useParams();
    const onGone = useOnGone(connection);
    return <ChangeTools value={useChangeTools(connection)}><RoutinePage key={oid} oid={Number(oid)} onGone={onGone} /></ChangeTools>;
  },
});

export const typeRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/types/$oid',
  loader: () => TypePage.preload?.(),
  component: function Type(): ReactNode {
    const { connection, oid } = typeRoute.useParams();
    const onGone = useOnGone(connection);
    return <ChangeTools value={useChangeTools(connection)}><TypePage key={oid} oid={Number(oid)} onGone={onGone} /></ChangeTools>;
  },
});

function useOnGone(connection: string): () => void {
  const navigate = useNavigate();
  return () => void navigate({ to: '/c/$connection/tables', params: { connection } });
}
