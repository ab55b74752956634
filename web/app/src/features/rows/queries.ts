// The rows of a table, page by page, by key: however far one scrolls, each page costs the same.

import type { Column, OrderBy, Row } from '@studio-pg/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { noteRead } from '../../grid/edit/row-notes.ts';
import { client } from '../../lib/client.ts';
import { keyFilter } from '../../lib/row-key.ts';
import type { AddressKey } from '../../lib/row-key.ts';

export interface RowsPage {
  columns: readonly Column[];
  rows: readonly Row[];
  next: string | null;
  duration_ms: number;
  time_zone: string;
}

const page_rows = 200;
/** A grid cell shows some hundred characters; longer values come as their beginning. */
const shown_bytes = 16_384;

/** The rows in which the columns of `key` have these values; all where there is no key. */
export function rowsQuery(connection: string, schema: string, name: string, order: readonly OrderBy[], key: AddressKey | undefined) {
  return infiniteQueryOptions({
    queryKey: ['rows', connection, schema, name, order, key ?? null],
    initialPageParam: null as string | null,
    getNextPageParam: (page: RowsPage) => page.next,
    staleTime: 5_000,
    queryFn: async ({ pageParam, signal }): Promise<RowsPage> => {
      const asked_at = performance.now();
      const run = client.selectRows(connection, {
        relation: { schema, name }, limit: page_rows, max_cell_bytes: shown_bytes,
        ...(key === undefined ? {} : { filter: keyFilter(key) }),
        ...(order.length > 0 ? { order: [...order] } : {}),
        ...(pageParam === null ? {} : { after: pageParam }),
      });
      signal.addEventListener('abort', () => run.cancel());
      const { results, next, duration_ms, settings } = await run.collect();
      noteRead(results[0]?.rows ?? [], asked_at);
      return {
        columns: results[0]?.columns ?? [], rows: results[0]?.rows ?? [], next, duration_ms, time_zone: settings.TimeZone,
      };
    },
  });
}
