// The rows themselves: the grid, on a telephone cards, and what is shown where there are none.

import { asStudioError } from '@studio-pg/client';
import type { Column, Row } from '@studio-pg/client';
import { cellCount, DataGrid, ErrorPanel } from '@studio-pg/react';
import type { DataGridHandle, GridColumn, Range, RowSource } from '@studio-pg/react';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { tableColumns } from '../../grid/column-store.ts';
import type { GridEdit } from '../../grid/edit/grid-edit.ts';
import { StudioGrid } from '../../grid/studio-grid.tsx';
import { useConnection } from '../../lib/connection-context.tsx';
import { plural } from '../../lib/format.ts';
import { nextSort } from '../../lib/sort.ts';
import { Button } from '../../ui/button.tsx';
import { BusyBar, EmptyState, SkeletonLines } from '../../ui/states.tsx';
import { useWide } from '../../ui/use-wide.ts';
import { RowStatus } from './row-status.tsx';
import { isWhole } from './table-view.ts';
import type { TableView } from './table-view.ts';
import type { RowCount } from './use-row-count.ts';
import type { TableRows } from './use-table-rows.ts';

const RowCards = lazy(async () => ({ default: (await import('./row-cards.tsx')).RowCards }));
const TableEdit = lazy(async () => ({ default: (await import('./table-edit.tsx')).TableEdit }));

interface RowsViewProps {
  schema: string;
  name: string;
  oid: number;
  rows: TableRows;
  /** The rows, with what is shown of related ones behind them. */
  source: RowSource;
  count: RowCount;
  columns: readonly GridColumn[];
  wire_columns: readonly Column[];
  view: TableView;
  onView: (view: TableView) => void;
  grid: RefObject<DataGridHandle | null>;
  /** Opens the form of a condition on a column of the source. */
  onFilter: (column: number) => void;
  onRow: ((row: Row | undefined) => void) | undefined;
  /** What may be the cause where no row is shown. */
  unseen: ReactNode;
  /** Conditions made of the cell that the menu was opened on. */
  menu: ReactNode;
}

export function RowsView(props: RowsViewProps): ReactNode {
  const { schema, name, oid, rows, source, columns, wire_columns, view, onView, grid } = props;
  const { table, state } = rows;
  const [edit, setEdit] = useState<GridEdit | null>(null);
  if (rows.error !== null && (state.first === null || rows.is_stale)) {
    return <ErrorPanel error={asStudioError(rows.error).fields} actions={<Button onClick={() => rows.refresh()}>Try again</Button>} />;
  }
  if (state.first === null) return <><BusyBar label="Loading rows" /><SkeletonLines lines={24} /></>;
  const status = <RowStatus table={table} state={state} count={props.count} />;
  const editing = view.as_role === undefined && (
    <Suspense key="edit" fallback={null}>
      <TableEdit schema={schema} name={name} oid={oid} columns={columns} wire_columns={wire_columns} base={source} grid={grid} onEdit={setEdit} />
    </Suspense>
  );
  if (state.row_count === 0 && (view.as_role !== undefined || (edit?.lead_rows ?? 0) === 0)) {
    return (
      <div className="relative flex h-full flex-col">
        {editing}
        {columns.length > 0 && <div key="columns" className="h-8 shrink-0 max-sm:hidden"><DataGrid label={`Columns of ${schema}.${name}`} columns={columns} source={table} row_count={0} /></div>}
        <div className="min-h-0 flex-1">
          <EmptyState title="No rows">
            <p>{schema}.{name} {isWhole(view) ? (view.as_role === undefined ? 'is empty' : `has no row that ${view.as_role} sees`) : view.key ? 'has no such row, or none that the role may see' : 'has no row that this finds'}.</p>
            {!isWhole(view) && !view.key && <Button onClick={() => onView({ ...view, filters: [], search: '' })}>Clear the filters</Button>}
            {props.unseen}
          </EmptyState>
        </div>
        {status}
      </div>
    );
  }
  if (columns.length === 0) {
    return <><EmptyState title={plural(state.loaded, 'row')}><p>{schema}.{name} has no columns.</p></EmptyState>{status}</>;
  }
  return (
    <div className="relative flex h-full flex-col">
      {editing}
      <Grid {...props} edit={view.as_role === undefined ? edit : null} />
    </div>
  );
}

function Grid({ schema, name, rows, source, count, columns, wire_columns, view, onView, grid, onFilter, onRow, menu, edit }: RowsViewProps & { edit: GridEdit | null }): ReactNode {
  const connection = useConnection();
  const is_wide = useWide(600);
  const { table, state } = rows;
  const [range, setRange] = useState<Range | null>(null);
  const onShown = useCallback((end: number, first: number) => table.show(first, end), [table]);
  return (
    <>
      {(state.is_reading || rows.is_stale) && <BusyBar label="Loading rows" />}
      {state.error !== null && <ErrorPanel error={asStudioError(state.error).fields} actions={<Button onClick={() => rows.refresh()}>Try again</Button>} />}
      <div className="min-h-0 flex-1">
        {is_wide
          ? <StudioGrid label={`Rows of ${schema}.${name}`} columns={columns} source={source} sort={view.sort} handle={grid} edit={edit}
              wire_columns={wire_columns} column_store={tableColumns(connection.id, schema, name)} time_zone={state.first?.time_zone ?? null}
              row_count={state.row_count} row_shift={state.shift} is_about={!state.is_exact} onShown={onShown} onRange={setRange}
              onFilter={onFilter} onRow={onRow} menu={menu}
              onSort={(column, adds) => onView({ ...view, sort: nextSort(view.sort, column, adds) })} />
          : <Suspense fallback={<SkeletonLines lines={12} />}><RowCards columns={columns} wire_columns={wire_columns} time_zone={state.first?.time_zone ?? null} edit={edit} column_store={tableColumns(connection.id, schema, name)} source={source} count={state.loaded} has_more={state.loaded < state.row_count} is_loading={state.is_reading}
              onMore={() => table.show(state.loaded, state.loaded + 1)} /></Suspense>}
      </div>
      <RowStatus table={table} state={state} count={count}>
        {range && cellCount(range) > 1 && <span>{rangeText(range)}</span>}
      </RowStatus>
    </>
  );
}

function rangeText(range: Range): string {
  const columns = range.last_column - range.first_column + 1;
  return `${plural(range.last_row - range.first_row + 1, 'row')} × ${plural(columns, 'column')}`;
}
