// What a statement that runs for a second and more is doing: how far it has come, what it waits for, who stands in its way;
// and, where it does not heed a cancel, the way to end its process.

import type { Blocker, Progress, QueryActivity } from '@studio-pg/client';
import type { RunState } from '@studio-pg/react';
import { useElapsed } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { Hourglass, Lock, Skull } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../../lib/client.ts';
import { runCommand, shortcutText } from '../../../lib/command.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { countText, plural } from '../../../lib/format.ts';
import { relativeText } from '../../../lib/time.ts';
import { Button } from '../../../ui/button.tsx';
import { activityQuery } from './activity.ts';
import { progressShare, progressWords } from './progress-words.ts';

const shown_after_ms = 1000;
/** A cancel that has not been heeded for so long may be followed by the end of the process. */
const patience_ms = 5000;

export function LiveProgress({ state }: { state: RunState }): ReactNode {
  const elapsed = useElapsed(state);
  if (state.phase !== 'running' || state.query_id === null || elapsed < shown_after_ms) return null;
  return <Shown query_id={state.query_id} is_cancelling={state.is_cancelling} row_count={state.row_count} />;
}

interface ShownProps {
  query_id: string;
  is_cancelling: boolean;
  row_count: number;
}

function Shown({ query_id, is_cancelling, row_count }: ShownProps): ReactNode {
  const connection = useConnection();
  const activity = useQuery(activityQuery(query_id)).data ?? null;
  return (
    <section aria-label="Progress" className="absolute inset-x-0 bottom-0 z-10 grid max-h-full gap-1 overflow-auto border-t border-line bg-surface-1 px-3 py-1.5 text-small tabular-nums">
      <p className="flex flex-wrap content-center items-center gap-x-3 gap-y-0.5 text-muted max-sm:min-h-[46px]">
        {activity !== null && activity.statement > 0 && <span>statement {activity.statement + 1}</span>}
        <span>{plural(Math.max(row_count, activity?.row_count ?? 0), 'row')} so far</span>
        <Button look="quiet" className="order-last ml-auto" title={`Keep running in the background (${shortcutText('mod+alt+b')})`}
          onClick={() => runCommand('query.to_background')}>Keep running in the background</Button>
        {connection.kind === 'postgres' ? <span>what it waits for is not told by a remote server</span>
          : <Wait activity={activity} />}
      </p>
      <Causes activity={activity} />
      {is_cancelling && <Terminate query_id={query_id} />}
    </section>
  );
}

function Causes({ activity }: { activity: QueryActivity | null }): ReactNode {
  return (
    <>
      {activity?.progress && <ProgressBar progress={activity.progress} />}
      {activity?.blocked_by?.map((blocker) => <BlockedBy key={blocker.pid} blocker={blocker} />)}
    </>
  );
}

/** The same of a change that a form has begun. */
export function ChangeProgress({ query_id, is_cancelling }: { query_id: string; is_cancelling: boolean }): ReactNode {
  const activity = useQuery(activityQuery(query_id)).data ?? null;
  return (
    <section aria-label="Progress" className="grid gap-1 text-small tabular-nums">
      <p className="flex min-h-5 flex-wrap items-center gap-x-3 text-muted">
        {activity !== null && activity.statement > 0 && <span>statement {activity.statement + 1}</span>}
        <Wait activity={activity} />
      </p>
      <Causes activity={activity} />
      {is_cancelling && <Terminate query_id={query_id} />}
    </section>
  );
}

function Wait({ activity }: { activity: QueryActivity | null }): ReactNode {
  if (activity === null) return null;
  if (activity.wait === null) return <span>at work{activity.pid !== null && `, process ${activity.pid}`}</span>;
  const { type, event } = activity.wait;
  return (
    <span className="flex items-center gap-1">
      <Hourglass aria-hidden size={13} strokeWidth={1.5} />
      <span>waits: <span className="text-ink">{type} · {event}</span>{activity.pid !== null && `, process ${activity.pid}`}</span>
    </span>
  );
}

function ProgressBar({ progress }: { progress: Progress }): ReactNode {
  const share = progressShare(progress);
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap justify-between gap-x-3"><span>{progressWords(progress)}</span>{share !== null && <span>{Math.floor(share * 100)} %</span>}</p>
      {share !== null && (
        <div role="progressbar" aria-label={progress.command} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.floor(share * 100)}
          className="h-1.5 overflow-hidden rounded-sm bg-surface-3">
          <div className="h-full bg-accent" style={{ width: `${share * 100}%` }} />
        </div>
      )}
    </div>
  );
}

function BlockedBy({ blocker }: { blocker: Blocker }): ReactNode {
  const who = blocker.pid === 0 ? 'a prepared transaction'
    : `process ${blocker.pid}${blocker.role === null ? '' : `, ${blocker.role}`}${blocker.application === '' ? '' : `, ${blocker.application}`}`;
  const what = [blocker.state, blocker.since && `transaction began ${relativeText(blocker.since)}`].filter((part) => part !== null && part !== '').join(', ');
  return (
    <div className="flex min-w-0 items-start gap-1.5 text-warning">
      <Lock aria-hidden size={13} strokeWidth={1.5} className="mt-0.5 shrink-0" />
      <div className="min-w-0">
        <p>blocked by {who}{what !== '' && ` (${what})`}</p>
        {blocker.query !== null && blocker.query !== '' && <p className="truncate font-mono text-muted" title={blocker.query}>{blocker.query}</p>}
        {blocker.query === null && blocker.pid !== 0 && <p className="text-muted">Its statement is not shown to this role.</p>}
      </div>
    </div>
  );
}

/** The second step: offered when a cancel has not been heeded for some seconds. */
function Terminate({ query_id }: { query_id: string }): ReactNode {
  const [is_offered, setOffered] = useState(false);
  const [is_asked, setAsked] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOffered(true), patience_ms);
    return () => clearTimeout(timer);
  }, []);
  if (!is_offered) return null;
  const terminate = (): void => {
    setAsked(true);
    // It may have ended by itself in this moment.
    void client.running.terminate(query_id).catch(() => undefined);
  };
  return (
    <p className="flex flex-wrap items-center gap-2 text-danger">
      <span>The cancel has not been heeded for {countText(patience_ms / 1000)} s. Ending its process loses the session and its open transaction.</span>
      <Button look="danger" disabled={is_asked} onClick={terminate}><Skull aria-hidden size={13} strokeWidth={1.5} />Terminate</Button>
    </p>
  );
}
