// What a grid of the studio can do with its columns: the commands, the menu of a header and the list of all columns, and
// where it is kept how they are looked at.

import { arrangementKey } from '@studio-pg/react';
import type { ColumnArrangement, ColumnMenuRequest, DataGridHandle, DataGridProps, GridColumn } from '@studio-pg/react';
import { lazy, Suspense, useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode, RefObject } from 'react';
import { ColumnStore } from './column-store.ts';
import { useColumnActs, useColumnCommands } from './use-column-commands.ts';

const ColumnMenu = lazy(async () => ({ default: (await import('./column-menu.tsx')).ColumnMenu }));
const ColumnList = lazy(async () => ({ default: (await import('./column-list.tsx')).ColumnList }));

/** Of the grid's properties those that are served here. */
export type ColumnProps = 'widths' | 'onWidth' | 'arrangement' | 'onArrange' | 'onColumnMenu';

interface Options {
  columns: readonly GridColumn[];
  /** Default: kept as long as the grid is there. */
  store: ColumnStore | undefined;
  grid: RefObject<DataGridHandle | null>;
  onSort: DataGridProps['onSort'];
  onFilter: ((column: number) => void) | undefined;
}

export interface ColumnTools {
  arrangement: ColumnArrangement;
  props: Pick<DataGridProps, ColumnProps>;
  /** The menu or the list, where one of them is open. */
  overlay: ReactNode;
}

export function useColumnTools({ columns, store: given, grid, onSort, onFilter }: Options): ColumnTools {
  const [own] = useState(() => new ColumnStore());
  const store = given ?? own;
  const arrangement = useSyncExternalStore(store.subscribe, () => store.arrangement);
  const [request, setRequest] = useState<ColumnMenuRequest | null>(null);
  const [has_list, setHasList] = useState(false);
  const openList = useCallback(() => setHasList(true), []);
  const acts = useColumnActs(columns, store, grid);
  useColumnCommands(acts, grid, openList);
  const props = useMemo(() => ({
    widths: store.widths, arrangement, onArrange: store.arrange, onColumnMenu: setRequest,
    onWidth: (index: number) => {
      const column = columns[index];
      if (column) store.noteWidth(arrangementKey(column, index));
    },
  }), [store, arrangement, columns]);
  const column = request && columns[request.column];
  const overlay = (
    <Suspense>
      {request && column && (
        <ColumnMenu request={request} column={column} acts={acts} onList={openList} onClose={() => setRequest(null)}
          onSort={onSort && column.is_sortable !== false ? () => onSort(column.key ?? column.name, false) : undefined}
          onFilter={onFilter && (() => onFilter(request.column))} />
      )}
      {has_list && <ColumnList columns={columns} store={store} onClose={() => setHasList(false)} />}
    </Suspense>
  );
  return { arrangement, props, overlay };
}
