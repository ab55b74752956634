// Which cells an error of the server is about: by the column or constraint that it names, else by the value that it quotes. Pure.

import type { ErrorFields } from '@studio-pg/client';
import type { StagedRow } from './staged-changes.ts';

/** Names of changed columns; none where it is about the row as a whole. `constraint_columns` are those of the constraint it names. */
export function failedCells(error: ErrorFields, row: StagedRow, constraint_columns: readonly string[]): string[] {
  // Of a new row a column may be at fault that nothing was given for.
  if (row.is_new && error.column !== null) return [error.column];
  const changed = Object.keys(row.cells);
  if (error.column !== null && changed.includes(error.column)) return [error.column];
  const constrained = changed.filter((column) => constraint_columns.includes(column));
  if (constrained.length > 0) return constrained;
  if (changed.length === 1) return changed;
  return changed.filter((column) => {
    const value = row.cells[column];
    return value?.kind === 'value' && value.value !== null && error.message.includes(`"${String(value.value)}"`);
  });
}
