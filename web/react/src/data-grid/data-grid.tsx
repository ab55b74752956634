// The one grid: tables, results, lists. Virtualized in both directions, one selection, keyboard first. It knows no
// server: rows come from a RowSource, and what it needs next it says by `onNeedRows`.

import type { Cell } from '@studio-pg/client';
import { useCallback, useEffect, useImperativeHandle, useMemo, useState } from 'react';
import type { CSSProperties, ReactNode, Ref } from 'react';
import { firstLayout, fittingWidth, widthKey } from './column-layout.ts';
import type { ColumnLayout, GridColumn } from './column-layout.ts';
import { gridEvents } from './grid-events.ts';
import type { GridMenuRequest } from './grid-events.ts';
import { GridHeader } from './grid-header.tsx';
import type { GridSort } from './grid-header.tsx';
import { GridRow } from './grid-row.tsx';
import type { CellRenderer } from './grid-row.tsx';
import { RowSlots } from './row-slots.ts';
import { RowList } from './row-source.ts';
import type { RowSource } from './row-source.ts';
import { rangeOf } from './selection.ts';
import type { Place, Range } from './selection.ts';
import { useGridSelection } from './use-grid-selection.ts';
import { header_px, useGridViewport } from './use-grid-window.ts';

export interface DataGridProps {
  label: string;
  columns: readonly GridColumn[];
  source: RowSource;
  /** Given beside the source, because a source that grows stays the same object. */
  row_count: number;
  row_px?: number;
  sort?: readonly GridSort[];
  /** Asks for another order; without it headers do not sort. With `adds` (Shift) the column comes after those before. */
  onSort?: (column: string, adds: boolean) => void;
  /** A row is opened by Enter or a double click. */
  onOpen?: (row: number) => void;
  /** Tells the last row that is drawn, so that the owner can load what comes after it. */
  onShown?: (end_row: number) => void;
  onRange?: (range: Range) => void;
  /** The cell with the focus has changed. */
  onActive?: (place: Place) => void;
  /** Space was pressed: the record card of the active row is opened or closed. */
  onCard?: () => void;
  /** Shift+Space was pressed: the viewer of the active cell's value is opened or closed. */
  onValue?: () => void;
  /** The menu was asked for, by the pointer or by the keyboard. */
  onMenu?: (request: GridMenuRequest) => void;
  /** The session's TimeZone, said when the pointer rests on a time. */
  time_zone?: string | null;
  render_cell?: CellRenderer;
  /** Cells that are marked, as those that a search has found. */
  is_marked?: (cell: Cell) => boolean;
  handle?: Ref<DataGridHandle>;
  /** Where the widths are kept by the owner, so that they outlive the grid. */
  widths?: Map<string, number>;
}

export interface DataGridHandle {
  /** Makes a cell the active one and scrolls to it; the focus goes there only where it is asked for. */
  goTo: (place: Place, takes_focus: boolean) => void;
  /** What is selected now. */
  range: () => Range;
}

const no_sort: readonly GridSort[] = [];
const no_rows: RowSource = new RowList([]);

export function DataGrid(props: DataGridProps): ReactNode {
  const { columns, source, row_count, row_px = 28, sort = no_sort, onOpen, onShown, onRange, onActive } = props;
  const gutter_px = Math.max(36, String(row_count).length * 8 + 16);
  const [layout, resize] = useLayout(columns, source, row_count, props.widths);
  const viewport = useGridViewport({ row_count, row_px, layout, gutter_px });
  const { scroller, window, height, page_rows, reveal } = viewport;
  const extent = useMemo(() => ({ rows: row_count, columns: columns.length }), [row_count, columns.length]);
  const { selection, onKeyDown, onPointerDown, goTo } = useGridSelection({
    scroller, extent, page_rows, reveal, onOpen, onCard: props.onCard, onValue: props.onValue,
  });
  const range = rangeOf(selection, extent);
  useImperativeHandle(props.handle, () => ({ goTo, range: () => range }));

  useEffect(() => onShown?.(window.end_row), [onShown, window.end_row]);
  useEffect(() => onRange?.(rangeOf(selection, extent)), [onRange, selection, extent]);
  useEffect(() => onActive?.(selection.focus), [onActive, selection.focus]);

  const onFit = useCallback((index: number) => {
    const column = columns[index];
    if (column) resize(index, fittingWidth(column, index, source));
  }, [columns, source, resize]);

  const events = gridEvents({ source, columns, row_count, range, time_zone: props.time_zone ?? null, onOpen, onMenu: props.onMenu });

  const rows: ReactNode[] = [];
  const [slots] = useState(() => new RowSlots());
  const drawn = drawnRows(window.first_row, window.end_row, selection.focus.row, row_count);
  const slot_of = slots.assign(drawn);
  for (const index of drawn) {
    const is_inside = index >= range.first_row && index <= range.last_row;
    rows.push(
      <GridRow key={slot_of.get(index)} index={index} row={source.row(index)} top={index * row_px + window.offset}
        columns={columns} layout={layout} first_column={window.first_column} end_column={window.end_column}
        gutter_px={gutter_px} selected_from={is_inside ? range.first_column : -1}
        selected_to={is_inside ? range.last_column : -1}
        active_column={index === selection.focus.row ? selection.focus.column : -1}
        render_cell={props.render_cell} is_marked={props.is_marked} />,
    );
  }
  const width = gutter_px + layout.total;
  return (
    <div ref={scroller} className="sg-grid" role="grid" aria-label={props.label} aria-rowcount={row_count + 1}
      aria-colcount={columns.length + 1} aria-multiselectable tabIndex={row_count === 0 ? 0 : -1}
      onScroll={viewport.onScroll} onKeyDown={onKeyDown} onPointerDown={onPointerDown} {...events}
      style={{ "--row-height": `${row_px}px` } as CSSProperties}>
      <div role="presentation" className="sg-canvas" style={{ width, height: height + header_px }}>
        <GridHeader columns={columns} layout={layout} first_column={window.first_column}
          end_column={window.end_column} gutter_px={gutter_px} sort={sort} onSort={props.onSort}
          onResize={resize} onFit={onFit} />
        <div role="rowgroup" className="sg-body" style={{ width, height }}>{rows}</div>
      </div>
    </div>
  );
}

/** The rows of the window, and the row with the focus wherever it is. */
function drawnRows(first: number, end: number, active: number, row_count: number): number[] {
  const rows: number[] = [];
  if (active < first && active < row_count) rows.push(active);
  for (let index = first; index < end; index += 1) rows.push(index);
  if (active >= end && active < row_count) rows.push(active);
  return rows;
}

type ChangeLayout = (column: number, width: number) => void;

/**
 * Widths are chosen when the first rows are there, and then stay, whatever comes later (more rows, the catalog's notes, a
 * column that is hidden and shown again): only the person changes them.
 */
function useLayout(
  columns: readonly GridColumn[], source: RowSource, row_count: number, given: Map<string, number> | undefined,
): [ColumnLayout, ChangeLayout] {
  const [own] = useState(() => new Map<string, number>());
  const widths = given ?? own;
  const has_rows = row_count > 0;
  const key = useMemo(
    () => JSON.stringify([has_rows, ...columns.map((column) => [column.key, column.name, column.type, column.width])]), [columns, has_rows]);
  const make = (): { key: string; layout: ColumnLayout } => {
    const fitting = firstLayout(columns, has_rows ? source : no_rows, widths);
    if (has_rows) columns.forEach((column, index) => widths.set(widthKey(column, index), fitting.widths[index] ?? 0));
    return { key, layout: fitting };
  };
  const [kept, setKept] = useState(make);
  let shown = kept;
  if (kept.key !== key) {
    shown = make();
    setKept(shown);
  }
  const change = useCallback<ChangeLayout>((index, width) => setKept((old) => {
    const layout = old.layout.resized(index, width);
    const column = columns[index];
    if (column) widths.set(widthKey(column, index), layout.widths[index] ?? width);
    return { ...old, layout };
  }), [columns, widths]);
  return [shown.layout, change];
}
