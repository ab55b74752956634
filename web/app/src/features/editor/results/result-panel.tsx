// One result: its rows, what COPY wrote, or the reason why there is nothing to see.

import type { ReactNode } from 'react';
import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { ResultGrid } from './result-grid.tsx';
import type { KeptResult } from './result-shelf.ts';

interface ResultPanelProps {
  tab: string;
  kept: KeptResult;
  session: string | undefined;
  onRunAgain: () => void;
}

export function ResultPanel({ tab, kept, session, onRunAgain }: ResultPanelProps): ReactNode {
  const { result } = kept;
  const columns = result.columns ?? [];
  const row_count = result.source.row_count;
  if (result.source.is_let_go) {
    return (
      <EmptyState title="Let go to save memory">
        <p>The results of all tabs reached the limit, and these rows were the oldest that are not pinned.</p>
        <Button onClick={onRunAgain}>Run again</Button>
      </EmptyState>
    );
  }
  if (result.copied !== null) {
    return <pre tabIndex={0} className="h-full overflow-auto p-3 font-mono text-small">{result.copied}</pre>;
  }
  if (row_count === 0 && result.tag !== null) {
    return (
      <EmptyState title="No rows">
        <p>{result.tag} · {columns.length === 0 ? 'no columns' : columns.map((column) => column.name).slice(0, 12).join(', ')}</p>
      </EmptyState>
    );
  }
  return (
    <div className="flex h-full flex-col">
      {result.is_truncated && (
        <p role="status" className="border-b border-line bg-warning-soft px-3 py-1.5 text-small">
          The row limit was reached: these are the first {plural(row_count, 'row')}. The query may have more.
        </p>
      )}
      <div className="min-h-0 flex-1">
        {columns.length === 0 && row_count > 0
          ? <EmptyState title={plural(row_count, 'row')}><p>The result has no columns.</p></EmptyState>
          : <ResultGrid tab={tab} kept={kept} session={session} />}
      </div>
    </div>
  );
}
