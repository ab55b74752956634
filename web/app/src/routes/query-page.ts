// The query page is no part of the first load: it comes when it is opened, its editor at the same time, and for who looks at
// tables first when the page rests.

import { lazyRouteComponent } from '@tanstack/react-router';
import { QueryEditor } from '../features/editor/lazy-editor.ts';

export const QueryPanes = lazyRouteComponent(() => import('./query-panes.tsx'), 'QueryPanes');

/** Resolves when the page can be shown, with its editor: what is shown first and filled later is held back by React for 300 ms. */
export async function preloadQueryPage(): Promise<void> {
  // On a line that breaks, the page that wants it says so.
  await Promise.all([QueryPanes.preload?.(), QueryEditor.preload?.()?.catch(() => undefined)]);
}
