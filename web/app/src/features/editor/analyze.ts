// What the editor asks of the server while somebody types. Never in the tab's own session: each keystroke cancels the question
// before it, and a cancel would abort an open transaction.

import { useCallback } from 'react';
import type { AnalyzedStatement } from '@studio-pg/client';
import { client } from '../../lib/client.ts';

export function useAnalyze(connection: string) {
  return useCallback(async (sql: string, signal: AbortSignal): Promise<AnalyzedStatement[]> =>
    await client.analyze(connection, sql, { signal }), [connection]);
}
