// What stands around the text and is the same for every language: several cursors, folding, find and replace, keys, the place
// that is remembered, texts that come from another window.

import { snippet } from '@codemirror/autocomplete';
import { defaultKeymap, historyKeymap, isolateHistory } from '@codemirror/commands';
import { foldKeymap } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { rectangularSelection } from '@codemirror/view';
import type { EditorView, KeyBinding } from '@codemirror/view';
import { editor_commands, opens_panel } from './commands.ts';
import type { EditorCommand } from './editor-keys.ts';
import { focusAtCursor, tellPlace } from './editor-place.ts';
import type { EditorPlace } from './editor-place.ts';
import { folding } from './folding.ts';
import { panelTheme } from './search-theme.ts';
import { mark_keys } from './mark-list.ts';
import { fix_keys } from './quick-fix.ts';
import type { TextRange } from './text-range.ts';

/** A change that comes from elsewhere: its owner knows it already. */
export const followed = Annotation.define<boolean>();

/** Alt+Shift+arrow moves a tab; what CodeMirror would select by it has Shift+arrow and double click. */
const default_keys: KeyBinding[] = defaultKeymap.map((binding) => {
  if (!/^Alt-Arrow(Left|Right)$/.test(binding.key ?? '')) return binding;
  const kept = { ...binding };
  delete kept.shift;
  return kept;
});

export const shell_keys: readonly KeyBinding[] = [...fix_keys, ...mark_keys, ...foldKeymap, ...default_keys, ...searchKeymap, ...historyKeymap];

export function shell(onPlace: () => ((place: EditorPlace) => void) | undefined): Extension {
  return [
    EditorState.allowMultipleSelections.of(true), rectangularSelection(), folding, search({ top: true }), panelTheme, tellPlace(onPlace),
    focusAtCursor,
  ];
}

/** What an owner does with the text from outside. */
export interface ShellHandle {
  /** The main selection, as offsets. */
  selection(): TextRange;
  /** Puts a text in place of a part, in one step of undo, and the cursor where it is told. */
  change(range: TextRange, text: string, cursor: number): void;
  /** Takes over the text that another window has written; the cursor stays where it can. */
  follow(text: string): void;
  /** Puts a text with places such as `#{name}` in place of the selection; Tab goes from place to place. */
  insertSnippet(template: string): void;
  /** Does what one of the editor's own keys does. */
  command(id: EditorCommand): void;
}

export function shellHandle(view: { current: EditorView | null }): ShellHandle {
  return {
    selection: () => {
      const { from, to } = view.current?.state.selection.main ?? { from: 0, to: 0 };
      return { from, to };
    },
    change: ({ from, to }, insert, cursor) => view.current?.dispatch({
      changes: { from, to, insert }, selection: { anchor: cursor }, scrollIntoView: true, annotations: isolateHistory.of('full'),
    }),
    follow: (text) => {
      const editor = view.current;
      const change = editor && differenceOf(editor.state.doc.toString(), text);
      if (change) editor.dispatch({ changes: change, annotations: followed.of(true) });
    },
    insertSnippet: (template) => {
      const editor = view.current;
      if (!editor) return;
      const { from, to } = editor.state.selection.main;
      snippet(template)(editor, null, from, to);
      editor.focus();
    },
    command: (id) => {
      const editor = view.current;
      if (!editor) return;
      if (!opens_panel.has(id)) editor.focus();
      editor_commands[id](editor);
    },
  };
}

/** The one change that makes a text another one, without what is the same at both ends; null where nothing differs. */
export function differenceOf(before: string, after: string): { from: number; to: number; insert: string } | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
