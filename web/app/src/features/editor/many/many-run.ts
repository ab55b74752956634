// One text on many connections: four at a time, each with its own outcome; one that fails stops no other. Outside of React.

import { asStudioError } from '@studio-pg/client';
import type { Column, Connection, Parameters, QueryResult, QueryRun, Row, StudioError } from '@studio-pg/client';
import { client } from '../../../lib/client.ts';

export interface ConnectionOutcome {
  connection: Connection;
  status: 'waiting' | 'running' | 'ok' | 'failed' | 'cancelled';
  results: readonly QueryResult[];
  error: StudioError['fields'] | null;
  duration_ms: number | null;
}

/** What is shown of one statement: all rows in one table where the columns agree, else a table for each connection. */
export interface MergedResult {
  title: string;
  columns: readonly Column[];
  rows: readonly Row[];
}

const at_once = 4;

/** Rows of each result of each connection: all of them are held in memory. */
export const many_row_limit = 10_000;

export class ManyRun {
  readonly #listeners = new Set<() => void>();
  readonly #runs = new Set<QueryRun>();
  #outcomes: readonly ConnectionOutcome[];
  #is_cancelled = false;

  constructor(connections: readonly Connection[], sql: string, parameters: Parameters | undefined) {
    this.#outcomes = connections.map((connection) => ({ connection, status: 'waiting', results: [], error: null, duration_ms: null }));
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next; index < connections.length && !this.#is_cancelled; index = next) {
        next += 1;
        await this.#runOne(index, sql, parameters);
      }
    };
    for (let worker = 0; worker < at_once; worker += 1) void work();
  }

  get outcomes(): readonly ConnectionOutcome[] {
    return this.#outcomes;
  }

  get is_running(): boolean {
    return this.#outcomes.some(({ status }) => status === 'waiting' || status === 'running');
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What runs is cancelled on its server, what waits is not begun. */
  cancel(): void {
    this.#is_cancelled = true;
    for (const run of this.#runs) run.cancel();
    this.#outcomes = this.#outcomes.map((each) => each.status === 'waiting' ? { ...each, status: 'cancelled' } : each);
    this.#tell();
  }

  async #runOne(index: number, sql: string, parameters: Parameters | undefined): Promise<void> {
    const connection = this.#outcomes[index]?.connection;
    if (!connection) return;
    this.#change(index, { status: 'running' });
    const begun = performance.now();
    const run = client.query(connection.id, { sql, row_limit: many_row_limit, ...(parameters === undefined ? {} : { parameters }) });
    this.#runs.add(run);
    try {
      const { results, duration_ms } = await run.collect();
      this.#change(index, { status: 'ok', results, duration_ms });
    } catch (thrown) {
      const error = asStudioError(thrown).fields;
      this.#change(index, { status: this.#is_cancelled && error.code === '57014' ? 'cancelled' : 'failed', error, duration_ms: performance.now() - begun });
    }
    this.#runs.delete(run);
  }

  #change(index: number, part: Partial<ConnectionOutcome>): void {
    this.#outcomes = this.#outcomes.map((each, at) => at === index ? { ...each, ...part } : each);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const name_column: Column = { name: 'connection', type: 'text', type_oid: 25, typmod: -1, table_oid: 0, column_number: 0 };

/** The results of all connections, statement by statement. */
export function merge(outcomes: readonly ConnectionOutcome[]): MergedResult[] {
  const statements = [...new Set(outcomes.flatMap(({ results }) => results.filter(({ columns }) => columns.length > 0).map(({ statement }) => statement)))].sort((a, b) => a - b);
  return statements.flatMap((statement, index) => {
    const having = outcomes.flatMap(({ connection, results }) => {
      const result = results.find((each) => each.statement === statement && each.columns.length > 0);
      return result ? [{ connection, result }] : [];
    });
    const title = statements.length === 1 ? 'Result' : `Result ${index + 1}`;
    const first = having[0]?.result.columns ?? [];
    if (having.every(({ result }) => shape(result.columns) === shape(first))) {
      const rows = having.flatMap(({ connection, result }) => result.rows.map((row) => [connection.name, ...row]));
      return [{ title, columns: [name_column, ...first], rows }];
    }
    return having.map(({ connection, result }) => ({ title: `${title} · ${connection.name}`, columns: result.columns, rows: result.rows }));
  });
}

/** Names and types, in order: OIDs of tables and of types that users made differ between databases. */
function shape(columns: readonly Column[]): string {
  return JSON.stringify(columns.map(({ name, type }) => [name, type]));
}
