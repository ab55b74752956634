// One schema: what is in it, who may use it, and its changes.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { countText, shownName } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { SchemaChange } from './change/schema-changes.tsx';
import type { AskedOfSchema } from './change/schema-changes.tsx';
import { useQuoting } from './change/use-quoting.ts';
import { ObjectAbsent, ObjectPage } from './object-page.tsx';
import { StructureTable } from './structure-table.tsx';

interface SchemaPageProps {
  name: string;
  onMoved: (name: string) => void;
  onGone: () => void;
}

export function SchemaPage({ name, onMoved, onGone }: SchemaPageProps): ReactNode {
  const { id, is_read_only } = useConnection();
  const schemas = useQuery(catalogQuery(id, 'schemas'));
  const privileges = useQuery(catalogQuery(id, 'schema_privileges', { schema: name })).data;
  const content = useContent(name);
  const quote = useQuoting();
  const [asked, setAsked] = useState<AskedOfSchema | null>(null);
  const schema = schemas.data?.find((each) => each.schema === name);
  if (!schema) return <ObjectAbsent what="schema" error={schemas.error} is_pending={schemas.isPending} refetch={() => void schemas.refetch()} />;
  const ask = is_read_only || schema.is_system ? undefined : setAsked;
  const path = schema.search_path_position;
  return (
    <ObjectPage what="schema" schema={null} name={shownName(name)} title={name}
      facts={[['Holds', content], ['Owner', schema.owner], ['Comment', schema.comment ?? '–'],
        ['In the search path', path === null ? 'no' : `yes, place ${countText(path)}`],
        ['This role may', [schema.may_use && 'use it', schema.may_create && 'create in it'].filter(Boolean).join(' and ') || 'nothing']]}
      actions={ask && (
        <>
          <Button onClick={() => ask({ kind: 'grant' })}>Grant…</Button>
          <Button onClick={() => ask({ kind: 'change' })}>Change…</Button>
          <Button onClick={() => ask({ kind: 'drop' })}>Drop…</Button>
        </>
      )}>
      {privileges && (
        <div className="overflow-x-auto border-t border-line" tabIndex={0} role="region" aria-label="Privileges, list">
          <StructureTable label="Privileges" rows={privileges} nameOf={(row) => `${row.privilege} of ${row.grantee ?? 'PUBLIC'} by ${row.grantor}`} columns={[
            { head: 'Role', cell: (row) => row.grantee ?? 'PUBLIC' }, { head: 'Privilege', cell: (row) => row.privilege },
            { head: 'Granted by', cell: (row) => row.grantor }, { head: 'May grant it', cell: (row) => (row.is_grantable ? 'yes' : '') },
          ]} actionsOf={ask && ((privilege) => [{ label: 'Revoke…', run: () => ask({ kind: 'revoke', privilege }) }])} />
        </div>
      )}
      {asked && quote && <SchemaChange asked={asked} quote={quote} schema={schema} onMoved={onMoved} onGone={onGone} onClose={() => setAsked(null)} />}
    </ObjectPage>
  );
}

const kinds: Record<string, readonly [string, string]> = {
  table: ['table', 'tables'], partitioned_table: ['partitioned table', 'partitioned tables'], view: ['view', 'views'], materialized_view: ['materialized view', 'materialized views'],
  foreign_table: ['foreign table', 'foreign tables'], sequence: ['sequence', 'sequences'], type: ['type', 'types'], routine: ['function or procedure', 'functions and procedures'],
};

/** `5 tables, 2 views`; of each kind that there is. */
function useContent(schema: string): string {
  const { id } = useConnection();
  const relations = useQuery(catalogQuery(id, 'relations', { schema })).data;
  const types = useQuery(catalogQuery(id, 'types', { schema })).data;
  const routines = useQuery(catalogQuery(id, 'routines', { schema })).data;
  if (!relations || !types || !routines) return '…';
  const counts = new Map<string, number>();
  for (const kind of [...relations.map((each) => each.kind), ...types.map(() => 'type'), ...routines.map(() => 'routine')]) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const told = Object.entries(kinds).flatMap(([kind, [one, many]]) => {
    const count = counts.get(kind) ?? 0;
    return count === 0 ? [] : [`${countText(count)} ${count === 1 ? one : many}`];
  });
  return told.length === 0 ? 'nothing' : told.join(', ');
}
