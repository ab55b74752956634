// A row that somebody else has changed since it was read: what was read, what stands there now and what one wanted, with a choice
// for each column that both have changed.

import { disputedColumns, isEqual, valueText } from '@studio-pg/react/staged-changes';
import type { Conflict, StagedRow } from '@studio-pg/react/staged-changes';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import type { TabEdits } from './edit-store.ts';
import { keyText, shortText } from './reviewed-row.tsx';
import { resolveConflict } from './save-edits.ts';

interface ConflictViewProps {
  edits: TabEdits;
  row: StagedRow;
  conflict: Conflict;
}

export function ConflictView({ edits, row, conflict }: ConflictViewProps): ReactNode {
  const { theirs } = conflict;
  const title = `${row.relation.schema}.${row.relation.name} ${keyText(row)}`;
  const disputed = disputedColumns(row, conflict);
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const elsewhere = Object.keys(row.seen).filter((column) => !disputed.includes(column) && !isEqual(theirs?.[column] ?? null, row.seen[column] ?? null));
  const choose = (column: string, is_theirs: boolean): void => setTaken((old) => new Set([...old].filter((each) => each !== column).concat(is_theirs ? [column] : [])));
  return (
    <section aria-label={`Conflict: ${title}`} className="m-4 mb-0 grid gap-2 rounded-md border border-warning bg-warning-soft px-3 py-2">
      <h3 className="font-semibold">{title} {row.has_no_key ? 'is not as it was read' : theirs === null ? 'is not there any more' : 'was changed by somebody else'}</h3>
      {theirs === null && <p className="text-small">{row.has_no_key ? 'It was changed or deleted, and has no key by which it could be found again: read the rows anew.' : 'It was deleted, its key was changed, or no policy lets you see it now.'}</p>}
      {theirs !== null && disputed.length > 0 && (
        <div className="overflow-x-auto" tabIndex={0} role="group" aria-label="Columns that both have changed">
          <table className="w-full text-left text-small">
            <thead><tr>{['Column', 'As it was read', 'Theirs: there now', 'Mine'].map((each) => <th key={each} scope="col" className="pr-3 font-medium text-muted">{each}</th>)}</tr></thead>
            <tbody>{disputed.map((column) => (
              <tr key={column} className="align-top">
                <th scope="row" className="pr-3 font-medium">{column}</th>
                <td className="pr-3 font-mono">{shortText(row.seen[column])}</td>
                <td className="pr-3"><Choice name={`${row.id} ${column}`} label={`theirs of ${column}`} text={shortText(theirs[column])}
                  is_chosen={taken.has(column)} onChoose={() => choose(column, true)} /></td>
                <td className="pr-3"><Choice name={`${row.id} ${column}`} label={`mine of ${column}`} text={valueText(row.cells[column] ?? { kind: 'default' }, row.seen[column])}
                  is_chosen={!taken.has(column)} onChoose={() => choose(column, false)} /></td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
      {theirs !== null && elsewhere.length > 0 && (
        <p className="text-small">Also changed: {elsewhere.map((column) => `${column} ${shortText(row.seen[column])} → ${shortText(theirs[column])}`).join(', ')}.</p>
      )}
      <p className="flex flex-wrap gap-2">
        {theirs === null ? <Button onClick={() => resolveConflict(edits, conflict, new Set(), true)}>Drop my change</Button>
          : row.is_deleted ? <>
              <Button onClick={() => resolveConflict(edits, conflict, new Set(), true)}>Keep the row</Button>
              <Button onClick={() => resolveConflict(edits, conflict, new Set(), false)}>Delete it all the same</Button>
            </>
          : <Button onClick={() => resolveConflict(edits, conflict, taken, true)}>{taken.size === 0 ? 'Go on with mine' : taken.size === disputed.length ? 'Take theirs' : 'Go on with this choice'}</Button>}
      </p>
    </section>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  text: string;
  is_chosen: boolean;
  onChoose: () => void;
}

function Choice({ name, label, text, is_chosen, onChoose }: ChoiceProps): ReactNode {
  return (
    <label className="flex items-baseline gap-1.5">
      <input type="radio" name={name} aria-label={label} checked={is_chosen} onChange={onChoose} />
      <span className="font-mono break-words">{text}</span>
    </label>
  );
}
