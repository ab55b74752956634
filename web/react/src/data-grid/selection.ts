// The one state machine of selection: an anchor, a focus, and what the range between them means. Pure: it knows no
// element and no row.

export type SelectionKind = 'cells' | 'rows' | 'columns';
export interface Place {
  row: number;
  column: number;
}
export interface Selection {
  kind: SelectionKind;
  anchor: Place;
  focus: Place;
}
export interface Extent {
  rows: number;
  columns: number;
}
/** Both ends belong to the range. Columns are counted as they are shown. */
export interface Range {
  first_row: number;
  last_row: number;
  first_column: number;
  last_column: number;
  /** The source's columns in the order in which they are shown; absent where those are the same as the shown ones. */
  columns?: readonly number[];
}

/** The source's columns of a range, in the order in which they are shown. */
export function columnsOf({ first_column, last_column, columns }: Range): readonly number[] {
  return columns ?? Array.from({ length: Math.max(0, last_column - first_column + 1) }, (_, at) => first_column + at);
}

/** Tells a range the source's columns; `indexes` has the source's column of each shown one. */
export function withColumns(range: Range, indexes: readonly number[]): Range {
  const columns = indexes.slice(range.first_column, range.last_column + 1);
  return columns.every((index, at) => index === range.first_column + at) ? range : { ...range, columns };
}

/** The same columns after others were hidden or moved; what is gone gives way to what now stands in its place. */
export function followColumns(selection: Selection, before: readonly number[], after: readonly number[]): Selection {
  const follow = ({ row, column }: Place): Place => {
    const at = after.indexOf(before[column] ?? -1);
    return { row, column: at < 0 ? Math.min(column, Math.max(0, after.length - 1)) : at };
  };
  return { ...selection, anchor: follow(selection.anchor), focus: follow(selection.focus) };
}

/** The same rows after their numbers have grown. */
export function followRows(selection: Selection, by: number): Selection {
  const follow = ({ row, column }: Place): Place => ({ row: Math.max(0, row + by), column });
  return by === 0 ? selection : { ...selection, anchor: follow(selection.anchor), focus: follow(selection.focus) };
}

export type Step =
  | 'left' | 'right' | 'up' | 'down' | 'row_start' | 'row_end' | 'first_row' | 'last_row' | 'page_up' | 'page_down';

export function selectCell(place: Place): Selection {
  return { kind: 'cells', anchor: place, focus: place };
}

/** Moves the focus, or with `extends_range` the focus alone while the anchor stays. */
export function move(
  selection: Selection, step: Step, extends_range: boolean, extent: Extent, page_rows: number,
): Selection {
  const focus = clamp(target(selection.focus, step, extent, page_rows), extent);
  return extends_range ? { ...selection, focus } : selectCell(focus);
}

export function extendTo(selection: Selection, place: Place): Selection {
  return { ...selection, focus: place };
}

export function selectAll(extent: Extent, focus: Place): Selection {
  return {
    kind: 'cells', anchor: { row: extent.rows - 1, column: extent.columns - 1 },
    focus: extent.rows * extent.columns > 0 ? { row: 0, column: 0 } : focus,
  };
}

export function rangeOf(selection: Selection, extent: Extent): Range {
  const { kind, anchor, focus } = selection;
  const all_rows = kind === 'columns';
  const all_columns = kind === 'rows';
  return {
    first_row: all_rows ? 0 : Math.min(anchor.row, focus.row),
    last_row: all_rows ? extent.rows - 1 : Math.max(anchor.row, focus.row),
    first_column: all_columns ? 0 : Math.min(anchor.column, focus.column),
    last_column: all_columns ? extent.columns - 1 : Math.max(anchor.column, focus.column),
  };
}

/** How many cells a range holds. */
export function cellCount(range: Range): number {
  return (range.last_row - range.first_row + 1) * (range.last_column - range.first_column + 1);
}

export function clamp(place: Place, extent: Extent): Place {
  return {
    row: Math.max(0, Math.min(place.row, extent.rows - 1)),
    column: Math.max(0, Math.min(place.column, extent.columns - 1)),
  };
}

function target({ row, column }: Place, step: Step, extent: Extent, page_rows: number): Place {
  switch (step) {
    case 'left': return { row, column: column - 1 };
    case 'right': return { row, column: column + 1 };
    case 'up': return { row: row - 1, column };
    case 'down': return { row: row + 1, column };
    case 'row_start': return { row, column: 0 };
    case 'row_end': return { row, column: extent.columns - 1 };
    case 'first_row': return { row: 0, column };
    case 'last_row': return { row: extent.rows - 1, column };
    case 'page_up': return { row: row - page_rows, column };
    case 'page_down': return { row: row + page_rows, column };
  }
}
