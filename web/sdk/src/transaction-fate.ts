// What became of a transaction whose COMMIT was not answered: PostgreSQL is asked by its id. The functions' names are those
// that every version has; since 13 there are others for the same.

import { asStudioError } from './error.ts';
import type { QueryBody } from './protocol.ts';
import type { QueryRun } from './query.ts';

/** `unknown`: PostgreSQL does not know it any more, or does not tell it; `unreachable`: it could not be asked in time. */
export type TransactionFate = 'committed' | 'aborted' | 'unknown' | 'unreachable';

const pause_ms = 1000;

/** Asks again and again until it can be asked and the transaction has ended, or the signal says that it is enough. */
export async function transactionFate(query: (body: QueryBody) => QueryRun, transaction: string, signal: AbortSignal): Promise<TransactionFate> {
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    const question = query({ sql: 'SELECT pg_catalog.txid_status($1::int8)', parameters: [transaction], read_only: true });
    // While there is no line it is not even sent, and would wait for one for ever.
    const giveUp = (): void => question.cancel();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      const { results } = await question.collect();
      const status = results[0]?.rows[0]?.[0] ?? null;
      if (status === 'committed' || status === 'aborted') return status;
      // Too old to be known.
      if (status === null) return 'unknown';
    } catch (thrown) {
      if (isOver()) return 'unreachable';
      if (!asStudioError(thrown).is_connection_lost) return 'unknown';
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
    await new Promise((resolve) => setTimeout(resolve, pause_ms));
  }
  return 'unreachable';
}
