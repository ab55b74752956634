// What the editor asks of the server while somebody types.

import { useCallback } from 'react';
import type { AnalyzedStatement } from '@studio-pg/client';
import { client } from '../../lib/client.ts';

/** With a session the text is looked at in its open transaction: temporary tables and what it has made so far. */
export function useAnalyze(connection: string, session: string | undefined) {
  return useCallback(async (sql: string, signal: AbortSignal): Promise<AnalyzedStatement[]> =>
    await client.analyze(connection, sql, session === undefined ? { signal } : { signal, session }), [connection, session]);
}
