// What was run in one query tab, beside its editor: put back into it, put at the cursor, opened in a tab of its own.

import { CornerDownLeft, SquareArrowOutUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { durationText } from '../../lib/format.ts';
import { useRecentRuns } from '../../lib/recent-runs.ts';
import type { RecentRun } from '../../lib/recent-runs.ts';
import { timeText } from '../../lib/time.ts';
import { IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusMark } from './status-mark.tsx';

interface RecentPanelProps {
  connection: string;
  tab: string;
  search: string;
  /** Puts the text back, in place of all that stands in the editor. */
  onBack: (sql: string) => void;
  onInsert: (sql: string) => void;
  onOpen: (sql: string) => void;
}

const icon = { 'aria-hidden': true, size: 14, strokeWidth: 1.5 } as const;

export function RecentPanel({ connection, tab, search, onBack, onInsert, onOpen }: RecentPanelProps): ReactNode {
  const all = useRecentRuns(connection, tab);
  const needle = search.trim().toLowerCase();
  const runs = all.filter((run) => run.sql.toLowerCase().includes(needle));
  if (runs.length === 0) {
    return (
      <EmptyState title={all.length === 0 ? 'Nothing was run in this tab yet' : 'No run of this tab fits'}>
        {all.length === 0 && <p>The last runs of a tab stand here, in this browser, until the tab is forgotten.</p>}
      </EmptyState>
    );
  }
  return (
    <ul aria-label="Runs of this tab" className="h-full overflow-auto py-1">
      {runs.map((run, index) => (
        <li key={`${run.started_at} ${index}`} className="flex items-start gap-1 px-2 py-1 hover:bg-surface-2">
          <button type="button" onClick={() => onBack(run.sql)} title="Put it back into the editor, in place of the present text"
            className="min-w-0 flex-1 text-left">
            <span className="block truncate font-mono text-small">{run.sql.slice(0, 300).replace(/\s+/g, ' ')}</span>
            <RunFacts run={run} />
          </button>
          <IconButton label="Put it at the cursor" onClick={() => onInsert(run.sql)}><CornerDownLeft {...icon} /></IconButton>
          <IconButton label="Open it in a new tab" onClick={() => onOpen(run.sql)}><SquareArrowOutUpRight {...icon} /></IconButton>
        </li>
      ))}
    </ul>
  );
}

function RunFacts({ run }: { run: RecentRun }): ReactNode {
  return (
    <span className="flex flex-wrap gap-x-2 text-small text-muted tabular-nums">
      {run.status === 'detached' ? <span>in the background</span> : <StatusMark status={run.status} />}
      <span>{timeText(run.started_at)}</span>
      <span>{durationText(run.duration_ms)}</span>
      {run.status !== 'failed' && <span>{run.outcome}</span>}
      {run.is_cut && <span>only its beginning is kept</span>}
    </span>
  );
}
