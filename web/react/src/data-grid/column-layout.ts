// Where each column stands: widths, left edges, and which columns a window shows. 1,600 columns cost one array.

import type { Cell } from '@studio-pg/client';
import { describeCell } from './cell-text.ts';
import type { CellKind } from './cell-text.ts';
import type { RowSource } from './row-source.ts';
import { textWidth } from './text-width.ts';

export interface GridColumn {
  name: string;
  /** What tells it apart where names may occur twice; default: the name. */
  key?: string;
  /** PostgreSQL's type name; decides alignment and rendering. */
  type: string;
  /** What is shown faintly beside the name; default: the type, an array's as `int4[]`. */
  note?: string;
  /** A fixed first width in pixels; without it the first rows decide. */
  width?: number;
  icon?: 'primary_key' | 'foreign_key';
  is_sortable?: boolean;
  /** `tag`: values are the labels of an enum and are drawn as soft tags. */
  look?: 'tag' | undefined;
  /** The labels of an enum in its order: what sorting goes by. */
  labels?: readonly string[] | undefined;
  /** PostgreSQL makes its values: copied as INSERT it is left out. */
  is_generated?: boolean;
  /** It is read for its owner alone, and shown nowhere: what tells a row apart. */
  is_internal?: boolean;
}

export const narrowest_px = 48;
const widest_px = 360;
const sampled_rows = 50;
/** Values measured of all columns together, so that 1,600 columns do not take a visible pause. */
const sampled_values = 8000;
/** What surrounds a value and a name: padding, border, marks. */
const cell_padding_px = 24;
const header_padding_px = 46;
/** The header's name is semibold, its note one pixel smaller. */
const bold_ratio = 1.08;
const note_ratio = 0.92;
const code_kinds: ReadonlySet<CellKind> = new Set(['json', 'code', 'bytea', 'truncated']);

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

  /** The same widths in another order, some left out. */
  arranged(indexes: readonly number[]): ColumnLayout {
    return new ColumnLayout(indexes.map((index) => this.widths[index] ?? narrowest_px));
  }

  /** How many of the first columns fit into a width, and how wide they are. */
  fitting(count: number, width: number): { count: number; width: number } {
    let fit = Math.min(count, this.widths.length);
    const end = (): number => (fit < this.widths.length ? this.lefts[fit] ?? 0 : this.total);
    while (fit > 0 && end() > width) fit -= 1;
    return { count: fit, width: fit === 0 ? 0 : end() };
  }

  resized(column: number, width: number): ColumnLayout {
    const widths = [...this.widths];
    widths[column] = Math.max(narrowest_px, Math.round(width));
    return new ColumnLayout(widths);
  }
}

/** What tells a column apart from the others. */
export function keyOf({ key, name }: GridColumn): string {
  return key ?? name;
}

/** What stands beside the name: the note, or the type with an array's element type in front of brackets. */
export function noteOf({ note, type }: GridColumn): string {
  return note ?? (type.startsWith('_') ? `${type.slice(1)}[]` : type);
}

/** Under which name a column's width and place are kept. */
export function arrangementKey(column: GridColumn, index: number): string {
  return column.key ?? `${index} ${column.name} ${column.type}`;
}

/** First widths, from names, types and the first rows; `known` ones stay. */
export function firstLayout(columns: readonly GridColumn[], source: RowSource, known?: ReadonlyMap<string, number>): ColumnLayout {
  const rows = Math.max(5, Math.min(sampled_rows, Math.floor(sampled_values / Math.max(1, columns.length))));
  return new ColumnLayout(columns.map((column, index) =>
    known?.get(arrangementKey(column, index)) ?? column.width ?? fittingWidth(column, index, source, rows)));
}

/** The width that shows the name and the longest of the first rows' values, within bounds. */
export function fittingWidth(column: GridColumn, index: number, source: RowSource, rows = sampled_rows): number {
  const note = noteOf(column);
  const head = textWidth(column.name, 'ui') * bold_ratio + textWidth(note, 'ui') * note_ratio + header_padding_px;
  const texts: { width: number; note: string | null }[] = [];
  for (let row = 0; row < Math.min(rows, source.row_count); row += 1) {
    const cell: Cell | undefined = source.row(row)?.[index];
    if (cell === undefined) continue;
    const said = describeCell(cell, column.type, column.look);
    texts.push({ width: textWidth(said.text, code_kinds.has(said.kind) ? 'code' : 'ui'), note: said.note });
  }
  const widest = Math.max(0, ...texts.map((each) => each.width + (each.note === null ? 0 : textWidth(each.note, 'ui') + 6)));
  const tag_px = column.look === 'tag' ? 12 : 0;
  return Math.round(Math.max(narrowest_px, Math.min(widest_px, Math.max(head, widest + cell_padding_px + tag_px))));
}
