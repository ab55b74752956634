// One row of the grid: light shells, drawn again only when what it shows has changed.

import type { Cell, Row } from '@studio-pg/client';
import { memo } from 'react';
import type { ReactNode } from 'react';
import type { ColumnLayout, GridColumn } from './column-layout.ts';
import { CellContent } from './cell.tsx';
import { isNumberType } from './cell-text.ts';

export type CellRenderer = (row: Row, column: number, row_index: number) => ReactNode;

interface GridRowProps {
  id: string;
  index: number;
  /** What it is called, from 1; below that it is new. */
  number: number;
  /** Whether that number is known about only. */
  is_about: boolean;
  /** Undefined while the row is not loaded. */
  row: Row | undefined;
  top: number;
  columns: readonly GridColumn[];
  /** The column at each place; places are what is counted below. */
  indexes: readonly number[];
  /** Of the columns as they are shown. */
  layout: ColumnLayout;
  first_column: number;
  end_column: number;
  /** How many of the first columns are pinned, and how wide they are. */
  pinned: number;
  pinned_px: number;
  gutter_px: number;
  /** The selected places of this row, both ends included; -1 where there are none. */
  selected_from: number;
  selected_to: number;
  /** The place with the focus, or -1. */
  active_place: number;
  render_cell: CellRenderer | undefined;
  is_marked: ((cell: Cell) => boolean) | undefined;
}

export const GridRow = memo(function GridRow(props: GridRowProps): ReactNode {
  const { index, gutter_px, active_place, pinned } = props;
  const cells: ReactNode[] = [];
  // The active cell stays in the document wherever the window is, so that the focus is never lost.
  if (active_place >= pinned && active_place < props.first_column) cells.push(drawCell(props, active_place));
  for (let place = props.first_column; place < props.end_column; place += 1) cells.push(drawCell(props, place));
  if (active_place >= props.end_column && active_place < props.indexes.length) cells.push(drawCell(props, active_place));
  const gutter = (
    <div role="rowheader" aria-colindex={1} className="sg-gutter" data-row={index} style={{ width: gutter_px }}>
      {props.number > 0 ? (props.is_about ? `~${props.number}` : props.number) : <><span aria-hidden>+</span><span className="sg-hidden">new row</span></>}
    </div>
  );
  const fixed: ReactNode[] = [];
  for (let place = 0; place < pinned; place += 1) fixed.push(drawCell(props, place));
  return (
    <div role="row" id={props.id} aria-rowindex={index + 2} className="sg-row" style={{ transform: `translateY(${props.top}px)` }}>
      {pinned === 0 ? gutter
        : <div role="presentation" className="sg-fixed" style={{ width: gutter_px + props.pinned_px }}>{gutter}{fixed}</div>}
      {cells}
    </div>
  );
});

function drawCell(props: GridRowProps, place: number): ReactNode {
  const { index, row, layout } = props;
  const column = props.indexes[place] ?? -1;
  const { type, look } = props.columns[column] ?? { type: 'text', look: undefined };
  const is_selected = place >= props.selected_from && place <= props.selected_to;
  const is_active = place === props.active_place;
  const is_marked = row !== undefined && props.is_marked?.(row[column] ?? null) === true;
  const drawn = row && props.render_cell?.(row, column, index);
  const is_plain = row !== undefined && (drawn === undefined || drawn === null);
  return (
    <div key={column} role="gridcell" aria-colindex={column + 2} aria-selected={is_selected}
      tabIndex={is_active ? 0 : -1} data-row={index} data-column={column}
      className={className(type, is_selected, is_active) + (is_marked ? ' sg-found' : '') + (is_plain ? ' sg-plain' : '')}
      style={{ left: props.gutter_px + (layout.lefts[place] ?? 0), width: layout.widths[place] ?? 0 }}>
      {row === undefined ? <span className="sg-skeleton" />
        : drawn ?? <CellContent cell={row[column] ?? null} type={type} look={look} />}
    </div>
  );
}

function className(type: string, is_selected: boolean, is_active: boolean): string {
  let name = 'sg-cell';
  if (isNumberType(type)) name += ' sg-right';
  if (is_selected) name += ' sg-selected';
  if (is_active) name += ' sg-active';
  return name;
}
