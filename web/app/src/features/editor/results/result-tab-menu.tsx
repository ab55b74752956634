// The menu of one result: pin, rename, order, close, its statement, and how much memory results may take.

import { useState } from 'react';
import type { ReactNode } from 'react';
import { MenuChoice, MenuItem, MenuLine, PointMenu } from '../../../ui/menu.tsx';
import { memory_choices, memoryLimit, setMemoryLimit } from './result-memory.ts';
import type { ResultShelf, ResultTab } from './result-shelf.ts';

interface ResultTabMenuProps {
  tab: ResultTab;
  shelf: ResultShelf;
  x: number;
  y: number;
  onRename: () => void;
  onStatement: () => void;
  onClose: () => void;
}

export function ResultTabMenu({ tab, shelf, x, y, onRename, onStatement, onClose }: ResultTabMenuProps): ReactNode {
  const [limit, setLimit] = useState(memoryLimit);
  const { tabs } = shelf.state;
  const at = tabs.findIndex((each) => each.id === tab.id);
  return (
    <PointMenu label={`Result ${tab.name}`} x={x} y={y} onClose={onClose}>
      {tab.kind === 'result' && (
        <>
          <MenuItem onSelect={() => shelf.pin(tab.id, !tab.is_pinned)}>{tab.is_pinned ? 'Unpin' : 'Pin: keep over the next runs'}</MenuItem>
          {shelf.results.filter((each) => each.id !== tab.id && each.result.columns !== null && !each.result.source.is_let_go).slice(0, 8).map((each) => (
            <MenuItem key={each.id} onSelect={() => shelf.compare(each.id, tab.id)}>Compare with {each.name}</MenuItem>
          ))}
          <MenuItem onSelect={onStatement}>Go to the statement</MenuItem>
        </>
      )}
      <MenuItem onSelect={onRename} shortcut="F2">Rename …</MenuItem>
      {at > 0 && <MenuItem onSelect={() => shelf.move(tab.id, tabs[at - 1]?.id ?? null)}>Move left</MenuItem>}
      {at < tabs.length - 1 && <MenuItem onSelect={() => shelf.move(tab.id, tabs[at + 2]?.id ?? null)}>Move right</MenuItem>}
      <MenuItem onSelect={() => shelf.close(tab.id)} shortcut="Delete">Close</MenuItem>
      <MenuLine />
      <MenuChoice label="Memory for the results of all tabs" value={String(limit)}
        options={memory_choices.map((units) => ({ value: String(units), label: `${units / 1_000_000} MB` }))}
        onChange={(value) => {
          setMemoryLimit(Number(value));
          setLimit(memoryLimit());
        }} />
    </PointMenu>
  );
}
