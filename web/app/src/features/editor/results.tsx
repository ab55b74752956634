// What a run gave: a tab for each result, the messages, the error.

import { ErrorPanel } from '@studio-pg/react';
import type { GridColumn, RunState, StatementResult } from '@studio-pg/react';
import { Fragment, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { StudioGrid } from '../../grid/studio-grid.tsx';
import { shortcutText } from '../../lib/command.ts';
import { countText, durationText, plural } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { doneText } from './done-text.ts';
import { Messages } from './messages.tsx';

interface ResultsProps {
  state: RunState;
  /** The place of the error, for people, and what leads there. */
  error_place: string | null;
  /** The session whose open transaction holds the rows. */
  session: string | undefined;
  onShowError: () => void;
}

/** What a new person needs of the keyboard. */
const hints = [
  ['Run the text, or what is selected', 'mod+enter'], ['Run the statement at the cursor', 'mod+shift+enter'],
  ['Cancel', 'mod+.'], ['Every command', 'mod+k'],
] as const;

export function Results({ state, error_place, session, onShowError }: ResultsProps): ReactNode {
  const [chosen, setChosen] = useState<{ run: number; tab: string } | null>(null);
  const results = state.results.filter((result) => result.columns !== null || result.copied !== null);
  if (state.phase === 'idle') {
    return (
      <EmptyState title="No results yet">
        <dl className="grid grid-cols-[auto_auto] items-center gap-x-4 gap-y-1.5 text-left">
          {hints.map(([words, keys]) => (
            <Fragment key={words}>
              <dt>{words}</dt>
              <dd><kbd className="rounded-sm border border-line px-1.5 font-sans text-small">{shortcutText(keys)}</kbd></dd>
            </Fragment>
          ))}
        </dl>
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
        {shown ? <ResultGrid key={`${state.started_at} ${shown.statement}`} result={shown}
          time_zone={state.settings?.TimeZone ?? null} session={session} />
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

interface ResultGridProps {
  result: StatementResult;
  time_zone: string | null;
  session: string | undefined;
}

function ResultGrid({ result, time_zone, session }: ResultGridProps): ReactNode {
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
          : <StudioGrid label="Result" columns={columns} source={result.source} row_count={row_count}
              wire_columns={result.columns ?? []} time_zone={time_zone} session={session} />}
      </div>
    </div>
  );
}

/** One line about a result, for the status bar. */
export function resultText(state: RunState): string {
  if (state.error !== null && state.row_count === 0) return durationText(state.duration_ms ?? 0);
  const rows = doneText(state);
  return state.duration_ms === null ? rows : `${rows} · ${durationText(state.duration_ms)}`;
}
