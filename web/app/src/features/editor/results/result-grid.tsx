// The rows of a result, sorted by their headers, filtered and searched in the browser.

import { foundAsShown, holdsText, nextFound } from '@studio-pg/react';
import type { DataGridHandle, GridColumn, SortKey } from '@studio-pg/react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { GridEdit } from '../../../grid/edit/grid-edit.ts';
import { StudioGrid } from '../../../grid/studio-grid.tsx';
import { useStudioColumns } from '../../../grid/studio-columns.ts';
import { useCommands } from '../../../lib/command.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { lookOf } from './result-look.ts';
import type { KeptResult } from './result-shelf.ts';
import { RowBar } from './row-bar.tsx';

const RowEdit = lazy(async () => ({ default: (await import('../../../grid/edit/row-edit.tsx')).RowEdit }));

interface ResultGridProps {
  tab: string;
  kept: KeptResult;
  session: string | undefined;
}

export function ResultGrid({ tab, kept, session }: ResultGridProps): ReactNode {
  const { result } = kept;
  const look = lookOf(kept.sql, result);
  const state = useSyncExternalStore(look.subscribe, () => look.state);
  const rows = useSyncExternalStore(look.rows.subscribe, () => look.rows.state);
  const grid = useRef<DataGridHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const [edit, setEdit] = useState<GridEdit | null>(null);
  const wire_columns = result.columns ?? no_columns;
  const plain = useMemo(() => wire_columns.map((column, index): GridColumn =>
    ({ name: column.name, type: column.type, key: String(index) })), [wire_columns]);
  const columns = useStudioColumns(plain, wire_columns);
  const loaded = result.source.row_count;
  const is_complete = result.tag !== null;

  useEffect(() => look.rows.describe(columns), [look, columns]);
  // What was wished while rows still came is done again with all of them.
  const seen = useRef(loaded);
  useEffect(() => {
    if (!is_complete || seen.current === loaded) return;
    seen.current = loaded;
    void look.rows.grown();
  }, [look, is_complete, loaded]);

  const openBar = useCallback(() => {
    look.change({ has_bar: true });
    requestAnimationFrame(() => {
      search.current?.focus();
      search.current?.select();
    });
  }, [look]);
  const goToFound = useCallback((direction: 1 | -1) => {
    const found = foundAsShown(look.rows.state.found ?? [], columns, look.columns.arrangement);
    const range = grid.current?.range();
    const at = nextFound(found, { row: range?.first_row ?? 0, column: range?.first_column ?? -1 }, direction);
    const place = found[at];
    if (place) grid.current?.goTo({ row: place.row, column: place.index }, false);
  }, [look, columns]);
  const filterBy = useCallback((column: number) => look.change({ has_bar: true, new_filter: column }), [look]);
  useCommands(useMemo(() => [
    { id: 'results.find', label: 'Find in the result', group: 'Results', shortcut: 'mod+f', run: openBar },
    { id: 'results.find_next', label: 'Find the next', group: 'Results', shortcut: 'f3', is_enabled: rows.find !== '', run: () => goToFound(1) },
    { id: 'results.find_before', label: 'Find the one before', group: 'Results', shortcut: 'shift+f3', is_enabled: rows.find !== '', run: () => goToFound(-1) },
    { id: 'results.filter', label: 'Filter the result by the active column', group: 'Results', shortcut: 'alt+f',
      run: () => filterBy(grid.current?.active().column ?? 0) },
    { id: 'results.clear', label: 'Show all rows in their first order', group: 'Results', is_enabled: !rows.is_plain, run: () => void look.rows.clear() },
  ], [openBar, goToFound, filterBy, look, rows.find, rows.is_plain]));

  const lower = rows.find.toLowerCase();
  const is_marked = useMemo(() => (lower === '' ? undefined : (cell: Parameters<typeof holdsText>[0]) => holdsText(cell, lower)), [lower]);
  const row_count = rows.source.row_count;
  return (
    <div className="flex h-full flex-col">
      {(state.has_bar || rows.sort.length > 0 || rows.filters.length > 0) && (
        <RowBar look={look} columns={columns} loaded={loaded} is_truncated={result.is_truncated} search={search} onFound={goToFound}
          onClose={() => {
            look.change({ has_bar: false, new_filter: null });
            void look.rows.search('');
            grid.current?.goTo(grid.current.active(), true);
          }} />
      )}
      <div className="min-h-0 flex-1">
        {row_count === 0 && rows.filters.length > 0 && rows.progress === null
          ? <EmptyState title="No loaded row passes the filters" />
          : <StudioGrid label="Result" columns={columns} source={rows.source} row_count={row_count} wire_columns={wire_columns}
              time_zone={kept.time_zone} session={session} column_store={look.columns} handle={grid} edit={edit}
              onFilter={filterBy} {...(is_marked ? { is_marked } : {})}
              sort={rows.sort.map((key) => ({ column: String(key.column), direction: key.direction }))}
              onSort={(column, adds) => void look.rows.sortBy(nextSort(rows.sort, Number(column), adds))} />}
      </div>
      <Suspense fallback={null}>
        <RowEdit tab={tab} columns={plain} wire_columns={wire_columns} base={rows.source} read_at={kept.started_at} grid={grid} onEdit={setEdit} />
      </Suspense>
    </div>
  );
}

const no_columns: NonNullable<KeptResult['result']['columns']> = [];

/** What a click on a header does: ascending, descending, none; alone, or with Shift after the columns before. */
function nextSort(sort: readonly SortKey[], column: number, adds: boolean): SortKey[] {
  const present = sort.find((key) => key.column === column);
  const next: SortKey[] = !present ? [{ column, direction: 'asc' }] : present.direction === 'asc' ? [{ column, direction: 'desc' }] : [];
  if (!adds) return next;
  return present ? sort.flatMap((key) => (key === present ? next : [key])) : [...sort, ...next];
}
