// Where a tab leads, and what it is called while it is dragged.

import { toPathName } from '../lib/path-name.ts';
import type { Tab } from '../lib/tabs.ts';

/** The type under which a dragged tab gives its key; no other page's drag bears it. */
export const dragged_tab = 'application/x-studio-tab';

/** The path of a tab, as the address has it. */
export function tabPath(connection: string, tab: Tab): string {
  const start = `/c/${connection}`;
  if (tab.kind === 'query') return `${start}/sql/${tab.id}`;
  return `${start}/tables/${encodeURIComponent(toPathName(tab.schema))}/${encodeURIComponent(toPathName(tab.name))}`;
}
