// Where each column stands: widths, left edges, and which columns a window shows. 1,600 columns cost one array.

import type { Cell } from '@studio-pg/client';
import { describeCell } from './cell-text.ts';
import type { RowSource } from './row-source.ts';

export interface GridColumn {
  name: string;
  /** PostgreSQL's type name; decides alignment and rendering. */
  type: string;
  /** What is shown faintly beside the name; default: the type, an array's as `int4[]`. */
  note?: string;
  /** A fixed first width in pixels; without it the first rows decide. */
  width?: number;
  icon?: 'primary_key' | 'foreign_key';
  is_sortable?: boolean;
}

export const narrowest_px = 48;
const widest_px = 360;
const sampled_rows = 50;
/** Average width of a character of the 12 px code font and of the 12 px header, and what surrounds them. */
const character_px = 7.3;
const cell_padding_px = 22;
const header_padding_px = 44;

export class ColumnLayout {
  readonly lefts: readonly number[];
  readonly widths: readonly number[];
  readonly total: number;

  constructor(widths: readonly number[]) {
    this.widths = widths;
    const lefts: number[] = [];
    let left = 0;
    for (const width of widths) {
      lefts.push(left);
      left += width;
    }
    this.lefts = lefts;
    this.total = left;
  }

  /** The columns between two positions: first, and one past the last. */
  window(from: number, to: number): [number, number] {
    if (this.widths.length === 0) return [0, 0];
    const first = this.at(from);
    return [first, Math.min(this.widths.length, this.at(to) + 1)];
  }

  /** The column at a position; the nearest one outside. */
  at(position: number): number {
    let low = 0;
    let high = Math.max(0, this.lefts.length - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lefts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  resized(column: number, width: number): ColumnLayout {
    const widths = [...this.widths];
    widths[column] = Math.max(narrowest_px, Math.round(width));
    return new ColumnLayout(widths);
  }
}

/** What stands beside the name: the note, or the type with an array's element type in front of brackets. */
export function noteOf({ note, type }: GridColumn): string {
  return note ?? (type.startsWith('_') ? `${type.slice(1)}[]` : type);
}

/** First widths, from names, types and the first rows. */
export function firstLayout(columns: readonly GridColumn[], source: RowSource): ColumnLayout {
  return new ColumnLayout(columns.map((column, index) => column.width ?? fittingWidth(column, index, source)));
}

/** The width that shows the name and the first rows' values, within bounds. */
export function fittingWidth(column: GridColumn, index: number, source: RowSource): number {
  const note = noteOf(column);
  let width = (column.name.length + note.length * 0.85 + 1) * character_px + header_padding_px;
  for (let row = 0; row < Math.min(sampled_rows, source.row_count); row += 1) {
    const cell: Cell | undefined = source.row(row)?.[index];
    if (cell === undefined) continue;
    width = Math.max(width, describeCell(cell, column.type).text.length * character_px + cell_padding_px);
  }
  return Math.round(Math.max(narrowest_px, Math.min(widest_px, width)));
}
