// The widths of a grid's columns: chosen when the first rows are there, then the person's. By the columns of the source,
// whatever is hidden or moved.

import { useCallback, useMemo, useState } from 'react';
import { arrangementKey, firstLayout } from './column-layout.ts';
import type { ColumnLayout, GridColumn } from './column-layout.ts';
import { RowList } from './row-source.ts';
import type { RowSource } from './row-source.ts';

export type ChangeLayout = (column: number, width: number) => void;
const no_rows: RowSource = new RowList([]);

/**
 * Widths are chosen when the first rows are there, and then stay, whatever comes later (more rows, the catalog's notes, a
 * column that is hidden and shown again): only the person changes them, and another map of them.
 */
export function useColumnLayout(
  columns: readonly GridColumn[], source: RowSource, row_count: number, given: Map<string, number> | undefined,
): [ColumnLayout, ChangeLayout] {
  const [own] = useState(() => new Map<string, number>());
  const widths = given ?? own;
  const has_rows = row_count > 0;
  const key = useMemo(
    () => JSON.stringify([has_rows, ...columns.map((column) => [column.key, column.name, column.type, column.width])]), [columns, has_rows]);
  const make = (): { key: string; widths: Map<string, number>; layout: ColumnLayout } => {
    const fitting = firstLayout(columns, has_rows ? source : no_rows, widths);
    if (has_rows) columns.forEach((column, index) => widths.set(arrangementKey(column, index), fitting.widths[index] ?? 0));
    return { key, widths, layout: fitting };
  };
  const [kept, setKept] = useState(make);
  let shown = kept;
  if (kept.key !== key || kept.widths !== widths) {
    shown = make();
    setKept(shown);
  }
  const change = useCallback<ChangeLayout>((index, width) => setKept((old) => {
    const layout = old.layout.resized(index, width);
    const column = columns[index];
    if (column) widths.set(arrangementKey(column, index), layout.widths[index] ?? width);
    return { ...old, layout };
  }), [columns, widths]);
  return [shown.layout, change];
}
