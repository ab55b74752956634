// The columns of a table's grid: as the rows came with them, and what the catalog knows of them.

import type { Column } from '@studio-pg/client';
import type { GridColumn } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { useConnection } from '../../lib/connection-context.tsx';

/** The columns with their keys; the keys come from the catalog and may arrive after the rows. */
export function useGridColumns(oid: number, columns: readonly Column[]): readonly GridColumn[] {
  const connection = useConnection();
  const catalog = useQuery(catalogQuery(connection.id, 'columns', { relation: oid })).data;
  const constraints = useQuery(catalogQuery(connection.id, 'constraints', { relation: oid })).data;
  return useMemo(() => {
    const primary = new Set(catalog?.filter((each) => each.primary_key_position !== null).map((each) => each.column));
    const foreign = new Set(constraints?.filter((each) => each.kind === 'foreign_key').flatMap(
      (each) => (each.columns === null ? [] : (JSON.parse(each.columns) as string[]))));
    return columns.map((column): GridColumn => {
      const known = catalog?.find((each) => each.column === column.name);
      return {
        name: column.name, type: column.type, note: known?.type ?? column.type, is_generated: known?.is_generated === true,
        // Of a table without a key the place of a row is read along.
        ...(column.name === 'ctid' && column.type === 'tid' && known === undefined ? { is_internal: true } : {}),
        ...(primary.has(column.name) ? { icon: 'primary_key' } : foreign.has(column.name) ? { icon: 'foreign_key' } : {}),
      };
    });
  }, [columns, catalog, constraints]);
}

/** The same columns come with every page and every order: only a change of what they say is a change. */
export function useSame(columns: readonly Column[]): readonly Column[] {
  const text = JSON.stringify(columns);
  return useMemo(() => JSON.parse(text) as Column[], [text]);
}
