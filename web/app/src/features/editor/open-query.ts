// Opens a text, or a saved query, in a query tab. Other pages lead here through their routes.

import { openQueryTab, tabsOf } from '../../lib/tabs.ts';
import { readDocument, writeDocument } from './query-document.ts';
import type { SavedBase } from './query-document.ts';

/** Tabs whose text is to be run once when they are shown. In memory alone: no address and no reload can run anything. */
const to_run = new Set<string>();

/** Opens a text in a new tab; gives the tab's id. */
export function openText(connection: string, text: string, how: { runs?: boolean } = {}): string {
  const tab = openQueryTab(connection);
  writeDocument(connection, tab, { ...readDocument(connection, tab), text });
  if (how.runs === true) to_run.add(tab);
  return tab;
}

/** Opens a saved query: the tab that shows it already, as it stands there, or a new one. */
export function openSaved(connection: string, saved: SavedBase): string {
  const open = tabsOf(connection).find((tab) => tab.kind === 'query' && readDocument(connection, tab.id).saved?.id === saved.id);
  if (open?.kind === 'query') return open.id;
  const tab = openQueryTab(connection, saved.name);
  writeDocument(connection, tab, { ...readDocument(connection, tab), text: saved.text, saved });
  return tab;
}

/** Whether this tab was opened to run its text; true once. */
export function takeRunRequest(tab: string): boolean {
  return to_run.delete(tab);
}
