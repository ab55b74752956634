// What a run gave: a tab for each result, the messages, the error.

import { DataGrid, ErrorPanel } from '@studio-pg/react';
import type { GridColumn, RunState, StatementResult } from '@studio-pg/react';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { countText, durationText, plural } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Messages } from './messages.tsx';

interface ResultsProps {
  state: RunState;
  /** The place of the error, for people, and what leads there. */
  error_place: string | null;
  onShowError: () => void;
}

export function Results({ state, error_place, onShowError }: ResultsProps): ReactNode {
  const [chosen, setChosen] = useState<{ run: number; tab: string } | null>(null);
  const results = state.results.filter((result) => result.columns !== null || result.copied !== null);
  if (state.phase === 'idle') {
    return (
      <EmptyState title="No results yet">
        <p>Run the text, or the part that is selected.</p>
      </EmptyState>
    );
  }
  // Who has cancelled knows that; the rows that came stay in view.
  const has_error = state.error !== null && state.status !== 'cancelled';
  const first = has_error ? undefined : results[0]?.statement;
  const automatic = first === undefined ? 'messages' : String(first);
  // A choice holds for one run; a new run shows its first result again.
  const tab = chosen?.run === state.started_at ? chosen.tab : automatic;
  const shown = results.find((result) => String(result.statement) === tab);
  return (
    <div className="flex h-full flex-col">
      <div role="tablist" aria-label="Results"
        className="flex h-8 shrink-0 items-stretch gap-1 overflow-x-auto border-b border-line bg-surface-1 px-2">
        {results.map((result, index) => (
          <ResultTab key={result.statement} is_chosen={tab === String(result.statement)}
            onChoose={() => setChosen({ run: state.started_at, tab: String(result.statement) })}>
            Result {index + 1}
            <span className="ml-1.5 text-faint tabular-nums">{countText(result.source.row_count)}</span>
          </ResultTab>
        ))}
        <ResultTab is_chosen={!shown} onChoose={() => setChosen({ run: state.started_at, tab: 'messages' })}>
          Messages <span className="ml-1.5 text-faint tabular-nums">{state.messages.length}</span>
        </ResultTab>
      </div>
      {has_error && state.error && (
        <ErrorPanel error={state.error} place={error_place} actions={error_place !== null
          && <Button onClick={onShowError}>Go to the error</Button>} />
      )}
      <div role="tabpanel" className="min-h-0 flex-1">
        {shown ? <ResultGrid key={`${state.started_at} ${shown.statement}`} result={shown} />
          : <Messages state={state} />}
      </div>
    </div>
  );
}

function ResultTab(props: { is_chosen: boolean; onChoose: () => void; children: ReactNode }): ReactNode {
  return (
    <button type="button" role="tab" aria-selected={props.is_chosen} onClick={props.onChoose}
      className="shrink-0 border-b-2 border-transparent px-2 text-small font-medium text-muted hover:text-ink aria-selected:border-accent aria-selected:text-ink">
      {props.children}
    </button>
  );
}

function ResultGrid({ result }: { result: StatementResult }): ReactNode {
  const columns = useMemo(
    () => (result.columns ?? []).map((column): GridColumn => ({ name: column.name, type: column.type })),
    [result.columns]);
  const row_count = result.source.row_count;
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
          : <DataGrid label="Result" columns={columns} source={result.source} row_count={row_count} />}
      </div>
    </div>
  );
}

/** One line about a result, for the status bar. */
export function resultText(state: RunState): string {
  if (state.error !== null && state.row_count === 0) return durationText(state.duration_ms ?? 0);
  const rows = plural(state.row_count, 'row');
  return state.duration_ms === null ? rows : `${rows} · ${durationText(state.duration_ms)}`;
}
