// The catalog of a connection's database: one question, one table of answers, read into objects with the columns'
// names. Answers are kept with their version, so that asking again costs a 304 while nothing has changed.

import type { Http } from './http.ts';
import { parseAnswer, readJson } from './http.ts';
import { catalogAnswer } from './protocol.ts';
import type { CatalogRow, CatalogQuestion } from './catalog-rows.ts';

export interface CatalogNarrowing {
  schema?: string;
  /** The oid of a relation. */
  relation?: number;
}

/** Answers kept at most; the oldest goes first. */
const kept_answers = 64;

export class Catalog {
  readonly #http: Http;
  readonly #kept = new Map<string, { version: string; rows: unknown[] }>();

  constructor(http: Http) {
    this.#http = http;
  }

  /** Asks one question. The rows are plain objects with the columns of doc/protocol.md section 5. */
  async ask<Question extends CatalogQuestion>(
    connection: string, question: Question, narrowing: CatalogNarrowing = {}, signal?: AbortSignal,
  ): Promise<CatalogRow<Question>[]> {
    const path = catalogPath(connection, question, narrowing);
    const kept = this.#kept.get(path);
    const headers: Record<string, string> = kept ? { 'If-None-Match': `"${kept.version}"` } : {};
    const response = await this.#http.send('GET', path, { headers, signal });
    if (response.status === 304 && kept) return kept.rows as CatalogRow<Question>[];
    const answer = parseAnswer(catalogAnswer, await readJson(response));
    const rows = objectsOf(answer.columns, answer.rows);
    this.#keep(path, answer.version, rows);
    return rows as unknown as CatalogRow<Question>[];
  }

  #keep(path: string, version: string, rows: unknown[]): void {
    this.#kept.delete(path);
    this.#kept.set(path, { version, rows });
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > kept_answers && !oldest.done) this.#kept.delete(oldest.value);
  }
}

function catalogPath(connection: string, question: string, narrowing: CatalogNarrowing): string {
  const query = new URLSearchParams();
  if (narrowing.schema !== undefined) query.set('schema', narrowing.schema);
  if (narrowing.relation !== undefined) query.set('relation', String(narrowing.relation));
  const suffix = query.size > 0 ? `?${query.toString()}` : '';
  return `/connections/${encodeURIComponent(connection)}/catalog/${question}${suffix}`;
}

function objectsOf(columns: string[], rows: unknown[][]): Record<string, unknown>[] {
  return rows.map((row) => {
    const object: Record<string, unknown> = {};
    // Of 25,000 rows with 17 columns Object.fromEntries would make half a million pairs.
    for (const [index, column] of columns.entries()) object[column] = row[index];
    return object;
  });
}
