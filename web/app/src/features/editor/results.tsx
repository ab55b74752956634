// What a run gave, and what was kept of the runs before: a tab for each result, the messages, the error.

import { ErrorPanel } from '@studio-pg/react';
import type { RunState } from '@studio-pg/react';
import type { SqlPart } from '@studio-pg/react/query-editor';
import { Fragment, lazy, Suspense, useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { shortcutText, useCommands } from '../../lib/command.ts';
import { durationText } from '../../lib/format.ts';
import { say } from '../../lib/notice.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, SkeletonLines } from '../../ui/states.tsx';
import { doneText } from './done-text.ts';
import { Messages } from './messages.tsx';
import { ResultPanel } from './results/result-panel.tsx';
import type { KeptResult, ResultShelf } from './results/result-shelf.ts';
import { ResultTabStrip } from './results/result-tab-strip.tsx';
import { ResultToolBar } from './results/result-tool-bar.tsx';
import { result_views } from './results/result-tools.ts';
import type { ResultContext } from './results/result-tools.ts';
import { useStatementRange, valuesOf } from './results/statement-text.ts';

const EditBar = lazy(async () => ({ default: (await import('../../grid/edit/edit-bar.tsx')).EditBar }));
const ComparisonPanel = lazy(async () => ({ default: (await import('./results/comparison-panel.tsx')).ComparisonPanel }));

interface ResultsProps {
  tab: string;
  state: RunState;
  shelf: ResultShelf;
  /** The place of the error, for people, and what leads there. */
  error_place: string | null;
  /** The session whose open transaction holds the rows. */
  session: string | undefined;
  onShowError: () => void;
  /** Leads to an offset of the editor's text. */
  onGoTo: (offset: number) => void;
  onRun: (part: SqlPart) => void;
}

/** What a new person needs of the keyboard. */
const hints = [
  ['Run the text, or what is selected', 'mod+enter'], ['Run the statement at the cursor', 'mod+shift+enter'],
  ['Cancel', 'mod+.'], ['Every command', 'mod+k'],
] as const;

/** How each result was looked at last; the page is made anew where a window becomes narrow. */
const kept_views = new WeakMap<ResultShelf, Readonly<Record<string, string>>>();

function useViews(shelf: ResultShelf): [Readonly<Record<string, string>>, (id: string, view: string) => void] {
  const [views, setViews] = useState(() => kept_views.get(shelf) ?? {});
  const change = useCallback((id: string, view: string) => setViews((old) => {
    const next = { ...old, [id]: view };
    kept_views.set(shelf, next);
    return next;
  }), [shelf]);
  return [views, change];
}

export function Results(props: ResultsProps): ReactNode {
  const { state, shelf, session, onGoTo, onRun } = props;
  const shelved = useSyncExternalStore(shelf.subscribe, () => shelf.state);
  const [views, setView] = useViews(shelf);
  const rangeOf = useStatementRange();
  const shown = shelved.tabs.find((tab) => tab.id === shelved.shown);
  useResultCommands(shelf);

  const goTo = useCallback(async (sql: string, sql_start: number, statement: number) => {
    const range = await rangeOf(sql, statement);
    if (range) onGoTo(sql_start + range.from);
    else say('The server cannot say where that statement stands.');
  }, [rangeOf, onGoTo]);
  const statementOf = useCallback(async (kept: KeptResult) => {
    const range = await rangeOf(kept.sql, kept.result.statement);
    return range && { sql: kept.sql.slice(range.from, range.to), parameters: valuesOf(kept.parameters, range.parameters) };
  }, [rangeOf]);

  const edit_bar = <Suspense fallback={null}><EditBar tab={props.tab} session={session} /></Suspense>;
  if (state.phase === 'idle' && shelved.tabs.length === 0) return <>{edit_bar}<NoResults /></>;
  const context: ResultContext | null = shown?.kind === 'result'
    ? { kept: shown, statement: () => statementOf(shown), session: shown.is_past ? undefined : session } : null;
  const view = shown && result_views.find((each) => each.id === views[shown.id]);
  const has_error = state.error !== null && state.status !== 'cancelled';
  return (
    <div className="flex h-full flex-col">
      <ResultTabStrip shelf={shelf} state={shelved} message_count={state.messages.length}
        onStatement={(tab) => tab.kind === 'result' && void goTo(tab.sql, tab.sql_start, tab.result.statement)}
        tools={context && <ResultToolBar context={context} view={view?.id ?? 'rows'}
          onView={(id) => setView(context.kept.id, id)} />} />
      {has_error && state.error && (
        <ErrorPanel error={state.error} place={props.error_place} actions={props.error_place !== null
          && <Button onClick={props.onShowError}>Go to the error</Button>} />
      )}
      {edit_bar}
      <div role="tabpanel" className="min-h-0 flex-1">
        {context && view ? view.show(context)
          : context ? <ResultPanel key={context.kept.id} tab={props.tab} kept={context.kept} session={context.session}
              onRunAgain={() => void statementOf(context.kept).then((own) =>
                onRun(own === null ? { sql: context.kept.sql, start: context.kept.sql_start } : { sql: own.sql, start: 0 }))} />
          : shown?.kind === 'comparison' ? <Suspense fallback={<SkeletonLines lines={6} />}><ComparisonPanel key={shown.id} comparison={shown} /></Suspense>
          : <Messages state={state} onStatement={(statement) => void goTo(state.sql, state.sql_start, statement)} />}
      </div>
    </div>
  );
}

/** The commands for the result that is shown. */
function useResultCommands(shelf: ResultShelf): void {
  useCommands(useMemo(() => {
    const shown = (act: (id: string, is_pinned: boolean) => void) => () => {
      const tab = shelf.state.tabs.find((each) => each.id === shelf.state.shown);
      if (tab) act(tab.id, tab.kind === 'result' && tab.is_pinned);
    };
    return [
      { id: 'results.pin', label: 'Pin or unpin the result', group: 'Results', run: shown((id, is_pinned) => shelf.pin(id, !is_pinned)) },
      { id: 'results.close', label: 'Close the result', group: 'Results', run: shown((id) => shelf.close(id)) },
      { id: 'results.messages', label: 'Show the messages', group: 'Results', run: () => shelf.show('messages') },
    ];
  }, [shelf]));
}

function NoResults(): ReactNode {
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

/** One line about a result, for the status bar. */
export function resultText(state: RunState): string {
  if (state.error !== null && state.row_count === 0) return durationText(state.duration_ms ?? 0);
  const rows = doneText(state);
  return state.duration_ms === null ? rows : `${rows} · ${durationText(state.duration_ms)}`;
}
