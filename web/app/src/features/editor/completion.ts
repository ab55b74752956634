// What the editor completes: schemas and relations of the catalog, and their columns where the database is not so
// large that the list of all columns would be a burden.

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { useConnection } from '../../lib/connection-context.tsx';

type Names = Record<string, Record<string, string[]>>;

/** Up to so many relations the columns of all of them are asked for. */
const relations_with_columns = 3000;

/** Undefined until the catalog is there; the editor works without it. */
export function useCompletion(): Names | undefined {
  const connection = useConnection();
  const relations = useQuery(catalogQuery(connection.id, 'relations')).data;
  const columns = useQuery({
    ...catalogQuery(connection.id, 'columns'), staleTime: 300_000,
    enabled: relations !== undefined && relations.length <= relations_with_columns,
  }).data;
  return useMemo(() => {
    if (!relations) return undefined;
    const names: Names = {};
    for (const { schema, name } of relations) (names[schema] ??= {})[name] = [];
    for (const { schema, name, column } of columns ?? []) ((names[schema] ??= {})[name] ??= []).push(column);
    return names;
  }, [relations, columns]);
}
