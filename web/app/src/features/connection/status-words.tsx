// Whether a connection works, live: a dot, and in words who one is there and what one may do.

import type { Connection, ConnectionStatus, StudioError } from '@studio-pg/client';
import type { ReactNode } from 'react';
import { latencyText } from '../../lib/connection-words.ts';

export type Shown = { state: 'asking' } | { state: 'error'; error: StudioError } | { state: 'known'; status: ConnectionStatus };

const dots = { ready: 'bg-success', needs_proof: 'bg-warning', needs_password: 'bg-warning', refused: 'bg-danger' } as const;
const words = {
  ready: 'reachable', needs_proof: 'the role must be proven again', needs_password: 'the password must be given again', refused: 'refused',
} as const;

export function StatusDot({ shown }: { shown: Shown }): ReactNode {
  const [color, text] = shown.state === 'asking' ? ['bg-surface-3', 'asking'] : shown.state === 'error' ? ['bg-danger', 'not known']
    : [dots[shown.status.state], words[shown.status.state]];
  return <span role="img" aria-label={text} title={text} className={`size-2.5 shrink-0 rounded-full ${color}`} />;
}

export function StatusWords({ shown, connection, is_viewer }: { shown: Shown; connection: Connection; is_viewer: boolean }): ReactNode {
  if (shown.state === 'asking') return <span className="text-faint">Asking the server …</span>;
  if (shown.state === 'error') return <span className="text-danger">{shown.error.message}</span>;
  const { status } = shown;
  if (status.state !== 'ready') return <span className={status.state === 'refused' ? 'text-danger' : 'text-warning'}>{status.reason?.message ?? words[status.state]}</span>;
  return (
    <span className="flex flex-wrap gap-x-3 tabular-nums">
      <span>PostgreSQL {status.server_version} as {status.role}{status.latency_ms !== null && `, ${latencyText(status.latency_ms)}`}</span>
      {status.is_superuser && <span className="text-warning">superuser</span>}
      {status.in_recovery && <span className="text-warning">in recovery: nothing can be changed there</span>}
      <Rights status={status} is_read_only={connection.is_read_only || is_viewer} why={is_viewer ? 'you are a viewer' : 'the connection is read only'} />
    </span>
  );
}

/** A read-only session is one thing, what the role itself may do another: both are said. */
function Rights({ status: { may_write }, is_read_only, why }: { status: ConnectionStatus; is_read_only: boolean; why: string }): ReactNode {
  if (may_write === null) return is_read_only ? <span>read only: {why}</span> : null;
  if (!is_read_only) return may_write ? null : <span>the role may write nothing there</span>;
  return <span>read only: {why}; the role itself {may_write ? 'could write' : 'may write nothing either'}</span>;
}
