// The rows of one table: sorted by a header, read on as one scrolls.

import type { Column, OrderBy } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { cellCount, DataGrid, ErrorPanel, RowList } from '@studio-pg/react';
import type { DataGridHandle, GridColumn, GridSort, Range } from '@studio-pg/react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { tableColumns } from '../../grid/column-store.ts';
import type { GridEdit } from '../../grid/edit/grid-edit.ts';
import { StudioGrid } from '../../grid/studio-grid.tsx';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { countText, durationText, plural } from '../../lib/format.ts';
import { nextSort } from '../../lib/sort.ts';
import type { AddressKey } from '../../lib/row-key.ts';
import { StatusText } from '../../lib/status-slot.tsx';
import { Button } from '../../ui/button.tsx';
import { BusyBar, EmptyState, SkeletonLines } from '../../ui/states.tsx';
import { useWide } from '../../ui/use-wide.ts';
import { RowCards } from './row-cards.tsx';
import { rowsQuery } from './queries.ts';

const TableEdit = lazy(async () => ({ default: (await import('./table-edit.tsx')).TableEdit }));

interface TableDataProps {
  schema: string;
  name: string;
  oid: number;
  estimated_rows: number;
  sort: readonly GridSort[];
  onSort: (sort: readonly GridSort[]) => void;
  /** Only the rows with these values. */
  row_key: AddressKey | undefined;
  onAllRows: () => void;
}

/** Rows that are still unread when the next page is asked for. */
const ahead_rows = 120;
const placeholder_rows = 40;

export function TableData(props: TableDataProps): ReactNode {
  const { row_key, onAllRows } = props;
  if (!row_key) return <Rows {...props} />;
  return (
    <div className="flex h-full flex-col">
      <div role="group" aria-label="Rows with" className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface-1 px-2 py-1 text-small">
        {Object.entries(row_key).map(([column, value]) => (
          <span key={column} className="max-w-72 truncate rounded-sm border border-line bg-surface-0 px-2 leading-6">{column} = {value}</span>
        ))}
        <Button look="quiet" onClick={onAllRows}>All rows</Button>
      </div>
      <div className="min-h-0 flex-1"><Rows key={JSON.stringify(row_key)} {...props} /></div>
    </div>
  );
}

function Rows({ schema, name, oid, estimated_rows, sort, onSort, row_key }: TableDataProps): ReactNode {
  const connection = useConnection();
  const is_wide = useWide(600);
  const order: readonly OrderBy[] = sort;
  const rows = useInfiniteQuery({ ...rowsQuery(connection.id, schema, name, order, row_key), placeholderData: keepPreviousData });
  const wire_columns = useSame(rows.data?.pages[0]?.columns ?? no_columns);
  const columns = useGridColumns(oid, wire_columns);
  const list = useMemo(() => rows.data?.pages.flatMap((page) => page.rows) ?? [], [rows.data]);
  const source = useMemo(() => new RowList(list), [list]);
  const [range, setRange] = useState<Range | null>(null);
  const [edit, setEdit] = useState<GridEdit | null>(null);
  const grid = useRef<DataGridHandle>(null);
  const { hasNextPage, isFetching, fetchNextPage } = rows;
  const onShown = useCallback((end_row: number) => {
    if (hasNextPage && !isFetching && end_row > list.length - ahead_rows) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage, list.length]);

  if (rows.error && !rows.data) {
    return <ErrorPanel error={asStudioError(rows.error).fields}
      actions={<Button onClick={() => void rows.refetch()}>Try again</Button>} />;
  }
  if (!rows.data) return <><BusyBar label="Loading rows" /><SkeletonLines lines={24} /></>;
  const last = rows.data.pages.at(-1);
  const status = (
    <StatusText>
      <span>{totalText(list.length, hasNextPage, row_key ? -1 : estimated_rows)}</span>
      {last && <span>{durationText(last.duration_ms)}</span>}
      {range && cellCount(range) > 1 && <span>{rangeText(range)}</span>}
    </StatusText>
  );
  const editing = (
    <Suspense key="edit" fallback={null}>
      <TableEdit schema={schema} name={name} oid={oid} columns={columns} wire_columns={wire_columns} base={source} grid={grid} onEdit={setEdit} />
    </Suspense>
  );
  if (list.length === 0 && (edit?.lead_rows ?? 0) === 0) {
    return (
      <div className="relative flex h-full flex-col">
        {editing}
        {is_wide && columns.length > 0 && <div key="columns" className="h-8 shrink-0"><DataGrid label={`Columns of ${schema}.${name}`} columns={columns} source={source} row_count={0} /></div>}
        <div className="min-h-0 flex-1"><EmptyState title="No rows"><p>{schema}.{name} {row_key ? 'has no such row, or none that the role may see' : 'is empty'}.</p></EmptyState></div>
        {status}
      </div>
    );
  }
  if (columns.length === 0) {
    return <><EmptyState title={plural(list.length, 'row')}><p>{schema}.{name} has no columns.</p></EmptyState>{status}</>;
  }
  return (
    <div className="relative flex h-full flex-col">
      {editing}
      {rows.isFetching && <BusyBar label="Loading rows" />}
      {rows.error && <ErrorPanel error={asStudioError(rows.error).fields}
        actions={<Button onClick={() => void fetchNextPage()}>Try again</Button>} />}
      <div className="min-h-0 flex-1">
        {is_wide
          ? <StudioGrid label={`Rows of ${schema}.${name}`} columns={columns} source={source} sort={sort}
              wire_columns={wire_columns} column_store={tableColumns(connection.id, schema, name)} time_zone={last?.time_zone ?? null}
              handle={grid} edit={edit} row_count={list.length + (hasNextPage ? placeholder_rows : 0)} onShown={onShown} onRange={setRange}
              onSort={(column) => onSort(nextSort(sort, column))} />
          : <RowCards columns={columns} rows={list} has_more={hasNextPage} is_loading={isFetching}
              onMore={() => void fetchNextPage()} />}
      </div>
      {status}
    </div>
  );
}

/** The columns with their keys; the keys come from the catalog and may arrive after the rows. */
function useGridColumns(oid: number, columns: readonly Column[]): readonly GridColumn[] {
  const connection = useConnection();
  const catalog = useQuery(catalogQuery(connection.id, 'columns', { relation: oid })).data;
  const constraints = useQuery(catalogQuery(connection.id, 'constraints', { relation: oid })).data;
  return useMemo(() => {
    const primary = new Set(catalog?.filter((each) => each.primary_key_position !== null).map((each) => each.column));
    const foreign = new Set(constraints?.filter((each) => each.kind === 'foreign_key').flatMap(
      (each) => (each.columns === null ? [] : (JSON.parse(each.columns) as string[]))));
    return columns.map((column): GridColumn => {
      const known = catalog?.find((each) => each.column === column.name);
      return {
        name: column.name, type: column.type, note: known?.type ?? column.type, is_generated: known?.is_generated === true,
        ...(primary.has(column.name) ? { icon: 'primary_key' } : foreign.has(column.name) ? { icon: 'foreign_key' } : {}),
      };
    });
  }, [columns, catalog, constraints]);
}

const no_columns: readonly Column[] = [];

/** The same columns come with every page and every order: only a change of what they say is a change. */
function useSame(columns: readonly Column[]): readonly Column[] {
  const text = JSON.stringify(columns);
  return useMemo(() => JSON.parse(text) as Column[], [text]);
}

function rangeText(range: Range): string {
  const columns = range.last_column - range.first_column + 1;
  return `${plural(range.last_row - range.first_row + 1, 'row')} × ${plural(columns, 'column')}`;
}

function totalText(loaded: number, has_more: boolean, estimated_rows: number): string {
  if (!has_more) return `${countText(loaded)} row${loaded === 1 ? '' : 's'}`;
  if (estimated_rows < 0) return `${countText(loaded)} rows loaded`;
  return `${countText(loaded)} of about ${countText(Math.max(estimated_rows, loaded))} rows`;
}
