// Vim's keys, loaded when somebody chooses them. `:w` saves, `:q` closes the tab, as far as the editor's owner serves that.

import type { Extension } from '@codemirror/state';
import { ViewPlugin } from '@codemirror/view';
import type { EditorView } from '@codemirror/view';
import { getCM, Vim, vim } from '@replit/codemirror-vim';

type VimAct = 'write' | 'quit';

const owners = new WeakMap<EditorView, (act: VimAct) => void>();

for (const [name, short] of [['write', 'w'], ['quit', 'q']] as const) {
  Vim.defineEx(name, short, (editor) => owners.get((editor as { cm6: EditorView }).cm6)?.(name));
}

export function vimKeys(): Extension {
  return [vim({ status: true }), nameCommandLine];
}

/** The command line is made by the package, which gives it no name. */
const nameCommandLine = ViewPlugin.define(({ dom }) => {
  const name = ({ target }: FocusEvent): void => {
    if (target instanceof HTMLInputElement && target.closest('.cm-vim-panel')) target.setAttribute('aria-label', "Vim's command line");
  };
  dom.addEventListener('focusin', name);
  return { destroy: () => dom.removeEventListener('focusin', name) };
});

/** Who hears of `:w` and `:q` in this editor. */
export function hearVim(view: EditorView, onAct: (act: VimAct) => void): void {
  if (getCM(view)) owners.set(view, onAct);
}
