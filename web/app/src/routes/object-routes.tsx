// /c/<connection>/routines/<oid>, /types/<oid> and /schemas/<name>: an object that has no rows.

import { createRoute, lazyRouteComponent, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ChangeTools } from '../features/structure/change/change-tools.ts';
import { useChangeTools } from './change-tools.tsx';
import { connectionRoute } from './connection-route.tsx';

const RoutinePage = lazyRouteComponent(() => import('../features/structure/routine-page.tsx'), 'RoutinePage');
const SchemaPage = lazyRouteComponent(() => import('../features/structure/schema-page.tsx'), 'SchemaPage');
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

export const schemaRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/schemas/$schema',
  loader: () => SchemaPage.preload?.(),
  component: function Schema(): ReactNode {
    const { connection, schema } = schemaRoute.useParams();
    const navigate = useNavigate();
    const onGone = useOnGone(connection);
    const onMoved = (name: string): void => void navigate({ to: '/c/$connection/schemas/$schema', params: { connection, schema: name }, replace: true });
    return <ChangeTools value={useChangeTools(connection)}><SchemaPage key={schema} name={schema} onMoved={onMoved} onGone={onGone} /></ChangeTools>;
  },
});

function useOnGone(connection: string): () => void {
  const navigate = useNavigate();
  return () => void navigate({ to: '/c/$connection/tables', params: { connection } });
}
