// The commands that run a text in the background, and that let a running query go on there.

import type { QueryRunner, RunState } from '@studio-pg/react';
import type { QueryEditorHandle } from '@studio-pg/react/query-editor';
import { asStudioError } from '@studio-pg/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { RefObject } from 'react';
import { client } from '../../../lib/client.ts';
import { useCommands } from '../../../lib/command.ts';
import { say } from '../../../lib/notice.ts';
import { runningKey } from '../../../lib/running-query.ts';
import type { QueryDocument } from '../query-document.ts';
import { takeAttachment } from './attach.ts';

export function useBackground(
  connection: string, { row_limit, timeout_ms }: QueryDocument, editor: RefObject<QueryEditorHandle | null>, state: RunState,
): void {
  const queries = useQueryClient();
  const query_id = state.phase === 'running' ? state.query_id : null;
  useCommands(useMemo(() => {
    const tell = (begun: Promise<unknown>): void => void begun
      .then(() => say('The query runs in the background'), (thrown: unknown) => say(asStudioError(thrown).message))
      .then(() => queries.invalidateQueries({ queryKey: runningKey }));
    return [
      { id: 'query.run_background', label: 'Run in the background', group: 'Query', shortcut: 'mod+alt+enter', run: () => {
        const part = editor.current?.part();
        if (part && part.sql.trim() !== '') tell(client.running.start(connection, { sql: part.sql, row_limit, timeout_ms }));
      } },
      { id: 'query.to_background', label: 'Keep running in the background', group: 'Query', shortcut: 'mod+alt+b',
        is_enabled: query_id !== null, run: () => { if (query_id !== null) tell(client.running.toBackground(query_id)); } },
    ];
  }, [connection, row_limit, timeout_ms, editor, query_id, queries]));
}

/** Shows what a query in the background has given, in a tab that was opened for that. */
export function useAttachment(tab: string, runner: QueryRunner, text: string): void {
  useEffect(() => {
    const query_id = takeAttachment(tab);
    if (query_id !== null) void runner.attach(client.running.result(query_id), text);
  }, [tab, runner, text]);
}
