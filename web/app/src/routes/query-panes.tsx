// One query tab, or two side by side (the other one also with its results alone), and the list of saved queries or of what was run at
// the edge. The pane that has the focus is the one of the path: its commands count, its words stand in the status bar.

import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { use, useCallback, useEffect, useMemo, useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { FileDrop } from '../features/editor/files/file-drop.tsx';
import type { PlanAddress, PlanPlace } from '../features/editor/plan/use-plan-address.ts';
import { ResultsBeside } from '../features/editor/results-beside.tsx';
import { SqlPage } from '../features/editor/sql-page.tsx';
import { built_in_snippets } from '../features/snippet/built-in.ts';
import { snippetsQuery } from '../features/snippet/snippets.ts';
import { changeSearch } from '../lib/address.ts';
import { CommandScope, useCommands } from '../lib/command.ts';
import { useConnection } from '../lib/connection-context.tsx';
import { StatusSlot } from '../lib/status-slot.tsx';
import { readLargeAnswers } from '../lib/large-answers.ts';
import { readStored, writeStored } from '../lib/storage.ts';
import { openQueryTab, openTab, tabKey, tabsOf, useTabs } from '../lib/tabs.ts';
import { ListAndDetail } from '../ui/list-and-detail.tsx';
import { SplitPane } from '../ui/split-pane.tsx';
import { useWide } from '../ui/use-wide.ts';
import { EditorToolBar } from './editor-tools.tsx';
import { QueryAside } from './query-aside.tsx';
import { splitFor, unsplit } from './split.ts';
import type { SplitSearch } from './split.ts';
import { tabLabel } from './tab-link.tsx';
import { dragged_tab } from './tab-path.ts';

interface QueryPanesProps {
  connection: string;
  tab: string;
  search: SplitSearch;
}

/** Under this there is one pane; the address keeps the other. */
const split_from_px = 1000;

export function QueryPanes({ connection, tab, search }: QueryPanesProps): ReactNode {
  const navigate = useNavigate();
  const is_wide = useWide(split_from_px);
  const tabs = useTabs(connection);
  const beside = is_wide && search.beside !== tab && tabs.some((each) => each.kind === 'query' && each.id === search.beside)
    ? search.beside : undefined;
  const go = useCallback((to: string, next: SplitSearch, replace = false) =>
    void navigate({ to: '/c/$connection/sql/$tab', params: { connection, tab: to }, search: next, replace }), [navigate, connection]);
  useEffect(readLargeAnswers, []);
  useEffect(() => {
    const is_known = tabsOf(connection).some((each) => each.kind === 'query' && each.id === tab);
    if (!is_known) openTab(connection, { kind: 'query', id: tab, title: 'Query' });
  }, [connection, tab]);
  useSplitCommands({ connection, tab, search, beside, go });
  const show = useCallback((opened: string) => go(opened, splitFor(search, tab, opened)), [go, search, tab]);
  const address = useMemo(() => ({ plan: search.plan, node: search.node, onChange: ({ plan, node }: PlanPlace) => go(tab, changeSearch(search, { plan, node }), true) }),
    [go, search, tab]);
  const enter = (entered: string): void => {
    if (entered !== tab) go(entered, splitFor(search, tab, entered), true);
  };
  const drop = (dropped: string, side: 'left' | 'right'): void =>
    go(tab, changeSearch(search, { beside: dropped, side: side === 'left' ? 'left' : undefined }));
  const order = beside === undefined ? [tab] : search.side === 'left' ? [beside, tab] : [tab, beside];
  // Keyed by its tab, a pane keeps its editor when the two change places.
  const pane = (shown: string): ReactNode => (shown === beside && search.shows === 'results'
    ? <CommandScope key="results" value={false}>
        <ResultsBeside tab={shown} tabs={tabs.flatMap((each) => (each.kind === 'query' && each.id !== tab ? [{ id: each.id, label: tabLabel(each) }] : []))}
          onChoose={(chosen) => go(tab, changeSearch(search, { beside: chosen }), true)}
          onText={() => go(tab, changeSearch(search, { shows: undefined }), true)} onClose={() => go(tab, unsplit(search))} />
      </CommandScope>
    : <Pane key={shown} tab={shown} is_active={shown === tab} is_split={beside !== undefined} onEnter={() => enter(shown)}
        address={shown === tab ? address : undefined} />);
  const [first = tab, second] = order;
  const panes = (
    <DropZone connection={connection} tab={tab} is_enabled={is_wide} onDropTab={drop}>
      <SplitPane direction="horizontal" label="Width of the left query" first={pane(first)} second={second === undefined ? null : pane(second)}
        initial_px={storedWidth('split', 560)} min_px={320} max_px={2400} onSize={(width) => writeStored('editor.split', width)} />
    </DropZone>
  );
  return (
    <ListAndDetail label="Saved queries and history" list={<FileDrop connection={connection} onOpen={show}>{panes}</FileDrop>} initial_px={storedWidth('aside', 320)}
      onSize={(width) => writeStored('editor.aside', width)} onClose={() => go(tab, changeSearch(search, { aside: undefined }), true)}
      detail={search.aside !== undefined && <QueryAside connection={connection} tab={tab} shown={search.aside} search={search} />} />
  );
}

interface PaneProps {
  tab: string;
  is_active: boolean;
  is_split: boolean;
  onEnter: () => void;
  address: PlanAddress | undefined;
}

function Pane({ tab, is_active, is_split, onEnter, address }: PaneProps): ReactNode {
  const slot = use(StatusSlot);
  const own = useQuery(snippetsQuery(useConnection().organization_id, 'Snippets')).data;
  const snippets = useMemo(() => [...own ?? [], ...built_in_snippets], [own]);
  const enter = (): void => {
    if (!is_active) onEnter();
  };
  return (
    <div id={`pane-${tab}`} onFocusCapture={enter} onPointerDownCapture={enter}
      className={`h-full ${is_split ? `border-t-2 ${is_active ? 'border-accent' : 'border-line'}` : ''}`}>
      <CommandScope value={is_active}>
        <StatusSlot value={is_active ? slot : null}>
          <SqlPage tab={tab} snippets={snippets} address={address} tools={(tools) => <EditorToolBar {...tools} />} />
        </StatusSlot>
      </CommandScope>
    </div>
  );
}

interface SplitCommands {
  connection: string;
  tab: string;
  search: SplitSearch;
  beside: string | undefined;
  go: (to: string, next: SplitSearch, replace?: boolean) => void;
}

function useSplitCommands({ connection, tab, search, beside, go }: SplitCommands): void {
  useCommands(useMemo(() => [
    { id: 'split', label: beside === undefined ? 'Split: show another query beside' : 'Split: one query again', group: 'Tabs', shortcut: 'alt+\\',
      run: () => {
        if (beside !== undefined) go(tab, unsplit(search));
        else go(tab, changeSearch(search, { beside: neighborOf(connection, tab), side: undefined }));
      } },
    { id: 'split.results', label: search.shows === 'results' ? 'Split: the other query with its text' : 'Split: the results of another query beside', group: 'Tabs',
      shortcut: 'alt+shift+r', run: () => go(tab, changeSearch(search, search.shows === 'results' && beside !== undefined ? { shows: undefined }
        : { beside: beside ?? neighborOf(connection, tab), shows: 'results' })) },
    { id: 'split.other', label: 'Go to the other query', group: 'Tabs', shortcut: 'alt+shift+|', is_enabled: beside !== undefined && search.shows === undefined,
      run: () => {
        if (beside === undefined) return;
        go(beside, splitFor(search, tab, beside), true);
        focusEditor(beside);
      } },
    { id: 'aside', label: 'Saved queries and history beside the editor', group: 'Query', shortcut: 'alt+b',
      run: () => go(tab, changeSearch(search, { aside: search.aside === undefined ? 'saved' : undefined }), true) },
    { id: 'aside.runs', label: 'Recent runs of this tab', group: 'Query', shortcut: 'alt+shift+b',
      run: () => go(tab, changeSearch(search, { aside: search.aside === 'runs' ? undefined : 'runs' }), true) },
  ], [connection, tab, search, beside, go]));
}

/** The query tab behind this one, else the one before it, else a new one. */
function neighborOf(connection: string, tab: string): string {
  const queries = tabsOf(connection).flatMap((each) => (each.kind === 'query' ? [each.id] : []));
  const at = queries.indexOf(tab);
  return queries[at + 1] ?? queries[at - 1] ?? openQueryTab(connection);
}

function focusEditor(tab: string): void {
  const host = document.getElementById(`pane-${tab}`)?.querySelector('.sg-editor');
  host?.shadowRoot?.querySelector<HTMLElement>('.cm-content')?.focus();
}

interface DropZoneProps {
  connection: string;
  tab: string;
  is_enabled: boolean;
  onDropTab: (tab: string, side: 'left' | 'right') => void;
  children: ReactNode;
}

/** A query tab that is dragged over the page can be dropped on either half of it. */
function DropZone({ connection, tab, is_enabled, onDropTab, children }: DropZoneProps): ReactNode {
  const [side, setSide] = useState<'left' | 'right' | null>(null);
  const sideOf = (event: DragEvent): 'left' | 'right' => {
    const box = event.currentTarget.getBoundingClientRect();
    return event.clientX < box.left + box.width / 2 ? 'left' : 'right';
  };
  const onDragOver = (event: DragEvent): void => {
    if (!is_enabled || !event.dataTransfer.types.includes(dragged_tab)) return;
    event.preventDefault();
    setSide(sideOf(event));
  };
  const onDrop = (event: DragEvent): void => {
    const key = event.dataTransfer.getData(dragged_tab);
    setSide(null);
    const dropped = tabsOf(connection).find((each) => tabKey(each) === key);
    if (dropped?.kind !== 'query') return;
    event.preventDefault();
    if (dropped.id !== tab) onDropTab(dropped.id, sideOf(event));
  };
  return (
    <div className="relative h-full" onDragOver={onDragOver} onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setSide(null)}
      onDrop={onDrop}>
      {children}
      {side !== null && <div aria-hidden className={`pointer-events-none absolute inset-y-0 z-20 w-1/2 border-2 border-accent bg-accent-soft opacity-60 ${side === 'left' ? 'left-0' : 'right-0'}`} />}
    </div>
  );
}

function storedWidth(what: 'split' | 'aside', otherwise: number): number {
  const kept = readStored(`editor.${what}`);
  return typeof kept === 'number' ? kept : otherwise;
}
