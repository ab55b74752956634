// Which columns of a grid refer to rows of another table, so that these can be chosen from. Of a composite key all columns are set
// together.

import type { Column } from '@studio-pg/client';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { referenceOf } from '../foreign-key.ts';
import type { Reference } from '../foreign-key.ts';

/** For each column of the source; null where it refers to nothing, or that is not known yet. */
export function useReferences(columns: readonly Column[]): readonly (Reference | null)[] {
  const { id } = useConnection();
  const oids = useMemo(() => [...new Set(columns.map((column) => column.table_oid))].filter((oid) => oid !== 0).slice(0, 8), [columns]);
  const known = useQueries({
    queries: oids.map((relation) => ({ ...catalogQuery(id, 'columns', { relation }), staleTime: 60_000 })),
    combine: (results) => results.flatMap((result) => result.data ?? []),
  });
  const constraints = useQueries({
    queries: oids.map((relation) => ({ ...catalogQuery(id, 'constraints', { relation }), staleTime: 60_000 })),
    combine: (results) => results.flatMap((result) => result.data ?? []),
  });
  return useMemo(() => columns.map((_, at) => referenceOf(columns, at, known, constraints)), [columns, known, constraints]);
}
