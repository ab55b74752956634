// The audit trail: who did what. Admins see what was done in their organization, owners also who signed in, everybody
// what he did himself.

import type { AuditEvent, AuditFilter, Connection, Page, Row } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { DataGrid, ErrorPanel, RowList } from '@studio-pg/react';
import type { GridColumn } from '@studio-pg/react';
import { infiniteQueryOptions, keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { ReactNode } from 'react';
import { isAdmin, useMembership } from '../../lib/account-queries.ts';
import { changeSearch } from '../../lib/address.ts';
import { client } from '../../lib/client.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { useEndless } from '../../lib/endless.ts';
import { plural } from '../../lib/format.ts';
import { StatusText } from '../../lib/status-slot.tsx';
import { momentText, timeText } from '../../lib/time.ts';
import { Button } from '../../ui/button.tsx';
import { BarSelect } from '../../ui/field.tsx';
import { BusyBar, EmptyState, SkeletonLines } from '../../ui/states.tsx';
import { useWide } from '../../ui/use-wide.ts';
import { auditFilter } from './search.ts';
import type { AuditSearch } from './search.ts';
import { actions, actionText, detailText, toneOf, whoText } from './words.ts';
import type { Tone } from './words.ts';

const page_rows = 100;

function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ['audit', filter],
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<AuditEvent>) => page.next,
    staleTime: 0,
    queryFn: ({ pageParam, signal }) => client.audit.list({ ...filter, limit: page_rows }, pageParam, signal),
  });
}

function peopleQuery(organization: string) {
  return queryOptions({
    queryKey: ['members', organization, 'first'],
    queryFn: async () => (await client.members.list(organization, { limit: 500 })).items,
  });
}

interface AuditPageProps {
  search: AuditSearch;
  onSearch: (next: AuditSearch) => void;
}

export function AuditPage({ search, onSearch }: AuditPageProps): ReactNode {
  const connection = useConnection();
  const is_wide = useWide(600);
  const { organization_id } = connection;
  const role = useMembership(organization_id)?.role;
  const key = JSON.stringify(auditFilter(search, organization_id, role));
  const filter = useMemo(() => JSON.parse(key) as AuditFilter, [key]);
  const pages = useInfiniteQuery({ ...auditQuery(filter), placeholderData: keepPreviousData, enabled: role !== undefined });
  const { hasNextPage, isFetching, fetchNextPage, refetch } = pages;
  const events = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? null, [pages.data]);
  const length = events?.length ?? 0;
  const { onShown, is_tired } = useEndless(pages, length);
  const has_filter = search.action !== undefined || search.person !== undefined;
  return (
    <div className="flex h-full flex-col">
      <title>{`Audit · ${connection.name}`}</title>
      <h1 className="sr-only">Audit trail</h1>
      <AuditBar search={search} connection={connection} onSearch={onSearch} />
      <div className="relative flex min-h-0 flex-1 flex-col">
        {isFetching && <BusyBar label="Loading the audit trail" />}
        {pages.error !== null && <ErrorPanel error={asStudioError(pages.error).fields}
          actions={<Button onClick={() => void refetch()}>Try again</Button>} />}
        {events === null && pages.error === null && <SkeletonLines lines={24} />}
        {events !== null && events.length === 0 && !hasNextPage && (
          <EmptyState title={has_filter ? 'No event fits' : 'Nothing has happened yet'}>
            {has_filter && <Button onClick={() => onSearch(changeSearch(search, { action: undefined, person: undefined }))}>Clear the filters</Button>}
          </EmptyState>
        )}
        {events !== null && events.length > 0 && (
          <div className="min-h-0 flex-1">
            {is_wide ? <AuditGrid events={events} onShown={onShown} /> : <AuditCards events={events} />}
          </div>
        )}
        {hasNextPage && !isFetching && (!is_wide || is_tired)
          && <Button className="mx-2 my-1" onClick={() => void fetchNextPage()}>Look further back</Button>}
      </div>
      {events !== null && <StatusText><span>{plural(length, 'event')}{hasNextPage && ' loaded'}</span></StatusText>}
    </div>
  );
}

function AuditBar({ search, connection, onSearch }: AuditPageProps & { connection: Connection }): ReactNode {
  const membership = useMembership(connection.organization_id);
  const is_admin = isAdmin(membership);
  const people = useQuery({ ...peopleQuery(connection.organization_id), enabled: is_admin && membership?.is_personal === false }).data ?? [];
  const change = (field: 'action' | 'person', value: string): void =>
    onSearch(changeSearch(search, { [field]: value === '' ? undefined : value }));
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface-1 px-2 py-1">
      {is_admin && (
        <BarSelect label="What" value={search.scope ?? ''} onChange={(event) => {
          const scope = event.target.value;
          onSearch(changeSearch(search, { scope: scope === 'mine' || scope === 'sign_ins' ? scope : undefined, person: undefined }));
        }}>
          <option value="">All changes</option>
          {membership?.role === 'owner' && <option value="sign_ins">Sign-ins of members</option>}
          <option value="mine">What I did</option>
        </BarSelect>
      )}
      <BarSelect label="Action" value={search.action ?? ''} onChange={(event) => change('action', event.target.value)}>
        <option value="">Every action</option>
        {actions.map((action) => <option key={action} value={action}>{actionText(action)}</option>)}
        {search.action !== undefined && !actions.includes(search.action) && <option value={search.action}>{actionText(search.action)}</option>}
      </BarSelect>
      {people.length > 1 && search.scope !== 'mine' && (
        <BarSelect label="Person" value={search.person ?? ''} onChange={(event) => change('person', event.target.value)}>
          <option value="">Everybody</option>
          {people.map((each) => <option key={each.account_id} value={each.account_id}>{each.name}</option>)}
        </BarSelect>
      )}
    </div>
  );
}

const columns: readonly GridColumn[] = [
  { name: 'when', type: 'text', note: '', width: 112 },
  { name: 'who', type: 'text', note: '', width: 180 },
  { name: 'what', type: 'text', note: '', width: 210 },
  { name: 'subject', type: 'text', note: '', width: 200 },
  { name: 'detail', type: 'text', note: '', width: 420 },
  { name: 'address', type: 'text', note: '', width: 130 },
];

function AuditGrid({ events, onShown }: { events: readonly AuditEvent[]; onShown: (end_row: number) => void }): ReactNode {
  const source = useMemo(() => new RowList(events.map(rowOf)), [events]);
  const drawCell = useCallback((row: Row, column: number, index: number) => {
    const event = events[index];
    if (column === 0 && event) {
      return <time dateTime={event.occurred_at} title={momentText(event.occurred_at)} className="tabular-nums">{timeText(event.occurred_at)}</time>;
    }
    if (column === 2 && event) return <Action action={event.action} />;
    return row[column] === null ? <span /> : undefined;
  }, [events]);
  return <DataGrid label="Audit trail" columns={columns} source={source} row_count={events.length} render_cell={drawCell} onShown={onShown} />;
}

function rowOf(event: AuditEvent): Row {
  const detail = detailText(event.detail, event.action);
  return [event.occurred_at, whoText(event), actionText(event.action), event.subject_name, detail === '' ? null : detail, event.address];
}

const marks: Record<Tone, string> = {
  made: 'bg-success', changed: 'bg-warning', ended: 'bg-muted', refused: 'bg-danger', other: 'bg-muted',
};

function Action({ action }: { action: string }): ReactNode {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span aria-hidden className={`size-1.5 shrink-0 rounded-full ${marks[toneOf(action)]}`} />
      <span className="truncate font-medium">{actionText(action)}</span>
    </span>
  );
}

function AuditCards({ events }: { events: readonly AuditEvent[] }): ReactNode {
  return (
    <ul aria-label="Audit trail" tabIndex={0} className="grid h-full content-start gap-2 overflow-auto bg-surface-1 p-2">
      {events.map((event) => (
        <li key={event.id} className="grid gap-0.5 rounded-md border border-line bg-surface-0 px-3 py-2">
          <Action action={event.action} />
          {event.subject_name !== null && <span className="truncate">{event.subject_name}</span>}
          <span className="text-small break-words text-muted">{detailText(event.detail, event.action)}</span>
          <span className="flex flex-wrap gap-x-3 text-small text-muted tabular-nums">
            <span>{timeText(event.occurred_at)}</span><span>{whoText(event)}</span><span>{event.address}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
