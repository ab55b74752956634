// Asks what becomes of the open transaction of a tab that is to be closed: it is committed, it is rolled back, or the tab stays.

import { ErrorPanel, useQueryRunner } from '@studio-pg/react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../../lib/client.ts';
import { noteRefusal } from '../../../lib/query-client.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { runnerOf, sessionName } from '../runners.ts';
import type { CloseQuestionProps } from './close-question.tsx';

export function TransactionQuestion({ connection, tab, name, onAnswer }: CloseQuestionProps): ReactNode {
  const runner = runnerOf(connection, tab);
  const state = useQueryRunner(runner);
  const [is_asked, setAsked] = useState(false);
  const stay = useRef<HTMLButtonElement>(null);
  useEffect(() => stay.current?.focus(), []);
  const has_failed = state.transaction === 'failed';
  const is_over = state.transaction === 'idle' && !runner.is_running;
  const commit = async (): Promise<void> => {
    setAsked(true);
    // Where the session is gone meanwhile, a new one would commit nothing and say that all is well.
    await runner.start(client, connection, { sql: 'COMMIT', session: sessionName(tab), requires_session: true }, { sql_start: -1 });
    const { status, error } = runner.state;
    noteRefusal(error?.code);
    if (status === 'ok') onAnswer(true);
  };
  return (
    <Dialog label={`${name} has an open transaction`} onClose={() => onAnswer(false)}>
      <div className="grid gap-4 p-5">
        <h2 className="text-title font-semibold">{is_over ? 'The transaction has ended in' : 'A transaction is open in'} “{name}”</h2>
        <p className="text-muted">{sentence(has_failed, is_over)}</p>
        {is_asked && state.error && <ErrorPanel error={state.error} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button ref={stay} className="h-8" onClick={() => onAnswer(false)}>Keep it open</Button>
          <Button look="danger" className="h-8" disabled={runner.is_running} onClick={() => onAnswer(true)}>{is_over ? 'Close' : 'Roll back and close'}</Button>
          {!has_failed && !is_over && <Button look="primary" className="h-8" disabled={runner.is_running} onClick={() => void commit()}>Commit and close</Button>}
        </div>
      </div>
    </Dialog>
  );
}

function sentence(has_failed: boolean, is_over: boolean): string {
  if (is_over) return 'What was not committed is rolled back.';
  if (has_failed) return 'A statement in it has failed, so it can only be rolled back. Closing the tab does that.';
  return 'What it has changed is seen by nobody else until it is committed. Its locks are held until it ends.';
}
