// One row under review: its table and key, and of each changed column what stands there and what it becomes.

import { isEqual, valueText } from '@studio-pg/react/staged-changes';
import type { StagedRow } from '@studio-pg/react/staged-changes';
import type { ReactNode } from 'react';
import type { SaveFailure } from './edit-store.ts';

export function ReviewedRow({ row, failure }: { row: StagedRow; failure: SaveFailure | null }): ReactNode {
  const cells = Object.entries(row.cells);
  return (
    <li className={`rounded-md border bg-surface-0 px-3 py-2 ${failure ? 'border-danger' : 'border-line'}`}>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">{row.relation.schema}.{row.relation.name}</span>
        <span className="font-mono text-small text-muted">{keyText(row)}</span>
        {row.is_new && <span className="text-success">new row</span>}
        {row.is_deleted && <span className="text-danger">to be deleted</span>}
        {failure && <span className="text-danger">refused: {failure.error.constraint ?? failure.error.message}</span>}
      </p>
      {!row.is_deleted && (
        <dl className="mt-1 grid grid-cols-[minmax(80px,auto)_1fr] gap-x-3 gap-y-0.5 text-small">
          {cells.map(([column, value]) => (
            <div key={column} className="contents">
              <dt className={failure?.columns.includes(column) === true ? 'font-semibold text-danger' : 'text-muted'}>{column}</dt>
              <dd className="min-w-0 font-mono break-words">
                {!row.is_new && <><del className="rounded-sm bg-delete px-1">{shortText(row.seen[column])}</del>
                <span aria-label="becomes"> → </span></>}
                <ins className="rounded-sm bg-insert px-1 no-underline">{value.kind === 'value' && isEqual(value.value, '') ? "''" : short(valueText(value, row.seen[column]))}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

export function keyText(row: StagedRow): string {
  return Object.entries(row.key).map(([column, value]) => `${column} = ${String(value)}`).join(', ');
}

/** A value as SQL writes it, at most so long; a value that was not read has none. */
export function shortText(value: StagedRow['seen'][string] | undefined): string {
  return value === undefined ? 'not read' : short(valueText({ kind: 'value', value }));
}

function short(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
