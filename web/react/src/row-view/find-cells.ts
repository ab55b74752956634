// Where a text occurs in the cells, letters of either case alike. In slices, can be ended.

import type { Cell } from '@studio-pg/client';
import type { RowSource } from '../data-grid/row-source.ts';
import type { Place } from '../data-grid/selection.ts';
import { Pacer } from './pacer.ts';
import type { WorkOptions } from './pacer.ts';
import { valueText } from './ordering.ts';

/** Places that are kept; more are not counted. */
export const found_places = 100_000;

/** Whether a cell holds the text, which is given in lower case. NULL holds nothing. */
export function holdsText(cell: Cell, lower: string): boolean {
  return cell !== null && valueText(cell).toLowerCase().includes(lower);
}

/** The cells that hold the text, row by row. */
export async function findCells(source: RowSource, columns: number, text: string, work: WorkOptions = {}): Promise<Place[]> {
  const lower = text.toLowerCase();
  const pacer = new Pacer(work);
  const places: Place[] = [];
  for (let index = 0; index < source.row_count && places.length < found_places; index += 1) {
    const row = source.row(index);
    for (let column = 0; row && column < columns; column += 1) {
      if (holdsText(row[column] ?? null, lower)) places.push({ row: index, column });
    }
    if (index % 512 === 0 && pacer.is_due) await pacer.rest(index / source.row_count);
  }
  return places;
}

/** The number of the place that comes next, or before, in the order of reading; it goes round. -1 where there is none. */
export function nextFound(places: readonly Place[], from: Place, direction: 1 | -1): number {
  const after = places.findIndex((each) => each.row > from.row || (each.row === from.row && each.column > from.column));
  if (places.length === 0) return -1;
  if (direction === 1) return after < 0 ? 0 : after;
  const before = places.findLastIndex((each) => each.row < from.row || (each.row === from.row && each.column < from.column));
  return before < 0 ? places.length - 1 : before;
}
