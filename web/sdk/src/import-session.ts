// The session in which a file comes in: what is open in it, how it is committed, and what became of that when the answer was lost.

import { asStudioError, StudioError } from './error.ts';
import type { Http } from './http.ts';
import type { QueryBody } from './protocol.ts';
import type { QueryRun } from './query.ts';
import { transactionFate } from './transaction-fate.ts';

const patience_ms = 15_000;
const pause_ms = 1000;

/** Whether lines came in cannot be found out (08007); null: up to some line behind the first. */
export function unknownOutcome(first_line: number, last_line: number | null): StudioError {
  return new StudioError({
    code: '08007', message: 'the connection to the server was lost while the import was committed',
    detail: `Whether lines ${first_line} ${last_line === null ? 'and some behind it' : `to ${last_line}`} came in is not known.`, hint: 'Look whether they are there before you import them again.',
  });
}

export class ImportSession {
  readonly name = `import-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  #is_begun = false;

  constructor(
    readonly http: Http, readonly query: (body: QueryBody) => QueryRun, readonly connection: string, readonly onAsking: (() => void) | undefined,
  ) {}

  /** Gives the first cell of what the first statement gives. Once it is begun, a session that has ended is not begun anew. */
  async run(sql: string): Promise<unknown> {
    const { results } = await this.query({ sql, session: this.name, requires_session: this.#is_begun }).collect();
    this.#is_begun = true;
    return results[0]?.rows[0]?.[0] ?? null;
  }

  /**
   * Commits; `sql` may begin anew behind that. Where the answer is lost PostgreSQL is asked: gives the loss where it had committed
   * nevertheless, else null; throws the reason where nothing was kept, and 08007 where that cannot be found out.
   */
  async commit(sql: string, first_line: number, last_line: number): Promise<StudioError | null> {
    const transaction = await this.run('SELECT pg_catalog.txid_current_if_assigned()::text');
    try {
      await this.run(sql);
      return null;
    } catch (thrown) {
      if (typeof transaction !== 'string') throw thrown;
      this.onAsking?.();
      const signal = AbortSignal.timeout(patience_ms);
      // What the server has not heard would stay open: it ends with its session. What it has heard goes through.
      while (!await this.end() && !signal.aborted) await new Promise((resolve) => setTimeout(resolve, pause_ms));
      const fate = await transactionFate(this.query, transaction, signal);
      if (fate === 'committed') return asStudioError(thrown);
      throw fate === 'aborted' ? thrown : unknownOutcome(first_line, last_line);
    }
  }

  /** Ends it with whatever is open in it. False where nobody answered: then the server ends it in time. */
  async end(): Promise<boolean> {
    return await this.http.send('DELETE', `/sessions/${this.name}?connection=${encodeURIComponent(this.connection)}`)
      .then(() => true, (thrown: unknown) => !asStudioError(thrown).is_connection_lost);
  }
}
