// The grid as the studio uses it: with the record card beside it, the menu that copies, and the way to the whole of a
// value that was cut. Tables and results share it.

import type { Column, Row } from '@studio-pg/client';
import { DataGrid } from '@studio-pg/react';
import type { DataGridHandle, DataGridProps, GridMenuRequest, Place, Range } from '@studio-pg/react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useCommands } from '../lib/command.ts';
import { readStored, writeStored } from '../lib/storage.ts';
import { ListAndDetail } from '../ui/list-and-detail.tsx';
import { SkeletonLines } from '../ui/states.tsx';
import type { ColumnStore } from './column-store.ts';
import { useColumnTools } from './column-tools.tsx';
import type { ColumnProps } from './column-tools.tsx';
import type { GridEdit } from './edit/grid-edit.ts';
import { useEditEvents } from './edit/use-edit-events.ts';
import { GridMenu } from './grid-menu.tsx';
import { RowPanel } from './row-panel.tsx';
import { SelectionFacts } from './selection-facts.tsx';
import { usePeek } from './use-peek.tsx';
import { useStudioColumns } from './studio-columns.ts';
import { useWholeValue } from './whole-value.ts';

const RelatedPanel = lazy(async () => ({ default: (await import('./related-rows.tsx')).RelatedPanel }));

interface StudioGridProps extends Omit<DataGridProps, 'onCard' | 'onMenu' | 'onActive' | 'time_zone' | 'handle' | ColumnProps> {
  /** The columns as the server described them: which value belongs to which table. */
  wire_columns: readonly Column[];
  time_zone: string | null;
  /** The session whose open transaction holds the rows. */
  session?: string | undefined;
  /** Null or absent: the rows are read only. */
  edit?: GridEdit | null;
  handle?: RefObject<DataGridHandle | null>;
  /** Where the columns' order and widths are kept; default: as long as the grid is there. */
  column_store?: ColumnStore;
  /** Filters by a column of the source, where the owner can. */
  onFilter?: (column: number) => void;
  /** Told of the active row. */
  onRow?: ((row: Row | undefined) => void) | undefined;
  /** What the owner adds to the menu of the selection. */
  menu?: ReactNode;
}

export function StudioGrid(props: StudioGridProps): ReactNode {
  const { wire_columns, time_zone, session, handle, column_store, onRange, onShown, onFilter, onRow, menu: own_menu, edit = null, ...given } = props;
  const lead_rows = edit?.lead_rows ?? 0;
  const noteShown = useMemo(() => onShown && ((end_row: number, first_row: number) =>
    onShown(Math.max(0, end_row - lead_rows), Math.max(0, first_row - lead_rows))), [onShown, lead_rows]);
  const grid = {
    ...given, ...(noteShown ? { onShown: noteShown } : {}),
    ...(edit ? { source: edit.source, render_cell: edit.render_cell, row_count: given.row_count + lead_rows, lead_rows } : {}),
  };
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const [panel, setPanel] = useState<'row' | 'value' | 'related' | null>(null);
  const [menu, setMenu] = useState<GridMenuRequest | null>(null);
  const [range, setRange] = useState<Range | null>(null);
  // For the command, which must not wait for a rendering: the menu may be asked for by the next key.
  const latest = useRef<Range | null>(null);
  const holder = useRef<HTMLDivElement>(null);
  const columns = useStudioColumns(grid.columns, wire_columns);
  const whole = useWholeValue(wire_columns, session);
  const own_handle = useRef<DataGridHandle>(null);
  const used_handle = handle ?? own_handle;
  const peek = usePeek({ holder, grid: used_handle, source: grid.source, wire_columns, session });
  const tools = useColumnTools({ columns, store: column_store, grid: used_handle, onSort: grid.onSort, onFilter });

  const noteRange = useCallback((next: Range) => {
    latest.current = next;
    setRange(next);
    onRange?.(next);
  }, [onRange]);
  const toggle = useCallback(() => setPanel((old) => (old === 'row' ? null : 'row')), []);
  const toggleValue = useCallback(() => setPanel((old) => (old === 'value' ? null : 'value')), []);
  const toggleRelated = useCallback(() => setPanel((old) => (old === 'related' ? null : 'related')), []);
  const focusGrid = (): void => holder.current?.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]')?.focus();
  const close = (): void => {
    setPanel(null);
    focusGrid();
  };
  useCommands(useMemo(() => [
    { id: 'grid.card', label: 'Open or close the record card', group: 'Rows', key_hint: 'space', run: toggle },
    { id: 'grid.value', label: 'Open or close the value of the cell', group: 'Rows', key_hint: 'shift+space', run: toggleValue },
    { id: 'grid.related', label: 'Open or close the rows that are related to the row', group: 'Rows', shortcut: 'shift+f4', run: toggleRelated },
    { id: 'grid.copy_as', label: 'Copy the selection as …', group: 'Rows', shortcut: 'mod+shift+c', run: () => {
      const cell = holder.current?.querySelector('[role=gridcell][tabindex="0"]')?.getBoundingClientRect();
      if (latest.current) setMenu({ x: cell?.left ?? 0, y: cell?.bottom ?? 0, range: latest.current });
    } },
  ], [toggle, toggleValue, toggleRelated]));

  // The card takes room from the grid: the cell that it was opened from stays in view.
  useEffect(() => {
    if (panel === null) return undefined;
    const frame = requestAnimationFrame(() => holder.current?.querySelector('[role=gridcell][tabindex="0"]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
    return () => cancelAnimationFrame(frame);
  }, [panel]);

  const events = useEditEvents(edit, used_handle, active);
  const row = grid.source.row(active.row);
  useEffect(() => onRow?.(row), [onRow, row]);
  const table = (
    <div ref={holder} className="h-full" {...events}>
      <DataGrid {...grid} columns={columns} time_zone={time_zone} onRange={noteRange} onActive={setActive} onCard={toggle} onValue={toggleValue}
        onMenu={setMenu} handle={used_handle} {...tools.props} />
    </div>
  );
  const detail = panel === 'related' ? (
    <Suspense fallback={<SkeletonLines lines={6} />}>
      <RelatedPanel key={active.row} row={row} index={active.row} wire_columns={wire_columns} column={active.column} onClose={close} />
    </Suspense>
  ) : panel && (
    <RowPanel panel={panel} active={active} columns={columns} arrangement={tools.arrangement} row={row} time_zone={time_zone} onClose={close}
      onRow={toggle} edit={edit} onWhole={row && ((at) => whole(row, at))}
      onMove={(by) => used_handle.current?.goTo({ row: Math.max(0, Math.min(active.row + by, grid.row_count - 1)), column: active.column }, false)} />
  );
  return (
    <>
      <ListAndDetail list={table} detail={detail} label={panel === 'value' ? 'Value of the cell' : panel === 'related' ? 'Related rows' : 'Record card'} initial_px={storedWidth()} onClose={close}
        onSize={(width) => writeStored('card.width', width)} />
      {range && <SelectionFacts source={grid.source} columns={columns} range={range} />}
      {menu && <GridMenu request={menu} columns={columns} wire_columns={wire_columns} source={grid.source}
        onCard={toggle} onValue={toggleValue} onClose={() => setMenu(null)}>{own_menu}</GridMenu>}
      {tools.overlay}
      {peek}
    </>
  );
}

function storedWidth(): number {
  const kept = readStored('card.width');
  return typeof kept === 'number' ? kept : 360;
}
