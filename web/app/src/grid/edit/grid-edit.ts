// What a grid needs of whoever edits its rows. Types alone, so that a grid that is not edited loads nothing.

import type { CellRenderer, Place, Range, RowSource, StagedField } from '@studio-pg/react';
import type { ClipboardEvent, KeyboardEvent } from 'react';

/** What is selected when a key is pressed. */
export interface Selected {
  range: Range;
  /** Whether whole rows are. */
  is_rows: boolean;
  active: Place;
  /** The source's columns in the order in which they are shown. */
  order: readonly number[];
}

export interface GridEdit {
  /** The rows with what is staged. */
  source: RowSource;
  /** How many of its rows, the first ones, are not among those that were read: new ones, and those that a save has added. */
  lead_rows: number;
  render_cell: CellRenderer;
  /** Hears of a key before the grid; one that it takes is stopped. */
  onKeyDown: (event: KeyboardEvent<HTMLElement>, selected: Selected) => void;
  onPaste: (event: ClipboardEvent<HTMLElement>, selected: Selected) => void;
  onDoubleClick: (place: Place) => void;
  onActive: (place: Place) => void;
  /** Edits a cell beside the grid: where a row is looked at in full. */
  onEditBeside: (place: Place) => void;
  /** Adds a row of defaults and gives its place; null where none can be added. */
  onAddRow: (() => number | null) | null;
  /** Marks a row to be deleted, or takes that back. */
  onDeleteRow: (row: number) => void;
  isToBeDeleted: (row: number) => boolean;
  /** What is staged of a cell, in a word, and what PostgreSQL gives where no value is; null where nothing is staged. */
  stagedOf: (place: Place) => StagedField | null;
}
