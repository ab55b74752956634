// A table's rows with the chosen columns of the rows that they refer to, as the grid takes them: columns, what the server says of
// them, and the source.

import { asStudioError } from '@studio-pg/client';
import type { Column } from '@studio-pg/client';
import type { GridColumn, RowSource } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useReducer } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { client } from '../../../lib/client.ts';
import { say } from '../../../lib/notice.ts';
import type { WholeTable } from '../whole-table.ts';
import { foreignKeysOf } from './related-choice.ts';
import type { RelatedChoice } from './related-choice.ts';
import { RelatedSource } from './related-source.ts';
import type { RelatedKey } from './related-source.ts';

interface Options {
  connection: string;
  relation: number;
  as_role: string | undefined;
  table: WholeTable;
  columns: readonly GridColumn[];
  wire_columns: readonly Column[];
  choice: readonly RelatedChoice[];
}

export interface WithRelated {
  source: RowSource;
  columns: readonly GridColumn[];
  wire_columns: readonly Column[];
  /** Reads the related rows again. */
  forget: () => void;
}

/** Of a value in the grid. */
const shown_bytes = 1000;

export function relatedColumnKey(constraint: string, column: string): string {
  return `related ${constraint} ${column}`;
}

export function useRelatedColumns({ connection, relation, as_role, table, columns, wire_columns, choice }: Options): WithRelated {
  const constraints = useQuery({ ...catalogQuery(connection, 'constraints', { relation }), enabled: choice.length > 0 }).data;
  const keys = useMemo((): RelatedKey[] => foreignKeysOf(relation, constraints ?? []).flatMap((key): RelatedKey[] => {
    const chosen = choice.find((each) => each.constraint === key.constraint);
    const places = key.columns.map((column) => wire_columns.findIndex((each) => each.name === column));
    return chosen && chosen.columns.length > 0 && !places.includes(-1)
      ? [{ constraint: key.constraint, places, schema: key.schema, name: key.name, referenced: key.referenced, columns: chosen.columns }] : [];
  }), [relation, constraints, choice, wire_columns]);
  const [version, change] = useReducer((old: number) => old + 1, 0);
  const source = useMemo(() => (keys.length === 0 ? null : new RelatedSource(table, keys, async (key, filter, limit) => {
    const run = client.selectRows(connection, {
      relation: { schema: key.schema, name: key.name }, columns: [...key.referenced, ...key.columns], filter, limit, max_cell_bytes: shown_bytes,
      ...(as_role === undefined ? {} : { as_role }),
    });
    const [result] = (await run.collect()).results;
    return { columns: result?.columns ?? [], rows: result?.rows ?? [] };
  }, (error) => {
    if (error !== null) say(`The related columns could not be read: ${asStudioError(error).message}`);
    change();
  })), [keys, table, connection, as_role]);
  useEffect(() => {
    if (!source) return undefined;
    const show = (): void => source.show(table.place);
    show();
    const stops = [table.subscribe(show), table.subscribePlace(show)];
    return () => stops.forEach((stop) => stop());
  }, [source, table]);
  return useMemo(() => {
    if (!source) return { source: table, columns, wire_columns, forget: () => undefined };
    const added = keys.flatMap((key) => key.columns.map((column) => ({ key, column, known: source.types.get(`${key.constraint} ${column}`) })));
    return {
      source, forget: () => source.forget(),
      // Not of the table: it is neither ordered nor changed by them, and copied as INSERT they are left out.
      columns: [...columns, ...added.map(({ key, column, known }): GridColumn => ({
        name: `${key.name}.${column}`, key: relatedColumnKey(key.constraint, column), type: known?.type ?? 'text', is_sortable: false, is_generated: true,
      }))],
      wire_columns: [...wire_columns, ...added.map(({ key, column, known }): Column => ({
        name: `${key.name}.${column}`, type: known?.type ?? 'text', type_oid: known?.type_oid ?? 25, typmod: known?.typmod ?? -1, table_oid: 0, column_number: 0,
      }))],
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `version`: the types of what has come are told
  }, [source, table, keys, columns, wire_columns, version]);
}
