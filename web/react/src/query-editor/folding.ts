// Folding of SQL: what begins on a line and ends on a later one: a statement or a block comment (by the grammar itself), else
// parentheses, CASE … END, a text over several lines such as the body of a function.

import { codeFolding, foldGutter, foldService, syntaxTree } from '@codemirror/language';
import type { EditorState, Extension } from '@codemirror/state';
import type { TextRange } from './text-range.ts';

type SyntaxNode = ReturnType<typeof syntaxTree>['topNode'];

/** A longer CASE is not looked for: each line that is drawn asks. */
const longest_case = 2000;

/** What folds on the line that begins and ends there; null where nothing does, or the grammar knows better. */
export function foldOf(state: EditorState, line_from: number, line_to: number): TextRange | null {
  const found: { range: TextRange | null; is_grammar: boolean } = { range: null, is_grammar: false };
  syntaxTree(state).iterate({
    from: line_from,
    to: line_to,
    enter: ({ name, from, to, node }) => {
      if (found.is_grammar || from > line_to) return false;
      const begins_here = from >= line_from;
      if (begins_here && to > line_to && (name === 'Statement' || name === 'BlockComment')) {
        found.is_grammar = true;
        return false;
      }
      // The first that begins on the line is the outermost.
      if (begins_here) found.range ??= rangeOf(state, name, node, line_to);
      return true;
    },
  });
  return found.is_grammar ? null : found.range;
}

function rangeOf(state: EditorState, name: string, node: SyntaxNode, line_to: number): TextRange | null {
  if (name === 'Parens' && node.to > line_to) return inside({ from: node.from + 1, to: node.to - 1 });
  if (name === 'String' && node.to > line_to) return inside({ from: line_to, to: node.to });
  if (name !== 'Keyword' || !isWord(state, node, 'case')) return null;
  const end = endOfCase(state, node);
  return end !== null && end > line_to ? inside({ from: node.to, to: end - 'end'.length }) : null;
}

/** Where the END of a CASE ends; null where there is none. */
function endOfCase(state: EditorState, node: SyntaxNode): number | null {
  let depth = 1;
  let next = node.nextSibling;
  for (let count = 0; next !== null && count < longest_case; count += 1, next = next.nextSibling) {
    if (next.name !== 'Keyword') continue;
    if (isWord(state, next, 'case')) depth += 1;
    else if (isWord(state, next, 'end')) depth -= 1;
    if (depth === 0) return next.to;
  }
  return null;
}

function isWord(state: EditorState, { from, to }: TextRange, word: string): boolean {
  return to - from === word.length && state.sliceDoc(from, to).toLowerCase() === word;
}

function inside(range: TextRange): TextRange | null {
  return range.to > range.from ? range : null;
}

function marker(is_open: boolean): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'cm-fold-mark';
  mark.textContent = is_open ? '⌄' : '›';
  mark.title = is_open ? 'Fold' : 'Unfold';
  return mark;
}

export const folding: Extension = [
  codeFolding(), foldService.of(foldOf), foldGutter({ markerDOM: marker }),
];
