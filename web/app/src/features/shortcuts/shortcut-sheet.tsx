// The sheet of shortcuts: every command that has one, as it is registered at this moment, and the editor's own keys, also where
// no editor is shown. Loaded when it is first opened.

import { editor_keys } from '@studio-pg/react';
import type { EditorKey } from '@studio-pg/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { is_mac, shortcutText, useCommandList } from '../../lib/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { sheetGroups } from './sheet-groups.ts';
import type { SheetLine } from './sheet-groups.ts';

/** Keys that parts of the page serve themselves. */
const fixed: readonly SheetLine[] = [
  ...editor_keys.map((each: EditorKey) => ({ group: 'Editor', label: each.label, keys: [is_mac ? each.keys_on_mac ?? each.keys : each.keys] })),
  { group: 'Editor', label: 'Leave the editor by the keyboard: Esc, then', keys: ['tab'] },
  { group: 'Grid', label: 'Copy', keys: ['mod+c'] },
  { group: 'Grid', label: 'Copy as …', keys: ['mod+shift+c'] },
  { group: 'Grid', label: 'Open the record card', keys: ['space'] },
];

export function ShortcutSheet({ onClose }: { onClose: () => void }): ReactNode {
  const [search, setSearch] = useState('');
  const commands = useCommandList();
  const groups = sheetGroups(commands, fixed, search);
  return (
    <Dialog label="Keyboard shortcuts" place="wide" onClose={onClose}>
      <div className="flex h-full flex-col">
        <div className="flex shrink-0 items-center gap-3 border-b border-line p-3">
          <h2 className="text-title font-semibold">Keyboard shortcuts</h2>
          <SearchBox label="Search the shortcuts" placeholder="Search" value={search} onChange={setSearch} className="ml-auto w-56" />
        </div>
        <div tabIndex={0} role="group" aria-label="Shortcuts" className="min-h-0 flex-1 gap-8 overflow-auto p-4 sm:columns-2">
          {groups.length === 0 && <p className="text-muted">No shortcut is named like that.</p>}
          {groups.map(({ group, lines }) => (
            <section key={group} className="mb-4 break-inside-avoid">
              <h3 className="mb-1 text-small font-semibold text-muted">{group}</h3>
              <dl>
                {lines.map(({ label, keys }) => (
                  <div key={label} className="flex min-h-6 items-center gap-3">
                    <dt className="min-w-0 truncate">{label}</dt>
                    <dd className="ml-auto flex shrink-0 gap-1">
                      {keys.map((each) => <kbd key={each} className="rounded-sm border border-line px-1.5 font-sans text-small text-muted">{shortcutText(each)}</kbd>)}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
