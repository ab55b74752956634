// Queries while they run: how far they have come, what they wait for, ending one that does not heed a cancel.

import * as z from 'zod/mini';
import { count, nullable_text, text } from './fields.ts';
import type { Http } from './http.ts';
import { queryCancelled, runningQuery } from './protocol.ts';

const blocker = z.object({
  /** 0 is a prepared transaction. */
  pid: count,
  role: nullable_text,
  application: text,
  state: nullable_text,
  query: nullable_text,
  since: nullable_text,
});
/** A process that stands in the way; what pg_stat_activity would not show to the connection's role is null. */
export type Blocker = z.infer<typeof blocker>;

const progress = z.object({
  command: text,
  phase: nullable_text,
  done: count,
  total: z.nullable(count),
  unit: z.enum(['blocks', 'tuples', 'bytes', 'lockers', 'partitions']),
});
/** How far a utility statement has come, by pg_stat_progress_*. `total` is null where it is not known. */
export type Progress = z.infer<typeof progress>;

const queryActivity = z.object({
  ...runningQuery.shape,
  /** The statement that runs, counted from 0, and the rows that have been sent of all. */
  statement: count,
  row_count: count,
  pid: z.nullable(count),
  wait: z.nullable(z.object({ type: text, event: text })),
  blocked_by: z.nullable(z.array(blocker)),
  progress: z.nullable(progress),
});
/** A running query. `pid`, `wait` and `blocked_by` are null in the queue, and where another server runs it. */
export type QueryActivity = z.infer<typeof queryActivity>;

export class Running {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** How far a query has come and what it waits for. Throws with status 404 once it has ended. */
  async read(query_id: string, signal?: AbortSignal): Promise<QueryActivity> {
    return await this.#http.json('GET', addressOf(query_id), queryActivity, signal === undefined ? {} : { signal });
  }

  /**
   * Ends the process of a query that does not heed a cancel. Its session and open transaction are lost. Throws with status
   * 404 once it has ended.
   */
  async terminate(query_id: string): Promise<void> {
    await this.#http.json('DELETE', `${addressOf(query_id)}?terminate=true`, queryCancelled);
  }
}

function addressOf(query_id: string): string {
  return `/queries/${encodeURIComponent(query_id)}`;
}
