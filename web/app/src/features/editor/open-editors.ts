// The editors that are on the screen, by their tabs: for what stands beside them.

import type { QueryEditorHandle } from '@studio-pg/react/query-editor';
import { useEffect } from 'react';
import type { RefObject } from 'react';

const shown = new Map<string, RefObject<QueryEditorHandle | null>>();

/** Makes an editor known while it is shown. */
export function useOpenEditor(tab: string, editor: RefObject<QueryEditorHandle | null>): void {
  useEffect(() => {
    shown.set(tab, editor);
    return () => {
      shown.delete(tab);
    };
  }, [tab, editor]);
}

/** Puts another text in place of all of a tab's editor; it can be undone. */
export function replaceIn(tab: string, text: string): void {
  const editor = shown.get(tab)?.current;
  editor?.replace(text);
  editor?.focus();
}

/** Puts a text in place of the selection of a tab's editor. */
export function insertInto(tab: string, text: string): void {
  const editor = shown.get(tab)?.current;
  editor?.insert(text);
  editor?.focus();
}
