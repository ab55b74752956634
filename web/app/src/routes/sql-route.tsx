// /c/<connection>/sql/<tab>?beside=&side=&aside=: a query tab. /c/<connection>/sql opens what a link has brought (#sql=, ?saved=),
// else the last one, else a new one.

import { createRoute, redirect } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { connectionsQuery } from '../lib/account-queries.ts';
import { textParameter } from '../lib/address.ts';
import { catalogQuery } from '../lib/catalog-queries.ts';
import { holdLargeAnswers } from '../lib/large-answers.ts';
import { queryClient } from '../lib/query-client.ts';
import { forgetSharedText, sharedText } from '../lib/shared-text.ts';
import { openQueryTab, tabsOf } from '../lib/tabs.ts';
import { readsAlone } from '../lib/read-search.ts';
import { connectionRoute } from './connection-route.tsx';
import { openSavedById, openSharedText } from './open-shared.ts';
import { preloadQueryPage, QueryPanes } from './query-page.ts';
import { readSplit } from './split.ts';

export const sqlRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/sql',
  validateSearch: readsAlone<{ saved?: string }>((given) => {
    const saved = textParameter(given, 'saved');
    return saved === undefined ? {} : { saved };
  }),
  beforeLoad: async ({ params: { connection }, search }) => {
    const tab = await linkedTab(connection, search.saved) ?? lastTab(connection);
    throw redirect({ to: '/c/$connection/sql/$tab', params: { connection, tab }, replace: true });
  },
});

/** The tab of what a link has brought; null where there was no link, or a bad one. */
async function linkedTab(connection: string, saved: string | undefined): Promise<string | null> {
  const shared = sharedText();
  if (shared?.connection !== connection) return saved === undefined ? null : await openSavedById(connection, saved);
  const connections = await queryClient.query({ ...connectionsQuery, staleTime: 'static' });
  if (!connections.some((each) => each.id === connection)) throw redirect({ to: '/shared', replace: true });
  forgetSharedText();
  return await openSharedText(connection, shared.packed);
}

function lastTab(connection: string): string {
  const last = tabsOf(connection).findLast((tab) => tab.kind === 'query');
  return last?.kind === 'query' ? last.id : openQueryTab(connection);
}

export const queryRoute = createRoute({
  getParentRoute: () => connectionRoute,
  path: '/sql/$tab',
  validateSearch: readsAlone(readSplit),
  loader: async ({ params: { connection } }) => {
    holdLargeAnswers();
    // The first list of completions wants them; ahead.ts has asked already where the page begins here.
    queryClient.query(catalogQuery(connection, 'keywords')).catch(() => undefined);
    await preloadQueryPage();
  },
  component: Query,
});

function Query(): ReactNode {
  const { connection, tab } = queryRoute.useParams();
  return <QueryPanes connection={connection} tab={tab} search={queryRoute.useSearch()} />;
}
