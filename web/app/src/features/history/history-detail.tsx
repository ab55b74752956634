// One query of the history in full: its text, how it went, and what can be done with it.

import type { HistoryEntry } from '@studio-pg/client';
import { writeClipboard } from '@studio-pg/react';
import { Copy, Play, SquareTerminal, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { countText, durationText } from '../../lib/format.ts';
import { say } from '../../lib/notice.ts';
import { momentText, timeText } from '../../lib/time.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { StatusMark } from './status-mark.tsx';

interface HistoryDetailProps {
  entry: HistoryEntry;
  /** Null where it cannot be run again as it was: its connection is gone, or its text is cut. */
  onRun: (() => void) | null;
  onOpen: () => void;
  onClose: () => void;
}

export function HistoryDetail({ entry, onRun, onOpen, onClose }: HistoryDetailProps): ReactNode {
  const copy = (): void => void writeClipboard(entry.sql).then((is_copied) =>
    say(is_copied ? 'The query is copied' : 'The browser refused to copy'));
  return (
    <section aria-label="Query" className="flex h-full flex-col bg-surface-0">
      <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line bg-surface-1 pr-1 pl-3">
        <h2 className="font-semibold">Query</h2>
        <StatusMark status={entry.status} />
        <IconButton label="Close" className="ml-auto" onClick={onClose}><X aria-hidden size={16} strokeWidth={1.5} /></IconButton>
      </header>
      <div className="flex shrink-0 flex-wrap gap-2 border-b border-line px-3 py-2">
        <Button look="primary" onClick={onOpen}><SquareTerminal aria-hidden size={14} strokeWidth={1.5} />Open in the editor</Button>
        <Button onClick={onRun ?? undefined} disabled={onRun === null} title={onRun === null ? whyNotAgain(entry) : undefined}>
          <Play aria-hidden size={14} strokeWidth={1.5} />Run again
        </Button>
        <Button onClick={copy}><Copy aria-hidden size={14} strokeWidth={1.5} />Copy</Button>
      </div>
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={0} role="group" aria-label="What is known of the query">
        <Facts facts={[
          ['When', <time key="when" dateTime={entry.started_at} title={momentText(entry.started_at)}>{timeText(entry.started_at)}</time>],
          ['Who', entry.account?.name ?? 'an account that is gone'],
          ['Connection', entry.connection ?? 'one that is gone'],
          ['Took', durationText(entry.duration_ms)],
          ...(entry.row_count === null ? [] : [['Rows', countText(entry.row_count)] as const]),
        ]} />
        {entry.error_code !== null && (
          <p className="mx-3 mb-2 rounded-sm bg-danger-soft px-2 py-1.5 text-small">
            <b className="font-semibold text-danger">{entry.error_code}</b> {entry.error_message}
          </p>
        )}
        <pre className="border-t border-line px-3 py-2 font-mono text-[13px]/5 break-words whitespace-pre-wrap">{entry.sql}</pre>
        {entry.is_cut && <p className="px-3 pb-3 text-small text-muted">The text goes on: the history keeps its first 20,000 characters.</p>}
      </div>
    </section>
  );
}

function whyNotAgain({ is_cut }: HistoryEntry): string {
  return is_cut ? 'The history has only the beginning of its text.' : 'Its connection is gone.';
}
