// The whole of a value that was cut: read again from its table by the primary key that stands in the same row.

import { isTruncated, StudioError } from '@studio-pg/client';
import type { Cell, Column, Row } from '@studio-pg/client';
import { bytesText, plainText } from '@studio-pg/react';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { catalogQuery } from '../lib/catalog-queries.ts';
import { client } from '../lib/client.ts';
import { useConnection } from '../lib/connection-context.tsx';
import { wholeValueQuery } from './whole-value-query.ts';

/** Bytes of a value that are fetched at most: the page holds it twice while it is read. */
export const whole_bytes = 64 * 1024 * 1024;

/** Gives what fetches a value of a row. It rejects with a StudioError that says why not. */
export function useWholeValue(
  columns: readonly Column[], session: string | undefined,
): (row: Row, column: number) => Promise<string> {
  const { id } = useConnection();
  const queries = useQueryClient();
  return useCallback(async (row: Row, column: number): Promise<string> => {
    const cut = row[column] ?? null;
    if (!isTruncated(cut)) return plainText(cut);
    if (cut.bytes > whole_bytes) {
      throw new StudioError({
        code: '54000', message: `the value has ${bytesText(cut.bytes)}, more than the ${bytesText(whole_bytes)} that are shown`,
        hint: 'Read parts of it with substr(), or write it to a file with COPY in psql.',
      });
    }
    const oid = columns[column]?.table_oid ?? 0;
    const relations = oid === 0 ? [] : await queries.query({ ...catalogQuery(id, 'relations'), staleTime: 30_000 });
    const relation = relations.find((each) => each.oid === oid);
    const catalog = relation ? await queries.query({ ...catalogQuery(id, 'columns', { relation: oid }), staleTime: 30_000 }) : [];
    const found = relation && wholeValueQuery(columns, catalog, row, column);
    if (!found) throw noKey();
    const { results } = await client.query(id, {
      ...found, row_limit: 1, max_cell_bytes: whole_bytes, ...(session === undefined ? { read_only: true } : { session }),
    }).collect();
    return checked(results[0]?.rows[0]?.[0], cut.head);
  }, [columns, session, id, queries]);
}

/** The row may have been changed or deleted since, and in a self-join the key may be that of the other side. */
function checked(cell: Cell | undefined, head: string): string {
  if (typeof cell === 'string' && cell.startsWith(head)) return cell;
  throw new StudioError({
    code: '02000', message: 'the value is no longer the one that is shown',
    detail: 'The row was changed or deleted after it was read, or the result joins its table to itself.', hint: 'Run the query again.',
  });
}

function noKey(): StudioError {
  return new StudioError({
    code: '0A000', message: 'the whole value cannot be read again',
    detail: 'The row does not hold the primary key of the table that the value comes from.',
    hint: 'Add the columns of the primary key to the query.',
  });
}
