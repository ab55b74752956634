// The open tabs: tables and queries. Each is a link, so that the address is the state.

import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { PanelLeft, Plus, SquareTerminal, Table2, X } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { useCommands } from '../lib/command.ts';
import { connectionColor } from '../lib/connection-color.ts';
import { useConnection } from '../lib/connection-context.tsx';
import { shownName } from '../lib/format.ts';
import { toPathName } from '../lib/path-name.ts';
import { closeTab, openQueryTab, tabKey, useTabs } from '../lib/tabs.ts';
import type { Tab } from '../lib/tabs.ts';
import { IconButton } from '../ui/button.tsx';

export function TabStrip({ onExplorer }: { onExplorer: (() => void) | undefined }): ReactNode {
  const shown = useConnection();
  const { id: connection, environment } = shown;
  const color = connectionColor(shown);
  const tabs = useTabs(connection);
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const current = tabs.find((tab) => path === pathOf(connection, tab));

  const go = (tab: Tab | null): void => {
    if (tab === null) void navigate({ to: '/c/$connection/tables', params: { connection } });
    else void navigate({ to: pathOf(connection, tab) });
  };
  const close = (tab: Tab): void => {
    const next = closeTab(connection, tab);
    if (tab === current) go(next);
  };
  const closer = useRef(close);
  useEffect(() => {
    closer.current = close;
  });
  useCommands(useMemo(() => [{
    id: 'tab.close', label: 'Close the tab', group: 'Studio', shortcut: 'alt+w', is_enabled: current !== undefined,
    run: () => current && closer.current(current),
  }], [current]));

  return (
    <div className={`flex h-[34px] shrink-0 items-stretch border-b border-line ${environment === 'production' ? 'bg-danger-soft' : 'bg-surface-1'}`}>
      {onExplorer && <IconButton label="Show the tables" className="my-auto ml-1" onClick={onExplorer}>
        <PanelLeft aria-hidden size={16} strokeWidth={1.5} />
      </IconButton>}
      <nav aria-label="Open tabs" className="flex min-w-0 flex-1 items-stretch overflow-x-auto [scrollbar-width:none]">
        {tabs.map((tab) => (
          <TabLink key={tabKey(tab)} tab={tab} path={pathOf(connection, tab)} is_current={tab === current}
            color={color} onClose={() => close(tab)} />
        ))}
        <IconButton label="New query" className="my-auto ml-1 shrink-0"
          onClick={() => go({ kind: 'query', id: openQueryTab(connection), title: '' })}>
          <Plus aria-hidden size={16} strokeWidth={1.5} />
        </IconButton>
      </nav>
    </div>
  );
}

interface TabLinkProps {
  tab: Tab;
  path: string;
  is_current: boolean;
  /** Of the connection: it stands over every tab of it. */
  color: string;
  onClose: () => void;
}

function TabLink({ tab, path, is_current, color, onClose }: TabLinkProps): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const label = tab.kind === 'query' ? tab.title : shownName(tab.name);
  const is_changed = tab.kind === 'query' && tab.is_changed === true;
  const Icon = tab.kind === 'query' ? SquareTerminal : Table2;
  useEffect(() => {
    if (is_current) element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [is_current]);
  // The middle button closes a tab, as in browsers.
  const onAuxClick = (event: MouseEvent): void => {
    if (event.button !== 1) return;
    event.preventDefault();
    onClose();
  };
  return (
    <div ref={element} onAuxClick={onAuxClick} style={{ borderTopColor: color }}
      className={`group flex max-w-52 shrink-0 items-center border-t-2 border-r border-r-line ${
      is_current ? 'bg-surface-0 text-ink shadow-[inset_0_-2px_0_var(--accent)]' : 'text-muted hover:bg-surface-2'}`}>
      <Link to={path} aria-current={is_current ? 'page' : undefined}
        title={tab.kind === 'table' ? `${tab.schema}.${tab.name}` : tab.title}
        className="flex h-full min-w-0 items-center gap-1.5 pl-3">
        <Icon aria-hidden size={14} strokeWidth={1.5} className="shrink-0 text-faint" />
        <bdi className="truncate">{label}</bdi>
        {is_changed && <span role="img" aria-label="not saved" title="Changed, not saved" className="size-1.5 shrink-0 rounded-full bg-accent" />}
      </Link>
      <button type="button" aria-label={`Close ${label}`} onClick={onClose}
        className="mx-1 grid size-5 shrink-0 place-items-center rounded-sm text-faint hover:bg-surface-3 hover:text-ink">
        <X aria-hidden size={13} strokeWidth={1.5} />
      </button>
    </div>
  );
}

function pathOf(connection: string, tab: Tab): string {
  const start = `/c/${connection}`;
  if (tab.kind === 'query') return `${start}/sql/${tab.id}`;
  return `${start}/tables/${encodeURIComponent(toPathName(tab.schema))}/${encodeURIComponent(toPathName(tab.name))}`;
}
