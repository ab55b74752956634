// What is done with the tabs of a connection: by the menu of a tab, by shortcuts, from the palette.

import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { duplicateQuery } from '../features/editor/open-query.ts';
import { isToBeAsked, resumeSession } from '../features/editor/runners.ts';
import { hasClosed } from '../lib/closed-tabs.ts';
import { useCommands } from '../lib/command.ts';
import { say } from '../lib/notice.ts';
import { closeTab, moveTab, reopenTab, tabKey } from '../lib/tabs.ts';
import type { Tab } from '../lib/tabs.ts';
import { splitFor, unsplit } from './split.ts';
import type { SplitSearch } from './split.ts';
import { tabPath } from './tab-path.ts';

export interface TabActs {
  /** Asks first where a query runs in it, or its transaction is open. */
  close: (tab: Tab) => void;
  closeNow: (tab: Tab) => void;
  closeOthers: (tab: Tab) => void;
  rename: (tab: Tab) => void;
  duplicate: (tab: Tab) => void;
  /** By so many places; −1 is one to the left. */
  move: (tab: Tab, places: number) => void;
  reopen: () => void;
  mayReopen: () => boolean;
  /** The tab whose query runs, or whose transaction is open, that is to be closed if the person says so; undefined where nothing is to be asked. */
  asked: Tab & { kind: 'query' } | undefined;
  /** His answer: closed, or left as it is. */
  answer: (closes: boolean) => void;
}

export function useTabCommands(
  connection: string, tabs: readonly Tab[], current: Tab | undefined, split: SplitSearch, rename: (tab: Tab) => void,
): TabActs {
  const navigate = useNavigate();
  const go = (tab: Tab | null | undefined): void => {
    if (tab == null) void navigate({ to: '/c/$connection/tables', params: { connection } });
    else if (tab.kind === 'table' || current?.kind !== 'query') void navigate({ to: tabPath(connection, tab) });
    else void navigate({ to: tabPath(connection, tab), search: splitFor(split, current.id, tab.id) });
  };
  // Tabs that are to be closed and in which something runs or a transaction is open: asked about one after the other.
  const [asked, setAsked] = useState<readonly Tab[]>([]);
  const first = asked.find((tab) => tab.kind === 'query');
  const isAsked = (tab: Tab): boolean => tab.kind === 'query' && isToBeAsked(connection, tab.id);
  const acts: TabActs = {
    rename,
    asked: first,
    answer: (closes) => {
      setAsked((old) => old.filter((tab) => tab !== first));
      if (closes && first) acts.closeNow(first);
    },
    close: (tab) => {
      void resumeSession(connection, tab).then(() => {
        if (isAsked(tab)) setAsked([tab]);
        else latest.current.acts.closeNow(tab);
      });
    },
    closeNow: (tab) => {
      const next = closeTab(connection, tab);
      if (tab !== current) return;
      // Of two that stand side by side the other one stays.
      const other = tabs.find((each) => each.kind === 'query' && each.id === split.beside);
      if (other?.kind === 'query' && tab.kind === 'query') void navigate({ to: tabPath(connection, other), search: unsplit(splitFor(split, tab.id, other.id)) });
      else go(next);
    },
    closeOthers: (kept) => {
      const others = tabs.filter((tab) => tabKey(tab) !== tabKey(kept));
      void Promise.all(others.map((tab) => resumeSession(connection, tab))).then(() => {
        for (const tab of others) if (!isAsked(tab)) closeTab(connection, tab);
        setAsked(others.filter(isAsked));
      });
      if (kept !== current) go(kept);
    },
    duplicate: (tab) => {
      if (tab.kind === 'query') go({ kind: 'query', id: duplicateQuery(connection, tab), title: '' });
    },
    move: (tab, places) => moveTab(connection, tab, tabs.findIndex((each) => tabKey(each) === tabKey(tab)) + places),
    reopen: () => {
      const tab = reopenTab(connection);
      if (tab) go(tab);
      else say('No closed tab is remembered');
    },
    mayReopen: () => hasClosed(connection),
  };
  const step = (by: number): void => {
    const at = current === undefined ? -1 : tabs.indexOf(current);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (next) go(next);
  };
  const latest = useRef({ acts, current, step });
  useEffect(() => {
    latest.current = { acts, current, step };
  });
  const has_current = current !== undefined;
  const is_query = current?.kind === 'query';
  useCommands(useMemo(() => {
    const on = (act: (acts: TabActs, tab: Tab) => void) => () => {
      if (latest.current.current) act(latest.current.acts, latest.current.current);
    };
    const group = 'Tabs';
    return [
      { id: 'tab.close', label: 'Close the tab', group, shortcut: 'alt+w', is_enabled: has_current, run: on((it, tab) => it.close(tab)) },
      { id: 'tab.close_others', label: 'Close the other tabs', group, is_enabled: has_current, run: on((it, tab) => it.closeOthers(tab)) },
      { id: 'tab.reopen', label: 'Reopen the closed tab', group, shortcut: 'alt+shift+w', run: () => latest.current.acts.reopen() },
      { id: 'tab.rename', label: 'Rename the tab', group, key_hint: 'f2', is_enabled: is_query, run: on((it, tab) => it.rename(tab)) },
      { id: 'tab.duplicate', label: 'Duplicate the tab', group, is_enabled: is_query, run: on((it, tab) => it.duplicate(tab)) },
      { id: 'tab.left', label: 'Move the tab to the left', group, shortcut: 'alt+shift+arrowleft', is_enabled: has_current, run: on((it, tab) => it.move(tab, -1)) },
      { id: 'tab.right', label: 'Move the tab to the right', group, shortcut: 'alt+shift+arrowright', is_enabled: has_current, run: on((it, tab) => it.move(tab, 1)) },
      { id: 'tab.next', label: 'Go to the next tab', group, shortcut: 'alt+pagedown', run: () => latest.current.step(1) },
      { id: 'tab.previous', label: 'Go to the tab before', group, shortcut: 'alt+pageup', run: () => latest.current.step(-1) },
    ];
  }, [has_current, is_query]));
  return acts;
}
