// The editor's own commands in the palette, and the choice of its keys.

import { editor_keys } from '@studio-pg/react';
import type { EditorKey } from '@studio-pg/react';
import { useMemo } from 'react';
import type { RefObject } from 'react';
import type { QueryEditorHandle } from '@studio-pg/react/query-editor';
import { is_mac, useCommands } from '../../lib/command.ts';
import type { Command } from '../../lib/command.ts';
import { changeEditorSettings, useEditorSettings } from '../../lib/editor-settings.ts';
import { say } from '../../lib/notice.ts';

/** The keys as the editor serves them by itself on this machine. */
export function shownKeys({ keys, keys_on_mac }: EditorKey): string {
  return is_mac ? keys_on_mac ?? keys : keys;
}

export function useEditorCommands(editor: RefObject<QueryEditorHandle | null>): void {
  const { keys } = useEditorSettings();
  useCommands(useMemo((): Command[] => [
    ...editor_keys.map((each) => ({
      id: `editor.${each.id}`, label: each.label, group: 'Editor', key_hint: shownKeys(each),
      run: () => editor.current?.command(each.id),
    })),
    { id: 'editor.keys', label: keys === 'vim' ? 'Editor keys: default' : 'Editor keys: Vim', group: 'Editor', run: () => {
      const next = keys === 'vim' ? 'default' : 'vim';
      changeEditorSettings({ keys: next });
      say(next === 'vim' ? 'The editor has the keys of Vim' : 'The editor has its default keys');
    } },
  ], [editor, keys]));
}
