// The query history: what was run, by whom, how long it took, how it ended. The newest stand on top, and new ones come by
// themselves.

import type { Connection, HistoryEntry, Row } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { DataGrid, ErrorPanel, RowList } from '@studio-pg/react';
import type { GridColumn, Place } from '@studio-pg/react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { connectionsQuery, isAdmin, useMembership } from '../../lib/account-queries.ts';
import { changeSearch } from '../../lib/address.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { useEndless } from '../../lib/endless.ts';
import { countText, durationText, plural } from '../../lib/format.ts';
import { StatusText } from '../../lib/status-slot.tsx';
import { readStored, writeStored } from '../../lib/storage.ts';
import { momentText, timeText } from '../../lib/time.ts';
import { Button } from '../../ui/button.tsx';
import { ListAndDetail } from '../../ui/list-and-detail.tsx';
import { BusyBar, EmptyState, SkeletonLines } from '../../ui/states.tsx';
import { useWide } from '../../ui/use-wide.ts';
import { filterOf, isNarrowed } from './filter.ts';
import type { HistorySearch } from './filter.ts';
import { HistoryBar } from './history-bar.tsx';
import { HistoryCards } from './history-cards.tsx';
import { HistoryDetail } from './history-detail.tsx';
import { historyQuery, newestQuery } from './queries.ts';
import { StatusMark } from './status-mark.tsx';

interface HistoryPageProps {
  search: HistorySearch;
  onSearch: (next: HistorySearch) => void;
  /** Opens a text in the editor of a connection, and runs it where that is asked. */
  onOpen: (connection: string, text: string, runs: boolean) => void;
  onNewQuery: () => void;
}

export function HistoryPage({ search, onSearch, onOpen, onNewQuery }: HistoryPageProps): ReactNode {
  const connection = useConnection();
  const membership = useMembership(connection.organization_id);
  const connections = useQuery(connectionsQuery).data ?? [connection];
  const history = useHistory(search, connection);
  const is_wide = useWide(600);
  const { entries } = history;
  const open = (entry: HistoryEntry): void => onSearch({ ...search, query: entry.id });
  const close = (): void => onSearch(changeSearch(search, { query: undefined }));
  const chosen = entries?.find((each) => each.id === search.query);
  const home = chosen && connections.find((each) => each.id === chosen.connection_id);
  const list = (
    <div className="relative flex h-full min-h-0 flex-col">
      {history.is_fetching && <BusyBar label="Loading the history" />}
      {history.error !== null && <ErrorPanel error={asStudioError(history.error).fields}
        actions={<Button onClick={history.retry}>Try again</Button>} />}
      {history.has_newer && <Button className="mx-auto my-1" onClick={history.retry}>Newer queries have run: show them</Button>}
      {entries === null && history.error === null && <SkeletonLines lines={24} />}
      {entries?.length === 0 && !history.goes_on && (isNarrowed(search)
        ? <EmptyState title="No query fits">
            <Button onClick={() => onSearch(changeSearch(search, { status: undefined, min_ms: undefined, search: undefined, query: undefined }))}>Clear the filters</Button>
          </EmptyState>
        : <EmptyState title="Nothing was run here yet">
            <p>Every query that ends is kept here, with its time, its rows and its error.</p>
            <Button look="primary" onClick={onNewQuery}>New query</Button>
          </EmptyState>)}
      {entries !== null && (entries.length > 0 || history.goes_on) && (
        <div className="min-h-0 flex-1">
          {is_wide
            ? <HistoryGrid entries={entries} search={search} onOpen={open} onShown={history.onShown} is_open={chosen !== undefined} />
            : <HistoryCards entries={entries} onOpen={open} />}
        </div>
      )}
      {history.goes_on && !history.is_fetching && (!is_wide || history.is_tired)
        && <Button className="mx-2 my-1" onClick={history.more}>Look further back</Button>}
    </div>
  );
  return (
    <>
      <title>{`History · ${connection.name}`}</title>
      <h1 className="sr-only">History</h1>
      <div className="flex h-full flex-col">
        <HistoryBar search={search} connection={connection} connections={connections} onChange={onSearch}
          organization={isAdmin(membership) && membership?.is_personal === false ? membership.name : null} />
        <div className="min-h-0 flex-1">
          <ListAndDetail label="Query" list={list} initial_px={storedWidth()} onClose={close}
            onSize={(width) => writeStored('history.width', width)}
            detail={chosen !== undefined && (
              <HistoryDetail entry={chosen} onClose={close} onOpen={() => onOpen(home?.id ?? connection.id, chosen.sql, false)}
                onRun={home && !chosen.is_cut ? () => onOpen(home.id, chosen.sql, true) : null} />
            )} />
        </div>
      </div>
      <StatusText>{entries !== null && <span>{plural(entries.length, 'query', 'queries')}{history.goes_on && ' loaded'}</span>}</StatusText>
    </>
  );
}

function useHistory(search: HistorySearch, connection: Connection) {
  const key = JSON.stringify(changeSearch(search, { query: undefined }));
  const filter = useMemo(() => filterOf(JSON.parse(key) as HistorySearch, connection.id, connection.organization_id),
    [key, connection.id, connection.organization_id]);
  const pages = useInfiniteQuery({ ...historyQuery(filter), placeholderData: keepPreviousData });
  const newest = useQuery(newestQuery(filter)).data;
  const entries = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? null, [pages.data]);
  const { hasNextPage, isFetching, fetchNextPage, refetch } = pages;
  const page_count = pages.data?.pages.length ?? 0;
  const is_behind = newest != null && entries !== null && !pages.isPlaceholderData && !isFetching && entries[0]?.id !== newest.id
    && (entries[0]?.started_at ?? '') <= newest.started_at;
  // A list that was read far is not read again under the reader's eyes.
  useEffect(() => {
    if (is_behind && page_count <= 1) void refetch();
  }, [is_behind, page_count, refetch]);
  const { onShown, is_tired } = useEndless(pages, entries?.length ?? 0);
  return {
    entries, onShown, goes_on: hasNextPage, is_fetching: isFetching, is_tired,
    error: pages.error, has_newer: is_behind && page_count > 1, retry: () => void refetch(), more: () => void fetchNextPage(),
  };
}

interface HistoryGridProps {
  entries: readonly HistoryEntry[];
  search: HistorySearch;
  is_open: boolean;
  onOpen: (entry: HistoryEntry) => void;
  onShown: (end_row: number) => void;
}

function HistoryGrid({ entries, search, is_open, onOpen, onShown }: HistoryGridProps): ReactNode {
  const columns = useMemo(() => columnsOf(search.whose === 'everybody', search.connection !== undefined), [search.whose, search.connection]);
  const source = useMemo(() => new RowList(entries.map((entry) => columns.map(({ name }) => valueOf(entry, name)))), [entries, columns]);
  const drawCell = useCallback((_: Row, column: number, index: number) => {
    const entry = entries[index];
    return entry && cellOf(entry, columns[column]?.name ?? '', () => onOpen(entry));
  }, [entries, columns, onOpen]);
  const latest = useRef({ is_open, entries, onOpen });
  useEffect(() => {
    latest.current = { is_open, entries, onOpen };
  });
  // While a query is open beside the list, the cursor leads it; what the list says when it comes is no move of anybody.
  const last = useRef<Place | null>(null);
  const follow = useCallback((place: Place) => {
    const has_moved = last.current !== null && last.current.row !== place.row;
    last.current = place;
    const entry = latest.current.entries[place.row];
    if (has_moved && latest.current.is_open && entry) latest.current.onOpen(entry);
  }, []);
  const openRow = (row: number): void => {
    const entry = entries[row];
    if (entry) onOpen(entry);
  };
  return (
    <DataGrid label="Queries that were run" columns={columns} source={source} row_count={entries.length} render_cell={drawCell}
      onOpen={openRow} onCard={() => openRow(last.current?.row ?? 0)} onActive={follow} onShown={onShown} />
  );
}

function columnsOf(has_people: boolean, has_connections: boolean): readonly GridColumn[] {
  return [
    { name: 'when', type: 'text', note: '', width: 112 },
    { name: 'end', type: 'text', note: '', width: 96 },
    { name: 'query', type: 'text', note: '', width: has_people || has_connections ? 420 : 560 },
    { name: 'took', type: 'numeric', note: '', width: 80 },
    { name: 'rows', type: 'int8', note: '', width: 84 },
    ...(has_people ? [{ name: 'who', type: 'text', note: '', width: 140 }] : []),
    ...(has_connections ? [{ name: 'connection', type: 'text', note: '', width: 140 }] : []),
    { name: 'error', type: 'text', note: '', width: 320 },
  ];
}

/** What is copied, and what decides how wide a column may grow. */
function valueOf(entry: HistoryEntry, column: string): string | number | null {
  switch (column) {
    case 'when': return entry.started_at;
    case 'end': return entry.status;
    case 'query': return entry.sql;
    case 'took': return entry.duration_ms;
    case 'rows': return entry.row_count;
    case 'who': return entry.account?.name ?? null;
    case 'connection': return entry.connection;
    default: return entry.error_message;
  }
}

function cellOf(entry: HistoryEntry, column: string, open: () => void): ReactNode {
  switch (column) {
    case 'when': return <time dateTime={entry.started_at} title={momentText(entry.started_at)} className="tabular-nums">{timeText(entry.started_at)}</time>;
    case 'end': return <StatusMark status={entry.status} />;
    case 'query': return <span onClick={open} className="cursor-pointer truncate font-mono hover:underline">{oneLine(entry.sql)}</span>;
    case 'took': return <span className="tabular-nums">{durationText(entry.duration_ms)}</span>;
    case 'rows': return <span className="tabular-nums">{entry.row_count === null ? '' : countText(entry.row_count)}</span>;
    case 'error': return <span className="truncate text-danger">{entry.error_message}</span>;
    default: return <span className="truncate text-muted">{valueOf(entry, column)}</span>;
  }
}

/** The beginning of a text in one line. */
export function oneLine(sql: string): string {
  return sql.slice(0, 400).replace(/\s+/g, ' ').trim();
}

function storedWidth(): number {
  const kept = readStored('history.width');
  return typeof kept === 'number' ? kept : 460;
}
