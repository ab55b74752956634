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

/** Whether the text holds more than one statement: a mark on the only one would say nothing. */
export function hasSeveral(state: EditorState): boolean {
  let count = 0;
  for (let node = syntaxTree(state).topNode.firstChild; node && count < 2; node = node.nextSibling) {
    if (node.name === 'Statement') count += 1;
  }
  return count > 1;
}
