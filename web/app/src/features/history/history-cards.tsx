// The history on a telephone: a card for each query.

import type { HistoryEntry } from '@studio-pg/client';
import type { ReactNode } from 'react';
import { durationText, plural } from '../../lib/format.ts';
import { timeText } from '../../lib/time.ts';
import { StatusMark } from './status-mark.tsx';

export function HistoryCards({ entries, onOpen }: { entries: readonly HistoryEntry[]; onOpen: (entry: HistoryEntry) => void }): ReactNode {
  return (
    <ul aria-label="Queries that were run" className="grid h-full content-start gap-2 overflow-auto bg-surface-1 p-2">
      {entries.map((entry) => (
        <li key={entry.id}>
          <button type="button" onClick={() => onOpen(entry)}
            className="grid w-full gap-1 rounded-md border border-line bg-surface-0 px-3 py-2 text-left">
            <span className="line-clamp-3 font-mono break-words">{entry.sql.slice(0, 300)}</span>
            {entry.error_message !== null && <span className="truncate text-small text-danger">{entry.error_message}</span>}
            <span className="flex flex-wrap gap-x-3 text-small text-muted tabular-nums">
              <StatusMark status={entry.status} />
              <span>{timeText(entry.started_at)}</span>
              <span>{durationText(entry.duration_ms)}</span>
              {entry.row_count !== null && <span>{plural(entry.row_count, 'row')}</span>}
              <span className="truncate">{entry.account?.name}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
