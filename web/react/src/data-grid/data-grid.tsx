// The one grid: tables, results, lists. Virtualized in both directions, one selection, keyboard first. It knows no
// server: rows come from a RowSource, and what it needs next it says by `onNeedRows`.

import type { Cell } from '@studio-pg/client';
import { useCallback, useEffect, useId, useImperativeHandle, useMemo, useState } from 'react';
import type { CSSProperties, ReactNode, Ref } from 'react';
import { shownColumns, source_order, withMoved } from './column-arrangement.ts';
import type { ColumnArrangement } from './column-arrangement.ts';
import { fittingWidth } from './column-layout.ts';
import type { GridColumn } from './column-layout.ts';
import { atHeader, gridEvents } from './grid-events.ts';
import type { ColumnMenuRequest, GridMenuRequest } from './grid-events.ts';
import { GridHeader } from './grid-header.tsx';
import type { GridSort } from './header-cell.tsx';
import { GridRow } from './grid-row.tsx';
import type { CellRenderer } from './grid-row.tsx';
import { RowSlots } from './row-slots.ts';
import type { RowSource } from './row-source.ts';
import { rangeOf, withColumns } from './selection.ts';
import type { Place, Range } from './selection.ts';
import { useColumnLayout } from './use-column-layout.ts';
import { useGridSelection } from './use-grid-selection.ts';
import { header_px, useGridViewport } from './use-grid-window.ts';

export interface DataGridProps {
  label: string;
  columns: readonly GridColumn[];
  source: RowSource;
  /** Given beside the source, because a source that grows stays the same object. */
  row_count: number;
  /** The first rows that have no number: those that are not in the order of the others. */
  lead_rows?: number;
  row_px?: number;
  sort?: readonly GridSort[];
  /** Asks for another order; without it headers do not sort. With `adds` (Shift) the column comes after those before. */
  onSort?: (column: string, adds: boolean) => void;
  /** A row is opened by Enter or a double click. */
  onOpen?: (row: number) => void;
  /** Tells which rows are drawn, from `first_row` up to `end_row`, so that the owner can load what is missing and what comes next. */
  onShown?: (end_row: number, first_row: number) => void;
  /** By how much all rows' numbers have grown since the beginning, where the owner counts them anew: the rows stay where they are seen. */
  row_shift?: number;
  /** Whether the rows' numbers are known about only. */
  is_about?: boolean;
  onRange?: (range: Range) => void;
  /** The cell with the focus has changed; its column is the source's. */
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
  /** The person has changed a width, which stands in `widths` now. */
  onWidth?: (column: number) => void;
  /** Which columns are shown, in which order, which are pinned; default: all as the source has them. */
  arrangement?: ColumnArrangement;
  /** Asks for another arrangement; without it headers cannot be dragged. */
  onArrange?: (arrangement: ColumnArrangement) => void;
  /** The menu of a column was asked for: by its header, or by Alt+ArrowDown in one of its cells. */
  onColumnMenu?: (request: ColumnMenuRequest) => void;
}

export interface DataGridHandle {
  /** Makes a cell the active one and scrolls to it, by the source's column; the focus goes there only where it is asked for. */
  goTo: (place: Place, takes_focus: boolean) => void;
  /** The active cell has the focus, and is in view, once the columns stand as they were told to just now: no key between is lost. */
  followActive: () => void;
  /** What is selected now. */
  range: () => Range;
  /** Whether whole rows are selected. */
  is_rows: () => boolean;
  /** The source's columns in the order in which they are shown. */
  order: () => readonly number[];
  /** The active cell, by the source's column. */
  active: () => Place;
  /** The width of a column of the source, in pixels. */
  width: (column: number) => number;
  resize: (column: number, width: number) => void;
  /** Gives a column the width of its values. */
  fit: (column: number) => void;
}

const no_sort: readonly GridSort[] = [];

export function DataGrid(props: DataGridProps): ReactNode {
  const { columns, source, row_count, lead_rows = 0, row_px = 28, sort = no_sort, arrangement = source_order, row_shift = 0, is_about = false } = props;
  const { onOpen, onShown, onRange, onActive, onWidth, onArrange, onColumnMenu } = props;
  const gutter_px = Math.max(36, (String(row_count).length + (is_about ? 1 : 0)) * 8 + 16);
  const [widths, setWidth] = useColumnLayout(columns, source, row_count, props.widths);
  const { indexes, pinned: wanted } = useMemo(() => shownColumns(columns, arrangement), [columns, arrangement]);
  const layout = useMemo(() => widths.arranged(indexes), [widths, indexes]);
  const viewport = useGridViewport({ row_count, row_px, layout, gutter_px, pinned: wanted, row_shift });
  const { scroller, window, height, page_rows, pinned, pinned_px, reveal } = viewport;
  const extent = useMemo(() => ({ rows: row_count, columns: indexes.length }), [row_count, indexes.length]);
  const menuOf = useCallback((column: number) => {
    const header = scroller.current?.querySelector<HTMLElement>(`[data-header="${column}"]`);
    if (header) onColumnMenu?.(atHeader(header));
  }, [scroller, onColumnMenu]);
  const { selection, onKeyDown, onPointerDown, goTo, followActive } = useGridSelection({
    scroller, extent, indexes, page_rows, reveal, onOpen, onCard: props.onCard, onValue: props.onValue,
    onColumnMenu: onColumnMenu && menuOf, row_shift,
  });
  const range = useMemo(() => withColumns(rangeOf(selection, extent), indexes), [selection, extent, indexes]);
  const { row, column: place } = selection.focus;
  const active = useMemo(() => ({ row, column: indexes[place] ?? 0 }), [row, place, indexes]);
  const resize = useCallback((column: number, width: number) => {
    setWidth(column, width);
    onWidth?.(column);
  }, [setWidth, onWidth]);
  const onFit = useCallback((index: number) => {
    const column = columns[index];
    if (column) resize(index, fittingWidth(column, index, source));
  }, [columns, source, resize]);
  const onMove = useMemo(() => onArrange && ((column: number, to: number) => onArrange(withMoved(columns, arrangement, column, to))),
    [columns, arrangement, onArrange]);
  useImperativeHandle(props.handle, () => ({
    goTo, followActive, range: () => range, is_rows: () => selection.kind === 'rows', order: () => indexes, active: () => active, width: (column) => widths.widths[column] ?? 0, resize, fit: onFit,
  }));

  useEffect(() => onShown?.(window.end_row, window.first_row), [onShown, window.end_row, window.first_row]);
  useEffect(() => onRange?.(range), [onRange, range]);
  useEffect(() => onActive?.(active), [onActive, active]);

  const events = gridEvents({
    source, columns, row_count, range, time_zone: props.time_zone ?? null, onOpen, onMenu: props.onMenu, onColumnMenu,
  });

  const rows: ReactNode[] = [];
  const id = useId();
  const [slots] = useState(() => new RowSlots());
  const drawn = drawnRows(window.first_row, window.end_row, selection.focus.row, row_count);
  const slot_of = slots.assign(drawn, row_shift);
  // In the order of their elements, none of which is ever moved; `order` tells their own.
  const order = drawn.map((index) => `${id}${slot_of.get(index)}`);
  const by_slot = drawn.toSorted((one, other) => (slot_of.get(one) ?? 0) - (slot_of.get(other) ?? 0));
  for (const index of by_slot) {
    const is_inside = index >= range.first_row && index <= range.last_row;
    rows.push(
      <GridRow key={slot_of.get(index)} id={`${id}${slot_of.get(index)}`} index={index} number={index - lead_rows + 1} is_about={is_about} row={source.row(index)} top={index * row_px + window.offset}
        columns={columns} indexes={indexes} layout={layout} first_column={window.first_column} end_column={window.end_column}
        pinned={pinned} pinned_px={pinned_px} gutter_px={gutter_px} selected_from={is_inside ? range.first_column : -1}
        selected_to={is_inside ? range.last_column : -1}
        active_place={index === selection.focus.row ? selection.focus.column : -1}
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
        <GridHeader columns={columns} indexes={indexes} layout={layout} first_column={window.first_column}
          end_column={window.end_column} pinned={pinned} pinned_px={pinned_px} gutter_px={gutter_px} sort={sort} onSort={props.onSort}
          onResize={resize} onFit={onFit} onMove={onMove} has_menu={onColumnMenu !== undefined} />
        <div role="rowgroup" className="sg-body" aria-owns={by_slot.every((index, at) => index === drawn[at]) ? undefined : order.join(' ')} style={{ width, height }}>{rows}</div>
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
