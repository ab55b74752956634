// Runs of a query tab, behind the gate: every way to run its text leads through here.

import type { Connection, Parameters } from '@studio-pg/client';
import type { QueryRunner } from '@studio-pg/react';
import type { QueryEditorHandle, SqlPart } from '@studio-pg/react/query-editor';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useCommands } from '../../../lib/command.ts';
import type { QueryDocument } from '../query-document.ts';
import { useRun } from '../use-run.ts';
import { useRunGate } from './use-run-gate.tsx';
import type { Pass, PassOptions } from './use-run-gate.tsx';

type How = Pick<PassOptions, 'asks'> & { watches_plan?: boolean };

const ManyDialog = lazy(async () => ({ default: (await import('../many/many-dialog.tsx')).ManyDialog }));

interface GatedRun {
  run: (part: SqlPart, how?: How) => Promise<void>;
  /** Runs what is selected, or all. */
  runAll: (how?: How) => void;
  /** For what reads the text otherwise: EXPLAIN, a file. */
  pass: Pass;
  /** Ends the open transaction. */
  finish: (how: 'commit' | 'rollback') => void;
  /** Stands below the editor's bar. */
  bar: ReactNode;
  dialog: ReactNode;
}

export function useGatedRun(
  connection: Connection, tab: string, document: QueryDocument, runner: QueryRunner, editor: RefObject<QueryEditorHandle | null>,
): GatedRun {
  const { run: runNow, finish } = useRun(connection.id, tab, document, runner);
  const askAgain = useRef<() => void>(() => undefined);
  const { pass, bar, dialog } = useRunGate(connection, tab, useCallback(() => askAgain.current(), []));
  const run = useCallback(async (part: SqlPart, how?: How) => {
    const passed = part.sql.trim() === '' || runner.is_running ? null : await pass(part, how);
    if (passed) await runNow(part, passed.parameters, how?.watches_plan);
  }, [pass, runNow, runner]);
  const runAll = useCallback((how?: How) => {
    const part = editor.current?.part();
    if (part) void run(part, how);
  }, [editor, run]);
  useEffect(() => {
    askAgain.current = () => runAll({ asks: true });
  }, [runAll]);
  const [many, setMany] = useState<{ sql: string; parameters: Parameters | undefined } | null>(null);
  const runOnMany = useCallback(async () => {
    const part = editor.current?.part();
    if (!part || part.sql.trim() === '') return;
    const passed = await pass(part, { is_guarded: true });
    if (passed) setMany({ sql: part.sql, parameters: passed.parameters });
  }, [editor, pass]);
  useCommands(useMemo(() => [
    { id: 'query.parameters', label: 'Run with other parameters', group: 'Query', shortcut: 'alt+p', run: () => runAll({ asks: true }) },
    { id: 'query.run_and_watch', label: 'Run and watch the plan', group: 'Query', shortcut: 'mod+alt+l', is_enabled: connection.kind === 'local',
      run: () => runAll({ watches_plan: true }) },
    { id: 'query.many', label: 'Run on many connections …', group: 'Query', shortcut: 'alt+shift+enter', run: () => void runOnMany() },
  ], [runAll, runOnMany, connection.kind]));
  const dialogs = (
    <>
      {dialog}
      {many && <Suspense><ManyDialog connection={connection} sql={many.sql} parameters={many.parameters} onClose={() => setMany(null)} /></Suspense>}
    </>
  );
  return { run, runAll, pass, finish, bar, dialog: dialogs };
}
