// One type that somebody has made: what it is made of, and its changes.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { shownName } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { TypeChange } from './change/type-changes.tsx';
import type { AskedOfType, DomainCheck } from './change/type-changes.tsx';
import { useQuoting } from './change/use-quoting.ts';
import { ObjectAbsent, ObjectPage } from './object-page.tsx';
import { StructureTable } from './structure-table.tsx';
import type { TypeRow } from './type-row.ts';
import { labelsOf } from './type-row.ts';

export function TypePage({ oid, onGone }: { oid: number; onGone: () => void }): ReactNode {
  const { id, is_read_only } = useConnection();
  const types = useQuery(catalogQuery(id, 'types'));
  const quote = useQuoting();
  const [asked, setAsked] = useState<AskedOfType | null>(null);
  const type = types.data?.find((each) => each.oid === oid);
  if (!type) return <ObjectAbsent what="type" error={types.error} is_pending={types.isPending} refetch={() => void types.refetch()} />;
  const ask = is_read_only ? undefined : setAsked;
  return (
    <ObjectPage what={type.kind} schema={type.schema} name={shownName(type.name)} title={type.name}
      facts={[...(type.definition === null || type.kind === 'composite' ? [] : [['Made of', <code key="made" className="font-mono text-small">{type.definition}</code>] as const]), ['Owner', type.owner], ['Comment', type.comment ?? '–']]}
      actions={ask && (
        <>
          {type.kind === 'enum' && <Button onClick={() => ask({ kind: 'add_label' })}>Add a label…</Button>}
          {type.kind === 'composite' && <Button onClick={() => ask({ kind: 'add_attribute' })}>Add an attribute…</Button>}
          {type.kind === 'domain' && <Button onClick={() => ask({ kind: 'add_check' })}>Add a check…</Button>}
          <Button onClick={() => ask({ kind: 'change' })}>Change…</Button>
          <Button onClick={() => ask({ kind: 'drop' })}>Drop…</Button>
        </>
      )}>
      {type.kind === 'enum' && <Labels type={type} ask={ask} />}
      {type.kind === 'composite' && <Attributes type={type} ask={ask} />}
      {type.kind === 'domain' && <Domain type={type} ask={ask} />}
      {asked && quote && <TypeChange asked={asked} quote={quote} type={type} labels={labelsOf(type)} onGone={onGone} onClose={() => setAsked(null)} />}
    </ObjectPage>
  );
}

interface MadeOfProps {
  type: TypeRow;
  /** Absent where nothing can be changed. */
  ask: ((asked: AskedOfType) => void) | undefined;
}

function Labels({ type, ask }: MadeOfProps): ReactNode {
  return (
    <ol aria-label="Labels" className="grid w-fit gap-0.5 border-t border-line px-3 py-2">
      {labelsOf(type).map((label) => (
        <li key={label} className="flex min-h-7 items-center gap-3">
          <bdi className="whitespace-pre">{shownName(label)}</bdi>
          {ask && <Button look="quiet" aria-label={`Rename the label ${label}`} onClick={() => ask({ kind: 'rename_label', label })}>Rename…</Button>}
        </li>
      ))}
    </ol>
  );
}

function Attributes({ type, ask }: MadeOfProps): ReactNode {
  const { id } = useConnection();
  const parts = useQuery(catalogQuery(id, 'type_parts', { relation: type.oid })).data;
  return parts && (
    <div className="overflow-x-auto border-t border-line" tabIndex={0} role="region" aria-label="Attributes, list">
      <StructureTable label="Attributes" rows={parts.map(({ name, type: of }) => ({ name: name ?? '', type: of }))} nameOf={({ name }) => name}
        columns={[{ head: 'Attribute', cell: ({ name }) => shownName(name) }, { head: 'Type', cell: (row) => row.type, look: 'sql' }]}
        actionsOf={ask && ((attribute) => [
          { label: 'Change…', run: () => ask({ kind: 'change_attribute', attribute }) }, { label: 'Drop…', run: () => ask({ kind: 'drop_attribute', name: attribute.name }) },
        ])} />
    </div>
  );
}

function Domain({ type, ask }: MadeOfProps): ReactNode {
  const { id } = useConnection();
  const domain = useQuery(catalogQuery(id, 'domain', { relation: type.oid })).data?.[0];
  if (!domain) return null;
  const checks = JSON.parse(domain.constraints) as DomainCheck[];
  return (
    <div className="border-t border-line">
      <div className="flex min-h-9 flex-wrap items-center gap-3 px-3 py-1">
        <span>{domain.default === null ? 'No default' : <>Default <code className="font-mono text-small">{domain.default}</code></>}, {domain.is_nullable ? 'may be null' : 'not null'}</span>
        {ask && <Button onClick={() => ask({ kind: 'change_domain', before: { default: domain.default ?? '', is_nullable: domain.is_nullable } })}>Default and null…</Button>}
      </div>
      <div className="overflow-x-auto border-t border-line" tabIndex={0} role="region" aria-label="Checks, list">
        <StructureTable label="Checks" rows={checks} nameOf={({ name }) => name}
          columns={[{ head: 'Check', cell: ({ name }) => shownName(name) }, { head: 'Definition', cell: ({ definition }) => definition, look: 'sql' },
            { head: 'State', cell: ({ is_validated }) => (is_validated ? '' : 'not validated') }]}
          actionsOf={ask && (({ name, is_validated }) => [
            ...(is_validated ? [] : [{ label: 'Validate…', run: () => ask({ kind: 'validate_check', name }) }]),
            { label: 'Rename…', run: () => ask({ kind: 'rename_check', name }) }, { label: 'Drop…', run: () => ask({ kind: 'drop_check', name }) },
          ])} />
      </div>
    </div>
  );
}
