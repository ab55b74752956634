// Saves staged rows in one transaction, and finds out what became of it when the answer was lost. It knows the client and no
// element.

import { asStudioError, isTruncated, StudioError } from '@studio-pg/client';
import type { Cell, Client, ErrorFields, Parameter } from '@studio-pg/client';
import { plainText } from '../data-grid/cell-text.ts';
import { changeOf, rereadQuery } from './change-requests.ts';
import { readValue } from './read-value.ts';
import { isEqual } from './staged-changes.ts';
import type { StagedRow } from './staged-changes.ts';

export interface SaveOptions {
  /** The session whose open transaction the changes are to be part of. */
  session?: string | undefined;
  /** Does all, looks at the constraints that wait for the commit, and undoes it. */
  dry_run?: boolean;
}

/** A row as it became, under the names of its columns; null: it was deleted. */
export interface SavedRow {
  id: string;
  values: Record<string, Cell> | null;
}

export type SaveOutcome =
  | { kind: 'saved'; rows: readonly SavedRow[] }
  /** Nothing was saved. `id` is the row whose change was refused, null where it was no row's fault. */
  | { kind: 'refused'; error: ErrorFields; id: string | null }
  /** The connection broke before the answer came. Without a transaction's id it had not come to its commit as far as is known. */
  | { kind: 'lost'; transaction: string | null; rows: readonly SavedRow[] };

const timeout_ms = 30_000;
const longest_cell_bytes = 16_384;
/** Changes of one request. */
export const most_rows = 10_000;

export async function saveChanges(client: Client, connection: string, rows: readonly StagedRow[], options: SaveOptions): Promise<SaveOutcome> {
  const { session, dry_run = false } = options;
  const run = client.changeRows(connection, {
    changes: rows.map(changeOf), timeout_ms, max_cell_bytes: longest_cell_bytes,
    ...(dry_run ? { dry_run } : {}), ...(session === undefined ? {} : { session }),
  });
  const names = new Map<number, string[]>();
  const values = new Map<number, Record<string, Cell>>();
  const saved = (): SavedRow[] => rows.map((row, at) => ({ id: row.id, values: row.is_deleted ? null : values.get(at) ?? {} }));
  const refused = (error: ErrorFields, at: number | null): SaveOutcome => ({ kind: 'refused', error, id: at === null ? null : rows[at]?.id ?? null });
  let transaction: string | null = null;
  let error: { fields: ErrorFields; statement: number | null } | null = null;
  try {
    for await (const event of run) {
      if (event.type === 'result') names.set(event.statement, event.columns.map((column) => column.name));
      else if (event.type === 'rows') {
        const row = event.rows[0];
        if (row) values.set(event.statement, Object.fromEntries((names.get(event.statement) ?? []).map((name, at) => [name, row[at] ?? null])));
      } else if (event.type === 'transaction') transaction = event.id;
      else if (event.type === 'error') error = { fields: { ...event, request_id: null }, statement: event.statement };
      else if (event.type === 'end' && event.status === 'ok') return { kind: 'saved', rows: saved() };
    }
  } catch (thrown) {
    const failure = asStudioError(thrown);
    if (failure.is_connection_lost && !dry_run) return { kind: 'lost', transaction, rows: saved() };
    return refused(failure.fields, rows.length === 1 ? 0 : null);
  }
  // Whoever ran it was lost or ended behind the transaction's id: it may have heard the commit.
  if (error && transaction !== null && /^(08|57P)/.test(error.fields.code)) return { kind: 'lost', transaction, rows: saved() };
  // Behind the transaction's id it is the commit that failed, and no single change.
  if (error) return refused(error.fields, transaction === null ? error.statement : null);
  return refused(new StudioError({ code: '57014', message: 'saving was cancelled' }).fields, null);
}

/** A row that is not as it was read: what stands there now (null: it is gone, or has no key to find it by), and its version. */
export interface Conflict {
  id: string;
  theirs: Readonly<Record<string, Parameter>> | null;
  version: string | null;
}

/** Reads staged rows again and gives those that have changed or gone since, and `failed` in any case: the server found it changed. */
export async function findConflicts(client: Client, connection: string, rows: readonly StagedRow[], session: string | undefined, failed: string | null): Promise<Conflict[]> {
  const conflicts: Conflict[] = [];
  for (const row of rows) {
    if (row.has_no_key) {
      if (row.id === failed) conflicts.push({ id: row.id, theirs: null, version: null });
      continue;
    }
    const { sql, parameters, columns } = rereadQuery(row);
    const { results } = await client.query(connection, { sql, parameters, max_cell_bytes: longest_cell_bytes * 64, ...(session === undefined ? {} : { session }) }).collect();
    const found = results[0]?.rows[0];
    if (!found) {
      conflicts.push({ id: row.id, theirs: null, version: null });
      continue;
    }
    const theirs: Record<string, Parameter> = {};
    columns.forEach((column, at) => {
      const cell = found[at + 1] ?? null;
      theirs[column] = isTruncated(cell) ? cell.head : readValue(cell) ?? null;
    });
    if (row.id === failed || columns.some((column) => !isEqual(theirs[column] ?? null, row.seen[column] ?? null))) {
      conflicts.push({ id: row.id, theirs, version: plainText(found[0]) });
    }
  }
  return conflicts;
}

/** The columns of a row that both sides have changed, and not to the same. */
export function disputedColumns(row: StagedRow, { theirs }: Conflict): string[] {
  if (theirs === null) return [];
  return Object.entries(row.cells).filter(([column, mine]) => !isEqual(theirs[column] ?? null, row.seen[column] ?? null)
    && !(mine.kind === 'value' && isEqual(mine.value, theirs[column] ?? null))).map(([column]) => column);
}
