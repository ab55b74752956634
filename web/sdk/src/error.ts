// The one error that this client throws: PostgreSQL's fields, as they came. It knows no transport.

import type { ErrorFields, Severity } from './protocol.ts';

/** What the fields of an error are when nobody said. */
const absent: ErrorFields = {
  severity: 'ERROR', code: 'XX000', message: '', detail: null, hint: null, position: null, where: null, schema: null,
  table: null, column: null, datatype: null, constraint: null, internal_query: null, internal_position: null,
  request_id: null,
};

/** An error with PostgreSQL's fields. `code` is the SQLSTATE; `status` the HTTP status, or 0 where there was none. */
export class StudioError extends Error {
  override readonly name = 'StudioError';
  readonly severity: Severity;
  readonly code: string;
  readonly detail: string | null;
  readonly hint: string | null;
  /** 1-based, in characters (code points), over the whole `sql` that was sent. */
  readonly position: number | null;
  readonly where: string | null;
  readonly request_id: string | null;
  readonly fields: ErrorFields;
  readonly status: number;
  /** Seconds after which the server says a new try makes sense, from `Retry-After`. */
  readonly retry_after: number | null;

  constructor(fields: Partial<ErrorFields>, status = 0, retry_after: number | null = null) {
    const all = { ...absent, ...fields };
    super(all.message);
    this.fields = all;
    this.severity = all.severity;
    this.code = all.code;
    this.detail = all.detail;
    this.hint = all.hint;
    this.position = all.position;
    this.where = all.where;
    this.request_id = all.request_id;
    this.status = status;
    this.retry_after = retry_after;
  }

  /** True where nobody is signed in, or the sign-in has ended. */
  get is_signed_out(): boolean {
    return this.status === 401;
  }

  /** True where the server could not be reached or the connection to it broke. */
  get is_connection_lost(): boolean {
    return this.code.startsWith('08');
  }
}

/** The server could not be reached (08001) or the connection broke (08006). */
export function connectionError(code: '08001' | '08006', detail: string | null): StudioError {
  const message = code === '08001' ? 'could not reach the server' : 'the connection to the server was lost';
  return new StudioError({ code, message, detail, hint: 'Check that PostgreSQL and studio are running.' });
}

/** The server sent something that this client does not understand (08P01). */
export function protocolError(detail: string): StudioError {
  return new StudioError({ code: '08P01', message: 'the answer of the server was not understood', detail });
}

/** Makes a StudioError of anything that was thrown. */
export function asStudioError(thrown: unknown): StudioError {
  if (thrown instanceof StudioError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new StudioError({ code: 'XX000', message: 'internal error in the client', detail });
}
