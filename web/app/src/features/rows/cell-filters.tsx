// Conditions made of the cell with the focus: its rows alone, or all others.

import type { Cell, ColumnTest, RowFilter } from '@studio-pg/client';
import type { DataGridHandle, GridColumn, RowSource } from '@studio-pg/react';
import type { ReactNode } from 'react';
import { shortcutText } from '../../lib/command.ts';
import { say } from '../../lib/notice.ts';
import { MenuItem } from '../../ui/menu.tsx';

/** Null where the cell holds but the beginning of its value. */
export function cellTest(column: string, cell: Cell, is_not: boolean): ColumnTest | null {
  if (cell === null) return { column, is: is_not ? 'not_null' : 'null' };
  return typeof cell === 'object' ? null : { column, is: is_not ? 'not_equal' : 'equal', value: cell };
}

/** The condition by the active cell; what cannot be made is said. */
export function activeCellFilter(grid: DataGridHandle | null, source: RowSource, columns: readonly GridColumn[], is_not: boolean): RowFilter | null {
  const place = grid?.active();
  const row = place && source.row(place.row);
  const column = place && columns[place.column];
  if (!row || !column) return null;
  const test = cellTest(column.name, row[place.column] ?? null, is_not);
  if (!test) say('The value is too long for a filter by it.');
  return test;
}

interface CellFilterItemsProps {
  onFilter: (is_not: boolean) => void;
}

export function CellFilterItems({ onFilter }: CellFilterItemsProps): ReactNode {
  return (
    <>
      <MenuItem onSelect={() => onFilter(false)} shortcut={shortcutText('alt+v')}>Only rows with this value</MenuItem>
      <MenuItem onSelect={() => onFilter(true)}>Only rows without this value</MenuItem>
    </>
  );
}
