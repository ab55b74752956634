// What an export of many asks of the server: one session whose transaction sees one state of the data, the rows of a relation as a
// file, the catalog.

import type { CatalogQuestion, CatalogRow, ExportFormat, ExportOptions, Row } from '@studio-pg/client';
import { client } from '../../../lib/client.ts';

export interface Relation {
  oid: number;
  schema: string;
  name: string;
  kind: CatalogRow<'relations'>['kind'];
  partition_of: number | null;
}

export class Snapshot {
  readonly #session = `export-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  readonly #connection: string;
  readonly #signal: AbortSignal;
  #search_path = '';
  /** Where names without a schema are looked for, as definitions leave it out. */
  schemas: readonly string[] = [];

  constructor(connection: string, signal: AbortSignal) {
    this.#connection = connection;
    this.#signal = signal;
  }

  async begin(): Promise<void> {
    await this.rows('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const [[text, schemas] = ['', '[]']] = await this.rows(`SELECT pg_catalog.current_setting('search_path'),
      pg_catalog.array_to_json(pg_catalog.current_schemas(false))::pg_catalog.text`) as [string, string][];
    this.#search_path = text;
    this.schemas = JSON.parse(schemas) as string[];
  }

  /** Rows of a query of the studio's own: nothing of the user's stands before PostgreSQL's operators meanwhile. */
  async own(sql: string, parameters: string[] = []): Promise<Row[]> {
    await this.rows('SET LOCAL search_path = pg_catalog');
    const rows = await this.rows(sql, parameters);
    await this.rows(`SELECT pg_catalog.set_config('search_path', $1, true)`, [this.#search_path]);
    return rows;
  }

  /** The rows of one statement. Throws its StudioError. */
  async rows(sql: string, parameters: string[] = []): Promise<Row[]> {
    this.#signal.throwIfAborted();
    const run = client.query(this.#connection, { sql, session: this.#session, row_limit: 0, ...(parameters.length > 0 ? { parameters } : {}) });
    const stop = (): void => run.cancel();
    this.#signal.addEventListener('abort', stop);
    try {
      return (await run.collect()).results[0]?.rows ?? [];
    } finally {
      this.#signal.removeEventListener('abort', stop);
    }
  }

  async file(sql: string, format: ExportFormat, options: ExportOptions): Promise<ReadableStream<Uint8Array>> {
    return await client.export(this.#connection, { sql, format, options, session: this.#session }, this.#signal);
  }

  async ask<Question extends CatalogQuestion>(question: Question, narrowing: { schema?: string; relation?: number }): Promise<CatalogRow<Question>[]> {
    return await client.catalog.ask(this.#connection, question, narrowing, this.#signal);
  }

  /** Ends the transaction, whatever has become of it. */
  async end(): Promise<void> {
    await client.endSession(this.#session, this.#connection).catch(() => undefined);
  }
}

/** A name as SQL reads it, whatever it holds. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const fullName = ({ schema, name }: { schema: string; name: string }): string => `${quoted(schema)}.${quoted(name)}`;
export const literal = (text: string): string => (text.includes('\\') ? `E'${text.replaceAll('\\', '\\\\').replaceAll('\'', '\'\'')}'` : `'${text.replaceAll('\'', '\'\'')}'`);
