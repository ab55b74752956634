// Which statement the cursor stands in, by the SQL syntax tree.

import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';

export interface TextRange {
  from: number;
  to: number;
}

/** The statement at the cursor, or the one that ends just before it; null in an empty text. */
export function statementAt(state: EditorState): TextRange | null {
  const cursor = state.selection.main.head;
  let found: TextRange | null = null;
  for (let node = syntaxTree(state).topNode.firstChild; node; node = node.nextSibling) {
    if (node.name !== 'Statement') continue;
    if (found !== null && node.from > cursor) break;
    found = { from: node.from, to: node.to };
    if (cursor <= node.to) break;
  }
  return found;
}
