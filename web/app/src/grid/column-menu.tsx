// The menu of a column, from its header: sort, filter, pin, hide, move, fit, copy the name.

import { writeClipboard } from '@studio-pg/react';
import type { ColumnMenuRequest, GridColumn } from '@studio-pg/react';
import type { ReactNode } from 'react';
import { shortcutText } from '../lib/command.ts';
import { say } from '../lib/notice.ts';
import { MenuItem, MenuLine, MenuNote, PointMenu } from '../ui/menu.tsx';
import type { ColumnActs } from './use-column-commands.ts';

interface ColumnMenuProps {
  request: ColumnMenuRequest;
  column: GridColumn;
  acts: ColumnActs;
  /** Sorts by the column as a click on its header does; absent where the grid does not sort. */
  onSort: (() => void) | undefined;
  onFilter: (() => void) | undefined;
  onList: () => void;
  onClose: () => void;
}

export function ColumnMenu({ request, column, acts, onSort, onFilter, onList, onClose }: ColumnMenuProps): ReactNode {
  const at = request.column;
  const is_pinned = acts.isPinned(at);
  const copyName = (): void =>
    void writeClipboard(column.name).then((is_done) => say(is_done ? `Copied ${column.name}.` : 'The browser refused to copy.'));
  return (
    <PointMenu label={`Column ${column.name}`} x={request.x} y={request.y} onClose={onClose}>
      <MenuNote>{column.name}</MenuNote>
      {onSort && <MenuItem onSelect={onSort}>Sort</MenuItem>}
      {onFilter && <MenuItem onSelect={onFilter} shortcut={shortcutText('alt+f')}>Filter …</MenuItem>}
      {(onSort ?? onFilter) && <MenuLine />}
      <MenuItem onSelect={() => acts.pin(at, !is_pinned)} shortcut={shortcutText('alt+shift+p')}>{is_pinned ? 'Let it scroll' : 'Pin at the left'}</MenuItem>
      <MenuItem onSelect={() => acts.hide(at)} shortcut={shortcutText('alt+h')}>Hide</MenuItem>
      <MenuItem onSelect={() => acts.step(at, -1)} shortcut={shortcutText('alt+,')}>Move to the left</MenuItem>
      <MenuItem onSelect={() => acts.step(at, 1)} shortcut={shortcutText('alt+.')}>Move to the right</MenuItem>
      <MenuItem onSelect={() => acts.fit(at)}>As wide as its values</MenuItem>
      <MenuLine />
      <MenuItem onSelect={copyName}>Copy the name</MenuItem>
      <MenuItem onSelect={onList} shortcut={shortcutText('alt+shift+c')}>All columns …</MenuItem>
    </PointMenu>
  );
}
