// Format, as a command: the selection, or all; and the choice of the style.

import type { QueryEditorHandle } from '@studio-pg/react/query-editor';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useCommands } from '../../lib/command.ts';
import { editorSettings } from '../../lib/editor-settings.ts';
import { say } from '../../lib/notice.ts';

const FormatOptions = lazy(async () => ({ default: (await import('./format-options.tsx')).FormatOptions }));

interface Format {
  format: () => void;
  openOptions: () => void;
  dialog: ReactNode;
}

export function useFormat(editor: RefObject<QueryEditorHandle | null>): Format {
  const [has_options, setOptions] = useState(false);
  const format = useCallback(() => void formatIn(editor), [editor]);
  const openOptions = useCallback(() => setOptions(true), []);
  useCommands(useMemo(() => [
    { id: 'query.format', label: 'Format the text, or what is selected', group: 'Query', shortcut: 'alt+shift+f', run: format },
    { id: 'query.format_options', label: 'Format: choose the style', group: 'Query', run: openOptions },
  ], [format, openOptions]));
  return {
    format, openOptions,
    dialog: has_options && <Suspense fallback={null}><FormatOptions onClose={() => setOptions(false)} /></Suspense>,
  };
}

async function formatIn(editor: RefObject<QueryEditorHandle | null>): Promise<void> {
  const loaded = await import('./format-sql.ts').catch(() => null);
  const handle = editor.current;
  if (!loaded) say('The formatter could not be loaded');
  if (!loaded || !handle) return;
  const all = handle.text();
  const cursor = handle.selection();
  const range = cursor.from === cursor.to ? { from: 0, to: all.length } : cursor;
  const before = all.slice(range.from, range.to);
  const formatted = loaded.formatSql(before, editorSettings().format);
  if ('refused' in formatted) say(formatted.refused);
  else if (formatted.text === before) say('The text has that form already');
  else {
    const place = cursor.from === cursor.to ? loaded.samePlace(before, cursor.from, formatted.text) : formatted.text.length;
    handle.change(range, formatted.text, range.from + place);
  }
}
