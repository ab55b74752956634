// The runner of each query tab. They live outside of React, so that a query goes on while another page is shown.

import { QueryRunner } from '@studio-pg/react';
import { client } from '../../lib/client.ts';
import { onTabClosed } from '../../lib/tabs.ts';
import { makeRoom, shelfOf } from './results/result-memory.ts';
import type { ResultShelf } from './results/result-shelf.ts';

const runners = new Map<string, QueryRunner>();

export function runnerOf(connection: string, tab: string): QueryRunner {
  const key = `${connection} ${tab}`;
  const kept = runners.get(key);
  if (kept) return kept;
  const made = new QueryRunner({ mayKeep: () => makeRoom() });
  runners.set(key, made);
  return made;
}

/** What the runs of a tab have given. */
export function resultsOf(connection: string, tab: string): ResultShelf {
  return shelfOf(connection, tab, runnerOf(connection, tab));
}

/** The named session of a tab in transaction mode. */
export function sessionName(tab: string): string {
  return `tab-${tab}`;
}

onTabClosed((connection, tab) => {
  if (tab.kind !== 'query') return;
  const key = `${connection} ${tab.id}`;
  const runner = runners.get(key);
  runner?.cancel();
  runners.delete(key);
  if (runner?.state.uses_session === true) {
    // A failure leaves the session to its idle timeout, which rolls back as well.
    void client.endSession(sessionName(tab.id), connection).catch(() => undefined);
  }
});
