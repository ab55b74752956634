// Saves what is staged in a tab: all or nothing, in one transaction. What is refused, in conflict or of unknown fate stays
// staged, with its reason.

import { asStudioError, StudioError } from '@studio-pg/client';
import type { ErrorFields, TransactionFate } from '@studio-pg/client';
import { disputedColumns, failedCells, findConflicts, isEqual, most_rows, saveChanges } from '@studio-pg/react/staged-changes';
import type { Conflict, SaveOutcome, StagedRow } from '@studio-pg/react/staged-changes';
import { client } from '../../lib/client.ts';
import { plural } from '../../lib/format.ts';
import { say } from '../../lib/notice.ts';
import type { TabEdits } from './edit-store.ts';

/** How long PostgreSQL is asked what became of a transaction. */
const patience_ms = 15_000;
/** Rows that are read again when one of them was found changed. */
const most_compared = 200;

type Saved = Extract<SaveOutcome, { kind: 'saved' }>['rows'];
type Lost = Extract<SaveOutcome, { kind: 'lost' }>;

/** Gives whether all is saved. */
export async function saveEdits(edits: TabEdits, connection: string, session: string | undefined): Promise<boolean> {
  const { rows } = edits.changes.state;
  if (rows.length === 0 || edits.state.phase !== 'rest') return false;
  if (rows.length > most_rows) {
    refuse(edits, new StudioError({ code: '54000', message: `more than ${most_rows} rows are staged`, hint: 'Take some changes back.' }).fields);
    return false;
  }
  const { doubt } = edits.state;
  if (doubt) {
    // Saved after all, or still unknown: what is staged is looked at again before it is saved.
    if (await settleLost(edits, connection, doubt.staged, doubt.outcome) !== 'aborted') {
      edits.change({ phase: 'rest' });
      return edits.changes.state.rows.length === 0;
    }
  }
  edits.change({ phase: 'saving', failure: null });
  const outcome = await saveChanges(client, connection, rows, { session });
  const is_saved = await settle(edits, connection, rows, outcome, session !== undefined).catch((thrown: unknown) => {
    refuse(edits, asStudioError(thrown).fields);
    return false;
  });
  edits.change({ phase: 'rest' });
  return is_saved;
}

/** Does it all, and undoes it: says what the server would say. */
export async function tryEdits(edits: TabEdits, connection: string): Promise<void> {
  const { rows } = edits.changes.state;
  edits.change({ phase: 'trying', failure: null });
  const outcome = await saveChanges(client, connection, rows, { dry_run: true });
  if (outcome.kind === 'saved') say(`${plural(rows.length, 'row')} tried and rolled back: the server refuses none.`);
  else await settle(edits, connection, rows, outcome, false).catch((thrown: unknown) => refuse(edits, asStudioError(thrown).fields));
  edits.change({ phase: 'rest' });
}

async function settle(
  edits: TabEdits, connection: string, rows: readonly StagedRow[], outcome: SaveOutcome, in_session: boolean,
): Promise<boolean> {
  if (outcome.kind === 'saved') {
    keep(edits, rows, outcome.rows, in_session ? `${plural(rows.length, 'row')} changed in the open transaction: COMMIT keeps it.` : `Saved ${plural(rows.length, 'row')}.`, in_session);
    return true;
  }
  if (outcome.kind === 'refused') {
    const { error, id } = outcome;
    const row = id === null ? undefined : rows.find((each) => each.id === id);
    if (row && (error.code === 'ST013' || error.code === 'ST014')) return await meet(edits, connection, rows, row, error);
    refuse(edits, error, row, row ? await constraintColumns(connection, row, error) : []);
    return false;
  }
  return await settleLost(edits, connection, rows, outcome) === 'committed';
}

/** The answer did not come: PostgreSQL itself is asked, by the transaction's id. */
async function settleLost(edits: TabEdits, connection: string, staged: readonly StagedRow[], outcome: Lost): Promise<TransactionFate> {
  const { transaction, rows } = outcome;
  edits.change({ phase: 'asking', doubt: null });
  const fate = transaction === null ? 'unknown' : await client.transactionFate(connection, transaction, AbortSignal.timeout(patience_ms));
  if (fate === 'committed') {
    // A row that was changed further since stays staged, and meets what was saved of it as another's change.
    const same = staged.filter((row) => row.is_new || JSON.stringify(edits.changes.row(row.id)) === JSON.stringify(row));
    const ids = new Set(same.map((row) => row.id));
    keep(edits, same, rows.filter((row) => ids.has(row.id)), `The connection broke before the answer came. PostgreSQL says that transaction ${transaction ?? ''} was committed: all is saved.`);
    return fate;
  }
  if (fate === 'unreachable') edits.change({ doubt: { staged, outcome } });
  refuse(edits, new StudioError({
    code: '08006', message: 'the connection was lost before the server said whether it has saved', ...lostWords(fate, transaction, staged),
  }).fields);
  return fate;
}

function lostWords(fate: Exclude<TransactionFate, 'committed'>, transaction: string | null, staged: readonly StagedRow[]): { detail: string; hint: string } {
  const noticed = 'Save again: what was saved already is noticed, and nothing is saved twice.';
  if (fate === 'aborted') return { detail: `PostgreSQL says that transaction ${transaction ?? ''} was rolled back: nothing was saved, and nothing is lost here.`, hint: noticed };
  if (fate === 'unreachable') {
    return { detail: `PostgreSQL could not be asked yet what became of transaction ${transaction ?? ''}. Every change is still staged here.`,
      hint: 'Save again: it is asked first, and nothing is saved twice.' };
  }
  // An insert cannot be seen to have been done: nothing says of a row that it is the one.
  return { detail: 'PostgreSQL could not say what became of it. Every change is still staged here.',
    hint: staged.some((row) => row.is_new) ? 'Look whether the new rows are there before they are saved again. Of all other changes it is noticed what was saved already.' : noticed };
}

/** A row is not as it was read: finds every staged row of which that is so. */
async function meet(edits: TabEdits, connection: string, rows: readonly StagedRow[], failed: StagedRow, error: ErrorFields): Promise<boolean> {
  const compared = rows.length <= most_compared ? rows.filter((row) => !row.is_new) : [failed];
  // In no session: the error has failed its transaction.
  const found = await findConflicts(client, connection, compared, undefined, failed.id);
  const done = found.filter((each) => isDone(rows.find((row) => row.id === each.id), each));
  edits.changes.settle(new Set(done.map((each) => each.id)));
  const conflicts = found.filter((each) => !done.includes(each));
  if (done.length > 0) say(`${plural(done.length, 'row')} held already what was to be saved.`);
  if (done.length > 0 && conflicts.length === 0 && edits.changes.state.rows.length === 0) {
    edits.change({ conflicts: [], is_reviewed: false });
    return true;
  }
  if (conflicts.length > 0 && conflicts.every((each) => each.id === failed.id && isAsRead(failed, each))) {
    // No conflict with anybody: the change alone does not find it, or is not made.
    const { name } = failed.relation;
    refuse(edits, { ...error, code: 'ST015', message: `row of relation "${name}" stayed as it was`, detail: 'It is there as it was read: a policy, trigger or rule kept it.' }, failed);
    return false;
  }
  edits.change({ conflicts, is_reviewed: true, failure: conflicts.length > 0 ? null : { error, id: failed.id, columns: [] } });
  return false;
}

function isAsRead(row: StagedRow, { theirs, version }: Conflict): boolean {
  const { xmin } = row.expected;
  return theirs !== null && (xmin === undefined || xmin === version) && Object.entries(theirs).every(([column, value]) => isEqual(value, row.seen[column] ?? null));
}

/** Whether what stands there is what was to be written: an earlier save came through without its answer. */
function isDone(row: StagedRow | undefined, { theirs }: Conflict): boolean {
  if (!row) return true;
  if (theirs === null) return row.is_deleted && row.has_no_key !== true;
  return !row.is_deleted && disputedColumns(row, { id: row.id, theirs, version: null }).length === 0
    && Object.entries(row.cells).every(([column, mine]) => mine.kind === 'value' && isEqual(mine.value, theirs[column] ?? null));
}

function keep(edits: TabEdits, staged: readonly StagedRow[], rows: Saved, words: string, in_session = false): void {
  const values = new Map(rows.map((row) => [row.id, row.values]));
  for (const row of staged) {
    if (!row.is_new) edits.saved.add(row.id, values.get(row.id) ?? null, performance.now());
  }
  // What an open transaction has changed is taken back by its rollback.
  if (!in_session) edits.noteSave(staged.map((row) => ({ row, values: values.get(row.id) ?? null })));
  edits.change({ failure: null, conflicts: [], is_reviewed: false });
  edits.changes.settle(new Set(rows.map((row) => row.id)));
  say(words);
}

function refuse(edits: TabEdits, error: ErrorFields, row?: StagedRow, constraint_columns: readonly string[] = []): void {
  edits.change({ failure: { error, id: row?.id ?? null, columns: row ? failedCells(error, row, constraint_columns) : [] }, is_reviewed: true });
}

async function constraintColumns(connection: string, row: StagedRow, error: ErrorFields): Promise<readonly string[]> {
  if (error.constraint === null) return [];
  const constraints = await client.catalog.ask(connection, 'constraints', { relation: row.relation.oid }).catch(() => []);
  const columns = constraints.find((each) => each.name === error.constraint)?.columns ?? null;
  return columns === null ? [] : JSON.parse(columns) as string[];
}

/** Answers a conflict: of the columns in `theirs` what is there now stands, of the others one's own; a row to be deleted stays. */
export function resolveConflict(edits: TabEdits, conflict: Conflict, theirs: ReadonlySet<string>, keeps_row: boolean): void {
  const row = edits.changes.row(conflict.id);
  if (conflict.theirs === null || !row) edits.changes.settle(new Set([conflict.id]));
  else {
    edits.saved.add(conflict.id, conflict.theirs, performance.now());
    edits.changes.rebase(conflict.id, conflict.theirs, { xmin: conflict.version }, new Set(Object.keys(row.cells).filter((column) => !theirs.has(column))));
    if (keeps_row && row.is_deleted) edits.changes.remove([row], false);
  }
  edits.change({ conflicts: edits.state.conflicts.filter((each) => each.id !== conflict.id), failure: null });
}
