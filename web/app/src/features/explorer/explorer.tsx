// The explorer: schemas and what is in them, with a filter; or the favorites, or what was opened lately. 25,000 tables are one
// list of which a screen is drawn.

import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { catalogQuery } from '../../lib/catalog-queries.ts';
import { useCommands } from '../../lib/command.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { readStored, writeStored } from '../../lib/storage.ts';
import { Button } from '../../ui/button.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { ExplorerBar } from './explorer-bar.tsx';
import type { ExplorerView } from './explorer-bar.tsx';
import { BranchLine, ObjectLine, RelationLine } from './lines.tsx';
import type { LineNote } from './lines.tsx';
import { noteOpened, useFavorites, useRecent } from './marked.ts';
import { NewMenu } from './new-menu.tsx';
import { relationSizes } from './sizes.ts';
import { bestHit, chosenLines, relationKey, treeLines } from './tree.ts';
import type { RelationRow, TreeContent, TreeLine } from './tree.ts';

interface ExplorerProps {
  /** The relation of the address. */
  current: { schema: string; name: string } | null;
  /** The type or function of the address. */
  current_object: number | null;
  onOpen: (relation: RelationRow) => void;
  onOpenObject: (kind: 'type' | 'routine', oid: number) => void;
  onOpenSchema: (schema: string) => void;
}

const no_lines: TreeLine[] = [];

export function Explorer({ current, current_object, onOpen, onOpenObject, onOpenSchema }: ExplorerProps): ReactNode {
  const connection = useConnection();
  const [view, setView] = useStoredView();
  const [note, setNote] = useStoredNote();
  const [filter, setFilter] = useState('');
  const [open, setOpen] = useState<Readonly<Record<string, boolean>>>({});
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const favorites = useFavorites(connection.id);
  const recent = useRecent(connection.id);
  const { content, error, is_pending, refetch, sizeOf } = useContent(connection.id, note);
  useExplorerCommands(input, current, favorites.toggle, setView);
  useNoteOpened(connection.id, current);

  const shown_filter = useDeferredValue(filter);
  const keys = view === 'favorites' ? favorites.keys : recent;
  const linesOf = useCallback((typed: string): readonly TreeLine[] => {
    if (content === null) return no_lines;
    if (view !== 'all') return chosenLines(content.relations, keys, typed);
    return treeLines(content, { filter: typed, open, is_system: content.is_system });
  }, [content, view, keys, open]);
  const lines = useMemo(() => linesOf(shown_filter), [linesOf, shown_filter]);

  const toggle = (line: TreeLine, is_open: boolean): void => {
    const key = line.kind === 'type' || line.kind === 'routine' ? undefined : line.key;
    if (key !== undefined) setOpen((old) => ({ ...old, [key]: is_open }));
  };
  const openLine = (line: TreeLine): void => {
    if (line.kind === 'relation') onOpen(line.relation);
    else if (line.kind === 'type') onOpenObject('type', line.type.oid);
    else if (line.kind === 'routine') onOpenObject('routine', line.routine.oid);
  };
  const act = (key: string, index: number): void => {
    // Where the list has not caught up with what was typed, the best hit is meant.
    const now = filter === shown_filter ? lines : linesOf(filter);
    const line = now[filter === shown_filter ? index : bestHit(now, filter)];
    if (!line) return;
    const is_branch = line.kind === 'schema' || line.kind === 'group';
    if (key === 'ArrowRight' || key === 'ArrowLeft') toggle(line, key === 'ArrowRight');
    else if (is_branch) toggle(line, !line.is_open);
    else openLine(line);
  };
  const index = lines.findIndex((line) => isCurrent(line, current, current_object));
  // Who has filtered goes on from the best hit.
  const start = shown_filter === '' ? index : bestHit(lines, shown_filter);
  return (
    <nav aria-label="Explorer" className="flex h-full flex-col bg-surface-1">
      <div className="m-2 flex shrink-0 items-center gap-1" onKeyDown={(event) => {
        if (event.key === 'ArrowDown' && event.target === input.current) {
          list.current?.querySelector<HTMLElement>('[role=tree]')?.focus();
          event.preventDefault();
        } else if (event.key === 'Enter' && event.target === input.current && filter !== '') {
          act('Enter', start);
          event.preventDefault();
        }
      }}>
        <SearchBox ref={input} label="Filter tables" placeholder="Filter" value={filter} onChange={setFilter} className="min-w-0 flex-1" />
        <NewMenu />
        <ExplorerBar view={view} onView={setView} note={note} onNote={setNote} />
      </div>
      <div ref={list} className="min-h-0 flex-1">
        {error !== null && <ErrorPanel error={asStudioError(error).fields} actions={<Button onClick={refetch}>Try again</Button>} />}
        {error === null && is_pending && <SkeletonLines lines={18} className="h-[25px]" />}
        {content !== null && lines.length === 0 && <p className="px-3 py-2 text-muted">{emptyText(view, shown_filter)}</p>}
        {lines.length > 0 && (
          <VirtualList role="tree" label="Tables" id="explorer" count={lines.length} line_px={26} current={start} chosen_by={shown_filter}
            onKey={act} draw={(at, is_active) => {
              const line = lines[at];
              if (!line) return null;
              const common = { id: `explorer-${at}`, is_active };
              if (line.kind === 'relation') {
                const key = relationKey(line.relation);
                return <RelationLine {...common} line={line} is_current={at === index} note={note} size={sizeOf(line.relation)}
                  is_favorite={favorites.has(key)} onOpen={() => onOpen(line.relation)} onToggle={() => toggle(line, line.is_open !== true)}
                  onFavorite={() => favorites.toggle(key)} />;
              }
              if (line.kind === 'schema' || line.kind === 'group') return <BranchLine {...common} line={line} onToggle={() => toggle(line, !line.is_open)} onOpen={() => onOpenSchema(line.schema)} />;
              return <ObjectLine {...common} line={line} is_current={at === index} onOpen={() => openLine(line)} />;
            }} />
        )}
      </div>
    </nav>
  );
}

function isCurrent(line: TreeLine, current: ExplorerProps['current'], object: number | null): boolean {
  if (line.kind === 'relation') return current !== null && line.relation.name === current.name && line.relation.schema === current.schema;
  if (line.kind === 'type') return line.type.oid === object;
  return line.kind === 'routine' && line.routine.oid === object;
}

function emptyText(view: ExplorerView, filter: string): string {
  if (filter !== '') return `Nothing is named like “${filter}”.`;
  if (view === 'favorites') return 'No favorites yet: point at a table and mark it with the star.';
  return view === 'recent' ? 'No table has been opened yet.' : 'No tables yet.';
}

/** What the tree is made of; null until it has come. Sizes are asked for where they are shown. */
function useContent(connection: string, note: LineNote) {
  const relations = useQuery(catalogQuery(connection, 'relations'));
  const schemas = useQuery(catalogQuery(connection, 'schemas'));
  // Tables come first.
  const types = useQuery({ ...catalogQuery(connection, 'types'), enabled: relations.isSuccess }).data;
  const routines = useQuery({ ...catalogQuery(connection, 'routines'), enabled: relations.isSuccess }).data;
  const sizes = useQuery({ ...catalogQuery(connection, 'sizes'), enabled: note === 'sizes' && relations.isSuccess }).data;
  const content = useMemo(() => {
    if (!relations.data || !schemas.data) return null;
    const system = new Set(schemas.data.filter((each) => each.is_system).map((each) => each.schema));
    const names: TreeContent = { schemas: schemas.data.map((each) => each.schema), relations: relations.data, types: types ?? [], routines: routines ?? [] };
    return { ...names, is_system: (schema: string) => system.has(schema) };
  }, [relations.data, schemas.data, types, routines]);
  const sizeOf = useMemo(() => relationSizes(sizes ?? [], relations.data ?? []), [sizes, relations.data]);
  const refetch = (): void => {
    void relations.refetch();
    void schemas.refetch();
  };
  return { content, error: relations.error ?? schemas.error, is_pending: relations.isPending || schemas.isPending, refetch, sizeOf };
}

function useExplorerCommands(input: RefObject<HTMLInputElement | null>, current: ExplorerProps['current'],
  toggleFavorite: (key: string) => void, setView: (view: ExplorerView) => void): void {
  const key = current === null ? null : relationKey(current);
  useCommands(useMemo(() => [
    { id: 'explorer.filter', label: 'Filter tables', group: 'Explorer', shortcut: 'mod+shift+e', run: () => input.current?.focus() },
    { id: 'explorer.favorite', label: 'Add the table to the favorites, or remove it', group: 'Explorer', shortcut: 'alt+m', is_enabled: key !== null,
      run: () => { if (key !== null) toggleFavorite(key); } },
    { id: 'explorer.all', label: 'Explorer: all schemas', group: 'Explorer', run: () => setView('all') },
    { id: 'explorer.favorites', label: 'Explorer: favorites', group: 'Explorer', run: () => setView('favorites') },
    { id: 'explorer.recent', label: 'Explorer: opened lately', group: 'Explorer', run: () => setView('recent') },
  ], [input, key, toggleFavorite, setView]));
}

function useNoteOpened(connection: string, current: ExplorerProps['current']): void {
  const key = current === null ? null : relationKey(current);
  useEffect(() => {
    if (key !== null) noteOpened(connection, key);
  }, [connection, key]);
}

function useStoredView(): [ExplorerView, (view: ExplorerView) => void] {
  const [view, setView] = useState<ExplorerView>(() => {
    const kept = readStored('explorer.view');
    return kept === 'favorites' || kept === 'recent' ? kept : 'all';
  });
  return useMemo(() => [view, (next) => { writeStored('explorer.view', next); setView(next); }], [view]);
}

function useStoredNote(): [LineNote, (note: LineNote) => void] {
  const [note, setNote] = useState<LineNote>(() => {
    const kept = readStored('explorer.note');
    return kept === 'sizes' || kept === 'nothing' ? kept : 'rows';
  });
  return useMemo(() => [note, (next) => { writeStored('explorer.note', next); setNote(next); }], [note]);
}
