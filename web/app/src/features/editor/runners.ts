// The runner of each query tab. They live outside of React, so that a query goes on while another page is shown.

import { QueryRunner } from '@studio-pg/react';
import { client } from '../../lib/client.ts';
import { noteRun } from '../../lib/recent-runs.ts';
import { onTabClosed } from '../../lib/tabs.ts';
import type { Tab } from '../../lib/tabs.ts';
import { doneText } from './done-text.ts';
import { readDocument } from './query-document.ts';
import { makeRoom, shelfOf } from './results/result-memory.ts';
import type { ResultShelf } from './results/result-shelf.ts';

const runners = new Map<string, QueryRunner>();
/** Of each of them: has the browser ask no more before the page is left. */
const unasked = new Map<string, () => void>();

export function runnerOf(connection: string, tab: string): QueryRunner {
  const key = `${connection} ${tab}`;
  const kept = runners.get(key);
  if (kept) return kept;
  const made = new QueryRunner({ mayKeep: () => makeRoom() });
  runners.set(key, made);
  noteItsRuns(connection, tab, made);
  unasked.set(key, askBeforeLeaving(made));
  return made;
}

/** Whether closing the tab would end something that somebody may want: what runs in it, or its open transaction. */
export function isToBeAsked(connection: string, tab: string): boolean {
  const runner = runners.get(`${connection} ${tab}`);
  return runner !== undefined && isAtWork(runner);
}

/**
 * Takes up the session of a tab that has not been shown since the page was loaded: its transaction may be open from before.
 * Where the server cannot be asked, the session is left to its idle timeout.
 */
export async function resumeSession(connection: string, tab: Tab): Promise<void> {
  const is_unknown = tab.kind === 'query' && !runners.has(`${connection} ${tab.id}`) && readDocument(connection, tab.id).mode === 'transaction';
  if (!is_unknown) return;
  const name = sessionName(tab.id);
  const session = (await client.sessions().catch(() => [])).find((each) => each.session === name && each.connection_id === connection);
  if (session?.state === 'in_transaction') runnerOf(connection, tab.id).adopt('in_transaction');
  if (session?.state === 'in_failed_transaction') runnerOf(connection, tab.id).adopt('failed');
}

function isAtWork(runner: QueryRunner): boolean {
  return runner.is_running || runner.state.transaction !== 'idle';
}

function noteItsRuns(connection: string, tab: string, runner: QueryRunner): void {
  let noted = 0;
  runner.subscribe(() => {
    const { state } = runner;
    if (state.phase !== 'done' || state.status === null || state.started_at === noted) return;
    noted = state.started_at;
    noteRun(connection, tab, {
      sql: state.sql, started_at: new Date(performance.timeOrigin + state.started_at).toISOString(),
      duration_ms: state.duration_ms ?? 0, outcome: doneText(state), status: state.status,
    });
  });
}

/** Leaving the page ends what runs in it, and leaves an open transaction alone with its locks: the browser asks. */
function askBeforeLeaving(runner: QueryRunner): () => void {
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  const unsubscribe = runner.subscribe(() => {
    if (isAtWork(runner)) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
  });
  return () => {
    unsubscribe();
    window.removeEventListener('beforeunload', ask);
  };
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
  unasked.get(key)?.();
  unasked.delete(key);
  if (runner?.state.uses_session === true) {
    // A failure leaves the session to its idle timeout, which rolls back as well.
    void client.endSession(sessionName(tab.id), connection).catch(() => undefined);
  }
});
