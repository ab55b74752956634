// A query's rows as a file (doc/protocol.md section 6): the server writes it, of any size.

import * as z from 'zod/mini';
import { protocolError } from './error.ts';
import type { Http } from './http.ts';
import type { Parameters } from './protocol.ts';

export const export_formats = ['csv', 'tsv', 'json', 'ndjson', 'sql', 'markdown', 'xlsx'] as const;
export type ExportFormat = (typeof export_formats)[number];

/** How the file is written. What a format has no use for is left alone. */
export interface ExportOptions {
  /** csv, tsv, xlsx: the first line holds the names. Default true. */
  header?: boolean;
  /** csv: one character of ASCII, no letter, digit or quote. Default `,`. */
  delimiter?: string;
  /** csv, tsv, markdown: what stands for null, at most 64 bytes. Default nothing; an empty text is then quoted. */
  null?: string;
  /** csv, tsv: quotes around every value that is not null. */
  quote_all?: boolean;
  /** csv, tsv. Default `crlf`, as RFC 4180 has it. */
  line_end?: 'crlf' | 'lf';
  /** csv, tsv: U+FEFF first, by which Excel knows UTF-8. */
  byte_order_mark?: boolean;
  /** csv, tsv: an apostrophe before each text that a spreadsheet would compute. Default true. */
  formula_safe?: boolean;
  /** sql: what is inserted into. Default `result`. */
  table?: { schema?: string; name: string };
  /** sql: 1 to 10,000, default 100. */
  rows_per_insert?: number;
  /** sql: values go into identity columns too, GENERATED ALWAYS or not. Default false. */
  overriding_system_value?: boolean;
  /** xlsx: name of the first sheet, 1 to 31 characters. */
  sheet?: string;
  /** With its extension, without a path; at most 200 characters. */
  file_name?: string;
}

export interface ExportBody {
  /** One statement that gives rows. */
  sql: string;
  format: ExportFormat;
  options?: ExportOptions;
  /** A list is `$1`…, an object `:name`. */
  parameters?: Parameters;
  /** The file ends after so many rows; absent or 0: all. */
  row_limit?: number;
  timeout_ms?: number;
  read_only?: boolean;
  session?: string;
}

export const exportLink = z.object({ url: z.string(), query_id: z.string(), expires_in: z.number() });
/** `url` is good once, for `expires_in` seconds; the export runs under `query_id`. */
export type ExportLink = z.infer<typeof exportLink>;

const path = (connection: string): string => `/connections/${encodeURIComponent(connection)}/export`;

/**
 * Runs the statement and gives the bytes of the file as they come. Throws PostgreSQL's error where it fails before them; where it
 * fails later the stream breaks off with an error, and what has come is not the file.
 */
export async function exportFile(
  http: Http, connection: string, body: ExportBody, signal?: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const response = await http.send('POST', path(connection), { body, signal, headers: { Accept: '*/*' } });
  if (response.body === null) throw protocolError('An answer without a body.');
  return response.body;
}

/** A link that a browser can follow without a token, to save the file. 64 KiB of statement and parameters at most. */
export async function linkToExport(http: Http, connection: string, body: ExportBody): Promise<ExportLink> {
  return await http.json('POST', `${path(connection)}/link`, exportLink, { body });
}
