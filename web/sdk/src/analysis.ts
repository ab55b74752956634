// Looking at SQL without running it: what an editor asks while somebody types (doc/protocol.md section 6).

import * as z from 'zod/mini';
import type { Http } from './http.ts';
import { column } from './protocol.ts';

const text = z.string();
const nullable_text = z.nullable(z.string());
const count = z.number();

export const analysisFix = z.object({
  label: text,
  edits: z.array(z.object({ begin: count, end: count, text })),
});
/** A change of the text, by the places of the text that was asked about; an edit with an empty range is an insertion. */
export type AnalysisFix = z.infer<typeof analysisFix>;

export const analysisMark = z.object({
  severity: z.enum(['error', 'warning', 'information']),
  rule: text,
  code: nullable_text,
  message: text,
  detail: nullable_text,
  hint: nullable_text,
  begin: count,
  end: count,
  fixes: z.array(analysisFix),
});
/** What is said about a place of the text. `begin` and `end` count characters (code points) from 0. */
export type AnalysisMark = z.infer<typeof analysisMark>;

export const analyzedStatement = z.object({
  begin: count,
  end: count,
  tag: nullable_text,
  kind: z.nullable(z.enum(['read', 'write', 'schema', 'other'])),
  is_destructive: z.boolean(),
  lock: nullable_text,
  parameters: z.array(z.object({ name: nullable_text, type: nullable_text, type_oid: count })),
  columns: z.nullable(z.array(column)),
  diagnostics: z.array(analysisMark),
  fixes: z.array(analysisFix),
});
/** One statement of the text, without its semicolon. */
export type AnalyzedStatement = z.infer<typeof analyzedStatement>;

export const analysis = z.object({ statements: z.array(analyzedStatement) });

export interface AnalyzeOptions {
  signal?: AbortSignal;
}

export interface AnalyzeInSession extends AnalyzeOptions {
  /** Looked at in this session, if it is open and idle: what its transaction has made is seen then. */
  session?: string | undefined;
}

/**
 * Asks the server; the text may have 1 MiB. Throws 57014 where it took longer than two seconds, or where a statement for the
 * session came meanwhile.
 */
export async function analyze(
  http: Http, connection: string, sql: string, { signal, session }: AnalyzeInSession = {},
): Promise<AnalyzedStatement[]> {
  const path = `/connections/${encodeURIComponent(connection)}/analyze`;
  return (await http.json('POST', path, analysis, { body: { sql, ...(session === undefined ? {} : { session }) }, signal })).statements;
}
