// Adds to a grid's columns what the catalog knows of their types: which are enums.

import type { Column } from '@studio-pg/client';
import type { GridColumn } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { catalogQuery } from '../lib/catalog-queries.ts';
import { useConnection } from '../lib/connection-context.tsx';

/** The first oid of what people made; a result of built-in types alone asks the catalog nothing. */
const first_user_oid = 16_384;

export function useStudioColumns(columns: readonly GridColumn[], wire_columns: readonly Column[]): readonly GridColumn[] {
  const connection = useConnection();
  const types = useQuery({
    ...catalogQuery(connection.id, 'types'), staleTime: 300_000,
    enabled: wire_columns.some((column) => column.type_oid >= first_user_oid),
  }).data;
  return useMemo(() => {
    const enums = new Map(types?.filter((type) => type.kind === 'enum').map((type) => [type.oid, labelsOf(type.labels)]));
    if (!wire_columns.some((column) => enums.has(column.type_oid))) return columns;
    return columns.map((column, index) => {
      const labels = enums.get(wire_columns[index]?.type_oid ?? 0);
      return labels ? { ...column, look: 'tag' as const, labels } : column;
    });
  }, [columns, wire_columns, types]);
}

/** A JSON array, as the catalog gives it. */
function labelsOf(labels: string | null): readonly string[] {
  return labels === null ? [] : JSON.parse(labels) as string[];
}
