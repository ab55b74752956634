// Commands on whole rows that need more than the grid: the clipboard, and what the catalog says of a table.

import { inverseOf, relationFacts } from '@studio-pg/react/staged-changes';
import type { RelationFacts, StagedRow } from '@studio-pg/react/staged-changes';
import { client } from '../../lib/client.ts';
import { say } from '../../lib/notice.ts';
import type { TabEdits } from './edit-store.ts';
import type { EditTargets } from './edit-targets.ts';

export async function pasteRows(targets: EditTargets, order: readonly number[]): Promise<void> {
  const text = await navigator.clipboard.readText().catch(() => null);
  if (text === null) say('The browser does not let the page read the clipboard. In the grid, Ctrl Shift V pastes as new rows.');
  else targets.pasteAsRows(order, text);
}

/** Stages what takes the last save back and opens its review: it is saved as any other change, on rows that are still as they were left. */
export async function undoLastSave(edits: TabEdits, connection: string): Promise<void> {
  const save = edits.state.past.at(-1);
  if (!save) return say('Nothing was saved here that could be undone.');
  if (edits.changes.state.rows.length > 0) return say('Save or discard what is staged first.');
  const relations = new Map<number, RelationFacts | null>();
  const rows: StagedRow[] = [];
  for (const change of [...save.changes].reverse()) {
    const { oid, name } = change.row.relation;
    const known = relations.get(oid) ?? relationFacts(await client.catalog.ask(connection, 'changeable', { relation: oid }));
    relations.set(oid, known);
    const inverse = known ? inverseOf(change, known) : { row: null, reason: `${name} is not there any more` };
    if (inverse.reason !== null) return say(`The save cannot be undone: ${inverse.reason}.`);
    rows.push(inverse.row);
  }
  edits.changes.put(rows);
  edits.change({ undoes: save, is_reviewed: true });
}
