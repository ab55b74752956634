// The plan of a statement, as the server's EXPLAIN gives it (doc/protocol.md section 6).

import * as z from 'zod/mini';
import type { Http } from './http.ts';
import { diagnostic } from './protocol.ts';
import type { Parameters } from './protocol.ts';

const count = z.number();

export const explainedRelation = z.object({
  oid: count,
  schema: z.string(),
  name: z.string(),
  estimated_rows: count,
  pages: count,
  analyzed_at: z.nullable(z.string()),
  changes_since_analyze: count,
});
/** What PostgreSQL believes of a table in the plan. `estimated_rows` is −1, `analyzed_at` null where it was never analyzed. */
export type ExplainedRelation = z.infer<typeof explainedRelation>;

export const explained = z.object({
  notices: z.array(diagnostic),
  plan: z.unknown(),
  rolled_back: z.boolean(),
  relations: z.array(explainedRelation),
});
/** `plan` is what EXPLAIN (FORMAT JSON) gives, as it is; `rolled_back`: the statement was run, and its effects taken back. */
export type Explained = z.infer<typeof explained>;

/** EXPLAIN's own; absent is false, but `timing`, which comes with `analyze`. */
export interface ExplainOptions {
  /** Run the statement, and roll back. */
  analyze?: boolean;
  buffers?: boolean;
  /** With `analyze` only. */
  wal?: boolean;
  verbose?: boolean;
  settings?: boolean;
  timing?: boolean;
  /** For parameters of any value; not with `analyze`. */
  generic?: boolean;
}

export interface ExplainBody {
  /** One statement, 1 MiB at most. */
  sql: string;
  /** A list is `$1`…, an object `:name`; with `generic` each name is there, whatever its value. */
  parameters?: Parameters;
  options?: ExplainOptions;
  session?: string;
  timeout_ms?: number;
  read_only?: boolean;
}

/** Asks for the plan. Throws PostgreSQL's error; the transaction of a named session goes on all the same. */
export async function explain(http: Http, connection: string, body: ExplainBody, signal?: AbortSignal): Promise<Explained> {
  return await http.json('POST', `/connections/${encodeURIComponent(connection)}/explain`, explained, { body, signal });
}
