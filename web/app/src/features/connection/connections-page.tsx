// All connections of the account's organizations: where they lead, whether they work now, and the ways to open and change
// them.

import type { Connection } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Pencil, Plus, RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { connectionsQuery, isAdmin, meQuery, useMembership } from '../../lib/account-queries.ts';
import { connectionColor } from '../../lib/connection-color.ts';
import { targetText } from '../../lib/connection-words.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { EmptyState, SkeletonLines } from '../../ui/states.tsx';
import { DeleteConnection } from './delete-connection.tsx';
import { statusQuery } from './queries.ts';
import { StatusDot, StatusWords } from './status-words.tsx';
import type { Shown } from './status-words.tsx';

/** Each look at a status occupies a runner for a moment: many connections are asked only when somebody wants to know. */
const asked_by_themselves = 12;
const look_ms = 30_000;

interface ConnectionsPageProps {
  search: string;
  onSearch: (text: string) => void;
  onNew: () => void;
  onChange: (id: string) => void;
}

export function ConnectionsPage({ search, onSearch, onNew, onChange }: ConnectionsPageProps): ReactNode {
  const connections = useQuery(connectionsQuery);
  const organizations = useQuery(meQuery).data?.organizations ?? [];
  const needle = search.toLowerCase();
  const found = (connections.data ?? []).filter((each) => `${each.name} ${targetText(each)}`.toLowerCase().includes(needle));
  const asks = found.length <= asked_by_themselves;
  const groups = organizations.map((organization) => ({
    organization, items: found.filter((each) => each.organization_id === organization.id),
  })).filter(({ items }) => items.length > 0);
  const may_create = organizations.some(isAdmin);
  return (
    <main className="h-full overflow-auto bg-surface-1">
      <title>Connections · studio</title>
      <div className="mx-auto grid max-w-4xl gap-4 p-4 sm:p-6">
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="mr-auto text-large font-semibold">Connections</h1>
          <SearchBox label="Filter connections" placeholder="Filter" value={search} onChange={onSearch} className="w-48" />
          {may_create && <Button look="primary" onClick={onNew}><Plus aria-hidden size={14} strokeWidth={2} />New connection</Button>}
        </div>
        {connections.error && <ErrorPanel error={asStudioError(connections.error).fields}
          actions={<Button onClick={() => void connections.refetch()}>Try again</Button>} />}
        {connections.isPending && <SkeletonLines lines={4} className="h-16" />}
        {connections.data && found.length === 0 && <EmptyState title={search === '' ? 'No connections yet' : 'No connection is named like that'} />}
        {groups.map(({ organization, items }) => (
          <section key={organization.id} aria-labelledby={`of-${organization.id}`} className="grid gap-2">
            <h2 id={`of-${organization.id}`} className="font-semibold text-muted">{organization.is_personal ? 'Mine' : organization.name}</h2>
            <ul className="grid gap-2">
              {items.map((each) => <Line key={each.id} connection={each} asks={asks} onChange={() => onChange(each.id)} />)}
            </ul>
          </section>
        ))}
      </div>
    </main>
  );
}

function Line({ connection, asks, onChange }: { connection: Connection; asks: boolean; onChange: () => void }): ReactNode {
  const status = useQuery({ ...statusQuery(connection.id), enabled: asks, refetchInterval: asks ? look_ms : false });
  const membership = useMembership(connection.organization_id);
  const [is_deleting, setDeleting] = useState(false);
  const shown: Shown = status.data ? { state: 'known', status: status.data }
    : status.error ? { state: 'error', error: asStudioError(status.error) } : { state: 'asking' };
  const is_asked = asks || status.isFetched || status.isFetching;
  return (
    <li className="flex overflow-hidden rounded-md border border-line bg-surface-0">
      <span aria-hidden className="w-1 shrink-0" style={{ background: connectionColor(connection) }} />
      <div className="grid min-w-0 flex-1 gap-1 px-3 py-2.5">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          {is_asked && <StatusDot shown={shown} />}
          <Link to="/c/$connection/tables" params={{ connection: connection.id }} className="truncate text-[14px] font-semibold hover:underline">{connection.name}</Link>
          {connection.environment !== null && (
            <span className={`rounded-sm px-1.5 text-small font-medium ${connection.environment === 'production' ? 'bg-danger-soft text-danger' : 'bg-surface-2 text-muted'}`}>{connection.environment}</span>
          )}
          {connection.is_read_only && <span className="rounded-sm bg-surface-2 px-1.5 text-small font-medium text-muted">read only</span>}
          <span className="truncate text-muted">{targetText(connection)}</span>
        </div>
        <p className="min-h-4 text-small text-muted">
          {is_asked ? <StatusWords shown={shown} connection={connection} is_viewer={membership?.role === 'viewer'} /> : 'Not asked yet.'}
        </p>
      </div>
      <div className="flex shrink-0 items-center gap-0.5 pr-2">
        <IconButton label={`Ask ${connection.name} again`} onClick={() => void status.refetch()}><RefreshCw aria-hidden size={15} strokeWidth={1.5} /></IconButton>
        {isAdmin(membership) && (
          <>
            <IconButton label={`Change ${connection.name}`} onClick={onChange}><Pencil aria-hidden size={15} strokeWidth={1.5} /></IconButton>
            <IconButton label={`Delete ${connection.name}`} onClick={() => setDeleting(true)}><Trash2 aria-hidden size={15} strokeWidth={1.5} /></IconButton>
          </>
        )}
      </div>
      {is_deleting && <DeleteConnection connection={connection} onClose={() => setDeleting(false)} onDeleted={() => setDeleting(false)} />}
    </li>
  );
}
