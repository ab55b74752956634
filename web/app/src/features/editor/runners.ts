// The runner of each query tab. They live outside of React, so that a query goes on while another page is shown.

import { QueryRunner } from '@studio-pg/react';
import { client } from '../../lib/client.ts';
import { noteRun } from '../../lib/recent-runs.ts';
import { onTabClosed } from '../../lib/tabs.ts';
import { doneText } from './done-text.ts';
import { makeRoom, shelfOf } from './results/result-memory.ts';
import type { ResultShelf } from './results/result-shelf.ts';

const runners = new Map<string, QueryRunner>();

export function runnerOf(connection: string, tab: string): QueryRunner {
  const key = `${connection} ${tab}`;
  const kept = runners.get(key);
  if (kept) return kept;
  const made = new QueryRunner({ mayKeep: () => makeRoom() });
  runners.set(key, made);
  noteItsRuns(connection, tab, made);
  askBeforeLeaving(made);
  return made;
}

/** What runs in a tab now; undefined where nothing does. */
export function runningIn(connection: string, tab: string): QueryRunner | undefined {
  const runner = runners.get(`${connection} ${tab}`);
  return runner?.is_running === true ? runner : undefined;
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

/** Leaving the page ends what runs in it: the browser asks, as long as something does. */
function askBeforeLeaving(runner: QueryRunner): void {
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  runner.subscribe(() => {
    if (runner.is_running) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
  });
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
