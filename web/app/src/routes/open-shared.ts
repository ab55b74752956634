// Opens what a link has brought: a packed text, or the id of a saved query.

import { openSaved, openShared } from '../features/editor/open-query.ts';
import { client } from '../lib/client.ts';
import { say } from '../lib/notice.ts';
import { unpack } from '../lib/shared-text.ts';

/** The new tab; null, with a sentence, where the link is damaged. */
export async function openSharedText(connection: string, packed: string): Promise<string | null> {
  const tab = openShared(connection, await unpack(packed));
  if (tab === null) say('The link is damaged: it holds no query');
  return tab;
}

/** The tab of a saved query; null, with a sentence, where this account does not see it. */
export async function openSavedById(connection: string, id: string): Promise<string | null> {
  const query = await client.savedQueries.get(id).catch(() => null);
  if (query === null) say('The link leads to a saved query that this account does not see');
  return query && openSaved(connection, { id: query.id, version: query.version, name: query.name, text: query.sql });
}
