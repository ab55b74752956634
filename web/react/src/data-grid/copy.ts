// A range of cells as tab-separated text, as spreadsheets read it.

import type { Cell } from '@studio-pg/client';
import { plainText } from './cell-text.ts';
import type { RowSource } from './row-source.ts';
import type { Range } from './selection.ts';

/** Cells that are copied at most: the clipboard takes text, and a text of a gigabyte would end the page. */
export const copied_cells = 2_000_000;

/** The range as TSV; a value with a tab, a line end or a quote is quoted. Rows that are not loaded are left out. */
export function rangeText(source: RowSource, range: Range): string {
  const columns = range.last_column - range.first_column + 1;
  const last_row = Math.min(range.last_row, range.first_row + Math.floor(copied_cells / Math.max(1, columns)) - 1);
  const lines: string[] = [];
  for (let index = range.first_row; index <= last_row; index += 1) {
    const row = source.row(index);
    if (!row) continue;
    lines.push(row.slice(range.first_column, range.last_column + 1).map(quoted).join('\t'));
  }
  return lines.join('\n');
}

function quoted(cell: Cell): string {
  const text = plainText(cell);
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
