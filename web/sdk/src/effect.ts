// What a text would destroy, told before it is run (doc/protocol.md section 6).

import * as z from 'zod/mini';
import type { Http } from './http.ts';
import { diagnostic } from './protocol.ts';
import type { Parameters } from './protocol.ts';

const text = z.string();
const nullable_text = z.nullable(z.string());
const count = z.number();
const nullable_count = z.nullable(z.number());

const effectTarget = z.object({
  description: nullable_text,
  operation: z.enum(['drop', 'truncate', 'delete', 'update']),
  schema: nullable_text,
  name: nullable_text,
  kind: nullable_text,
  estimated_rows: nullable_count,
  child_count: count,
});
/** A relation or object that a statement names. Rows by the planner, or by the statistics; null where nobody knows. */
export type EffectTarget = z.infer<typeof effectTarget>;

const effectDependents = z.object({
  count,
  cascade_count: count,
  is_complete: z.boolean(),
  items: z.array(z.object({ description: text, is_automatic: z.boolean(), estimated_rows: nullable_count })),
});
/** What a DROP takes along. Those that are not automatic want CASCADE; without it the DROP is refused. */
export type EffectDependents = z.infer<typeof effectDependents>;

export const statementEffect = z.object({
  statement: count,
  begin: count,
  end: count,
  tag: text,
  is_cascade: z.boolean(),
  runs_in_transaction: z.boolean(),
  lock: nullable_text,
  error: z.nullable(diagnostic),
  estimated_rows: nullable_count,
  dependents: z.nullable(effectDependents),
  targets: z.array(effectTarget),
  cascades: z.array(z.object({
    schema: text, name: text, constraint: text, action: z.enum(['cascade', 'set_null', 'set_default', 'restrict', 'no_action']),
    operation: z.enum(['delete', 'update', 'truncate']), depth: count, estimated_rows: nullable_count,
  })),
  triggers: z.array(z.object({
    schema: text, name: text, trigger: text, function: text, is_for_each_row: z.boolean(), definition: text,
  })),
  lock_holders: z.array(z.object({
    pid: count, role: nullable_text, application: nullable_text, state: nullable_text, mode: text,
    is_granted: z.boolean(), schema: text, name: text, since: nullable_text,
  })),
  databases: z.array(z.object({ name: text, owner: text, size_bytes: nullable_count, connection_count: count })),
  roles: z.array(z.object({
    name: text, may_login: z.boolean(), is_superuser: z.boolean(), owned_count: count, privilege_count: count,
    databases: nullable_text, member_count: count, membership_count: count, connection_count: count,
  })),
});
/** One destructive statement. `begin` and `end` count characters (code points) of the text from 0. */
export type StatementEffect = z.infer<typeof statementEffect>;

const dryRun = z.object({
  statements: z.array(z.object({ statement: count, tag: text, row_count: nullable_count })),
  tables: z.array(z.object({ schema: text, name: text, inserted: count, updated: count, deleted: count })),
  duration_ms: count,
});
/** Exact counts of a run that was rolled back: of each statement, and of each table with what triggers and cascades did. */
export type DryRun = z.infer<typeof dryRun>;

export const effectAnswer = z.object({
  statements: z.array(statementEffect),
  not_looked_into: z.array(z.object({ statement: count, tag: text })),
  dry_run: z.nullable(dryRun),
});
export type Effect = z.infer<typeof effectAnswer>;

export interface EffectBody {
  /** 1 MiB at most. */
  sql: string;
  parameters?: Parameters;
  /** Run it, in a transaction that is rolled back; locks are waited for one second, and all ends after five. */
  dry_run?: boolean;
  /** Looked at, and tried, within this session's open transaction, if it is idle. */
  session?: string;
}

/** Asks the server. Throws 42601 for a text that cannot be parsed, 25006 in a read-only session. */
export async function effect(
  http: Http, connection: string, body: EffectBody, { signal }: { signal?: AbortSignal } = {},
): Promise<Effect> {
  const path = `/connections/${encodeURIComponent(connection)}/effect`;
  return await http.json('POST', path, effectAnswer, { body, signal });
}
