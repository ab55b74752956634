// Asks for the plan of the statement at the cursor, or of what is selected, with the options that this person last chose.

import { asStudioError } from '@studio-pg/client';
import type { Connection, ErrorFields, ExplainOptions } from '@studio-pg/client';
import type { RunState } from '@studio-pg/react';
import type { SqlPart } from '@studio-pg/react/query-editor';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { client } from '../../../lib/client.ts';
import { useCommands } from '../../../lib/command.ts';
import { noteRefusal } from '../../../lib/query-client.ts';
import { readStored, writeStored } from '../../../lib/storage.ts';
import type { QueryDocument } from '../query-document.ts';
import type { Pass } from '../run-gate/use-run-gate.tsx';
import { sessionName } from '../runners.ts';
import { isWatched, useLivePlan } from './live/use-live-plan.ts';
import { planShelfOf } from './plan-shelf.ts';
import type { PlanShelf, PlanShelfState } from './plan-shelf.ts';

/** Options that are chosen once and stay; `analyze` and `generic` are chosen each time. */
export type KeptOptions = Required<Pick<ExplainOptions, 'buffers' | 'wal' | 'verbose' | 'settings' | 'timing'>>;

export type ExplainWay = 'estimate' | 'analyze' | 'generic';

export interface Explain {
  shelf: PlanShelf;
  state: PlanShelfState;
  options: KeptOptions;
  setOption: (name: keyof KeptOptions, is_on: boolean) => void;
  /** What is asked now, and what went wrong the last time. */
  asked: { way: ExplainWay; sql: string; since: number } | null;
  error: ErrorFields | null;
  /** What failed, to be tried in another way. */
  explain: (way: ExplainWay, part?: SqlPart) => void;
  cancel: () => void;
  /** Whether a run's plan can be watched. */
  can_watch: boolean;
  /** Whether there is a plan that could be shown. */
  has_plan: boolean;
  is_pasting: boolean;
  setPasting: (is_pasting: boolean) => void;
}

const usual: KeptOptions = { buffers: true, wal: false, verbose: false, settings: true, timing: true };

interface ExplainContext {
  connection: Connection;
  tab: string;
  document: QueryDocument;
  /** The selected text, else the statement at the cursor. */
  part: () => SqlPart | null;
  /** Asks for the values of parameters. */
  pass: Pass;
  /** The present run: its results are shown when it begins, its plan where it is watched. */
  run: RunState;
}

export function useExplain({ connection, tab, document, part, pass, run }: ExplainContext): Explain {
  const shelf = planShelfOf(connection.id, tab);
  const state = useSyncExternalStore(shelf.subscribe, () => shelf.state);
  const [options, setOptions] = useState(readOptions);
  const [asked, setAsked] = useState<Explain['asked']>(null);
  const [error, setError] = useState<ErrorFields | null>(null);
  const [is_pasting, setPasting] = useState(false);
  const running = useRef<AbortController | null>(null);
  const { mode, timeout_ms } = document;

  const ask = useCallback(async (way: ExplainWay, given?: SqlPart) => {
    const chosen = given ?? part();
    const isBusy = (): boolean => running.current !== null;
    if (!chosen || chosen.sql.trim() === '' || isBusy()) return;
    // Whatever the statement writes is rolled back, so production asks nothing.
    const passed = await pass(chosen, { is_guarded: true, is_generic: way === 'generic', verb: 'Explain' });
    if (!passed || isBusy()) return;
    const controller = new AbortController();
    running.current = controller;
    setAsked({ way, sql: chosen.sql, since: performance.now() });
    setError(null);
    shelf.open(true);
    const wanted = optionsOf(way, options);
    const body = { sql: chosen.sql, ...passed, options: wanted, timeout_ms, ...(mode === 'transaction' ? { session: sessionName(tab) } : {}) };
    client.explain(connection.id, body, controller.signal)
      .then((answer) => shelf.add(chosen.sql, wanted, answer))
      .catch((thrown: unknown) => {
        if (controller.signal.aborted) return;
        const refusal = asStudioError(thrown);
        noteRefusal(refusal.fields.code);
        setError(refusal.fields);
      })
      .finally(() => {
        running.current = null;
        setAsked(null);
      });
  }, [part, pass, shelf, options, mode, timeout_ms, tab, connection.id]);
  const explain = useCallback((way: ExplainWay, given?: SqlPart) => void ask(way, given), [ask]);
  const cancel = useCallback(() => running.current?.abort(), []);
  const setOption = useCallback((name: keyof KeptOptions, is_on: boolean) => setOptions((old) => {
    const next = { ...old, [name]: is_on };
    writeStored('explain.options', next);
    return next;
  }), []);

  // A run shows its results; a plan that is asked for shows itself.
  const shown_run = useRef(run.started_at);
  useEffect(() => {
    if (shown_run.current !== run.started_at) shelf.open(false);
    shown_run.current = run.started_at;
  }, [run.started_at, shelf]);
  useLivePlan(run, shelf);

  const has_plan = state.plans.length > 0 || isWatched(run);
  useCommands(useMemo(() => [
    { id: 'query.explain', label: 'Explain the statement', group: 'Query', shortcut: 'mod+e', run: () => explain('estimate') },
    { id: 'query.explain_analyze', label: 'Explain and analyze: run the statement, then roll back', group: 'Query', shortcut: 'mod+alt+e',
      run: () => explain('analyze') },
    { id: 'query.explain_generic', label: 'Explain for parameters of any value', group: 'Query', run: () => explain('generic') },
    { id: 'query.paste_plan', label: 'Paste a plan to look at it', group: 'Query', run: () => setPasting(true) },
    { id: 'query.show_plan', label: 'Plan or results', group: 'Query', is_enabled: has_plan, run: () => shelf.open(!shelf.state.is_open) },
  ], [explain, shelf, has_plan]));
  return { shelf, state, options, setOption, asked, error, explain, cancel, can_watch: connection.kind === 'local', has_plan, is_pasting, setPasting };
}

function optionsOf(way: ExplainWay, { buffers, wal, verbose, settings, timing }: KeptOptions): ExplainOptions {
  const always = { verbose, settings };
  if (way === 'analyze') return { ...always, analyze: true, buffers, wal, timing };
  return way === 'generic' ? { ...always, generic: true } : always;
}

function readOptions(): KeptOptions {
  const kept = readStored('explain.options') as Partial<Record<keyof KeptOptions, unknown>> | null;
  const read = (name: keyof KeptOptions): boolean => (typeof kept?.[name] === 'boolean' ? kept[name] : usual[name]);
  return { buffers: read('buffers'), wal: read('wal'), verbose: read('verbose'), settings: read('settings'), timing: read('timing') };
}
