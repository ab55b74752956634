// What the editor completes: schemas, relations and columns of the catalog.

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { useConnection } from '../../lib/connection-context.tsx';

type Names = Record<string, Record<string, string[]>>;

/** Undefined until the catalog is there; the editor works without it. */
export function useCompletion(): Names | undefined {
  const connection = useConnection();
  const columns = useQuery({ ...catalogQuery(connection.id, 'columns'), staleTime: 300_000 }).data;
  return useMemo(() => {
    if (!columns) return undefined;
    const names: Names = {};
    for (const { schema, name, column } of columns) ((names[schema] ??= {})[name] ??= []).push(column);
    return names;
  }, [columns]);
}
