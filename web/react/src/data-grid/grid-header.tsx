// The header of the grid: one cell for each column that is drawn, pinned ones in front. It stays at the top and is
// virtualized like the rows; a header that is dragged takes its column along.

import { memo, useState } from 'react';
import type { ReactNode } from 'react';
import type { ColumnDrop } from './column-drag.ts';
import type { ColumnLayout, GridColumn } from './column-layout.ts';
import { HeaderCell } from './header-cell.tsx';
import type { HeaderActs } from './header-cell.tsx';

interface GridHeaderProps extends HeaderActs {
  columns: readonly GridColumn[];
  /** The column at each place. */
  indexes: readonly number[];
  /** Of the columns as they are shown. */
  layout: ColumnLayout;
  first_column: number;
  end_column: number;
  /** How many of the first columns are pinned, and how wide they are. */
  pinned: number;
  pinned_px: number;
  gutter_px: number;
}

export const GridHeader = memo(function GridHeader(props: GridHeaderProps): ReactNode {
  const { columns, indexes, layout, gutter_px, pinned } = props;
  const [drop, setDrop] = useState<ColumnDrop | null>(null);
  const cellAt = (place: number): ReactNode => {
    const index = indexes[place] ?? -1;
    const column = columns[index];
    if (!column) return null;
    const is_behind = drop !== null && place > indexes.indexOf(drop.from);
    return (
      <HeaderCell key={index} column={column} index={index} left={gutter_px + (layout.lefts[place] ?? 0)} width={layout.widths[place] ?? 0}
        sort={props.sort} onSort={props.onSort} onResize={props.onResize} onFit={props.onFit} onMove={props.onMove} has_menu={props.has_menu}
        onDrag={setDrop} is_dragged={drop?.from === index}
        drop={drop === null || drop.to !== index || drop.from === index ? null : is_behind ? 'after' : 'before'} />
    );
  };
  const corner = (
    <div role="columnheader" aria-colindex={1} className="sg-gutter sg-corner" style={{ width: gutter_px }}>
      <span className="sg-hidden">Row</span>
    </div>
  );
  const fixed: ReactNode[] = [];
  for (let place = 0; place < pinned; place += 1) fixed.push(cellAt(place));
  const cells: ReactNode[] = [];
  for (let place = props.first_column; place < props.end_column; place += 1) cells.push(cellAt(place));
  return (
    <div role="row" aria-rowindex={1} className="sg-header">
      {pinned === 0 ? corner
        : <div role="presentation" className="sg-fixed" style={{ width: gutter_px + props.pinned_px }}>{corner}{fixed}</div>}
      {cells}
    </div>
  );
});
