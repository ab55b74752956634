// Where a text occurs in the cells, letters of either case alike. In slices, can be ended.

import type { Cell } from '@studio-pg/client';
import { isSourceOrder, shownColumns } from '../data-grid/column-arrangement.ts';
import type { ColumnArrangement } from '../data-grid/column-arrangement.ts';
import type { GridColumn } from '../data-grid/column-layout.ts';
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

/** Found places in the order of reading as the columns are shown, each with its column in the source; hidden ones left out. */
export function foundAsShown(
  found: readonly Place[], columns: readonly GridColumn[], arrangement: ColumnArrangement,
): readonly (Place & { index: number })[] {
  if (isSourceOrder(arrangement)) return found.map(({ row, column }) => ({ row, column, index: column }));
  const place_of = new Map(shownColumns(columns, arrangement).indexes.map((index, place) => [index, place]));
  return found.flatMap(({ row, column: index }) => {
    const column = place_of.get(index);
    return column === undefined ? [] : [{ row, column, index }];
  }).sort((a, b) => a.row - b.row || a.column - b.column);
}

/** The number of the place that comes next, or before, in the order of reading; it goes round. -1 where there is none. */
export function nextFound(places: readonly Place[], from: Place, direction: 1 | -1): number {
  const after = places.findIndex((each) => each.row > from.row || (each.row === from.row && each.column > from.column));
  if (places.length === 0) return -1;
  if (direction === 1) return after < 0 ? 0 : after;
  const before = places.findLastIndex((each) => each.row < from.row || (each.row === from.row && each.column < from.column));
  return before < 0 ? places.length - 1 : before;
}
