// What the editor does by its own keys, for the palette and for the sheet of shortcuts. It knows no CodeMirror, so that both can
// list the keys before the editor is loaded; commands.ts ties each to what it does.

export interface EditorKey {
  id: string;
  label: string;
  /** As `mod+alt+arrowup`; `mod` is Command on a Mac and Control elsewhere. */
  keys: string;
  keys_on_mac?: string;
}

export const editor_keys = [
  { id: 'find', label: 'Find and replace', keys: 'mod+f' },
  { id: 'find_next', label: 'Find the next', keys: 'f3' },
  { id: 'find_previous', label: 'Find the one before', keys: 'shift+f3' },
  { id: 'go_to_line', label: 'Go to a line', keys: 'mod+alt+g' },
  { id: 'select_next', label: 'Select the next occurrence too', keys: 'mod+d' },
  { id: 'select_all_occurrences', label: 'Select all occurrences', keys: 'mod+shift+l' },
  { id: 'cursor_above', label: 'Add a cursor above', keys: 'mod+alt+arrowup' },
  { id: 'cursor_below', label: 'Add a cursor below', keys: 'mod+alt+arrowdown' },
  { id: 'comment', label: 'Comment or uncomment the lines', keys: 'mod+/' },
  { id: 'block_comment', label: 'Comment or uncomment the selection', keys: 'alt+shift+a', keys_on_mac: 'ctrl+shift+a' },
  { id: 'describe', label: 'Describe what stands at the cursor', keys: 'f1' },
  { id: 'quick_fix', label: 'Quick fixes', keys: 'alt+enter' },
  { id: 'marks', label: 'List what is marked', keys: 'mod+shift+m' },
  { id: 'next_mark', label: 'Go to the next mark', keys: 'f8' },
  { id: 'expand_star', label: 'Write out the columns of *', keys: 'alt+shift+e' },
  { id: 'fold', label: 'Fold here', keys: 'ctrl+shift+[', keys_on_mac: 'mod+alt+[' },
  { id: 'unfold', label: 'Unfold here', keys: 'ctrl+shift+]', keys_on_mac: 'mod+alt+]' },
  { id: 'fold_all', label: 'Fold everything', keys: 'ctrl+alt+[' },
  { id: 'unfold_all', label: 'Unfold everything', keys: 'ctrl+alt+]' },
  { id: 'line_up', label: 'Move the lines up', keys: 'alt+arrowup' },
  { id: 'line_down', label: 'Move the lines down', keys: 'alt+arrowdown' },
  { id: 'copy_line_down', label: 'Copy the lines below', keys: 'alt+shift+arrowdown' },
  { id: 'delete_line', label: 'Delete the lines', keys: 'mod+shift+k' },
  { id: 'to_bracket', label: 'Go to the matching bracket', keys: 'mod+shift+\\' },
  { id: 'undo', label: 'Undo', keys: 'mod+z' },
  { id: 'redo', label: 'Redo', keys: 'mod+shift+z' },
] as const satisfies readonly EditorKey[];

export type EditorCommand = (typeof editor_keys)[number]['id'];
