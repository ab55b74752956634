// One tab of the strip: a link with its name, its mark of a change, its close button. It is dragged to another place, and
// renamed where it stands.

import { Link } from '@tanstack/react-router';
import { SquareTerminal, Table2, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { DragEvent, KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { useConnection } from '../lib/connection-context.tsx';
import { shownName } from '../lib/format.ts';
import { longest_tab_name, nameTab, tabKey } from '../lib/tabs.ts';
import type { Tab } from '../lib/tabs.ts';
import type { SplitSearch } from './split.ts';
import { dragged_tab } from './tab-path.ts';

interface TabLinkProps {
  tab: Tab;
  path: string;
  search: SplitSearch;
  /** `beside`: shown at the right of the current one. */
  place: 'current' | 'beside' | 'behind';
  /** Of the connection: it stands over every tab of it. */
  color: string;
  /** Its name is being typed. */
  is_renamed: boolean;
  onRename: () => void;
  onRenamed: () => void;
  onClose: () => void;
  onMenu: (x: number, y: number) => void;
  /** Another tab was dropped on the first or on the second half of this one. */
  onDropTab: (event: DragEvent, is_behind: boolean) => void;
}

const looks = {
  current: 'bg-surface-0 text-ink shadow-[inset_0_-2px_0_var(--accent)]',
  beside: 'bg-surface-0 text-ink shadow-[inset_0_-2px_0_var(--line-strong)]',
  behind: 'text-muted hover:bg-surface-2',
} as const;

export function tabLabel(tab: Tab): string {
  return tab.kind === 'query' ? tab.name ?? tab.title : shownName(tab.name);
}

export function TabLink({ tab, path, search, place, color, is_renamed, onRename, onRenamed, onClose, onMenu, onDropTab }: TabLinkProps): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const [drop, setDrop] = useState<'before' | 'behind' | null>(null);
  const label = tabLabel(tab);
  const is_changed = tab.kind === 'query' && tab.is_changed === true;
  const Icon = tab.kind === 'query' ? SquareTerminal : Table2;
  useEffect(() => {
    if (place === 'current') element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [place]);
  // The middle button closes a tab, as in browsers.
  const onAuxClick = (event: MouseEvent): void => {
    if (event.button !== 1) return;
    event.preventDefault();
    onClose();
  };
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    onMenu(event.clientX, event.clientY);
  };
  const onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes(dragged_tab)) return;
    event.preventDefault();
    setDrop(isSecondHalf(event) ? 'behind' : 'before');
  };
  const onDrop = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes(dragged_tab)) return;
    event.preventDefault();
    setDrop(null);
    onDropTab(event, isSecondHalf(event));
  };
  const may_rename = tab.kind === 'query';
  return (
    <div ref={element} onAuxClick={onAuxClick} onContextMenu={onContextMenu} onDragOver={onDragOver} onDrop={onDrop}
      onDragLeave={() => setDrop(null)} style={{ borderTopColor: color }}
      className={`group relative flex max-w-52 shrink-0 items-center border-t-2 border-r border-r-line ${looks[place]}`}>
      {drop !== null && <span aria-hidden className={`absolute inset-y-0 w-0.5 bg-accent ${drop === 'before' ? 'left-0' : 'right-0'}`} />}
      {is_renamed && may_rename ? <TabName tab={tab} onRenamed={onRenamed} /> : (
        <Link to={path} search={search} activeOptions={{ includeSearch: false }} aria-current={place === 'current' ? 'page' : undefined} draggable
          onDragStart={(event: DragEvent) => event.dataTransfer.setData(dragged_tab, tabKey(tab))}
          onDoubleClick={may_rename ? onRename : undefined}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key === 'F2' && may_rename) onRename();
            if (event.key === 'Delete') onClose();
          }}
          title={tab.kind === 'table' ? `${tab.schema}.${tab.name}` : label}
          className="flex h-full min-w-0 items-center gap-1.5 pl-3">
          <Icon aria-hidden size={14} strokeWidth={1.5} className="shrink-0 text-faint" />
          <bdi className="truncate">{label}</bdi>
          {place === 'beside' && <span className="sr-only">, beside</span>}
          {is_changed && <span role="img" aria-label="not saved" title="Changed, not saved" className="size-1.5 shrink-0 rounded-full bg-accent" />}
        </Link>
      )}
      <button type="button" aria-label={`Close ${label}`} onClick={onClose}
        className="mx-1 grid size-5 shrink-0 place-items-center rounded-sm text-faint hover:bg-surface-3 hover:text-ink">
        <X aria-hidden size={13} strokeWidth={1.5} />
      </button>
    </div>
  );
}

/** The name while it is typed: Enter and leaving keep it, Esc does not; an empty one gives back the title. */
function TabName({ tab, onRenamed }: { tab: Tab & { kind: 'query' }; onRenamed: () => void }): ReactNode {
  const { id: connection } = useConnection();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(tabLabel(tab));
  const is_over = useRef(false);
  useEffect(() => input.current?.select(), []);
  const end = (is_kept: boolean): void => {
    if (is_over.current) return;
    is_over.current = true;
    if (is_kept) nameTab(connection, tab.id, name);
    onRenamed();
  };
  return (
    <input ref={input} autoFocus aria-label={`Name of the tab ${tabLabel(tab)}`} value={name} maxLength={longest_tab_name}
      onChange={(event) => setName(event.target.value)} onBlur={() => end(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') end(true);
        if (event.key === 'Escape') end(false);
        event.stopPropagation();
      }}
      className="ml-2 h-6 w-36 min-w-0 rounded-sm border border-line-strong bg-surface-0 px-1 text-ink" />
  );
}

function isSecondHalf(event: DragEvent): boolean {
  const box = event.currentTarget.getBoundingClientRect();
  return event.clientX > box.left + box.width / 2;
}
