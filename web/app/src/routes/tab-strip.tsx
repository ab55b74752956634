// The open tabs: tables and queries. Each is a link, so that the address is the state.

import { useNavigate, useRouterState } from '@tanstack/react-router';
import { PanelLeft, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { connectionColor } from '../lib/connection-color.ts';
import { useConnection } from '../lib/connection-context.tsx';
import { moveTab, openQueryTab, tabKey, useTabs } from '../lib/tabs.ts';
import type { Tab } from '../lib/tabs.ts';
import { IconButton } from '../ui/button.tsx';
import { readSplit, splitFor } from './split.ts';
import { useTabCommands } from './tab-commands.ts';
import { TabLink, tabLabel } from './tab-link.tsx';
import { TabMenu } from './tab-menu.tsx';
import type { MenuPlace } from './tab-menu.tsx';
import { dragged_tab, tabPath } from './tab-path.ts';

const CloseQuestion = lazy(async () => ({ default: (await import('../features/editor/running/close-question.tsx')).CloseQuestion }));

export function TabStrip({ onExplorer }: { onExplorer: (() => void) | undefined }): ReactNode {
  const connection = useConnection();
  const tabs = useTabs(connection.id);
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const search = useRouterState({ select: (state) => state.location.search, structuralSharing: true });
  const split = readSplit(search);
  const current = tabs.find((tab) => path === tabPath(connection.id, tab));
  const [renamed, setRenamed] = useState<string | null>(null);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const acts = useTabCommands(connection.id, tabs, current, split, (tab) => setRenamed(tabKey(tab)));
  // A table has no panes; from one query to another they stay.
  const searchOf = (tab: Tab) => (tab.kind === 'query' && current?.kind === 'query' ? splitFor(split, current.id, tab.id) : {});
  const drop = (event: DragEvent, to: number): void => {
    const key = event.dataTransfer.getData(dragged_tab);
    const from = tabs.findIndex((tab) => tabKey(tab) === key);
    const tab = tabs[from];
    if (tab) moveTab(connection.id, tab, to > from ? to - 1 : to);
  };
  return (
    <div className={`flex h-[34px] shrink-0 items-stretch border-b border-line ${connection.environment === 'production' ? 'bg-danger-soft' : 'bg-surface-1'}`}>
      {onExplorer && <IconButton label="Show the tables" className="my-auto ml-1" onClick={onExplorer}>
        <PanelLeft aria-hidden size={16} strokeWidth={1.5} />
      </IconButton>}
      <nav aria-label="Open tabs" className="flex min-w-0 flex-1 items-stretch overflow-x-auto [scrollbar-width:none]">
        {tabs.map((tab, index) => (
          <TabLink key={tabKey(tab)} tab={tab} path={tabPath(connection.id, tab)} search={searchOf(tab)} color={connectionColor(connection)}
            place={tab === current ? 'current' : tab.kind === 'query' && current?.kind === 'query' && tab.id === split.beside ? 'beside' : 'behind'}
            is_renamed={renamed === tabKey(tab)} onRename={() => setRenamed(tabKey(tab))} onRenamed={() => setRenamed(null)}
            onClose={() => acts.close(tab)} onMenu={(x, y) => setMenu({ tab, x, y })} onDropTab={(event, is_behind) => drop(event, is_behind ? index + 1 : index)} />
        ))}
        <IconButton label="New query" className="my-auto ml-1 shrink-0"
          onClick={() => void navigate({ to: '/c/$connection/sql/$tab', params: { connection: connection.id, tab: openQueryTab(connection.id) } })}>
          <Plus aria-hidden size={16} strokeWidth={1.5} />
        </IconButton>
      </nav>
      {acts.asked && <Suspense fallback={null}><CloseQuestion key={acts.asked.id} connection={connection.id} tab={acts.asked.id} name={tabLabel(acts.asked)} onAnswer={acts.answer} /></Suspense>}
      {menu !== null && <TabMenu place={menu} acts={acts} tabs={tabs} onClose={() => setMenu(null)} />}
    </div>
  );
}
