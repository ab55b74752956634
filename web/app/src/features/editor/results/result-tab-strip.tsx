// The tabs over the results, and the tools of the one that is shown. Tabs are moved by dragging or by their menu, and
// served by the keys of tabs everywhere: arrows, Home, End; F2 renames, Delete closes.

import { Ellipsis, GitCompareArrows, Pin } from 'lucide-react';
import { useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { countText } from '../../../lib/format.ts';
import { IconButton } from '../../../ui/button.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { ResultTabMenu } from './result-tab-menu.tsx';
import type { ResultShelf, ResultTab, ShelfState } from './result-shelf.ts';

interface ResultTabStripProps {
  shelf: ResultShelf;
  state: ShelfState;
  message_count: number;
  /** Leads to the statement of a result in the editor. */
  onStatement: (tab: ResultTab) => void;
  /** The tools of the shown result. */
  tools: ReactNode;
}

export function ResultTabStrip({ shelf, state, message_count, onStatement, tools }: ResultTabStripProps): ReactNode {
  const [menu, setMenu] = useState<{ id: string; x: number; y: number } | null>(null);
  const [renamed, setRenamed] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const dragged = useRef<string | null>(null);
  const { tabs, shown } = state;
  const ids = [...tabs.map((tab) => tab.id), 'messages'];
  const wanted = tabs.find((tab) => tab.id === (menu?.id ?? renamed));
  const openMenu = (id: string, place: Element): void => {
    const box = place.getBoundingClientRect();
    setMenu({ id, x: box.left, y: box.bottom });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const at = ids.indexOf(shown);
    const next = nextTab(event.key, at, ids.length);
    if (next !== null) {
      shelf.show(ids[next] ?? 'messages');
      list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
    } else if (shown === 'messages') return;
    else if (event.key === 'F2') setRenamed(shown);
    else if (event.key === 'Delete') shelf.close(shown);
    else return;
    event.preventDefault();
  };
  return (
    <div className="flex h-8 shrink-0 items-stretch border-b border-line bg-surface-1">
      <div ref={list} role="tablist" aria-label="Results" onKeyDown={onKeyDown}
        className="flex min-w-0 flex-1 items-stretch gap-1 overflow-x-auto px-2">
        {tabs.map((tab) => (
          <Tab key={tab.id} is_chosen={tab.id === shown} title={titleOf(tab)} onChoose={() => shelf.show(tab.id)}
            onMenu={(event) => { event.preventDefault(); openMenu(tab.id, event.currentTarget); }}
            onRename={() => setRenamed(tab.id)} onClose={() => shelf.close(tab.id)}
            drag={{
              onDragStart: () => { dragged.current = tab.id; },
              onDrop: () => { if (dragged.current !== null) shelf.move(dragged.current, tab.id); },
            }}>
            <TabWords tab={tab} />
          </Tab>
        ))}
        <Tab is_chosen={shown === 'messages'} onChoose={() => shelf.show('messages')}>
          Messages <span className="ml-1.5 text-faint tabular-nums">{message_count}</span>
        </Tab>
      </div>
      <div className="flex shrink-0 items-center gap-0.5 px-1">
        {tools}
        {shown !== 'messages' && <IconButton label="Menu of the result" aria-haspopup="menu" onClick={(event) => openMenu(shown, event.currentTarget)}>
          <Ellipsis aria-hidden size={16} strokeWidth={1.5} />
        </IconButton>}
      </div>
      {menu && wanted && <ResultTabMenu tab={wanted} shelf={shelf} x={menu.x} y={menu.y} onClose={() => setMenu(null)}
        onRename={() => setRenamed(wanted.id)} onStatement={() => onStatement(wanted)} />}
      {renamed !== null && wanted && <RenameDialog name={wanted.is_named ? wanted.name : ''} placeholder={wanted.name}
        onName={(name) => shelf.rename(wanted.id, name)} onClose={() => setRenamed(null)} />}
    </div>
  );
}

interface TabProps {
  is_chosen: boolean;
  title?: string;
  onChoose: () => void;
  onMenu?: (event: MouseEvent<HTMLElement>) => void;
  onRename?: () => void;
  onClose?: () => void;
  drag?: { onDragStart: () => void; onDrop: () => void };
  children: ReactNode;
}

function Tab({ is_chosen, title, onChoose, onMenu, onRename, onClose, drag, children }: TabProps): ReactNode {
  return (
    <button type="button" role="tab" aria-selected={is_chosen} tabIndex={is_chosen ? 0 : -1} title={title} onClick={onChoose}
      onContextMenu={onMenu} onDoubleClick={onRename} onAuxClick={(event) => event.button === 1 && onClose?.()}
      draggable={drag !== undefined} onDragStart={drag?.onDragStart} onDrop={drag?.onDrop}
      onDragOver={(event) => drag && event.preventDefault()}
      className="flex max-w-64 shrink-0 items-center border-b-2 border-transparent px-2 text-small font-medium whitespace-nowrap text-muted hover:text-ink aria-selected:border-accent aria-selected:text-ink">
      {children}
    </button>
  );
}

function TabWords({ tab }: { tab: ResultTab }): ReactNode {
  const Icon = tab.kind === 'comparison' ? GitCompareArrows : Pin;
  const has_icon = tab.kind === 'comparison' || tab.is_pinned;
  return (
    <>
      {has_icon && <Icon size={12} strokeWidth={1.5} aria-label={tab.kind === 'comparison' ? 'comparison' : 'pinned'} className="mr-1 shrink-0 text-faint" />}
      <span className="truncate">{tab.name}</span>
      {tab.kind === 'result' && <span className="ml-1.5 text-faint tabular-nums">{tab.result.source.is_let_go
        ? 'let go' : countText(tab.result.source.row_count)}</span>}
    </>
  );
}

function titleOf(tab: ResultTab): string {
  if (tab.kind === 'comparison') return tab.name;
  return [tab.name, tab.result.tag, tab.is_past ? 'of an earlier run' : null].filter((part) => part !== null).join(' · ');
}

function nextTab(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowLeft': return (at + count - 1) % count;
    case 'ArrowRight': return (at + 1) % count;
    case 'Home': return 0;
    case 'End': return count - 1;
    default: return null;
  }
}
