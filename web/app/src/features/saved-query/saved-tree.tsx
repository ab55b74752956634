// The tree of folders and saved queries. With the keyboard: arrows move, open and close; Enter chooses.

import { ChevronDown, ChevronRight, FileCode2, Folder as FolderIcon, Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Folder, SavedQueryHead } from '@studio-pg/client';
import { timeText } from '../../lib/time.ts';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { savedLines } from './tree.ts';
import type { SavedLine } from './tree.ts';

interface SavedTreeProps {
  folders: readonly Folder[];
  queries: readonly SavedQueryHead[];
  /** The id of what is open beside the tree. */
  current: string | undefined;
  onFolder: (id: string) => void;
  onQuery: (id: string) => void;
  /** Enter and double click: into the editor. */
  onOpen: (id: string) => void;
}

const active_look = 'group-focus-visible/list:outline-2 group-focus-visible/list:-outline-offset-2 group-focus-visible/list:outline-accent';
const indent_px = 18;

export function SavedTree({ folders, queries, current, onFolder, onQuery, onOpen }: SavedTreeProps): ReactNode {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => savedLines(folders, queries, closed), [folders, queries, closed]);
  const toggle = (id: string, opens: boolean): void => setClosed((old) => {
    const next = new Set(old);
    if (opens) next.delete(id);
    else next.add(id);
    return next;
  });
  const act = (key: string, index: number): void => {
    const line = lines[index];
    if (line?.kind === 'folder') {
      if (key === 'ArrowRight' || key === 'ArrowLeft') toggle(line.folder.id, key === 'ArrowRight');
      else onFolder(line.folder.id);
    } else if (line && (key === 'Enter' || key === ' ')) {
      if (key === 'Enter' && line.query.id === current) onOpen(line.query.id);
      else onQuery(line.query.id);
    }
  };
  return (
    <VirtualList role="tree" label="Saved queries" id="saved" count={lines.length} line_px={28} onKey={act}
      current={lines.findIndex((line) => idOf(line) === current)}
      draw={(at, is_active) => {
        const line = lines[at];
        if (!line) return null;
        const look = `flex h-full items-center gap-1.5 pr-2 ${is_active ? active_look : ''} ${
          idOf(line) === current ? 'bg-accent-soft' : 'hover:bg-surface-2'}`;
        const style = { paddingLeft: 8 + line.depth * indent_px };
        const common = { id: `saved-${at}`, role: 'treeitem', 'aria-level': line.depth + 1, 'aria-selected': idOf(line) === current, style, className: look };
        if (line.kind === 'query') {
          return (
            <div {...common} onClick={() => onQuery(line.query.id)} onDoubleClick={() => onOpen(line.query.id)}>
              <QueryWords query={line.query} />
            </div>
          );
        }
        const Arrow = line.is_open ? ChevronDown : ChevronRight;
        return (
          <div {...common} aria-expanded={line.is_open} onClick={() => onFolder(line.folder.id)}
            onDoubleClick={() => toggle(line.folder.id, !line.is_open)}>
            <span aria-hidden className="-m-1 p-1" onClick={(event) => { event.stopPropagation(); toggle(line.folder.id, !line.is_open); }}>
              <Arrow size={14} strokeWidth={1.5} className="shrink-0 text-faint" />
            </span>
            <FolderIcon aria-hidden size={14} strokeWidth={1.5} className="shrink-0 text-faint" />
            <bdi className="truncate font-medium">{line.folder.name}</bdi>
            {line.folder.is_shared && <Shared />}
            <span className="ml-auto pl-2 text-small text-muted tabular-nums">{line.count}</span>
          </div>
        );
      }} />
  );
}

function QueryWords({ query }: { query: SavedQueryHead }): ReactNode {
  return (
    <>
      <FileCode2 aria-hidden size={14} strokeWidth={1.5} className="ml-5 shrink-0 text-faint" />
      <bdi className="truncate">{query.name}</bdi>
      {query.is_shared && <Shared />}
      <span className="ml-auto truncate pl-3 text-small text-muted max-sm:hidden">{query.description}</span>
      <span className="shrink-0 pl-3 text-small text-muted tabular-nums">{timeText(query.changed_at)}</span>
    </>
  );
}

function Shared(): ReactNode {
  return <Users role="img" aria-label="shared" size={13} strokeWidth={1.5} className="shrink-0 text-faint" />;
}

function idOf(line: SavedLine): string {
  return line.kind === 'folder' ? line.folder.id : line.query.id;
}
