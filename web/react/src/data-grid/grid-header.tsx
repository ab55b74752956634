// The header of the grid: name, type, key and sort marks, and the handles that resize. It stays at the top and is
// virtualized like the rows.

import { ArrowDown, ArrowRight, ArrowUp, KeyRound } from 'lucide-react';
import { memo } from 'react';
import type { PointerEvent, ReactNode } from 'react';
import { keyOf, noteOf } from './column-layout.ts';
import type { ColumnLayout, GridColumn } from './column-layout.ts';
import { isNumberType } from './cell-text.ts';

export interface GridSort {
  /** The column's key: its name, where that is not told otherwise. */
  column: string;
  direction: 'asc' | 'desc';
}

interface GridHeaderProps {
  columns: readonly GridColumn[];
  layout: ColumnLayout;
  first_column: number;
  end_column: number;
  gutter_px: number;
  sort: readonly GridSort[];
  onSort: ((column: string, adds: boolean) => void) | undefined;
  onResize: (column: number, width: number) => void;
  onFit: (column: number) => void;
}

export const GridHeader = memo(function GridHeader(props: GridHeaderProps): ReactNode {
  const { columns, layout, gutter_px } = props;
  const cells: ReactNode[] = [];
  for (let index = props.first_column; index < props.end_column; index += 1) {
    const column = columns[index];
    if (!column) continue;
    const left = gutter_px + (layout.lefts[index] ?? 0);
    const width = layout.widths[index] ?? 0;
    cells.push(<HeaderCell key={index} {...props} column={column} index={index} left={left} width={width} />);
  }
  return (
    <div role="row" aria-rowindex={1} className="sg-header">
      <div role="columnheader" aria-colindex={1} className="sg-gutter sg-corner" style={{ width: gutter_px }}>
        <span className="sg-hidden">Row</span>
      </div>
      {cells}
    </div>
  );
});

type HeaderCellProps = GridHeaderProps & { column: GridColumn; index: number; left: number; width: number };

function HeaderCell({ column, index, left, width, sort, onSort, onResize, onFit }: HeaderCellProps): ReactNode {
  const place = sort.findIndex((each) => each.column === keyOf(column));
  const sorted = sort[place]?.direction;
  const is_sortable = onSort !== undefined && column.is_sortable !== false;
  const label = (
    <>
      {column.icon === 'primary_key' && <KeyRound className="sg-key" size={12} aria-label="primary key" />}
      {column.icon === 'foreign_key' && <ArrowRight className="sg-key" size={12} aria-label="foreign key" />}
      <span className="sg-name">{column.name}</span>
      <span className="sg-type">{noteOf(column)}</span>
      {sorted === 'asc' && <ArrowUp className="sg-sort" size={12} aria-hidden />}
      {sorted === 'desc' && <ArrowDown className="sg-sort" size={12} aria-hidden />}
      {sorted !== undefined && sort.length > 1 && <span className="sg-sort sg-type">{place + 1}</span>}
    </>
  );
  return (
    <div role="columnheader" aria-colindex={index + 2} data-header={index} style={{ left, width }}
      aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
      className={isNumberType(column.type) ? 'sg-head sg-right' : 'sg-head'}>
      {is_sortable
        ? <button type="button" className="sg-label" tabIndex={-1} title={`Sort by ${column.name} ${noteOf(column)}`}
            onClick={(event) => onSort(keyOf(column), event.shiftKey)}>{label}</button>
        : <span className="sg-label" title={`${column.name} ${noteOf(column)}`}>{label}</span>}
      <span className="sg-resizer" aria-hidden onDoubleClick={() => onFit(index)}
        onPointerDown={(event) => followPointer(event, width, (next) => onResize(index, next))} />
    </div>
  );
}

/** Reports the width while the pointer is held down. */
function followPointer(event: PointerEvent<HTMLElement>, width: number, onWidth: (width: number) => void): void {
  event.preventDefault();
  event.stopPropagation();
  const handle = event.currentTarget;
  const start = event.clientX;
  handle.setPointerCapture(event.pointerId);
  const moved = (next: globalThis.PointerEvent): void => onWidth(width + next.clientX - start);
  const ended = (): void => {
    handle.removeEventListener('pointermove', moved);
    handle.removeEventListener('lostpointercapture', ended);
  };
  handle.addEventListener('pointermove', moved);
  handle.addEventListener('lostpointercapture', ended);
}
