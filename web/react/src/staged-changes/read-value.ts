// A value that was read, as it is said again to the server: nothing where it was cut.

import { isTruncated } from '@studio-pg/client';
import type { Cell } from '@studio-pg/client';
import type { KeyValue } from './origins.ts';

/** Undefined: only the beginning was read. */
export function readValue(cell: Cell): KeyValue | null | undefined {
  if (isTruncated(cell)) return undefined;
  // JSON as JavaScript writes it has no negative zero, which PostgreSQL tells from the other.
  return Object.is(cell, -0) ? '-0' : cell;
}
