// What is staged in each tab, what was saved there, and how far a save is. It lives outside of React, so that it survives a
// change of page; the browser's storage keeps what is staged over a reload and a crash.

import type { ErrorFields } from '@studio-pg/client';
import { readStagedRows, SavedRows, StagedChanges } from '@studio-pg/react/staged-changes';
import type { AddedValues, Conflict, SavedChange, SaveOutcome, StagedRow } from '@studio-pg/react/staged-changes';
import { say } from '../../lib/notice.ts';
import { readStored, removeStored, writeStored } from '../../lib/storage.ts';
import { onTabClosed } from '../../lib/tabs.ts';

export interface SaveFailure {
  error: ErrorFields;
  /** The row whose change was refused, and its columns as far as that is known. */
  id: string | null;
  columns: readonly string[];
}

/** One save, and when it was, by the clock. */
export interface PastSave {
  at: number;
  changes: readonly SavedChange[];
}

/** Saves that can be undone; older ones are forgotten. */
const most_saves = 50;

/** A save whose answer was lost, and of which PostgreSQL could not be asked yet. */
export interface DoubtfulSave {
  staged: readonly StagedRow[];
  outcome: Extract<SaveOutcome, { kind: 'lost' }>;
}

export interface SaveState {
  /** `asking`: the answer was lost, and PostgreSQL is asked what became of the changes. */
  phase: 'rest' | 'saving' | 'trying' | 'asking';
  failure: SaveFailure | null;
  conflicts: readonly Conflict[];
  is_reviewed: boolean;
  /** Rows that saves have added, the latest first: shown until the rows are left. */
  added: readonly { relation: number; values: AddedValues; at: number }[];
  /** Asked about before anything is saved again, so that no new row comes twice. */
  doubt: DoubtfulSave | null;
  /** What can be undone, the latest last. */
  past: readonly PastSave[];
  /** The save that is undone by what is staged. */
  undoes: PastSave | null;
}

const rest: SaveState = { phase: 'rest', failure: null, conflicts: [], is_reviewed: false, added: [], doubt: null, past: [], undoes: null };

export class TabEdits {
  readonly changes: StagedChanges;
  readonly saved = new SavedRows();
  readonly #name: string;
  readonly #listeners = new Set<() => void>();
  #state = rest;
  #is_told = false;

  constructor(name: string) {
    this.#name = name;
    this.changes = new StagedChanges(readStagedRows(readStored(name)));
    this.changes.subscribe(() => this.#keep());
  }

  get state(): SaveState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change(part: Partial<SaveState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }

  /** Notes a save; one that has undone another one is none to go back from. */
  noteSave(changes: readonly SavedChange[]): void {
    const { past, undoes, added } = this.#state;
    const made = changes.flatMap(({ row, values }) => (row.is_new && values ? [{ relation: row.relation.oid, values, at: performance.now() }] : []));
    this.change({
      past: undoes ? past.filter((each) => each !== undoes) : [...past, { at: Date.now(), changes }].slice(-most_saves),
      undoes: null, added: [...made, ...added],
    });
  }

  #keep(): void {
    const { rows } = this.changes.state;
    if (rows.length === 0 && this.#state.undoes && this.#state.phase === 'rest') this.change({ undoes: null });
    const { failure, conflicts } = this.#state;
    const is_there = (id: string | null): boolean => id === null || this.changes.row(id) !== undefined;
    const present = conflicts.filter((each) => is_there(each.id));
    if (present.length !== conflicts.length || failure !== null) {
      this.change({ conflicts: present, failure: failure !== null && rows.length > 0 && is_there(failure.id) && this.#state.is_reviewed ? failure : null });
    }
    if (rows.length === 0) removeStored(this.#name);
    else if (!writeStored(this.#name, rows) && !this.#is_told) {
      this.#is_told = true;
      say('The browser cannot keep these changes over a reload: its storage is full.');
    }
  }
}

const stores = new Map<string, TabEdits>();

/** Of a tab of a connection. */
export function editsOf(connection: string, tab: string): TabEdits {
  const name = `edits.${connection}.${tab}`;
  const kept = stores.get(name);
  // A tab that was closed and opened again has its changes in the storage alone.
  if (kept && (kept.changes.state.rows.length > 0 || readStored(name) === null)) return kept;
  const made = new TabEdits(name);
  stores.set(name, made);
  return made;
}

// What a closed tab held stays in the storage, beside its text, for who opens it again.
onTabClosed((connection, tab) => {
  stores.delete(`edits.${connection}.${tab.kind === 'query' ? tab.id : tableTab(tab.schema, tab.name)}`);
});

/** What the tab of a table is called here. */
export function tableTab(schema: string, name: string): string {
  return `table ${JSON.stringify([schema, name])}`;
}
