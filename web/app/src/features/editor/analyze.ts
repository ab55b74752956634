// What the editor asks of the server while somebody types: in the tab's own session where it has one, so that what its open
// transaction has made is known. Each keystroke cancels the question before it, which leaves the transaction as it was.

import { asStudioError } from '@studio-pg/client';
import type { AnalyzedStatement } from '@studio-pg/client';
import type { RunState } from '@studio-pg/react';
import { useCallback, useState } from 'react';
import { client } from '../../lib/client.ts';

/** `session` is undefined where the tab has none. Another function after each run, which may have made what the text names. */
export function useAnalyze(connection: string, session: string | undefined, { phase, started_at }: RunState) {
  const [last_run, setLastRun] = useState(0);
  if (phase === 'done' && last_run !== started_at) setLastRun(started_at);
  return useCallback(async (sql: string, signal: AbortSignal): Promise<AnalyzedStatement[]> => {
    try {
      return await client.analyze(connection, sql, { signal, session });
    } catch (thrown) {
      // A statement for the session came first.
      if (session === undefined || signal.aborted || asStudioError(thrown).fields.code !== '57014') throw thrown;
      return await client.analyze(connection, sql, { signal });
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the answer may be another one behind a run
  }, [connection, session, last_run]);
}
