// What runs now, and what is kept of the queries in the background: each with its state, time and rows; to be opened,
// cancelled, forgotten.

import type { Connection, RunningQuery } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { connectionsQuery, isAdmin, meQuery, useMembership } from '../../lib/account-queries.ts';
import { client } from '../../lib/client.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { durationText, plural } from '../../lib/format.ts';
import { say } from '../../lib/notice.ts';
import { runningKey, runningQuery } from '../../lib/running-query.ts';
import { relativeText } from '../../lib/time.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, SkeletonLines } from '../../ui/states.tsx';

interface RunningPageProps {
  /** All of the organization, for its admins; else one's own. */
  shows_everybody: boolean;
  onWhose: (everybody: boolean) => void;
  /** Opens the result of a query in the background. */
  onOpen: (connection: string, sql: string, query_id: string) => void;
}

export function RunningPage({ shows_everybody, onWhose, onOpen }: RunningPageProps): ReactNode {
  const connection = useConnection();
  const membership = useMembership(connection.organization_id);
  const connections = useQuery(connectionsQuery).data ?? [connection];
  const { data, error, refetch } = useQuery(runningQuery(shows_everybody ? connection.organization_id : undefined));
  const me = useQuery(meQuery).data;
  const has_choice = isAdmin(membership) && membership?.is_personal === false;
  return (
    <div className="flex h-full flex-col">
      <title>{`Running · ${connection.name}`}</title>
      <div className="flex min-h-9 flex-wrap items-center gap-2 border-b border-line bg-surface-1 px-3 py-1">
        <h1 className="font-semibold">Running</h1>
        {has_choice && (
          <label className="flex items-center gap-1.5">
            <input type="checkbox" checked={shows_everybody} onChange={(event) => onWhose(event.target.checked)} />
            of everybody in {membership.name}
          </label>
        )}
        <p className="text-small text-muted">Results of queries in the background are kept in the server&rsquo;s memory, for a time; a restart loses them.</p>
      </div>
      {error !== null && <ErrorPanel error={asStudioError(error).fields} actions={<Button onClick={() => void refetch()}>Try again</Button>} />}
      {data === undefined && error === null && <SkeletonLines lines={8} />}
      {data?.length === 0 && <EmptyState title="Nothing runs"><p>Queries that run now stand here, and those that were run in the background, with their results.</p></EmptyState>}
      {data !== undefined && data.length > 0 && (
        <ul className="min-h-0 flex-1 divide-y divide-line overflow-auto">
          {data.map((query) => (
            <Line key={query.query_id} query={query} home={connections.find((each) => each.id === query.connection_id)}
              is_mine={query.account_id === me?.account.id} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface LineProps {
  query: RunningQuery;
  home: Connection | undefined;
  is_mine: boolean;
  onOpen: RunningPageProps['onOpen'];
}

function Line({ query, home, is_mine, onOpen }: LineProps): ReactNode {
  const queries = useQueryClient();
  const is_done = query.state === 'done';
  const kept = query.background ?? null;
  const end = (): void => void client.running.end(query.query_id)
    .catch((thrown: unknown) => say(asStudioError(thrown).message))
    .then(() => queries.invalidateQueries({ queryKey: runningKey }));
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5 tabular-nums">
      <span className={`w-20 shrink-0 text-small font-medium ${stateColor(query)}`}>{stateWord(query)}</span>
      <code className="min-w-40 flex-1 truncate font-mono" title={query.sql}>{query.sql.replace(/\s+/g, ' ').trim()}</code>
      <span className="text-small text-muted">
        {[home?.name, durationText(query.duration_ms), plural(query.row_count, 'row'), kept !== null && 'in the background',
          kept?.is_cut === true && 'not all rows are kept', kept?.expires_at && `forgotten ${relativeText(kept.expires_at)}`]
          .filter((part) => typeof part === 'string').join(' · ')}
      </span>
      {is_mine && kept !== null && <Button onClick={() => onOpen(query.connection_id, query.sql, query.query_id)}>Open</Button>}
      {is_mine && <Button look={is_done ? 'plain' : 'danger'} onClick={end}>{is_done ? 'Forget' : 'Cancel'}</Button>}
    </li>
  );
}

function stateWord({ state, background }: RunningQuery): string {
  if (state !== 'done') return state;
  return background?.status === 'ok' ? 'done' : background?.status ?? 'done';
}

function stateColor({ state, background }: RunningQuery): string {
  if (state !== 'done') return 'text-accent';
  return background?.status === 'ok' ? 'text-success' : 'text-danger';
}
