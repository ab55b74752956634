// Opens a text, or a saved query, in a query tab. Other pages lead here through their routes.

import { writeStored } from '../../lib/storage.ts';
import { openQueryTab, queryTab, tabsOf } from '../../lib/tabs.ts';
import type { Tab } from '../../lib/tabs.ts';
import { checkLinkedPlan } from './plan/linked-plan.ts';
import { planShelfOf } from './plan/plan-shelf.ts';
import type { LinkedPlan } from './plan/plan-shelf.ts';
import { checkDocument, readDocument, writeDocument } from './query-document.ts';
import type { QueryDocument, SavedBase } from './query-document.ts';

/** Tabs whose text is to be run once when they are shown. In memory alone: no address and no reload can run anything. */
const to_run = new Set<string>();

/** Opens a text in a new tab, with that title or the next number; gives the tab's id. */
export function openText(connection: string, text: string, how: { runs?: boolean; title?: string } = {}): string {
  const tab = openQueryTab(connection, how.title);
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

/** Opens the text of a tab once more, behind it; the copy is no saved query. Gives the copy's id. */
export function duplicateQuery(connection: string, of: Tab & { kind: 'query' }): string {
  const tab = openQueryTab(connection, `${of.name ?? of.title} (copy)`, queryTab(connection, of.id));
  writeDocument(connection, tab, { ...readDocument(connection, of.id), saved: null });
  return tab;
}

/** What a link says of a query: everything that its document holds but the saved query that it is, and the view of it. */
export interface SharedQuery {
  title: string;
  document: Omit<QueryDocument, 'saved'>;
  results: 'right' | 'below';
  /** The plan that was shown, if one was. */
  plan?: LinkedPlan;
}

/** Opens the query of a link, without running it; gives the tab's id, or null where the link holds none. */
export function openShared(connection: string, shared: unknown): string | null {
  const { title, document, results, plan } = (shared ?? {}) as Partial<Record<keyof SharedQuery, unknown>>;
  if (typeof document !== 'object' || document === null || typeof (document as { text?: unknown }).text !== 'string') return null;
  const tab = openQueryTab(connection, typeof title === 'string' && title !== '' ? title.slice(0, 200) : undefined);
  writeDocument(connection, tab, { ...checkDocument(document), saved: null });
  if (results === 'right' || results === 'below') writeStored('editor.results', results);
  const linked = checkLinkedPlan(plan);
  if (linked) planShelfOf(connection, tab).bring(linked);
  return tab;
}

/** Whether this tab was opened to run its text; true once. */
export function takeRunRequest(tab: string): boolean {
  return to_run.delete(tab);
}
