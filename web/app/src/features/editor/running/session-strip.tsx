// The session of a tab in transaction mode: whether a transaction is open, since when, when the server would roll it back, its
// savepoints, its locks. One line of one height, whatever it says: the results below it do not move.

import type { RunnerSession, SessionLock } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import type { QueryRunner, RunState } from '@studio-pg/react';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Lock, TimerReset } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../../lib/client.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { durationText } from '../../../lib/format.ts';
import { say } from '../../../lib/notice.ts';
import { timeText } from '../../../lib/time.ts';
import { Button } from '../../../ui/button.tsx';
import { sessionName } from '../runners.ts';

const asked_every_ms = 3000;
/** So long before its end the time that is left stands out. */
const warned_before_ms = 120_000;

const settled_ms = 1000;

const sessionsKey = ['runner sessions'] as const;
const sessionsQuery = queryOptions({
  queryKey: sessionsKey, queryFn: () => client.sessions(), staleTime: 0, retry: false, refetchInterval: asked_every_ms,
});

export function SessionStrip({ tab, runner, state }: { tab: string; runner: QueryRunner; state: RunState }): ReactNode {
  const connection = useConnection();
  const name = sessionName(tab);
  const { data, dataUpdatedAt } = useQuery(sessionsQuery);
  const session = data?.find((each) => each.session === name && each.connection_id === connection.id);
  const is_running = state.phase === 'waiting' || state.phase === 'running';
  const is_open = state.transaction !== 'idle';
  // Only an answer from after the last run's end tells what has become of the session.
  const ended_at = performance.timeOrigin + state.started_at + (state.duration_ms ?? 0);
  const is_later = dataUpdatedAt > ended_at + settled_ms;
  // A transaction that was open before the page was loaded is taken up again. One that the server has lost stays shown as it
  // is: the next run, or this strip, says so.
  useEffect(() => {
    if (is_open || !is_later) return;
    if (session?.state === 'in_transaction') runner.adopt('in_transaction');
    if (session?.state === 'in_failed_transaction') runner.adopt('failed');
  }, [session?.state, is_open, is_later, runner]);
  const is_lost = data !== undefined && session === undefined && is_later;
  if (is_open && !is_running && is_lost) return <Lost onForget={() => runner.adopt('idle')} />;
  if (!is_open || is_running || session === undefined) {
    return (
      <section aria-label="Session" className={line}>
        {is_open ? `${stateWords(state)}${is_running ? ', running' : ''}` : is_running ? 'running' : 'no transaction is open: the next statement begins one'}
      </section>
    );
  }
  return <Shown session={session} state={state} connection={connection.id} is_local={connection.kind === 'local'}
    onRollbackTo={(savepoint) => void runner.start(client, connection.id,
      { sql: `ROLLBACK TO SAVEPOINT "${savepoint.replaceAll('"', '""')}"`, session: name }, { sql_start: 0 })} />;
}

/** What does not fit is scrolled to. */
const line = 'flex h-9 shrink-0 items-center gap-x-3 overflow-x-auto border-b border-line bg-surface-1 px-3 text-small whitespace-nowrap text-muted tabular-nums';

const stateWords = (state: RunState): string => (state.transaction === 'failed' ? 'transaction failed' : 'in transaction');

function Lost({ onForget }: { onForget: () => void }): ReactNode {
  return (
    <section aria-label="Session" role="alert" tabIndex={0} className="flex h-9 shrink-0 items-center gap-2 overflow-x-auto border-b border-line bg-danger-soft px-3 text-small whitespace-nowrap text-danger">
      <span>The transaction is lost: its database session has ended, and what was not committed is rolled back.</span>
      <Button onClick={onForget}>Begin anew</Button>
    </section>
  );
}

interface ShownProps {
  session: RunnerSession;
  state: RunState;
  connection: string;
  is_local: boolean;
  onRollbackTo: (savepoint: string) => void;
}

function Shown({ session, state, connection, is_local, onRollbackTo }: ShownProps): ReactNode {
  const last = session.savepoints.at(-1);
  const has_failed = state.transaction === 'failed';
  return (
    <section aria-label="Session" className={line}>
      <span>{stateWords(state)}{session.transaction_since !== null && ` since ${timeText(session.transaction_since)}`}</span>
      {session.savepoints.length > 0 && <span>savepoints: {session.savepoints.join(' › ')}</span>}
      {has_failed && last !== undefined && <Button onClick={() => onRollbackTo(last)}>Roll back to {last}</Button>}
      <Countdown session={session} connection={connection} />
      {is_local && <Locks session={session.session} connection={connection} />}
    </section>
  );
}

function Countdown({ session, connection }: { session: RunnerSession; connection: string }): ReactNode {
  const queries = useQueryClient();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (session.expires_at === null) return null;
  const left = Math.max(0, Date.parse(session.expires_at) - now);
  const keep = (): void => void client.runnerSessions.keep(session.session, connection)
    .catch((thrown: unknown) => say(asStudioError(thrown).message))
    .then(() => queries.invalidateQueries({ queryKey: sessionsKey }));
  return (
    <span className={`flex items-center gap-1.5 ${left < warned_before_ms ? 'text-warning' : ''}`}>
      rolled back in {durationText(Math.ceil(left / 1000) * 1000).replace(/\.\d+/, '')} if idle
      <Button onClick={keep} title="Begin the idle time anew"><TimerReset aria-hidden size={13} strokeWidth={1.5} />Keep</Button>
    </span>
  );
}

/** Asked for when they are wanted: the question goes through another process of the role. */
function Locks({ session, connection }: { session: string; connection: string }): ReactNode {
  const [locks, setLocks] = useState<SessionLock[] | null>(null);
  const ask = (): void => void client.runnerSessions.locks(session, connection)
    .then(setLocks, (thrown: unknown) => say(asStudioError(thrown).message));
  if (locks === null) return <Button look="quiet" onClick={ask}><Lock aria-hidden size={13} strokeWidth={1.5} />Locks</Button>;
  return (
    <span className="flex items-center gap-x-2 text-ink">
      <button type="button" className="underline" onClick={() => setLocks(null)}>{locks.length === 0 ? 'no locks' : 'locks:'}</button>
      {locks.map((lock, index) => (
        <span key={index}>{[lock.schema, lock.name].filter((part) => part !== null).join('.') || lock.kind} <span className="text-muted">{lock.mode}{!lock.is_granted && ' (waits)'}</span></span>
      ))}
    </span>
  );
}
