// Asks what becomes of a query whose tab is to be closed while it runs: it goes on in the background, it is cancelled, or the tab
// stays. Where it ends meanwhile, its result has come, and the question is whether to close that. Where nothing runs and a
// transaction is open, the question is that of transaction-question.tsx.

import { asStudioError } from '@studio-pg/client';
import { ErrorPanel, useElapsed, useQueryRunner } from '@studio-pg/react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../../lib/client.ts';
import { durationText, elapsedText } from '../../../lib/format.ts';
import { say } from '../../../lib/notice.ts';
import { runningKey } from '../../../lib/running-query.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { doneText } from '../done-text.ts';
import { runnerOf } from '../runners.ts';
import { TransactionQuestion } from './transaction-question.tsx';

export interface CloseQuestionProps {
  connection: string;
  tab: string;
  name: string;
  /** True: the tab is to be closed. */
  onAnswer: (closes: boolean) => void;
}

export function CloseQuestion(props: CloseQuestionProps): ReactNode {
  // What is asked is what is so when the question comes.
  const [is_running] = useState(() => runnerOf(props.connection, props.tab).is_running);
  return is_running ? <RunQuestion {...props} /> : <TransactionQuestion {...props} />;
}

function RunQuestion({ connection, tab, name, onAnswer }: CloseQuestionProps): ReactNode {
  const queries = useQueryClient();
  const runner = runnerOf(connection, tab);
  const state = useQueryRunner(runner);
  const elapsed = useElapsed(state);
  const is_over = state.phase === 'done';
  const is_let_go = is_over && state.status === 'detached';
  const stay = useRef<HTMLButtonElement>(null);
  useEffect(() => stay.current?.focus(), []);
  const background = useMutation({
    mutationFn: (query_id: string) => client.running.toBackground(query_id),
    onSuccess: async () => {
      say('The query runs in the background');
      await queries.invalidateQueries({ queryKey: runningKey });
    },
  });
  // Only when the server has let it go there is nothing left that closing would cancel.
  useEffect(() => {
    if (is_let_go) onAnswer(true);
  }, [is_let_go, onAnswer]);
  const { query_id } = state;
  return (
    <Dialog label={`${name} is running`} onClose={() => onAnswer(false)}>
      <div className="grid gap-4 p-5">
        <h2 className="text-title font-semibold">{is_over ? 'The query has ended in' : 'A query runs in'} “{name}”</h2>
        <div className="grid gap-2 text-muted">
          {is_over
            ? <p>It gave {doneText(state)} in {durationText(state.duration_ms ?? 0)}. Closing the tab forgets its results.</p>
            : (
              <p className="tabular-nums">It has run for {elapsedText(elapsed)}. Closing the tab cancels it, unless it goes on in the
                background: there it is listed under Running, and its result can be read later.</p>
            )}
          {state.transaction !== 'idle' && <p>Its session has an open transaction, which is rolled back with the tab.</p>}
        </div>
        {background.error !== null && <ErrorPanel error={asStudioError(background.error).fields} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button ref={stay} className="h-8" onClick={() => onAnswer(false)}>Keep it open</Button>
          {!is_over && <Button className="h-8" disabled={query_id === null || background.isPending || background.isSuccess}
            onClick={() => query_id !== null && background.mutate(query_id)}>Go on in the background</Button>}
          <Button look="danger" className="h-8" onClick={() => onAnswer(true)}>{is_over ? 'Close' : 'Cancel the query and close'}</Button>
        </div>
      </div>
    </Dialog>
  );
}
