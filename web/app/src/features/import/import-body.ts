// What the server is asked for: the head of each part that is sent.

import type { ImportBody } from '@studio-pg/client';
import type { FileHead } from './file-head.ts';

/** `columns`: where each field goes. `key`: by which rows are told that are there already. */
export function bodyOf(
  relation: ImportBody['relation'], columns: (string | null)[], head: FileHead, key: readonly string[] | undefined, on_conflict: 'update' | 'nothing',
): ImportBody {
  const how = head.format === 'json' ? { format: 'ndjson' as const, fields: head.names } : {
    format: head.format, delimiter: head.delimiter, header: head.has_header, null: head.null_text,
    ...(head.format === 'csv' ? { quote: head.quote } : {}),
  };
  return { relation, columns, ...how, ...(key === undefined ? {} : { key: [...key], on_conflict }) };
}
