// Snippets and macros in the editor: macros as commands with their shortcuts, the dialog of both.

import type { QueryEditorHandle, SqlPart } from '@studio-pg/react/query-editor';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useCommands } from '../../lib/command.ts';
import type { Command } from '../../lib/command.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { say } from '../../lib/notice.ts';
import { digitOf, macroText } from './kinds.ts';
import { snippetsQuery } from './snippets.ts';

const SnippetDialog = lazy(async () => ({ default: (await import('./snippet-dialog.tsx')).SnippetDialog }));

interface SnippetTools {
  editor: RefObject<QueryEditorHandle | null>;
  run: (part: SqlPart) => void;
  /** Leads to the folder of the saved queries that they are. */
  onManage: (kind: 'Snippets' | 'Macros') => void;
}

/** The offset of a text that does not stand in the editor: its errors are marked nowhere. */
const nowhere = -1;

export function useSnippets({ editor, run, onManage }: SnippetTools): { open: () => void; dialog: ReactNode } {
  const { organization_id } = useConnection();
  const [is_open, setOpen] = useState(false);
  const macros = useQuery(snippetsQuery(organization_id, 'Macros')).data;
  const open = useCallback(() => setOpen(true), []);
  const runMacro = useCallback((body: string) => {
    const text = macroText(body, selectedText(editor.current));
    if (text === null) say('Select something first: the macro runs with the selection');
    else run({ sql: text, start: nowhere });
  }, [editor, run]);
  useCommands(useMemo((): Command[] => [
    { id: 'snippets', label: 'Snippets and macros', group: 'Query', shortcut: 'alt+s', run: open },
    ...(macros ?? []).map((macro) => {
      const digit = digitOf(macro.name);
      return { id: `macro.${macro.id}`, label: `Macro: ${macro.name}`, group: 'Macros', run: () => runMacro(macro.body),
        ...(digit === null ? {} : { shortcut: `mod+${digit}` }) };
    }),
  ], [open, macros, runMacro]));
  return {
    open,
    dialog: is_open && (
      <Suspense fallback={null}>
        <SnippetDialog selection={selectedText(editor.current)} onClose={() => setOpen(false)} onManage={onManage} onRun={runMacro}
          onInsert={(body) => { setOpen(false); setTimeout(() => editor.current?.insertSnippet(body)); }} />
      </Suspense>
    ),
  };
}

function selectedText(editor: QueryEditorHandle | null): string {
  if (editor === null) return '';
  const { from, to } = editor.selection();
  return editor.text().slice(from, to);
}
