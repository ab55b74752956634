// /c/<connection>/sql/<tab>: a query tab. /c/<connection>/sql opens the last one, or a new one.

import { createRoute, redirect } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { SqlPage } from '../features/editor/sql-page.tsx';
import { SaveQuery } from '../features/saved-query/save-query.tsx';
import { openQueryTab, openTab, tabsOf } from '../lib/tabs.ts';
import { connectionRoute } from './connection-route.tsx';

export const sqlRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/sql',
  beforeLoad: ({ params }) => {
    const last = tabsOf(params.connection).findLast((tab) => tab.kind === 'query');
    const tab = last?.kind === 'query' ? last.id : openQueryTab(params.connection);
    throw redirect({ to: '/c/$connection/sql/$tab', params: { connection: params.connection, tab }, replace: true });
  },
});

export const queryRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/sql/$tab',
  component: Query,
});

function Query(): ReactNode {
  const { connection, tab } = queryRoute.useParams();
  useEffect(() => {
    const is_known = tabsOf(connection).some((each) => each.kind === 'query' && each.id === tab);
    if (!is_known) openTab(connection, { kind: 'query', id: tab, title: 'Query' });
  }, [connection, tab]);
  return (
    <SqlPage key={tab} tab={tab} tools={({ text, present, saved, onSaved, onText }) => (
      <SaveQuery text={text} present={present} saved={saved} onText={onText}
        onSaved={({ id, version, name, sql }) => onSaved({ id, version, name, text: sql })} />
    )} />
  );
}
