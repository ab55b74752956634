// Copy a link: it opens the same text, as it runs and as it is shown, on the same connection, and runs nothing. The text stands
// behind the # of the address, which no server sees; one that is too long for that has to be saved.

import { writeClipboard } from '@studio-pg/react';
import { useCallback, useMemo } from 'react';
import { useCommands } from '../../lib/command.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { say } from '../../lib/notice.ts';
import { longest_packed, pack } from '../../lib/shared-text.ts';
import { readStored } from '../../lib/storage.ts';
import { queryTab } from '../../lib/tabs.ts';
import type { SharedQuery } from './open-query.ts';
import { isChanged } from './query-document.ts';
import type { QueryDocument } from './query-document.ts';

export function useShare(tab: string, document: QueryDocument, present: () => string): () => void {
  const { id: connection } = useConnection();
  const copyLink = useCallback(() => {
    void linkOf(connection, tab, { ...document, text: present() }).then(async (link) => {
      if (link === null) say('The text is too long for a link: save the query, then copy its link');
      else if (!await writeClipboard(link.url)) say('The browser refused to copy');
      else say(link.is_saved ? 'The link is copied; it opens the saved query for those who may see it' : 'The link is copied; the text stands in it');
    });
  }, [connection, tab, document, present]);
  useCommands(useMemo(() => [
    { id: 'query.copy_link', label: 'Copy a link to this query', group: 'Query', shortcut: 'alt+shift+l', run: copyLink },
  ], [copyLink]));
  return copyLink;
}

/** Null where the text is too long, and not saved as it stands. */
async function linkOf(connection: string, tab: string, document: QueryDocument): Promise<{ url: string; is_saved: boolean } | null> {
  const { saved, ...rest } = document;
  const shown = queryTab(connection, tab);
  const shared: SharedQuery = {
    title: shown?.kind === 'query' ? shown.name ?? shown.title : '', document: rest,
    results: readStored('editor.results') === 'right' ? 'right' : 'below',
  };
  const address = `${location.origin}/c/${connection}/sql`;
  const packed = await pack(shared);
  if (packed.length <= longest_packed) return { url: `${address}#sql=${packed}`, is_saved: false };
  return saved === null || isChanged(document) ? null : { url: `${address}?saved=${saved.id}`, is_saved: true };
}
