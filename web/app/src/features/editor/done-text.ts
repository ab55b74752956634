// What a run has done so far, in few words: its rows, or the tag of a statement that gives none.

import type { RunState } from '@studio-pg/react';
import { plural } from '../../lib/format.ts';

export function doneText(state: RunState): string {
  if (state.results.some((result) => result.columns !== null)) return plural(state.row_count, 'row');
  return state.results.findLast((result) => result.tag !== null)?.tag ?? plural(state.row_count, 'row');
}
