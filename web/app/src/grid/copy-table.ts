// The table that a selection comes from, with the names that it gives its columns and the places of its primary key: what an
// INSERT or an UPDATE needs.

import type { Column } from '@studio-pg/client';
import { columnsOf } from '@studio-pg/react';
import type { CopyTable, Range } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { catalogQuery } from '../lib/catalog-queries.ts';
import { useConnection } from '../lib/connection-context.tsx';

/** Undefined where the chosen columns come from several tables or none. */
export function useCopyTable(columns: readonly Column[], range: Range): CopyTable | undefined {
  const connection = useConnection();
  const oids = new Set(columnsOf(range).map((index) => columns[index]?.table_oid));
  const oid = oids.size === 1 ? [...oids][0] ?? 0 : 0;
  const relations = useQuery(catalogQuery(connection.id, 'relations')).data;
  const catalog = useQuery({ ...catalogQuery(connection.id, 'columns', { relation: oid }), enabled: oid !== 0 }).data;
  return useMemo(() => {
    const relation = oid === 0 ? undefined : relations?.find((each) => each.oid === oid);
    if (!relation) return undefined;
    const names = new Map<number, string>();
    columns.forEach((column, index) => {
      const known = column.table_oid === oid ? catalog?.find((each) => each.column_number === column.column_number) : undefined;
      if (known) names.set(index, known.column);
    });
    const key = (catalog ?? []).filter((each) => each.primary_key_position !== null).map((part) => {
      const places = [...names].filter(([, name]) => name === part.column).map(([place]) => place);
      // There twice, as in a self-join, nobody can say which of the two is the row's.
      return places.length === 1 ? places[0] : undefined;
    });
    const whole = key.filter((place) => place !== undefined);
    return { schema: relation.schema, name: relation.name, names, key: whole.length === key.length ? whole : [] };
  }, [columns, oid, relations, catalog]);
}
