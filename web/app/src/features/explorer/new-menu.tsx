// What can be made new: each line does what the palette's command of that name does.

import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { runCommand, useCommandList } from '../../lib/command.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';

export function NewMenu(): ReactNode {
  const offered = useCommandList().filter(({ id, is_enabled }) => id.startsWith('create.') && is_enabled !== false);
  if (offered.length === 0) return null;
  return (
    <Menu align="end" trigger={<IconButton label="New…"><Plus size={15} strokeWidth={1.5} /></IconButton>}>
      {offered.map(({ id, label }) => <MenuItem key={id} onSelect={() => runCommand(id)}>{label}…</MenuItem>)}
    </Menu>
  );
}
