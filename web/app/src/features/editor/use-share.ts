// Copy a link: it opens the same text, as it runs and as it is shown, with the plan that is shown, on the same connection, and runs
// nothing. All that stands behind the # of the address, which no server sees; a text that is too long for that has to be saved, a plan
// is left out.

import { writeClipboard } from '@studio-pg/react';
import { useCallback, useMemo } from 'react';
import { useCommands } from '../../lib/command.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { say } from '../../lib/notice.ts';
import { longest_packed, pack } from '../../lib/shared-text.ts';
import { readStored } from '../../lib/storage.ts';
import { queryTab } from '../../lib/tabs.ts';
import type { SharedQuery } from './open-query.ts';
import { linkedPlan } from './plan/linked-plan.ts';
import { planShelfOf } from './plan/plan-shelf.ts';
import { isChanged } from './query-document.ts';
import type { QueryDocument } from './query-document.ts';

export function useShare(tab: string, document: QueryDocument, present: () => string): () => void {
  const { id: connection } = useConnection();
  const copyLink = useCallback(() => {
    void linkOf(connection, tab, { ...document, text: present() }).then(async (link) => {
      if (link === null) say('The text is too long for a link: save the query, then copy its link');
      else if (!await writeClipboard(link.url)) say('The browser refused to copy');
      else say(link.words);
    });
  }, [connection, tab, document, present]);
  useCommands(useMemo(() => [
    { id: 'query.copy_link', label: 'Copy a link to this query', group: 'Query', shortcut: 'alt+shift+l', run: copyLink },
  ], [copyLink]));
  return copyLink;
}

/** Null where the text is too long, and not saved as it stands. */
async function linkOf(connection: string, tab: string, document: QueryDocument): Promise<{ url: string; words: string } | null> {
  const { saved, ...rest } = document;
  const shown = queryTab(connection, tab);
  const shared: SharedQuery = {
    title: shown?.kind === 'query' ? shown.name ?? shown.title : '', document: rest,
    results: readStored('editor.results') === 'right' ? 'right' : 'below',
  };
  const address = `${location.origin}/c/${connection}/sql`;
  const plan = linkedPlan(planShelfOf(connection, tab).state);
  const ways: [SharedQuery, string][] = [[shared, 'The link is copied; the text stands in it']];
  if (plan) {
    ways.unshift([{ ...shared, plan }, 'The link is copied; the text and the plan stand in it'],
      [{ ...shared, plan: { ...plan, given: null } }, 'The link is copied; the text stands in it, the plan is too long for it']);
  }
  for (const [way, words] of ways) {
    const packed = await pack(way);
    if (packed.length <= longest_packed) return { url: `${address}#sql=${packed}`, words };
  }
  return saved === null || isChanged(document) ? null
    : { url: `${address}?saved=${saved.id}`, words: 'The link is copied; it opens the saved query for those who may see it' };
}
