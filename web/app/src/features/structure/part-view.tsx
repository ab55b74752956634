// One part of the structure: asked for when it is shown, with what can be added to it above.

import { asStudioError } from '@studio-pg/client';
import type { CatalogNarrowing, CatalogQuestion, CatalogRow } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { countText } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import type { LineAction } from './structure-table.tsx';

interface PartViewProps<Question extends CatalogQuestion> {
  title: string;
  question: Question;
  narrowing: CatalogNarrowing;
  /** False where the rows are no list to be counted. */
  is_counted?: boolean;
  /** What can be added or changed as a whole. */
  actions?: readonly LineAction[];
  /** As `actions`, where they need what was read. */
  actionsOf?: (rows: readonly CatalogRow<Question>[]) => readonly LineAction[];
  /** Beside the number of rows. */
  note?: (rows: readonly CatalogRow<Question>[]) => ReactNode;
  children: (rows: CatalogRow<Question>[]) => ReactNode;
}

export function PartView<Question extends CatalogQuestion>({ title, question, narrowing, is_counted = true, actions = [], actionsOf, note, children }: PartViewProps<Question>): ReactNode {
  const { id } = useConnection();
  const { data, error, isPending, refetch } = useQuery(catalogQuery(id, question, narrowing));
  const rows = data;
  const offered = actionsOf ? actionsOf(rows ?? []) : actions;
  return (
    <section aria-label={title} className="flex h-full flex-col">
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1">
        <h2 className="font-semibold">{title} <span className="font-normal text-faint tabular-nums">{rows && is_counted && countText(rows.length)}</span></h2>
        {rows && note?.(rows)}
        {offered.length > 0 && (
          <div className="ml-auto flex flex-wrap gap-2">
            {offered.map(({ label, run }) => <Button key={label} onClick={run}>{label}</Button>)}
          </div>
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={0} role="region" aria-label={`${title}, list`}>
        {isPending && <SkeletonLines lines={12} />}
        {error && <ErrorPanel error={asStudioError(error).fields} actions={<Button onClick={() => void refetch()}>Try again</Button>} />}
        {rows && children(rows)}
      </div>
    </section>
  );
}
