// What was run and what was done: the query history and the audit trail, as schemas and as the nouns `history` and
// `audit`. Both are read only, the newest first, page by page.

import * as z from 'zod/mini';
import type { Http } from './http.ts';
import { count, nullable_text, person, text } from './fields.ts';
import { addressOf } from './list.ts';
import type { Page } from './list.ts';

/** How a query ended. */
export const historyStatus = z.enum(['ok', 'failed', 'cancelled', 'timeout']);
export type HistoryStatus = z.infer<typeof historyStatus>;

/** A query that was run. `duration_ms` in milliseconds; `is_cut`: `sql` is the beginning of a longer text. */
export const historyEntry = z.object({
  id: text,
  organization_id: text,
  /** Who ran it; null where the account is gone. */
  account: person,
  connection_id: text,
  /** The connection's name; null where it is gone or not for this account. */
  connection: nullable_text,
  sql: text,
  is_cut: z.boolean(),
  status: historyStatus,
  started_at: text,
  duration_ms: count,
  row_count: z.nullable(count),
  error_code: nullable_text,
  error_message: nullable_text,
});
export type HistoryEntry = z.infer<typeof historyEntry>;
export const historyList = z.object({ items: z.array(historyEntry), next: nullable_text });

/** Something that somebody did. `detail` holds for a change each field's old and new value. */
export const auditEvent = z.object({
  id: text,
  occurred_at: text,
  organization_id: nullable_text,
  account: person,
  /** The role of the psql session that it was done in; null for what was done through studio. */
  role_name: nullable_text,
  action: text,
  subject_id: nullable_text,
  subject_name: nullable_text,
  detail: z.nullable(z.record(z.string(), z.unknown())),
  address: nullable_text,
});
export type AuditEvent = z.infer<typeof auditEvent>;
export const auditList = z.object({ items: z.array(auditEvent), next: nullable_text });

/** What of the history is asked for. `scope: 'organization'` wants `organization_id` and an admin of it. */
export interface HistoryFilter {
  scope?: 'mine' | 'organization';
  organization_id?: string;
  connection_id?: string;
  account_id?: string;
  status?: HistoryStatus;
  /** Queries that took at least so long. */
  min_duration_ms?: number;
  /** A part of the text; ASCII letters match in either case. */
  search?: string;
  /** Rows of a page: 1 to 500, 100 when absent. */
  limit?: number;
}

/** What of the trail is asked for. `organization` wants an admin, `sign_ins` an owner; both want `organization_id`. */
export interface AuditFilter {
  scope?: 'mine' | 'organization' | 'sign_ins';
  organization_id?: string;
  account_id?: string;
  action?: string;
  /** Rows of a page: 1 to 500, 100 when absent. */
  limit?: number;
}

export class History {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /**
   * A page of queries that were run, the newest first. A page may hold fewer than `limit`, even none, and still have a
   * `next`: the server looks at 5,000 at a time. Throws 42501 or 404 where the organization's are not this account's to see.
   */
  async list(filter: HistoryFilter = {}, after: string | null = null, signal?: AbortSignal): Promise<Page<HistoryEntry>> {
    return await this.#http.json('GET', addressOf('/history', { ...filter, after }), historyList, { signal });
  }
}

export class Audit {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** A page of the audit trail, the newest first; `next` as in the history. Throws 42501 or 404 as there. */
  async list(filter: AuditFilter = {}, after: string | null = null, signal?: AbortSignal): Promise<Page<AuditEvent>> {
    return await this.#http.json('GET', addressOf('/audit', { ...filter, after }), auditList, { signal });
  }
}
