// The parts of a structure that lead to other relations: inheritance and dependencies.

import type { CatalogRow } from '@studio-pg/client';
import { use } from 'react';
import type { ReactNode } from 'react';
import { asNumber } from '../../lib/catalog-queries.ts';
import { countText } from '../../lib/format.ts';
import { asking } from './list-parts.tsx';
import type { PartProps } from './list-parts.tsx';
import { RelationLink } from './relation-link.ts';
import { PartView } from './part-view.tsx';
import { StructureTable } from './structure-table.tsx';

type Relation = CatalogRow<'relations'>;

export function InheritancePart({ relation, ask }: PartProps): ReactNode {
  const link = use(RelationLink);
  const is_partitioned = relation.kind === 'partitioned_table';
  return (
    <PartView title={is_partitioned ? 'Partitions' : 'Inheritance'} question="inheritance" narrowing={{ relation: relation.oid }}
      actions={is_partitioned ? asking(ask, ['Attach', { kind: 'attach_partition' }], ['Create partition', { kind: 'create_partition' }]) : asking(ask, ['Inherit', { kind: 'inherit' }])}>
      {(rows) => (
        <StructureTable label="Inheritance" rows={rows} nameOf={(row) => `${row.schema}.${row.name}`} columns={[
          { head: 'Relation', cell: (row) => link(row, `${row.schema}.${row.name}`) },
          { head: 'Is', cell: (row) => (row.direction === 'parent' ? 'inherited from' : row.is_detach_pending ? 'being detached' : row.is_partition ? 'a partition' : 'an heir') },
          { head: 'Holds', cell: (row) => row.bound, look: 'sql' },
          { head: 'Rows, estimated', cell: (row) => (asNumber(row.estimated_rows) < 0 ? '' : countText(asNumber(row.estimated_rows))), look: 'number' },
        ]} actionsOf={ask && ((heir) => asking(ask, is_partitioned && heir.direction === 'child' && ['Detach…', { kind: 'detach_partition', heir }],
          !heir.is_partition && heir.direction === 'parent' && ['No longer inherit…', { kind: 'disinherit', heir }]))} />
      )}
    </PartView>
  );
}

export function DependenciesPart({ relation }: { relation: Relation }): ReactNode {
  const link = use(RelationLink);
  return (
    <PartView title="Dependencies" question="dependencies" narrowing={{ relation: relation.oid }}>
      {(rows) => (
        <StructureTable label="Dependencies" rows={rows} nameOf={(row) => `${row.direction} ${row.kind} ${row.identity}`} columns={[
          { head: 'Object', cell: ({ schema, name, identity }) => (schema !== null && name !== null ? link({ schema, name }, identity) : identity) },
          { head: 'Kind', cell: (row) => row.kind },
          { head: 'Is', cell: (row) => (row.direction === 'dependency' ? 'needed by it' : row.is_automatic ? 'goes with it' : 'needs it') },
          { head: 'By', cell: (row) => row.through },
        ]} />
      )}
    </PartView>
  );
}
