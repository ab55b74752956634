// What can be done with a tab, at the pointer or, by the menu key, at the tab.

import type { ReactNode } from 'react';
import { shortcutText } from '../lib/command.ts';
import type { Tab } from '../lib/tabs.ts';
import { MenuItem, MenuLine, PointMenu } from '../ui/menu.tsx';
import type { TabActs } from './tab-commands.ts';
import { tabLabel } from './tab-link.tsx';

export interface MenuPlace {
  tab: Tab;
  x: number;
  y: number;
}

interface TabMenuProps {
  place: MenuPlace;
  acts: TabActs;
  tabs: readonly Tab[];
  onClose: () => void;
}

export function TabMenu({ place: { tab, x, y }, acts, tabs, onClose }: TabMenuProps): ReactNode {
  const is_query = tab.kind === 'query';
  return (
    <PointMenu label={`The tab ${tabLabel(tab)}`} x={x} y={y} onClose={onClose}>
      {is_query && <MenuItem onSelect={() => acts.rename(tab)} shortcut="F2">Rename</MenuItem>}
      {is_query && <MenuItem onSelect={() => acts.duplicate(tab)}>Duplicate</MenuItem>}
      <MenuItem onSelect={() => acts.move(tab, -1)} shortcut={shortcutText('alt+shift+arrowleft')}>Move left</MenuItem>
      <MenuItem onSelect={() => acts.move(tab, 1)} shortcut={shortcutText('alt+shift+arrowright')}>Move right</MenuItem>
      <MenuLine />
      <MenuItem onSelect={() => acts.close(tab)} shortcut={shortcutText('alt+w')}>Close</MenuItem>
      {tabs.length > 1 && <MenuItem onSelect={() => acts.closeOthers(tab)}>Close the others</MenuItem>}
      {acts.mayReopen() && <MenuItem onSelect={acts.reopen} shortcut={shortcutText('alt+shift+w')}>Reopen the closed tab</MenuItem>}
    </PointMenu>
  );
}
