// Rows that have no key: of a table they are read with the place where they lie, by which they are changed; a line above them says
// what that means, and what it means for a view.

import type { CatalogRow } from '@studio-pg/client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { useConnection } from '../../lib/connection-context.tsx';

type Facts = readonly CatalogRow<'changeable'>[];

function useFacts(relation: number, is_asked: boolean): Facts | undefined {
  const connection = useConnection();
  const is_open = is_asked && connection.kind === 'local' && !connection.is_read_only;
  return useQuery({ ...catalogQuery(connection.id, 'changeable', { relation }), staleTime: 30_000, enabled: is_open }).data;
}

/** What is read of a table without a key: its columns, and `ctid`. Undefined: as for every other relation, all there is. */
export function usePlaceColumns({ oid, kind }: { oid: number; kind: CatalogRow<'relations'>['kind'] }): readonly string[] | undefined {
  const facts = useFacts(oid, kind === 'table');
  return useMemo(() => (isByPlace(facts) ? [...facts.map((each) => each.column), 'ctid'] : undefined), [facts]);
}

export function WithoutKey({ relation, name }: { relation: number; name: string }): ReactNode {
  const facts = useFacts(relation, true);
  const is_view = facts?.[0]?.kind === 'view' && facts.some((each) => each.is_updatable);
  if (!is_view && !isByPlace(facts)) return null;
  return (
    <p role="note" className="border-b border-line bg-warning-soft px-3 py-1 text-small">
      {is_view ? <><b>{name} is a view.</b> A change finds its row by all the values that were read, and is refused where two rows have the same.</>
        : <><b>{name} has no primary key.</b> A change finds its row by its place (ctid) and all the values that were read, and is refused where somebody else has changed it.</>}
    </p>
  );
}

function isByPlace(facts: Facts | undefined): facts is Facts {
  const first = facts?.[0];
  return first !== undefined && first.has_place && first.keys === '[]' && facts?.every((each) => each.may_select) === true
    && facts.some((each) => each.may_update || each.may_delete);
}
