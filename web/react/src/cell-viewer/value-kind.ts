// How a value can be looked at, by its type and its text: the first is the best guess. Pure.

import { isTruncated } from '@studio-pg/client';
import type { Cell } from '@studio-pg/client';

export type ValueView = 'json' | 'xml' | 'picture' | 'hex' | 'list' | 'text';

/** The views of a value, the best first; text is always one. */
export function viewsOf(cell: Cell, type: string): readonly ValueView[] {
  if (cell === null || typeof cell === 'boolean' || typeof cell === 'number') return ['text'];
  if (type === 'bytea') return ['hex', 'picture', 'text'];
  // Of a cut value only the beginning is there, which is no JSON and no list.
  if (isTruncated(cell)) return ['text'];
  if (type === 'json' || type === 'jsonb') return ['json', 'text'];
  if (type === 'xml') return ['xml', 'text'];
  if (type.startsWith('_') && /^[{[]/.test(cell)) return ['list', 'text'];
  if (/^\s*[{[]/.test(cell) && looksLikeJson(cell)) return ['text', 'json'];
  if (/^\s*<[A-Za-z?!]/.test(cell)) return ['text', 'xml'];
  return ['text'];
}

function looksLikeJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
