// What is known of a row that was read, beside its values: when that was, on the page's clock. Rows of one grid may have come at
// different times, and a save repaints only those that were read before it.

import type { Row } from '@studio-pg/client';

const times = new WeakMap<Row, number>();

export function noteRead(rows: readonly Row[], at: number): void {
  for (const row of rows) times.set(row, at);
}

export function readAt(row: Row): number | undefined {
  return times.get(row);
}
