// All columns of a grid as a list: shown or hidden, pinned, in which order; found by name. Arrows walk it, Alt with arrows
// moves a column, Space shows or hides it, P pins it.

import { arrangedColumns, shownColumns, source_order, withHidden, withMoved, withPinned } from '@studio-pg/react';
import type { GridColumn } from '@studio-pg/react';
import { ArrowDown, ArrowUp, Pin } from 'lucide-react';
import { memo, useCallback, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { plural } from '../lib/format.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import type { ColumnStore } from './column-store.ts';

interface ColumnListProps {
  columns: readonly GridColumn[];
  store: ColumnStore;
  onClose: () => void;
}

type Act = 'show' | 'pin' | 'up' | 'down';

export function ColumnList({ columns, store, onClose }: ColumnListProps): ReactNode {
  const arrangement = useSyncExternalStore(store.subscribe, () => store.arrangement);
  const [search, setSearch] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const { indexes, pinned } = useMemo(() => shownColumns(columns, arrangement), [columns, arrangement]);
  const shown = useMemo(() => new Set(indexes), [indexes]);
  const fixed = useMemo(() => new Set(indexes.slice(0, pinned)), [indexes, pinned]);
  const found = useMemo(() => {
    const part = search.toLowerCase();
    return arrangedColumns(columns, arrangement).filter((index) => (columns[index]?.name.toLowerCase() ?? '').includes(part));
  }, [columns, arrangement, search]);

  const latest = useRef({ shown, fixed, found, columns });
  latest.current = { shown, fixed, found, columns };
  const acted = useRef<number | null>(null);
  const act = useCallback((index: number, what: Act) => {
    const before = store.arrangement;
    const now = latest.current;
    if (what === 'show') store.arrange(withHidden(now.columns, store.arrangement, index, now.shown.has(index)));
    else if (what === 'pin') store.arrange(withPinned(now.columns, store.arrangement, index, !now.fixed.has(index)));
    else {
      const target = now.found[now.found.indexOf(index) + (what === 'up' ? -1 : 1)];
      if (target !== undefined) store.arrange(withMoved(now.columns, store.arrangement, index, target));
    }
    if (store.arrangement !== before) acted.current = index;
  }, [store]);
  // The line may have come to stand elsewhere, and takes the focus along: at once, before the next key.
  useLayoutEffect(() => {
    if (acted.current !== null) focusLine(list.current, acted.current);
    acted.current = null;
  }, [arrangement]);

  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    const index = Number((event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset['index']);
    const at = found.indexOf(index);
    if (at < 0) return;
    if (event.altKey && event.key === 'ArrowUp') act(index, 'up');
    else if (event.altKey && event.key === 'ArrowDown') act(index, 'down');
    else if (event.key === 'ArrowUp') focusLine(list.current, found[at - 1]);
    else if (event.key === 'ArrowDown') focusLine(list.current, found[at + 1]);
    else if (event.key === 'p') act(index, 'pin');
    else return;
    event.preventDefault();
  };
  return (
    <Dialog label="Columns" onClose={onClose}>
      <div className="flex items-center gap-2 border-b border-line p-2">
        <SearchBox label="Find a column" placeholder="Find a column" value={search} onChange={setSearch} className="flex-1" />
        <Button onClick={() => store.arrange({ ...arrangement, hidden: [] })}>Show all</Button>
        <Button onClick={() => store.arrange(source_order)}>Reset</Button>
      </div>
      <ul ref={list} aria-label="Columns" className="max-h-[60vh] overflow-auto py-1" onKeyDown={onKeyDown}>
        {found.map((index) => (
          <Line key={index} index={index} name={columns[index]?.name ?? ''} type={columns[index]?.note ?? columns[index]?.type ?? ''}
            is_shown={shown.has(index)} is_pinned={fixed.has(index)} onAct={act} />
        ))}
      </ul>
      <p role="status" className="border-t border-line px-3 py-1.5 text-small text-muted">
        {found.length === 0 ? 'No column has such a name' : `${indexes.length} of ${plural(columns.length, 'column')} shown${pinned > 0 ? `, ${pinned} pinned` : ''}`}
        <span className="max-sm:hidden"> · Space shows or hides, P pins, Alt ↑ ↓ moves</span>
      </p>
    </Dialog>
  );
}

interface LineProps {
  index: number;
  name: string;
  type: string;
  is_shown: boolean;
  is_pinned: boolean;
  onAct: (index: number, what: Act) => void;
}

const Line = memo(function Line({ index, name, type, is_shown, is_pinned, onAct }: LineProps): ReactNode {
  return (
    <li data-index={index} className="column-line flex h-7 items-center gap-1 pr-2 pl-3 focus-within:bg-surface-2 hover:bg-surface-2">
      <label className="flex min-w-0 flex-1 items-center gap-2">
        <input type="checkbox" className="size-4 shrink-0 accent-accent" checked={is_shown} onChange={() => onAct(index, 'show')} />
        <bdi className="truncate">{name}</bdi>
        <span className="truncate text-small text-faint">{type}</span>
      </label>
      <IconButton tabIndex={-1} label={`Move ${name} up`} onClick={() => onAct(index, 'up')}><ArrowUp aria-hidden size={14} strokeWidth={1.5} /></IconButton>
      <IconButton tabIndex={-1} label={`Move ${name} down`} onClick={() => onAct(index, 'down')}><ArrowDown aria-hidden size={14} strokeWidth={1.5} /></IconButton>
      <IconButton tabIndex={-1} label={`Pin ${name}`} aria-pressed={is_pinned} className="aria-pressed:bg-accent-soft aria-pressed:text-ink"
        onClick={() => onAct(index, 'pin')}><Pin aria-hidden size={14} strokeWidth={1.5} /></IconButton>
    </li>
  );
});

function focusLine(list: HTMLElement | null, index: number | undefined): void {
  const field = list?.querySelector<HTMLElement>(`[data-index="${index ?? -1}"] input`);
  field?.focus();
  field?.scrollIntoView({ block: 'nearest' });
}
