// What folds, line by line.

import { PostgreSQL, sql } from '@codemirror/lang-sql';
import { ensureSyntaxTree, foldable } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { foldOf } from './folding.ts';

/** The text that folding the line hides, by the grammar or by ours. */
function hidden(text: string, line_number: number): string | null {
  const fresh = EditorState.create({ doc: text, extensions: [sql({ dialect: PostgreSQL })] });
  ensureSyntaxTree(fresh, text.length, 10_000);
  // A state keeps the tree that it got in the few milliseconds of its making; the next one takes the whole.
  const { state } = fresh.update({});
  const line = state.doc.line(line_number);
  const range = foldOf(state, line.from, line.to) ?? foldable(state, line.from, line.to);
  return range && state.sliceDoc(range.from, range.to);
}

describe('folding', () => {
  it.each([
    ['a statement', 'select 1\nfrom film;', 1, '\nfrom film;'],
    ['nothing on its last line', 'select 1\nfrom film;', 2, null],
    ['parentheses', 'select *\nfrom (\n  select 1\n) as x', 2, '\n  select 1\n'],
    ['a CASE with one inside', 'select\n  case when a\n  then case b when 1 then 2 end\n  end as c', 2, ' when a\n  then case b when 1 then 2 end\n  '],
    ['no CASE without an END', 'select\n  case when a\n  then 1', 2, null],
    ['a block comment', '/* one\ntwo */\nselect 1', 1, ' one\ntwo '],
    ['no parentheses on one line', 'select\n  (1 + 2)\n  , 3', 2, null],
    ['the outermost of two', 'select\n  f((\n  1\n  ))', 2, '(\n  1\n  )'],
    ['the body of a function', "create function f() returns int\nlanguage sql as $$\n  select 1\n$$", 2, '\n  select 1\n$$'],
  ])('%s', (_, text, line, expected) => {
    expect(hidden(text, line)).toBe(expected);
  });
});
