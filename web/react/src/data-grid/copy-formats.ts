// A range of cells as text in the formats that other programs read. Pure. Values stand as PostgreSQL wrote them: int8
// and numeric never pass through a JS number, so no digit is lost.

import { isTruncated } from '@studio-pg/client';
import type { Cell, Row } from '@studio-pg/client';
import { isNumberType, plainText } from './cell-text.ts';
import type { GridColumn } from './column-layout.ts';
import { rowsOf } from './row-source.ts';
import type { RowSource } from './row-source.ts';
import { inList, insert, json_number, updates } from './copy-sql.ts';
import { columnsOf } from './selection.ts';
import type { Range } from './selection.ts';

export type CopyFormat = 'tsv' | 'tsv_names' | 'csv' | 'json' | 'markdown' | 'insert' | 'update' | 'in_list';

/** Cells that are copied at most: the clipboard takes text, and a text of a gigabyte would end the page. */
export const copied_cells = 2_000_000;

export interface CopyOptions {
  source: RowSource;
  range: Range;
  columns: readonly GridColumn[];
  /** For `insert` and `update`. */
  table?: CopyTable;
}

/** The table that all copied columns come from. Names are not quoted yet. */
export interface CopyTable {
  schema: string;
  name: string;
  /** What the table calls the column of that place in the rows, which may have another name in the result. */
  names: ReadonlyMap<number, string>;
  /** The places of the primary key's columns; empty where the rows do not hold all of it: `update` then gives nothing. */
  key: readonly number[];
}

export interface CopiedText {
  text: string;
  row_count: number;
  /** Rows of the range that are not in the text: not loaded, or beyond the limit. */
  left_out_rows: number;
  /** Cells of which only the beginning was there. */
  cut_cells: number;
}

/** The range in a format. Rows that are not loaded are left out, and counted. */
export function copyRange(format: CopyFormat, options: CopyOptions): CopiedText {
  const { source, range } = options;
  const width = range.last_column - range.first_column + 1;
  const last_row = Math.min(range.last_row, range.first_row + Math.floor(copied_cells / Math.max(1, width)) - 1);
  const rows: Row[] = [];
  const whole: Row[] = [];
  let cut_cells = 0;
  const picked = columnsOf(range);
  for (const from of rowsOf(source, range.first_row, last_row + 1)) {
    if (!from) continue;
    const row = picked.map((index) => from[index] ?? null);
    whole.push(from);
    for (const cell of row) if (isTruncated(cell)) cut_cells += 1;
    rows.push(row);
  }
  const columns = picked.flatMap((index) => options.columns[index] ?? []);
  const left_out_rows = range.last_row - range.first_row + 1 - rows.length;
  const text = format === 'update' ? updates(whole, options) : write(format, columns, rows, options);
  return { text, row_count: rows.length, left_out_rows, cut_cells };
}

function write(
  format: Exclude<CopyFormat, 'update'>, columns: readonly GridColumn[], rows: readonly Row[], options: CopyOptions,
): string {
  switch (format) {
    // A text alone is copied as it is.
    case 'tsv': return lines(rows, '\t', /[\t\n\r"]/, rows.length * columns.length > 1);
    case 'tsv_names': return lines([namesOf(columns), ...rows], '\t', /[\t\n\r"]/, true);
    case 'csv': return lines([namesOf(columns), ...rows], ',', /[,\n\r"]/, true);
    case 'json': return json(columns, rows);
    case 'markdown': return markdown(columns, rows);
    case 'insert': return insert(columns, rows, options);
    case 'in_list': return inList(columns, rows);
  }
}

function namesOf(columns: readonly GridColumn[]): string[] {
  return columns.map((column) => column.name);
}

/** With `tells_empty` the empty string is quoted and NULL is nothing, as COPY in CSV mode reads them, and the grid what is pasted. */
function lines(rows: readonly Row[], separator: string, special: RegExp, tells_empty = false): string {
  const quoted = (cell: Cell): string => {
    const text = plainText(cell);
    return special.test(text) || (tells_empty && cell === '') ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(quoted).join(separator)).join('\n');
}

function json(columns: readonly GridColumn[], rows: readonly Row[]): string {
  const seen = new Map<string, number>();
  // A name may occur twice in a result, in an object only once.
  const names = columns.map(({ name }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return JSON.stringify(count === 1 ? name : `${name}_${count}`);
  });
  const objects = rows.map((row) =>
    `  {${row.map((cell, index) => `${names[index] ?? '""'}: ${jsonValue(cell, columns[index]?.type ?? 'text')}`).join(', ')}}`);
  return objects.length === 0 ? '[]' : `[\n${objects.join(',\n')}\n]`;
}

function jsonValue(cell: Cell, type: string): string {
  if (cell === null || typeof cell === 'boolean' || typeof cell === 'number') return JSON.stringify(cell);
  const text = plainText(cell);
  if (!isTruncated(cell)) {
    if (type === 'json' || type === 'jsonb') return text;
    if (isNumberType(type) && json_number.test(text)) return text;
  }
  return JSON.stringify(text);
}

function markdown(columns: readonly GridColumn[], rows: readonly Row[]): string {
  const escaped = (text: string): string =>
    text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '\\<').replace(/\r\n|\n|\r/g, '<br>');
  const line = (parts: readonly string[]): string => `| ${parts.join(' | ')} |`;
  return [
    line(columns.map((column) => escaped(column.name))),
    line(columns.map((column) => (isNumberType(column.type) ? '---:' : '---'))),
    ...rows.map((row) => line(row.map((cell) => (cell === null ? '*NULL*' : escaped(plainText(cell)))))),
  ].join('\n');
}
