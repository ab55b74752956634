// What the explorer shows: all schemas, the favorites or what was opened lately, and what stands at the end of a line.

import { Ellipsis, History, Puzzle, Star, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { runCommand } from '../../lib/command.ts';
import type { LineNote } from './lines.tsx';

export type ExplorerView = 'all' | 'favorites' | 'recent';

interface ExplorerBarProps {
  view: ExplorerView;
  onView: (view: ExplorerView) => void;
  note: LineNote;
  onNote: (note: LineNote) => void;
}

const notes = [
  { value: 'rows', label: 'Estimated rows' }, { value: 'sizes', label: 'Sizes' }, { value: 'nothing', label: 'Nothing' },
] as const;

const icon = { 'aria-hidden': true, size: 15, strokeWidth: 1.5 } as const;

export function ExplorerBar({ view, onView, note, onNote }: ExplorerBarProps): ReactNode {
  const press = (wanted: ExplorerView) => ({
    'aria-pressed': view === wanted, onClick: () => onView(view === wanted ? 'all' : wanted), className: view === wanted ? 'bg-accent-soft text-accent' : '',
  });
  return (
    <>
      <IconButton label="Favorites only" {...press('favorites')}><Star size={15} strokeWidth={1.5} /></IconButton>
      <IconButton label="Opened lately only" {...press('recent')}><History size={15} strokeWidth={1.5} /></IconButton>
      <Menu align="end" trigger={<IconButton label="More of the explorer"><Ellipsis size={15} strokeWidth={1.5} /></IconButton>}>
        <MenuChoice label="Beside each table" value={note} onChange={(value) => onNote(notes.find((each) => each.value === value)?.value ?? 'rows')} options={notes} />
        <MenuLine />
        <MenuItem onSelect={() => runCommand('roles')}><Users {...icon} />Roles</MenuItem>
        <MenuItem onSelect={() => runCommand('extensions')}><Puzzle {...icon} />Extensions</MenuItem>
      </Menu>
    </>
  );
}
