// Queries while they run: how far they have come, what they wait for, ending one that does not heed a cancel.

import * as z from 'zod/mini';
import { count, nullable_text, text } from './fields.ts';
import type { Http } from './http.ts';
import { addressOf } from './list.ts';
import { nodeRows } from './live-plan.ts';
import { queryCancelled, queryList, runnerSession, runningQuery } from './protocol.ts';
import type { QueryBody, RunnerSession, RunningQuery } from './protocol.ts';
import { QueryRun } from './query.ts';
import { HttpCarrier } from './transport.ts';

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
  /** The statement that runs, counted from 0. */
  statement: count,
  pid: z.nullable(count),
  wait: z.nullable(z.object({ type: text, event: text })),
  blocked_by: z.nullable(z.array(blocker)),
  progress: z.nullable(progress),
  plan: z.nullable(z.object({ statement: count, nodes: nodeRows })),
});
/**
 * A running query. `pid`, `wait` and `blocked_by` are null in the queue, and where another server runs it; `plan` is null unless
 * it runs with `live_plan`.
 */
export type QueryActivity = z.infer<typeof queryActivity>;

export class Running {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /**
   * The account's queries that run or wait, and those that are kept in the background; with an organization all on its
   * connections, for its admins and owners.
   */
  async list(organization_id?: string, signal?: AbortSignal): Promise<RunningQuery[]> {
    const path = addressOf('/queries', organization_id === undefined ? {} : { scope: 'organization', organization_id });
    return (await this.#http.json('GET', path, queryList, signal === undefined ? {} : { signal })).items;
  }

  /** Begins a query that goes on without a reader. Throws 53400 where the account has too many. */
  async start(connection: string, body: QueryBody): Promise<RunningQuery> {
    const path = `/connections/${encodeURIComponent(connection)}/query`;
    return await this.#http.json('POST', path, runningQuery, { body: { ...body, background: true } });
  }

  /** Lets a query of the socket go on without it; its run ends with status `detached`. */
  async toBackground(query_id: string): Promise<RunningQuery> {
    return await this.#http.json('POST', `${pathOf(query_id)}/background`, runningQuery, { body: {} });
  }

  /** What a query in the background has given, going on until its end. Leaving it cancels nothing. */
  result(query_id: string): QueryRun {
    return new QueryRun(new HttpCarrier(this.#http, `${pathOf(query_id)}/result`));
  }

  /** Cancels a query; one that is done in the background is forgotten. Throws with status 404 where there is none. */
  async end(query_id: string): Promise<void> {
    await this.#http.json('DELETE', pathOf(query_id), queryCancelled);
  }

  /** How far a query has come and what it waits for. Throws with status 404 once it has ended. */
  async read(query_id: string, signal?: AbortSignal): Promise<QueryActivity> {
    return await this.#http.json('GET', pathOf(query_id), queryActivity, signal === undefined ? {} : { signal });
  }

  /**
   * Ends the process of a query that does not heed a cancel. Its session and open transaction are lost. Throws with status
   * 404 once it has ended.
   */
  async terminate(query_id: string): Promise<void> {
    await this.#http.json('DELETE', `${pathOf(query_id)}?terminate=true`, queryCancelled);
  }
}

const lockRows = z.object({
  columns: z.array(text),
  rows: z.array(z.tuple([text, nullable_text, nullable_text, text, z.boolean()])),
});
/** A lock of a session; `schema` is null where it is not on a relation that the role can name. */
export interface SessionLock {
  kind: string;
  schema: string | null;
  name: string | null;
  mode: string;
  is_granted: boolean;
}

/** Named sessions, between their queries. */
export class RunnerSessions {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Begins the idle time of a session anew. Throws with status 404 where it has ended. */
  async keep(name: string, connection: string): Promise<RunnerSession> {
    return await this.#http.json('POST', sessionPath(name, 'keep', connection), runnerSession, { body: {} });
  }

  /** The locks that a session holds or waits for. Throws 0A000 for a session on another server. */
  async locks(name: string, connection: string): Promise<SessionLock[]> {
    const { rows } = await this.#http.json('GET', sessionPath(name, 'locks', connection), lockRows);
    return rows.map(([kind, schema, lock_name, mode, is_granted]) => ({ kind, schema, name: lock_name, mode, is_granted }));
  }
}

function sessionPath(name: string, what: string, connection: string): string {
  return addressOf(`/sessions/${encodeURIComponent(name)}/${what}`, { connection });
}

function pathOf(query_id: string): string {
  return `/queries/${encodeURIComponent(query_id)}`;
}
