// The tools in the editor's bar: save, and a menu with what else is done with the text.

import { useNavigate } from '@tanstack/react-router';
import { EllipsisVertical, FileUp, History, Link2, PanelRightOpen, TextQuote, WandSparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import { useOpenEditor } from '../features/editor/open-editors.ts';
import type { EditorTools } from '../features/editor/sql-page.tsx';
import { useShare } from '../features/editor/use-share.ts';
import { useFormat } from '../features/format/use-format.tsx';
import { SaveQuery } from '../features/saved-query/save-query.tsx';
import { useSnippets } from '../features/snippet/use-snippets.tsx';
import { runCommand, shortcutText } from '../lib/command.ts';
import { useConnection } from '../lib/connection-context.tsx';
import { IconButton } from '../ui/button.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';

const icon = { 'aria-hidden': true, size: 14, strokeWidth: 1.5 } as const;

export function EditorToolBar(tools: EditorTools): ReactNode {
  const { text, present, saved, onSaved, onText, editor, tab, document, run } = tools;
  const { format, openOptions, dialog } = useFormat(editor);
  useOpenEditor(tab, editor);
  const navigate = useNavigate();
  const { id: connection } = useConnection();
  const snippets = useSnippets({ editor, run, onManage: (kind) =>
    void navigate({ to: '/c/$connection/saved', params: { connection }, search: { search: kind } }) });
  const copyLink = useShare(tab, document, present);
  return (
    <>
      <SaveQuery text={text} present={present} saved={saved} onText={onText}
        onSaved={({ id, version, name, sql }) => onSaved({ id, version, name, text: sql })} />
      <Menu align="end" trigger={
        <IconButton label="More for this query"><EllipsisVertical aria-hidden size={16} strokeWidth={1.5} /></IconButton>
      }>
        <MenuItem onSelect={format} shortcut={shortcutText('alt+shift+f')}><WandSparkles {...icon} />Format</MenuItem>
        <MenuItem onSelect={openOptions}>Choose the style …</MenuItem>
        <MenuItem onSelect={snippets.open} shortcut={shortcutText('alt+s')}><TextQuote {...icon} />Snippets and macros</MenuItem>
        <MenuItem onSelect={() => runCommand('aside')} shortcut={shortcutText('alt+b')}><PanelRightOpen {...icon} />Saved queries and history</MenuItem>
        <MenuItem onSelect={() => runCommand('aside.runs')} shortcut={shortcutText('alt+shift+b')}><History {...icon} />Recent runs of this tab</MenuItem>
        <MenuLine />
        <MenuItem onSelect={() => runCommand('query.open_files')} shortcut={shortcutText('mod+o')}><FileUp {...icon} />Open files …</MenuItem>
        <MenuItem onSelect={copyLink} shortcut={shortcutText('alt+shift+l')}><Link2 {...icon} />Copy a link</MenuItem>
      </Menu>
      {dialog}
      {snippets.dialog}
    </>
  );
}
