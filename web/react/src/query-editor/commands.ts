// What each of the editor's own commands does: CodeMirror's commands under the names of editor-keys.ts, for the palette. By the
// keyboard CodeMirror finds them itself.

import {
  addCursorAbove, addCursorBelow, copyLineDown, cursorMatchingBracket, deleteLine, moveLineDown, moveLineUp, redo, toggleBlockComment,
  toggleComment, undo,
} from '@codemirror/commands';
import { foldAll, foldCode, unfoldAll, unfoldCode } from '@codemirror/language';
import { findNext, findPrevious, gotoLine, openSearchPanel, selectNextOccurrence, selectSelectionMatches } from '@codemirror/search';
import type { Command } from '@codemirror/view';
import { describeAtCursor } from './describe-command.ts';
import type { EditorCommand } from './editor-keys.ts';
import { goToNextMark, openMarkList } from './mark-list.ts';
import { expandStar, openQuickFixes } from './quick-fix.ts';

export const editor_commands: Readonly<Record<EditorCommand, Command>> = {
  find: openSearchPanel,
  find_next: findNext,
  find_previous: findPrevious,
  go_to_line: gotoLine,
  select_next: selectNextOccurrence,
  select_all_occurrences: selectSelectionMatches,
  cursor_above: addCursorAbove,
  cursor_below: addCursorBelow,
  comment: toggleComment,
  block_comment: toggleBlockComment,
  describe: describeAtCursor,
  quick_fix: openQuickFixes,
  marks: openMarkList,
  next_mark: goToNextMark,
  expand_star: expandStar,
  fold: foldCode,
  unfold: unfoldCode,
  fold_all: foldAll,
  unfold_all: unfoldAll,
  line_up: moveLineUp,
  line_down: moveLineDown,
  copy_line_down: copyLineDown,
  delete_line: deleteLine,
  to_bracket: cursorMatchingBracket,
  undo,
  redo,
};

/** Commands that leave the focus where they have put it: in a panel. */
export const opens_panel: ReadonlySet<EditorCommand> = new Set(['find', 'go_to_line', 'quick_fix', 'marks']);
