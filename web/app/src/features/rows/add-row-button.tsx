// The button for what the command "Add a row" does; it waits until the rows can be edited.

import type { ReactNode } from 'react';
import { runCommand, useCommandList } from '../../lib/command.ts';
import { Button } from '../../ui/button.tsx';

export function AddRowButton(): ReactNode {
  const is_ready = useCommandList().some((each) => each.id === 'edit.add' && each.is_enabled !== false);
  return <Button className="ml-auto self-center max-sm:hidden" disabled={!is_ready} title="Add a row (Insert in the grid)" onClick={() => runCommand('edit.add')}>Add row</Button>;
}
