// A file into a table (doc/protocol.md section 6): cut into parts. The server says how much of a part it has taken, so nobody here
// has to know where a record ends. In a session the next part is on its way while one is taken: it is cut where a record most
// likely ends, behind a line feed, and sent again where that was wrong.

import * as z from 'zod/mini';
import { asStudioError, protocolError } from './error.ts';
import { nullable_text, text } from './fields.ts';
import type { Http } from './http.ts';
import { ImportSession, unknownOutcome } from './import-session.ts';
import type { QueryBody } from './protocol.ts';
import type { QueryRun } from './query.ts';

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
  /** The answer to a commit was lost, and PostgreSQL is asked what became of it. */
  onAsking?: () => void;
  signal?: AbortSignal;
}

const first_part_bytes = 512 << 10;
/** A larger one gains little and takes as much of the gateway's memory. */
const usual_part_bytes = 2 << 20;
const part_limit_bytes = 8 << 20; // the server's
const line_feed = 10;
/** As long as parts are quicker they grow, and shrink where they are slower by far: so progress is told on every line. */
const part_ms = 400;

/**
 * Sends a file. Throws the StudioError of the first line that fails and is not skipped; then nothing of one transaction stays, and of
 * parts what was told as progress. 08007: the answer to a commit was lost, and it cannot be found out what became of it.
 */
export async function importRows(
  http: Http, query: (body: QueryBody) => QueryRun, connection: string, file: Blob, body: ImportBody, options: ImportOptions = {},
): Promise<ImportProgress> {
  const is_dry_run = options.dry_run === true;
  const keeps_parts = !is_dry_run && options.is_one_transaction === false;
  const date_style = options.date_order === undefined ? [] : [`SET DateStyle = 'ISO, ${options.date_order}'`];
  const before = options.before === undefined || options.from !== undefined ? [] : [options.before];
  const begin = keeps_parts ? [...date_style, ...before, 'BEGIN'] : [...date_style, 'BEGIN', ...before];
  const session = new ImportSession(http, query, connection, options.onAsking);
  const sending: Sending = { http, connection, file, body, options, session, keeps_parts };
  try {
    const [first = 'BEGIN', ...rest] = begin;
    try {
      await session.run(first);
    } catch (thrown) {
      // A pooler keeps no session. Then each part is committed as it comes.
      if (!keeps_parts || rest.length > 0 || asStudioError(thrown).code !== '0A000') throw thrown;
      return await sendParts({ ...sending, session: null });
    }
    for (const sql of rest) await session.run(sql);
    const done = await sendParts(sending);
    if (is_dry_run) await session.run('SET CONSTRAINTS ALL IMMEDIATE; ROLLBACK');
    else if (!keeps_parts) await session.commit('COMMIT', 1, done.lines);
    return done;
  } finally {
    // With whatever is open in it; after a commit nothing is.
    await session.end();
  }
}

function nextSize(size: number, took_ms: number): number {
  if (took_ms < part_ms && size < usual_part_bytes) return size * 2;
  return took_ms > 4 * part_ms && size > first_part_bytes ? size / 2 : size;
}

/** A part that is on its way. */
interface Sent {
  begin: number;
  end: number;
  /** Of the file, up to `end`; undefined where it is not cut behind a line feed. */
  lines: number | undefined;
  began: number;
  answer: Promise<z.infer<typeof importAnswer>>;
}

interface Sending {
  http: Http;
  connection: string;
  file: Blob;
  body: ImportBody;
  options: ImportOptions;
  /** null: each part is a transaction of its own. */
  session: ImportSession | null;
  /** What is open in the session is committed behind each part. */
  keeps_parts: boolean;
}

async function sendParts({ http, connection, file, body, options, session, keeps_parts }: Sending): Promise<ImportProgress> {
  const path = `/connections/${encodeURIComponent(connection)}/import`;
  const limit = options.skip_bad_lines ?? 0;
  const bad_lines: BadLine[] = [];
  const from = options.from ?? { bytes: 0, lines: 0 };
  const done = { rows: from.rows ?? 0, bytes: from.bytes, total_bytes: file.size, lines: from.lines, bad_lines };
  let size = first_part_bytes;
  // How many lines may still be bad is known when the part before is in; and what comes before its commit is in its transaction.
  const runs_ahead = !keeps_parts && limit === 0;

  const send = async (begin: number, lines: number, follows: boolean): Promise<Sent> => {
    const whole = new Uint8Array(await file.slice(begin, begin + size).arrayBuffer());
    const is_last = begin + whole.length === file.size;
    const cut = runs_ahead && !is_last ? whole.lastIndexOf(line_feed) + 1 : 0;
    const bytes = cut > 0 ? whole.subarray(0, cut) : whole;
    const head = {
      ...body, first_line: lines + 1, is_last, skip_bad_lines: limit - bad_lines.length,
      ...(session === null ? {} : { session: session.name, requires_session: true, first_byte: begin, follows }),
    };
    const answer = http.json('POST', path, importAnswer, { bytes: new Blob([`${JSON.stringify(head)}\n`, bytes]), signal: options.signal });
    answer.catch(() => undefined); // It is looked at when those before it are in.
    return { begin, end: begin + bytes.length, lines: cut > 0 ? lines + lineFeeds(bytes) : undefined, began: performance.now(), answer };
  };

  let ahead: Sent | null = null;
  while (done.bytes < file.size) {
    options.signal?.throwIfAborted();
    const follows: boolean = ahead !== null;
    const part: Sent = ahead ?? await send(done.bytes, done.lines, false);
    ahead = part.lines === undefined ? null : await send(part.end, part.lines, true);
    const answer = await part.answer.catch((thrown: unknown) => {
      // It may be in for all that.
      const is_lost = session === null && (options.signal?.aborted === true || asStudioError(thrown).is_connection_lost);
      throw is_lost ? unknownOutcome(done.lines + 1, null) : thrown;
    });
    if (part.begin + answer.bytes !== part.end && ahead !== null) {
      // A record goes on behind the cut: what was sent ahead begins within it, and the server takes nothing of that.
      await ahead.answer;
      ahead = null;
    }
    if (answer.bytes > 0) {
      size = answer.bytes < (part.end - part.begin) / 2 ? Math.max(answer.bytes, first_part_bytes) : nextSize(size, performance.now() - part.began);
    } else if (!follows) { // Else it came before the one that it stands behind, and is sent again.
      if (size >= part_limit_bytes) throw protocolError('The server takes nothing more of the file.');
      size = Math.min(size * 2, part_limit_bytes);
    }
    const is_last = done.bytes + answer.bytes === file.size;
    const loss = session !== null && keeps_parts && answer.bytes > 0
      ? await session.commit(is_last ? 'COMMIT' : 'COMMIT; BEGIN', done.lines + 1, done.lines + answer.lines) : null;
    done.rows += answer.rows;
    done.bytes += answer.bytes;
    done.lines += answer.lines;
    bad_lines.push(...answer.bad_lines);
    if (answer.bytes > 0) options.onProgress?.({ ...done, bad_lines: [...bad_lines] });
    if (loss !== null && !is_last) throw loss;
  }
  return done;
}

function lineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(line_feed); at >= 0; at = bytes.indexOf(line_feed, at + 1)) count += 1;
  return count;
}
