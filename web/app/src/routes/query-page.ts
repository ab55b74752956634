// The query page is no part of the first load: it comes when it is opened, its editor at the same time, and for who looks at
// tables first when the page rests.

import { lazyRouteComponent } from '@tanstack/react-router';

export const QueryPanes = lazyRouteComponent(() => import('./query-panes.tsx'), 'QueryPanes');

/** Resolves when the page can be shown; the editor goes on coming. */
export async function preloadQueryPage(): Promise<void> {
  // On a line that breaks, the page that wants it says so.
  void import('@studio-pg/react/query-editor').catch(() => undefined);
  await QueryPanes.preload?.();
}
