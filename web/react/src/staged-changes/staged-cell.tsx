// A cell with something staged: what it will be, a soft color, and a mark in the corner, because color is never the only sign.

import type { Cell } from '@studio-pg/client';
import type { ReactNode } from 'react';
import { CellContent } from '../data-grid/cell.tsx';

interface StagedCellProps {
  state: keyof typeof staged_words;
  /** Stands in the place of the value, which PostgreSQL gives: `DEFAULT`. */
  given?: string | undefined;
  cell: Cell;
  type: string;
  look?: 'tag' | undefined;
}

/** What the color says, in words. */
export const staged_words = { changed: 'changed, not saved', new: 'new, not saved', deleted: 'to be deleted', refused: 'refused by the server', gone: 'deleted' };

export function StagedCell({ state, given, cell, type, look }: StagedCellProps): ReactNode {
  return (
    <>
      <span aria-hidden className={`sg-staged sg-staged-${state}`} />
      {given !== undefined ? <span className="sg-value sg-null">{given}</span> : <CellContent cell={cell} type={type} look={look} />}
      <span className="sg-hidden">{staged_words[state]}</span>
    </>
  );
}
