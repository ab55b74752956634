// What was run on this connection, beside the editor: found, opened, run again, put into the text.

import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { CornerDownLeft, Play } from 'lucide-react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useConnection } from '../../lib/connection-context.tsx';
import { durationText } from '../../lib/format.ts';
import { timeText } from '../../lib/time.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState, SkeletonLines } from '../../ui/states.tsx';
import { filterOf } from './filter.ts';
import { historyQuery, newestQuery } from './queries.ts';
import { StatusMark } from './status-mark.tsx';

interface HistoryPanelProps {
  search: string;
  onOpen: (sql: string) => void;
  onRun: (sql: string) => void;
  onInsert: (sql: string) => void;
}

const icon = { 'aria-hidden': true, size: 14, strokeWidth: 1.5 } as const;

export function HistoryPanel({ search, onOpen, onRun, onInsert }: HistoryPanelProps): ReactNode {
  const connection = useConnection();
  const filter = filterOf(search === '' ? {} : { search }, connection.id, connection.organization_id);
  const pages = useInfiniteQuery({ ...historyQuery(filter), placeholderData: keepPreviousData });
  const newest = useQuery(newestQuery(filter)).data?.id;
  const { refetch } = pages;
  useEffect(() => {
    if (newest !== undefined) void refetch();
  }, [newest, refetch]);
  const entries = pages.data?.pages.flatMap((page) => page.items);
  if (pages.error !== null) return <ErrorPanel error={asStudioError(pages.error).fields} actions={<Button onClick={() => void refetch()}>Try again</Button>} />;
  if (!entries) return <SkeletonLines lines={10} />;
  if (entries.length === 0 && !pages.hasNextPage) return <EmptyState title={search === '' ? 'Nothing was run here yet' : 'No query fits'} />;
  return (
    <ul aria-label="What was run" className="h-full overflow-auto py-1">
      {entries.map((entry) => (
        <li key={entry.id} className="group flex items-start gap-1 px-2 py-1 hover:bg-surface-2">
          <button type="button" onClick={() => onOpen(entry.sql)} title="Open in a new tab" className="min-w-0 flex-1 text-left">
            <span className="block truncate font-mono text-small">{entry.sql.slice(0, 300).replace(/\s+/g, ' ')}</span>
            <span className="flex gap-2 text-small text-muted tabular-nums"><StatusMark status={entry.status} />{timeText(entry.started_at)} · {durationText(entry.duration_ms)}</span>
          </button>
          <IconButton label="Put it into the text" onClick={() => onInsert(entry.sql)}><CornerDownLeft {...icon} /></IconButton>
          {!entry.is_cut && <IconButton label="Run again in a new tab" onClick={() => onRun(entry.sql)}><Play {...icon} /></IconButton>}
        </li>
      ))}
      {pages.hasNextPage && <li className="p-2"><Button disabled={pages.isFetching} onClick={() => void pages.fetchNextPage()}>Look further back</Button></li>}
    </ul>
  );
}
