// The SQL page: one query tab with its text, its run and its results.

import { characterOffset, placeInText, useQueryRunner } from '@studio-pg/react';
import type { RunState } from '@studio-pg/react';
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { EditorSnippet, QueryEditorHandle, SqlPart } from '@studio-pg/react/query-editor';
import { runCommand, useCommands } from '../../lib/command.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { useEditorSettings } from '../../lib/editor-settings.ts';
import { StatusText } from '../../lib/status-slot.tsx';
import { readStored, writeStored } from '../../lib/storage.ts';
import { changeQueryTab } from '../../lib/tabs.ts';
import { SplitPane } from '../../ui/split-pane.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import { useWide } from '../../ui/use-wide.ts';
import { useAnalyze } from './analyze.ts';
import { catalogReader } from './completion.ts';
import { exportPart } from './export-part.ts';
import { QueryEditor } from './lazy-editor.ts';
import { takeRunRequest } from './open-query.ts';
import { ExplainButton } from './plan/explain-button.tsx';
import { PastePlan } from './plan/paste-plan.tsx';
import { PlanSlot } from './plan/plan-slot.tsx';
import { useExplain } from './plan/use-explain.ts';
import { usePlanAddress } from './plan/use-plan-address.ts';
import type { PlanAddress } from './plan/use-plan-address.ts';
import { isChanged, readDocument } from './query-document.ts';
import type { QueryDocument, SavedBase } from './query-document.ts';
import { Results, resultText } from './results.tsx';
import { RunBar } from './run-bar.tsx';
import { RunFrame } from './running/run-frame.tsx';
import { useAttachment, useBackground } from './running/use-background.ts';
import { resultsOf, runnerOf, sessionName } from './runners.ts';
import { useGatedRun } from './run-gate/use-gated-run.tsx';
import { readPlace, useDocument, writePlace } from './use-document.ts';
import { useEditorCommands } from './use-editor-commands.ts';

/** Under this results stand below the editor only. */
const right_below_px = 900;

/** What a tool in the editor's bar works with: the text, and the saved query that it is. */
export interface EditorTools {
  text: string;
  /** The text at this moment: what was typed within this frame is in no rendering yet. */
  present: () => string;
  saved: SavedBase | null;
  tab: string;
  document: QueryDocument;
  editor: RefObject<QueryEditorHandle | null>;
  /** Runs a text as the tab runs its own. One that does not stand in the editor has no start. */
  run: (part: SqlPart) => void;
  onSaved: (saved: SavedBase) => void;
  /** Puts another text in place of all. */
  onText: (text: string) => void;
}

interface SqlPageProps {
  tab: string;
  snippets?: readonly EditorSnippet[] | undefined;
  tools: (editor: EditorTools) => ReactNode;
  /** Absent where the page's address is that of another tab. */
  address?: PlanAddress | undefined;
}

export function SqlPage({ tab, snippets, tools, address }: SqlPageProps): ReactNode {
  const connection = useConnection();
  const runner = runnerOf(connection.id, tab);
  const state = useQueryRunner(runner);
  const editor = useRef<QueryEditorHandle>(null);
  const [document, change] = useDocument(connection.id, tab, editor);
  const [initial_text] = useState(document.text);
  const is_wide = useWide(right_below_px);
  const [place_of_results, turn] = useResultsPlace(is_wide);

  const [initial_place] = useState(() => readPlace(connection.id, tab));
  const { keys } = useEditorSettings();
  useEditorCommands(editor);
  const present = useCallback(() => editor.current?.text() ?? readDocument(connection.id, tab).text, [connection.id, tab]);
  const onSaved = useCallback((saved: SavedBase) => change({ saved }), [change]);
  useTabMarks(connection.id, tab, document);

  const { run, runAll, pass, finish, bar, dialog } = useGatedRun(connection, tab, document, runner, editor);

  // Run again: the tab was opened to run its text.
  useEffect(() => {
    if (takeRunRequest(tab)) void run({ sql: initial_text, start: 0 });
  }, [tab, initial_text, run]);

  useAttachment(tab, runner, initial_text);
  useBackground(connection.id, document, editor, state);

  const open_session = state.transaction === 'in_transaction' ? sessionName(tab) : undefined;
  useCommands(useMemo(() => [
    { id: 'query.run', label: 'Run', group: 'Query', shortcut: 'mod+enter', run: () => runAll() },
    { id: 'query.run_statement', label: 'Run the statement at the cursor', group: 'Query', shortcut: 'mod+shift+enter',
      run: () => { const part = editor.current?.statement(); if (part) void run(part); } },
    { id: 'query.cancel', label: 'Cancel the query', group: 'Query', shortcut: 'mod+.',
      is_enabled: state.phase === 'running' || state.phase === 'waiting', run: () => runner.cancel() },
    { id: 'query.export', label: 'Export the query\'s result…', group: 'Query', shortcut: 'mod+shift+e', run: () => {
      const part = editor.current?.statement() ?? editor.current?.part();
      if (part && part.sql.trim() !== '') void exportPart(part, pass, connection.id, open_session);
    } },
    { id: 'query.focus', label: 'Go to the editor', group: 'Query', shortcut: 'mod+shift+l',
      run: () => editor.current?.focus() },
    { id: 'query.results', label: 'Results right or below', group: 'Query', shortcut: 'alt+r', is_enabled: is_wide, run: turn },
  ], [run, runAll, pass, runner, state.phase, is_wide, turn, connection, open_session]));

  const explain = useExplain({ connection, tab, document, pass, run: state,
    part: useCallback(() => editor.current && (editor.current.selected() ?? editor.current.statement()), []) });
  usePlanAddress(explain.shelf, explain.state, address);
  const goTo = useCallback((offset: number) => editor.current?.goTo(offset), []);
  const analyze = useAnalyze(connection.id, document.mode === 'transaction' ? sessionName(tab) : undefined, state);
  const error_offset = errorOffset(state);
  const place = error_offset === null ? null : placeInText(document.text, error_offset);
  return (
    <>
      <title>{`SQL · ${connection.name}`}</title>
      <h1 className="sr-only">SQL</h1>
      <SplitPane direction={place_of_results === 'right' ? 'horizontal' : 'vertical'} label="Size of the editor"
        initial_px={storedSize(place_of_results)} min_px={96} max_px={1600}
        onSize={(size) => writeStored(`editor.size.${place_of_results}`, size)}
        first={
          <div className="flex h-full flex-col">
            <RunBar state={state} document={document} is_read_only={connection.is_read_only} onRun={() => runAll()}
              onCancel={() => runner.cancel()} onChange={change} onFinish={finish}
              tools={<>
                <ExplainButton explain={explain} />
                {tools({ text: document.text, present, saved: document.saved, tab, document, editor, run: (part) => void run(part), onSaved, onText: (text) => editor.current?.replace(text) })}
              </>}
              results={is_wide ? { place: place_of_results, onPlace: turn } : null} />
            {bar}
            <div className="min-h-0 flex-1">
              <Suspense fallback={<SkeletonLines lines={4} className="h-5" />}>
                <QueryEditor ref={editor} initial_text={initial_text} error_offset={error_offset} wraps={!is_wide}
                  onChange={(text) => change({ text })} onRun={(part) => void run(part)}
                  initial_place={initial_place} onPlace={(place) => writePlace(connection.id, tab, place)}
                  snippets={snippets} keys={keys} onSave={() => runCommand('query.save')} onQuit={() => runCommand('tab.close')}
                  analyze={analyze} catalog={catalogReader(connection.id)} />
              </Suspense>
            </div>
          </div>
        }
        second={explain.state.is_open ? <PlanSlot explain={explain} state={state} has_text={document.text.trim() !== ''} /> : (
          <RunFrame tab={tab} mode={document.mode} runner={runner} state={state}>
            <Results tab={tab} state={state} shelf={resultsOf(connection.id, tab)} error_place={place} onGoTo={goTo}
              onRun={(part) => void run(part)} session={open_session}
              onShowError={() => error_offset !== null && editor.current?.goTo(error_offset)} />
          </RunFrame>
        )} />
      {explain.is_pasting && <PastePlan explain={explain} />}
      <QueryStatus state={state} mode={document.mode} />
      {dialog}
    </>
  );
}

/** The tab's title is that of its saved query; a text that is not saved has a mark. */
function useTabMarks(connection: string, tab: string, document: QueryDocument): void {
  const is_changed = isChanged(document);
  const name = document.saved?.name;
  useEffect(() => changeQueryTab(connection, tab, { is_changed, ...(name === undefined ? {} : { title: name }) }),
    [connection, tab, is_changed, name]);
}

function QueryStatus({ state, mode }: { state: RunState; mode: QueryDocument['mode'] }): ReactNode {
  return (
    <StatusText>
      {state.phase !== 'idle' && <span>{resultText(state)}</span>}
      <span>{mode === 'transaction' ? transactionText(state) : 'autocommit'}</span>
      {state.is_over_memory && <span className="text-warning">stopped: the browser's memory is full of rows</span>}
    </StatusText>
  );
}

/** Where the error stands in the editor's text; null where PostgreSQL did not say. */
function errorOffset(state: RunState): number | null {
  const position = state.error?.position ?? null;
  // A text that does not stand in the editor has no place there.
  return position === null || state.sql_start < 0 ? null : state.sql_start + characterOffset(state.sql, position);
}

function transactionText(state: RunState): string {
  if (state.transaction === 'in_transaction') return 'in transaction';
  return state.transaction === 'failed' ? 'transaction failed' : 'transaction mode';
}

type ResultsPlace = 'right' | 'below';

/** Where the results stand, remembered for every tab; on a narrow window always below. */
function useResultsPlace(is_wide: boolean): [ResultsPlace, () => void] {
  const [is_right, setRight] = useState(() => readStored('editor.results') === 'right');
  const turn = useCallback(() => setRight((old) => {
    writeStored('editor.results', old ? 'below' : 'right');
    return !old;
  }), []);
  return [is_wide && is_right ? 'right' : 'below', turn];
}

function storedSize(place: ResultsPlace): number {
  const kept = readStored(`editor.size.${place}`);
  if (typeof kept === 'number') return kept;
  return place === 'right' ? 560 : 260;
}
