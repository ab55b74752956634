// Chooses which columns of the referenced tables stand beside a table's foreign keys.

import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SkeletonLines } from '../../../ui/states.tsx';
import { foreignKeysOf, most_related } from './related-choice.ts';
import type { ForeignKey, RelatedChoice } from './related-choice.ts';

interface RelatedDialogProps {
  relation: number;
  choice: readonly RelatedChoice[];
  onChoice: (choice: readonly RelatedChoice[], keys: readonly ForeignKey[]) => void;
  onClose: () => void;
}

export function RelatedDialog({ relation, choice, onChoice, onClose }: RelatedDialogProps): ReactNode {
  const { id } = useConnection();
  const constraints = useQuery(catalogQuery(id, 'constraints', { relation }));
  const keys = foreignKeysOf(relation, constraints.data ?? []);
  const columns = useQueries({ queries: keys.map((key) => catalogQuery(id, 'columns', { relation: key.relation })) });
  const [chosen, setChosen] = useState(choice);
  const count = chosen.reduce((sum, each) => sum + each.columns.length, 0);
  const toggle = (constraint: string, column: string, is_on: boolean): void => {
    const others = chosen.filter((each) => each.constraint !== constraint);
    const old = chosen.find((each) => each.constraint === constraint)?.columns.filter((each) => each !== column) ?? [];
    const next = is_on ? [...old, column] : old;
    setChosen(next.length === 0 ? others : [...others, { constraint, columns: next }]);
  };
  return (
    <Dialog label="Related columns" onClose={onClose}>
      <div className="grid max-h-[70vh] grid-rows-[auto_1fr_auto]">
        <p className="border-b border-line px-4 py-3 text-muted">Columns of the rows that this table's foreign keys refer to, beside the keys. At most {most_related}.</p>
        <div className="min-h-0 overflow-auto px-4 py-3" tabIndex={0} role="region" aria-label="Foreign keys">
          {constraints.error && <ErrorPanel error={asStudioError(constraints.error).fields} />}
          {constraints.isPending && <SkeletonLines lines={6} />}
          {constraints.data && keys.length === 0 && <p>This table has no foreign key.</p>}
          {keys.map((key, at) => (
            <fieldset key={key.constraint} className="mb-3 grid gap-1">
              <legend className="mb-1 font-semibold">{key.columns.join(', ')} <span className="font-normal text-muted">→ {key.schema}.{key.name}</span></legend>
              {columns[at]?.data?.filter((each) => !key.referenced.includes(each.column)).map(({ column, type }) => {
                const is_on = chosen.find((each) => each.constraint === key.constraint)?.columns.includes(column) === true;
                return (
                  <label key={column} className="flex min-h-7 items-center gap-2">
                    <input type="checkbox" className="size-4 accent-accent" checked={is_on} disabled={!is_on && count >= most_related}
                      onChange={(event) => toggle(key.constraint, column, event.target.checked)} />
                    <span>{column}</span><span className="text-small text-muted">{type}</span>
                  </label>
                );
              })}
            </fieldset>
          ))}
        </div>
        <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">
          <Button className="h-8" onClick={onClose}>Close</Button>
          <Button className="h-8" look="primary" disabled={keys.length === 0} onClick={() => onChoice(chosen, keys)}>Show</Button>
        </footer>
      </div>
    </Dialog>
  );
}
