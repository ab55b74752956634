// The command palette: every registered command with its shortcut, and what its owner finds besides: tables, connections,
// queries. Loaded when it is first opened.

import { Command } from 'cmdk';
import type { ReactNode } from 'react';
import { shortcutText, useCommandList } from '../../lib/command.ts';
import type { Command as StudioCommand } from '../../lib/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ranked } from './rank.ts';

export interface PaletteItem {
  id: string;
  label: string;
  /** What stands at the right, in faint letters. */
  note: string;
  /** How lately it was used, 0 to 1. */
  recency?: number;
  run: () => void;
}

export interface PaletteGroup {
  heading: string;
  items: readonly PaletteItem[];
  /** The server has found them by the search, or they are offered before anything is typed: they are listed as they are. */
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
  const needle = search.trim();
  const shown = [...(only === undefined ? commandGroups(commands, needle) : []), ...groups.map((group) => shownGroup(group, needle, only !== undefined))]
    .filter((group) => group.items.length > 0)
    // Among groups that fit alike their order stays.
    .sort((one, other) => other.fit - one.fit);
  const act = (run: () => void): void => {
    onClose();
    // When the dialog closes, the focus goes back to where it was; the command comes after it and may move it.
    setTimeout(run);
  };
  return (
    <Dialog label={only === undefined ? 'Commands' : 'Connections'} onClose={onClose}>
      <Command label={only ?? 'Commands'} loop shouldFilter={false} className="flex max-h-[60vh] flex-col">
        <Command.Input autoFocus placeholder={only ?? 'Search for a table, a query, a connection or a command'} value={search} onValueChange={onSearch}
          className="h-11 w-full shrink-0 border-b border-line bg-transparent px-4 text-ui outline-none placeholder:text-faint" />
        <Command.List className="min-h-0 flex-1 overflow-auto p-1">
          <Command.Empty className="px-3 py-4 text-muted">Nothing is named like that.</Command.Empty>
          {shown.map((group) => (
            <Command.Group key={group.heading} heading={group.heading} className={heading}>
              {group.items.map((each) => (
                <Command.Item key={each.id} value={`${group.heading} ${each.id}`} className={item} onSelect={() => act(each.run)}>
                  <span className="truncate">{each.label}</span>
                  {each.keys === undefined
                    ? <span className="ml-auto shrink-0 truncate pl-3 text-small text-faint">{each.note}</span>
                    : <kbd className="ml-auto rounded-sm border border-line px-1.5 font-sans text-small text-muted">{shortcutText(each.keys)}</kbd>}
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

interface ShownGroup {
  heading: string;
  /** Of its best item. */
  fit: number;
  items: readonly (PaletteItem & { keys?: string | undefined })[];
}

/** What the server has found by the search stands behind all that fits by its name. */
const found_fit = 0.5;

function commandGroups(commands: readonly StudioCommand[], needle: string): ShownGroup[] {
  return [...new Set(commands.map((each) => each.group))].map((name) => {
    const fitting = ranked(commands.filter((each) => each.group === name), needle, ({ label }) => [label]);
    return { heading: name, fit: fitting[0]?.fit ?? 0, items: fitting.map(({ item: { id, label, shortcut, key_hint, run } }) => ({ id, label, note: '', keys: shortcut ?? key_hint, run })) };
  });
}

function shownGroup({ heading: name, items, is_found }: PaletteGroup, needle: string, lists_all: boolean): ShownGroup {
  if (is_found === true) return { heading: name, fit: needle === '' ? 2 : found_fit, items };
  if (needle === '' && !lists_all) return { heading: name, fit: 0, items: [] };
  const fitting = ranked(items, needle, ({ label, note }) => [label, `${note}.${label}`, note === '' ? label : `${label} ${note}`], ({ recency }) => recency ?? 0);
  return { heading: name, fit: fitting[0]?.fit ?? 0, items: fitting.slice(0, listed_items).map((each) => each.item) };
}
