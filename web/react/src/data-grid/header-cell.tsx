// The header of one column: key, name, type and sort marks, the handle that resizes, the mark that opens its menu.

import { ArrowDown, ArrowRight, ArrowUp, ChevronDown, KeyRound } from 'lucide-react';
import type { PointerEvent, ReactNode } from 'react';
import { dragColumn } from './column-drag.ts';
import type { ColumnDrop } from './column-drag.ts';
import { keyOf, noteOf } from './column-layout.ts';
import type { GridColumn } from './column-layout.ts';
import { isNumberType } from './cell-text.ts';

export interface GridSort {
  /** The column's key: its name, where that is not told otherwise. */
  column: string;
  direction: 'asc' | 'desc';
}

/** What every header of a grid shows and can do, by its column's index. */
export interface HeaderActs {
  sort: readonly GridSort[];
  onSort: ((column: string, adds: boolean) => void) | undefined;
  onResize: (column: number, width: number) => void;
  onFit: (column: number) => void;
  /** One column is to stand where another one stands. */
  onMove: ((column: number, to: number) => void) | undefined;
  has_menu: boolean;
}

interface HeaderCellProps extends HeaderActs {
  column: GridColumn;
  /** Of the column in the source. */
  index: number;
  left: number;
  width: number;
  /** Some column is being dragged, or no longer. */
  onDrag: (drop: ColumnDrop | null) => void;
  is_dragged: boolean;
  /** On which side of this one the dragged column would come to stand. */
  drop: 'before' | 'after' | null;
}

export function HeaderCell(props: HeaderCellProps): ReactNode {
  const { column, index, left, width, sort, onSort, onMove } = props;
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
  const drag = onMove && ((event: PointerEvent<HTMLElement>): void =>
    dragColumn(event, { column: index, onOver: props.onDrag, onDrop: ({ from, to }) => onMove(from, to) }));
  return (
    <div role="columnheader" aria-colindex={index + 2} data-header={index} style={{ left, width }}
      aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
      className={className(isNumberType(column.type), props.is_dragged, props.drop)}>
      {is_sortable
        ? <button type="button" className="sg-label" tabIndex={-1} title={`Sort by ${column.name} ${noteOf(column)}`} onPointerDown={drag}
            onClick={(event) => onSort(keyOf(column), event.shiftKey)}>{label}</button>
        : <span className="sg-label" title={`${column.name} ${noteOf(column)}`}>{label}</span>}
      {/* For the pointer alone: the keyboard and screen readers have the command. */}
      {props.has_menu && <span className="sg-head-menu" aria-hidden data-menu title="Menu of the column"><ChevronDown size={12} /></span>}
      <span className="sg-resizer" aria-hidden onDoubleClick={() => props.onFit(index)}
        onPointerDown={(event) => followPointer(event, width, (next) => props.onResize(index, next))} />
    </div>
  );
}

function className(is_right: boolean, is_dragged: boolean, drop: HeaderCellProps['drop']): string {
  return `sg-head${is_right ? ' sg-right' : ''}${is_dragged ? ' sg-dragged' : ''}${drop === null ? '' : ` sg-drop-${drop}`}`;
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
