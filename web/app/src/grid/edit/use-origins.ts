// Which cells of a grid can be changed, by what the server says of its columns and the catalog of their tables.

import type { Column } from '@studio-pg/client';
import { originsOf, placesOf, relationFacts } from '@studio-pg/react/staged-changes';
import type { NewRowPlaces, Origins } from '@studio-pg/react/staged-changes';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { meQuery } from '../../lib/account-queries.ts';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { useConnection } from '../../lib/connection-context.tsx';

/** A result of more tables than these is read, not edited. */
const most_tables = 32;
/** PostgreSQL's FirstNormalObjectId. */
const first_user_oid = 16_384;

export interface Editable {
  origins: Origins;
  /** Of the table that can be given new rows. */
  places: NewRowPlaces | null;
}

/** Null until it is known. `table`: the one whose rows these are; of a result there is none. */
export function useOrigins(columns: readonly Column[], table?: number): Editable | null {
  const connection = useConnection();
  const role = useQuery(meQuery).data?.organizations.find((each) => each.id === connection.organization_id)?.role;
  const closed = connection.is_read_only ? 'the connection is read-only'
    : role === 'viewer' ? 'you are a viewer here, and read only'
    : connection.kind !== 'local' && table === undefined ? 'another server does not tell of which row a value is; its table can be edited' : null;
  const oids = useMemo(() => [...new Set(columns.map((column) => column.table_oid))].filter((oid) => oid !== 0), [columns]);
  const reason = closed ?? (oids.length > most_tables ? `the result is of more than ${most_tables} tables` : null);
  const answers = useQueries({
    queries: reason === null ? oids.map((oid) => ({ ...catalogQuery(connection.id, 'changeable', { relation: oid }), staleTime: 30_000 })) : [],
    combine: (results) => ({ rows: results.map((result) => result.data), is_pending: results.some((result) => result.isPending) }),
  });
  // The labels of enums, by which their cells are edited; the types of users begin there.
  const may_be_enum = reason === null && columns.some(({ type_oid }) => type_oid >= first_user_oid);
  const types = useQuery({ ...catalogQuery(connection.id, 'types'), staleTime: 30_000, enabled: may_be_enum });
  const is_pending = answers.is_pending || (may_be_enum && types.isPending);
  return useMemo(() => {
    if (reason !== null) return { origins: { cells: columns.map(() => ({ origin: null, column: null, reason })), rows: [] }, places: null };
    if (is_pending) return null;
    const relations = new Map(oids.map((oid, at) => [oid, relationFacts(answers.rows[at] ?? [])]));
    const own = (table !== undefined && relations.get(table)) || null;
    return {
      origins: originsOf(columns, relations, table),
      places: own && placesOf(own, columns.map((column) => (column.table_oid === own.oid ? column.column_number : null))),
    };
  }, [columns, oids, answers, is_pending, reason, table]);
}
