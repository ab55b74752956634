// Opens what a query in the background has given in a query tab. Other pages lead here through their routes.

import { openText } from '../open-query.ts';

/** Tabs that are to show a result once; in memory alone, as the result is on the server. */
const attachments = new Map<string, string>();

/** Opens a tab with the text of the query; gives its id. */
export function openResult(connection: string, sql: string, query_id: string): string {
  const tab = openText(connection, sql);
  attachments.set(tab, query_id);
  return tab;
}

/** The query whose result this tab was opened for; once. */
export function takeAttachment(tab: string): string | null {
  const query_id = attachments.get(tab) ?? null;
  attachments.delete(tab);
  return query_id;
}
