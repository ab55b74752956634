// Where a file goes: which columns a table offers, by which keys its rows are told apart, what the role may create.

import { quoteIdent } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';

export interface KnownColumns {
  /** That may be written; undefined until they are known. */
  columns: readonly { column: string; type: string }[] | undefined;
  keys: readonly (readonly string[])[];
  error: Error | null;
}

/** Of a relation; with null nothing is asked. */
export function useKnownColumns(connection: string, oid: number | null): KnownColumns {
  const { data, error } = useQuery({ ...catalogQuery(connection, 'changeable', { relation: oid ?? 0 }), enabled: oid !== null });
  return useMemo(() => {
    const numbers = new Map(data?.map((each) => [each.column_number, each.column]));
    const keys = (JSON.parse(data?.[0]?.keys ?? '[]') as number[][]).map((key) => key.map((each) => numbers.get(each) ?? ''));
    return { columns: data?.filter((each) => each.may_insert && !each.is_generated), keys, error };
  }, [data, error]);
}

/** The schemas in which the role may create, the one that is found first in front; and how names are written. */
export function useCreating(connection: string, is_asked: boolean): { schemas: readonly string[]; quote: ((name: string) => string) | undefined; error: Error | null } {
  const schemas = useQuery({ ...catalogQuery(connection, 'schemas'), enabled: is_asked });
  const keywords = useQuery({ ...catalogQuery(connection, 'keywords'), enabled: is_asked });
  return useMemo(() => {
    const known = keywords.data && new Map(keywords.data.map(({ word, kind }) => [word, kind]));
    const open = (schemas.data ?? []).filter((each) => each.may_create && !each.is_system);
    const order = (position: number | null): number => position ?? Number.MAX_SAFE_INTEGER;
    return {
      schemas: open.toSorted((a, b) => order(a.search_path_position) - order(b.search_path_position)).map((each) => each.schema),
      quote: known && ((name: string) => quoteIdent(name, known)), error: schemas.error ?? keywords.error,
    };
  }, [schemas.data, keywords.data, schemas.error, keywords.error]);
}
