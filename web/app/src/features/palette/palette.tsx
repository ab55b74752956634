// The command palette: every registered command with its shortcut, and every table. Loaded when it is first opened.

import { Command } from 'cmdk';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { shortcutText, useCommandList } from '../../lib/command.ts';
import type { Command as StudioCommand } from '../../lib/command.ts';
import { Dialog } from '../../ui/dialog.tsx';

interface PaletteProps {
  tables: readonly { schema: string; name: string }[];
  onOpenTable: (schema: string, name: string) => void;
  onClose: () => void;
}

/** Tables listed at most: the list is filtered by what is typed before it is drawn. */
const listed_tables = 50;
const heading = '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-small [&_[cmdk-group-heading]]:text-faint';

export function Palette({ tables, onOpenTable, onClose }: PaletteProps): ReactNode {
  const commands = useCommandList().filter((each) => each.is_enabled !== false);
  const [search, setSearch] = useState('');
  const needle = search.trim().toLowerCase();
  const found = needle === '' ? [] : tables.filter((each) => `${each.schema}.${each.name}`.toLowerCase().includes(needle));
  const groups = [...new Set(commands.map((each) => each.group))];
  const act = (run: () => void): void => {
    onClose();
    run();
  };
  return (
    <Dialog label="Commands" onClose={onClose}>
      <Command label="Commands" loop className="flex max-h-[60vh] flex-col">
        <Command.Input autoFocus placeholder="Search for a table or a command" value={search} onValueChange={setSearch}
          className="h-11 w-full shrink-0 border-b border-line bg-transparent px-4 text-ui outline-none placeholder:text-faint" />
        <Command.List className="min-h-0 flex-1 overflow-auto p-1">
          <Command.Empty className="px-3 py-4 text-muted">Nothing is named like that.</Command.Empty>
          {groups.map((group) => (
            <Command.Group key={group} heading={group} className={heading}>
              {commands.filter((each) => each.group === group).map((each) => (
                <CommandItem key={each.id} command={each} onSelect={() => act(each.run)} />
              ))}
            </Command.Group>
          ))}
          {found.length > 0 && (
            <Command.Group heading="Tables" className={heading}>
              {found.slice(0, listed_tables).map(({ schema, name }) => (
                <Command.Item key={`${schema}.${name}`} value={`${schema}.${name}`} className={item}
                  onSelect={() => act(() => onOpenTable(schema, name))}>
                  {name}<span className="ml-auto text-small text-faint">{schema}</span>
                </Command.Item>
              ))}
            </Command.Group>
          )}
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
