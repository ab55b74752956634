// The keys of the editor: CodeMirror's own, or Vim's, which are loaded when they are first wanted.

import { Compartment } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

export type EditorKeymap = 'default' | 'vim';

interface KeyProps {
  keys?: EditorKeymap | undefined;
  onSave?: (() => void) | undefined;
  onQuit?: (() => void) | undefined;
}

/** The place of the keys among the extensions, before all other keys; they come into it by themselves. */
export function useKeys(view: RefObject<EditorView | null>, props: KeyProps): Compartment {
  const [compartment] = useState(() => new Compartment());
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const keys = props.keys ?? 'default';
  useEffect(() => {
    if (keys === 'default') {
      view.current?.dispatch({ effects: compartment.reconfigure([]) });
      return undefined;
    }
    let is_over = false;
    // Without the file (the connection is gone) the default keys go on.
    void import('./vim.ts').then(({ vimKeys, hearVim }) => {
      const editor = view.current;
      if (is_over || !editor) return;
      editor.dispatch({ effects: compartment.reconfigure(vimKeys()) });
      hearVim(editor, (act) => (act === 'write' ? latest.current.onSave?.() : latest.current.onQuit?.()));
    }, () => undefined);
    return () => {
      is_over = true;
    };
  }, [compartment, keys, view]);
  return compartment;
}
