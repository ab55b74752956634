// Which statement the cursor stands in: by the server's parser where it has spoken, by the editor's syntax tree until then.

import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import { analyzedStatements } from './analysis.ts';
import type { TextRange } from './text-range.ts';

/** Every statement of the text, in order, at most `limit`. */
function statementsOf(state: EditorState, limit = Infinity): TextRange[] {
  const analyzed = analyzedStatements(state);
  if (analyzed) return analyzed;
  const found: TextRange[] = [];
  for (let node = syntaxTree(state).topNode.firstChild; node && found.length < limit; node = node.nextSibling) {
    if (node.name === 'Statement') found.push({ from: node.from, to: node.to });
  }
  return found;
}

/** The statement at the cursor, or the one that ends just before it; null in an empty text. */
export function statementAt(state: EditorState): TextRange | null {
  const cursor = state.selection.main.head;
  let found: TextRange | null = null;
  for (const statement of statementsOf(state)) {
    if (found !== null && statement.from > cursor) break;
    found = statement;
    if (cursor <= statement.to) break;
  }
  return found;
}

/** Whether the text holds more than one statement: a mark on the only one would say nothing. */
export function hasSeveral(state: EditorState): boolean {
  return statementsOf(state, 2).length > 1;
}
