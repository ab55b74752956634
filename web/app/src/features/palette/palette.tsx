// The command palette: every registered command with its shortcut, and what its owner finds besides: tables, connections,
// queries. Loaded when it is first opened.

import { Command } from 'cmdk';
import type { ReactNode } from 'react';
import { shortcutText, useCommandList } from '../../lib/command.ts';
import type { Command as StudioCommand } from '../../lib/command.ts';
import { Dialog } from '../../ui/dialog.tsx';

export interface PaletteItem {
  id: string;
  label: string;
  /** What stands at the right, in faint letters. */
  note: string;
  run: () => void;
}

export interface PaletteGroup {
  heading: string;
  items: readonly PaletteItem[];
  /** The server has found them by the search: they are listed as they are. */
  is_found?: boolean;
}

interface PaletteProps {
  groups: readonly PaletteGroup[];
  search: string;
  onSearch: (text: string) => void;
  /** The groups alone, without commands, under this placeholder. */
  only?: string;
  onClose: () => void;
}

/** Of one group listed at most: what is typed filters before anything is drawn. */
const listed_items = 50;
const heading = '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-small [&_[cmdk-group-heading]]:text-faint';

export function Palette({ groups, search, onSearch, only, onClose }: PaletteProps): ReactNode {
  const commands = useCommandList().filter((each) => each.is_enabled !== false);
  const needle = search.trim().toLowerCase();
  const command_groups = only === undefined ? [...new Set(commands.map((each) => each.group))] : [];
  const shown = groups.map((group) => ({
    ...group,
    items: group.is_found === true ? group.items : group.items.filter((each) => (needle === '' ? only !== undefined
      : `${each.note}.${each.label} ${each.note}`.toLowerCase().includes(needle))).slice(0, listed_items),
  })).filter((group) => group.items.length > 0);
  const act = (run: () => void): void => {
    onClose();
    // When the dialog closes, the focus goes back to where it was; the command comes after it and may move it.
    setTimeout(run);
  };
  return (
    <Dialog label={only === undefined ? 'Commands' : 'Connections'} onClose={onClose}>
      <Command label={only ?? 'Commands'} loop className="flex max-h-[60vh] flex-col">
        <Command.Input autoFocus placeholder={only ?? 'Search for a table, a query, a connection or a command'} value={search} onValueChange={onSearch}
          className="h-11 w-full shrink-0 border-b border-line bg-transparent px-4 text-ui outline-none placeholder:text-faint" />
        <Command.List className="min-h-0 flex-1 overflow-auto p-1">
          <Command.Empty className="px-3 py-4 text-muted">Nothing is named like that.</Command.Empty>
          {command_groups.map((group) => (
            <Command.Group key={group} heading={group} className={heading}>
              {commands.filter((each) => each.group === group).map((each) => (
                <CommandItem key={each.id} command={each} onSelect={() => act(each.run)} />
              ))}
            </Command.Group>
          ))}
          {shown.map((group) => (
            <Command.Group key={group.heading} heading={group.heading} className={heading}>
              {group.items.map((each) => (
                <Command.Item key={each.id} value={`${group.heading} ${each.id}`} keywords={group.is_found === true ? [search] : [each.label, each.note, search]}
                  className={item} onSelect={() => act(each.run)}>
                  <span className="truncate">{each.label}</span><span className="ml-auto shrink-0 truncate pl-3 text-small text-faint">{each.note}</span>
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}

const item = 'flex h-8 items-center gap-2 rounded-sm px-2 data-[selected=true]:bg-accent-soft';

function CommandItem({ command, onSelect }: { command: StudioCommand; onSelect: () => void }): ReactNode {
  const keys = command.shortcut ?? command.key_hint;
  return (
    <Command.Item value={`${command.group} ${command.label}`} className={item} onSelect={onSelect}>
      {command.label}
      {keys !== undefined && (
        <kbd className="ml-auto rounded-sm border border-line px-1.5 font-sans text-small text-muted">
          {shortcutText(keys)}
        </kbd>
      )}
    </Command.Item>
  );
}
