// Vim's keys, loaded when somebody chooses them. `:w` saves, `:q` closes the tab, as far as the editor's owner serves that.

import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { getCM, Vim, vim } from '@replit/codemirror-vim';

type VimAct = 'write' | 'quit';

const owners = new WeakMap<EditorView, (act: VimAct) => void>();

for (const [name, short] of [['write', 'w'], ['quit', 'q']] as const) {
  Vim.defineEx(name, short, (editor) => owners.get((editor as { cm6: EditorView }).cm6)?.(name));
}

export function vimKeys(): Extension {
  return vim({ status: true });
}

/** Who hears of `:w` and `:q` in this editor. */
export function hearVim(view: EditorView, onAct: (act: VimAct) => void): void {
  if (getCM(view)) owners.set(view, onAct);
}
