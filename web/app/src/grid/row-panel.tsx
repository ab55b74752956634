// Beside the grid: the active row as a card, its columns in the order of the grid and the hidden ones behind them, or the
// value of the active cell.

import type { Row } from '@studio-pg/client';
import { arrangedColumns, RecordCard, shownColumns } from '@studio-pg/react';
import type { ColumnArrangement, GridColumn, Place } from '@studio-pg/react';
import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import type { GridEdit } from './edit/grid-edit.ts';
import { SkeletonLines } from '../ui/states.tsx';

const RecordValue = lazy(async () => ({ default: (await import('@studio-pg/react/cell-viewer')).RecordValue }));
const CellViewer = lazy(async () => ({ default: (await import('@studio-pg/react/cell-viewer')).CellViewer }));

interface RowPanelProps {
  panel: 'row' | 'value';
  active: Place;
  columns: readonly GridColumn[];
  arrangement: ColumnArrangement;
  row: Row | undefined;
  time_zone: string | null;
  /** Fetches the whole of a value that was cut, by the source's column. */
  onWhole: ((column: number) => Promise<string>) | undefined;
  onRow: () => void;
  /** Goes to another row, where there is one. */
  onMove: (by: -1 | 1) => void;
  edit: GridEdit | null;
  onClose: () => void;
}

/** Of which a value may be more than a text. */
const shown_types = new Set(['json', 'jsonb', 'bytea']);

export function RowPanel({ panel, active, columns, arrangement, row, time_zone, onWhole, onRow, onMove, edit, onClose }: RowPanelProps): ReactNode {
  if (panel === 'row') {
    const { indexes } = shownColumns(columns, arrangement);
    const order = [...new Set([...indexes, ...arrangedColumns(columns, arrangement)])];
    return (
      <RecordCard columns={order.flatMap((index) => columns[index] ?? [])} row={row && order.map((index) => row[index] ?? null)}
        index={active.row} time_zone={time_zone} onClose={onClose} onWhole={onWhole && ((at) => onWhole(order[at] ?? -1))} onMove={onMove}
        onEdit={edit ? (at) => edit.onEditBeside({ row: active.row, column: order[at] ?? -1 }) : undefined}
        onDelete={edit ? () => edit.onDeleteRow(active.row) : undefined} is_to_be_deleted={edit?.isToBeDeleted(active.row)}
        stagedOf={edit ? (at) => edit.stagedOf({ row: active.row, column: order[at] ?? -1 }) : undefined}
        drawValue={(at, cell, plain) => {
          const { type, name } = columns[order[at] ?? -1] ?? { type: '', name: '' };
          return shown_types.has(type) ? <Suspense fallback={plain}><RecordValue key={`${active.row}`} cell={cell} type={type} name={name}>{plain}</RecordValue></Suspense> : plain;
        }} />
    );
  }
  const column = columns[active.column];
  if (!column) return null;
  return (
    <Suspense fallback={<SkeletonLines lines={6} />}>
      <CellViewer column={column} cell={row && (row[active.column] ?? null)} index={active.row} time_zone={time_zone} onClose={onClose}
        onRow={onRow} onWhole={onWhole && (() => onWhole(active.column))} />
    </Suspense>
  );
}
