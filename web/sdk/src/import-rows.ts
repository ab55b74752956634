// A file into a table (doc/protocol.md section 6): cut into parts, each sent when the one before it is in. The server says how
// much of a part it has taken, so nobody here has to know where a record ends.

import * as z from 'zod/mini';
import { protocolError } from './error.ts';
import { nullable_text, text } from './fields.ts';
import type { Http } from './http.ts';

const count = z.number();
const badLine = z.object({ line: count, code: text, message: text, detail: nullable_text, where: nullable_text });
/** A line that was left out: where it begins in the file, from 1, and PostgreSQL's reason. */
export type BadLine = z.infer<typeof badLine>;

export const importAnswer = z.object({ rows: count, bytes: count, lines: count, bad_lines: z.array(badLine) });

export interface ImportBody {
  relation: { schema: string; name: string };
  /** Where each field of a line goes; null: nowhere. */
  columns: (string | null)[];
  /** ndjson: the keys of the columns' values, where they are not the columns' names. */
  fields?: string[];
  /** Rows that are there already are told by these columns, of which there must be a unique index. Without: every line is a new row. */
  key?: string[];
  /** What happens to a row that is there: it is changed (the default), or stays. */
  on_conflict?: 'update' | 'nothing';
  /** `text` is COPY's own. Default `csv`. */
  format?: 'csv' | 'text' | 'ndjson';
  /** One character of ASCII; absent as COPY has it for the format. */
  delimiter?: string;
  quote?: string;
  /** What stands for NULL. */
  null?: string;
  /** PostgreSQL's name of the file's encoding. Default UTF8. */
  encoding?: string;
  /** The first line holds names. */
  header?: boolean;
}

export interface ImportProgress {
  /** That came in, or would have. */
  rows: number;
  bytes: number;
  total_bytes: number;
  lines: number;
  bad_lines: readonly BadLine[];
}

export interface ImportOptions {
  /** All or nothing (the default); else what is in stays in, part by part, and `from` goes on behind it. */
  is_one_transaction?: boolean;
  /** Do all of it and roll it back. */
  dry_run?: boolean;
  /** So many lines that are wrong are left out and told; one more ends the import. Default 0, 10,000 at most. */
  skip_bad_lines?: number;
  /** Statements before the first part: in the same transaction, where there is one; not where an import goes on with `from`. */
  before?: string;
  /** How dates like 1/2/2026 are read. Default: as the role's DateStyle says. */
  date_order?: 'YMD' | 'MDY' | 'DMY';
  /** Where an import that was not one transaction has stopped; its `rows` are counted on. */
  from?: { bytes: number; lines: number; rows?: number };
  onProgress?: (progress: ImportProgress) => void;
  signal?: AbortSignal;
}

const part_bytes = 2 << 20;
const part_limit_bytes = 8 << 20; // the server's

/** Sends a file. Throws the StudioError of the first line that fails and is not skipped; then nothing of one transaction stays. */
export async function importRows(
  http: Http, run: (sql: string, session: string) => Promise<unknown>, connection: string, file: Blob, body: ImportBody,
  options: ImportOptions = {},
): Promise<ImportProgress> {
  const is_held = options.dry_run === true || options.is_one_transaction !== false;
  const begin = [
    ...(options.date_order === undefined ? [] : [`SET DateStyle = 'ISO, ${options.date_order}'`]),
    ...(is_held ? ['BEGIN'] : []),
    ...(options.before === undefined || options.from !== undefined ? [] : [options.before]),
  ];
  if (begin.length === 0) return await sendParts(http, connection, file, body, options, undefined);
  const session = `import-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  try {
    for (const sql of begin) await run(sql, session);
    const done = await sendParts(http, connection, file, body, options, session);
    if (is_held) await run(options.dry_run === true ? 'SET CONSTRAINTS ALL IMMEDIATE; ROLLBACK' : 'COMMIT', session);
    return done;
  } finally {
    // Ends it with whatever is open in it; after a commit nothing is. Who is offline leaves that to the server.
    await http.send('DELETE', `/sessions/${session}?connection=${encodeURIComponent(connection)}`).catch(() => undefined);
  }
}

async function sendParts(
  http: Http, connection: string, file: Blob, body: ImportBody, options: ImportOptions, session: string | undefined,
): Promise<ImportProgress> {
  const path = `/connections/${encodeURIComponent(connection)}/import`;
  const limit = options.skip_bad_lines ?? 0;
  const bad_lines: BadLine[] = [];
  const from = options.from ?? { bytes: 0, lines: 0 };
  const done = { rows: from.rows ?? 0, bytes: from.bytes, total_bytes: file.size, lines: from.lines, bad_lines };
  let size = part_bytes;
  while (done.bytes < file.size) {
    const end = Math.min(done.bytes + size, file.size);
    const head = {
      ...body, first_line: done.lines + 1, is_last: end === file.size, skip_bad_lines: limit - bad_lines.length,
      ...(session === undefined ? {} : { session, requires_session: true }),
    };
    const bytes = new Blob([`${JSON.stringify(head)}\n`, file.slice(done.bytes, end)]);
    const answer = await http.json('POST', path, importAnswer, { bytes, signal: options.signal });
    if (answer.bytes === 0 && size >= part_limit_bytes) throw protocolError('The server takes nothing more of the file.');
    if (answer.bytes === 0) size = Math.min(size * 2, part_limit_bytes);
    done.rows += answer.rows;
    done.bytes += answer.bytes;
    done.lines += answer.lines;
    bad_lines.push(...answer.bad_lines);
    options.onProgress?.({ ...done, bad_lines: [...bad_lines] });
  }
  return done;
}
