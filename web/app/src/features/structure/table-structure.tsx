// The structure of one relation, part by part, and the changes that can be made to it.

import type { CatalogRow } from '@studio-pg/client';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import type { Change } from './change/change.ts';
import { DefinitionPart } from './definition-part.tsx';
import { ColumnsPart, ConstraintsPart, IndexesPart, PoliciesPart, PrivilegesPart, RulesPart, TriggersPart } from './list-parts.tsx';
import { part_labels, partsOf } from './parts.ts';
import type { Part } from './parts.ts';
import { SequencePart } from './sequence-part.tsx';
import { StoragePart } from './storage-part.tsx';
import { DependenciesPart, InheritancePart } from './tie-parts.tsx';

const ChangeHost = lazy(async () => ({ default: (await import('./change/change-host.tsx')).ChangeHost }));

interface TableStructureProps {
  relation: CatalogRow<'relations'>;
  /** As the address says; absent: the first. */
  part: Part | undefined;
  onPart: (part: Part) => void;
  onMoved: (place: { schema: string; name: string }) => void;
  onGone: () => void;
}

export default function TableStructure({ relation, part: wanted, onPart, onMoved, onGone }: TableStructureProps): ReactNode {
  const { id, is_read_only } = useConnection();
  const [change, setChange] = useState<Change | null>(null);
  const columns = useQuery(catalogQuery(id, 'columns', { relation: relation.oid }));
  const offered = partsOf(relation.kind);
  const part = wanted !== undefined && offered.includes(wanted) ? wanted : offered[0] ?? 'definition';
  return (
    <div className="flex h-full flex-col md:flex-row">
      <nav aria-label="Parts of the structure" className="flex shrink-0 gap-0.5 overflow-x-auto border-line p-1.5 max-md:border-b md:w-40 md:flex-col md:border-r">
        {offered.map((each) => (
          <button key={each} type="button" aria-current={each === part ? 'page' : undefined} onClick={() => onPart(each)}
            className="flex h-7 shrink-0 items-center rounded-sm px-2 text-left text-muted hover:bg-surface-2 hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-ink">
            {each === 'partitions' && relation.kind === 'partitioned_table' ? 'Partitions' : part_labels[each]}
          </button>
        ))}
        {!is_read_only && <WholeMenu relation={relation} ask={setChange} />}
      </nav>
      <div className="min-h-0 min-w-0 flex-1">
        <Shown part={part} relation={relation} ask={is_read_only ? undefined : setChange} />
      </div>
      {change && (
        <Suspense>
          <ChangeHost change={change} relation={relation} columns={columns.data?.map(({ column }) => column) ?? []} onMoved={onMoved} onGone={onGone} onClose={() => setChange(null)} />
        </Suspense>
      )}
    </div>
  );
}

function Shown({ part, relation, ask }: { part: Part; relation: CatalogRow<'relations'>; ask: ((change: Change) => void) | undefined }): ReactNode {
  const props = { relation, ask };
  switch (part) {
    case 'values': return <SequencePart {...props} />;
    case 'columns': return <ColumnsPart {...props} />;
    case 'constraints': return <ConstraintsPart {...props} />;
    case 'indexes': return <IndexesPart {...props} />;
    case 'triggers': return <TriggersPart {...props} />;
    case 'policies': return <PoliciesPart {...props} />;
    case 'rules': return <RulesPart {...props} />;
    case 'partitions': return <InheritancePart {...props} />;
    case 'privileges': return <PrivilegesPart {...props} />;
    case 'dependencies': return <DependenciesPart relation={relation} />;
    case 'storage': return <StoragePart relation={relation} />;
    case 'definition': return <DefinitionPart relation={relation} />;
  }
}

/** What is done to the relation as a whole. */
function WholeMenu({ relation, ask }: { relation: CatalogRow<'relations'>; ask: (change: Change) => void }): ReactNode {
  const holds_rows = relation.kind === 'table' || relation.kind === 'partitioned_table';
  return (
    <div className="shrink-0 max-md:ml-auto md:mt-auto">
      <Menu trigger={<Button className="w-full">Change…</Button>}>
        <MenuItem onSelect={() => ask({ kind: 'change_relation' })}>Name, schema, owner, comment…</MenuItem>
        {relation.kind === 'view' && <MenuItem onSelect={() => ask({ kind: 'view_source' })}>Query…</MenuItem>}
        {relation.kind === 'materialized_view' && <MenuItem onSelect={() => ask({ kind: 'refresh' })}>Refresh…</MenuItem>}
        {holds_rows && <MenuItem onSelect={() => ask({ kind: 'truncate' })}>Truncate…</MenuItem>}
        <MenuItem onSelect={() => ask({ kind: 'drop_relation' })}>Drop…</MenuItem>
      </Menu>
    </div>
  );
}
