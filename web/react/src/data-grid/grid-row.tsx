// One row of the grid: light shells, drawn again only when what it shows has changed.

import type { Cell, Row } from '@studio-pg/client';
import { memo } from 'react';
import type { ReactNode } from 'react';
import type { ColumnLayout, GridColumn } from './column-layout.ts';
import { CellContent } from './cell.tsx';
import { isNumberType } from './cell-text.ts';

export type CellRenderer = (row: Row, column: number, row_index: number) => ReactNode;

interface GridRowProps {
  index: number;
  /** Undefined while the row is not loaded. */
  row: Row | undefined;
  top: number;
  columns: readonly GridColumn[];
  layout: ColumnLayout;
  first_column: number;
  end_column: number;
  gutter_px: number;
  /** The selected columns of this row, both ends included; -1 where there are none. */
  selected_from: number;
  selected_to: number;
  /** The column with the focus, or -1. */
  active_column: number;
  render_cell: CellRenderer | undefined;
  is_marked: ((cell: Cell) => boolean) | undefined;
}

export const GridRow = memo(function GridRow(props: GridRowProps): ReactNode {
  const { index, row, columns, layout, gutter_px, selected_from, selected_to, active_column } = props;
  const cells: ReactNode[] = [];
  const addCell = (column: number): void => {
    const { type, look } = columns[column] ?? { type: 'text', look: undefined };
    const is_selected = column >= selected_from && column <= selected_to;
    const is_active = column === active_column;
    const is_marked = row !== undefined && props.is_marked?.(row[column] ?? null) === true;
    cells.push(
      <div key={column} role="gridcell" aria-colindex={column + 2} aria-selected={is_selected}
        tabIndex={is_active ? 0 : -1} data-row={index} data-column={column}
        className={className(type, is_selected, is_active) + (is_marked ? ' sg-found' : '')}
        style={{ left: gutter_px + (layout.lefts[column] ?? 0), width: layout.widths[column] ?? 0 }}>
        {row === undefined ? <span className="sg-skeleton" />
          : props.render_cell?.(row, column, index) ?? <CellContent cell={row[column] ?? null} type={type} look={look} />}
      </div>,
    );
  };
  // The active cell stays in the document wherever the window is, so that the focus is never lost.
  if (active_column >= 0 && active_column < props.first_column) addCell(active_column);
  for (let column = props.first_column; column < props.end_column; column += 1) addCell(column);
  if (active_column >= props.end_column && active_column < columns.length) addCell(active_column);
  return (
    <div role="row" aria-rowindex={index + 2} className="sg-row" style={{ transform: `translateY(${props.top}px)` }}>
      <div role="rowheader" aria-colindex={1} className="sg-gutter" data-row={index} style={{ width: gutter_px }}>
        {index + 1}
      </div>
      {cells}
    </div>
  );
});

function className(type: string, is_selected: boolean, is_active: boolean): string {
  let name = 'sg-cell';
  if (isNumberType(type)) name += ' sg-right';
  if (is_selected) name += ' sg-selected';
  if (is_active) name += ' sg-active';
  return name;
}
