// Folders and saved queries as the lines of a tree.

import type { Folder, SavedQueryHead } from '@studio-pg/client';

export type SavedLine =
  | { kind: 'folder'; depth: number; folder: Folder; is_open: boolean; count: number }
  | { kind: 'query'; depth: number; query: SavedQueryHead };

/** Deeper than this the tree does not go, whatever the server says. */
const deepest = 32;

/** The lines that are seen: folders before queries, each by name. `closed` are ids of folders. */
export function savedLines(
  folders: readonly Folder[], queries: readonly SavedQueryHead[], closed: ReadonlySet<string>,
): SavedLine[] {
  const known = new Set(folders.map((folder) => folder.id));
  // What lies in a folder that is not seen stands at the top.
  const folders_in = groupBy(folders, (folder) => inKnown(folder.parent_id, known));
  const queries_in = groupBy(queries, (query) => inKnown(query.folder_id, known));
  const lines: SavedLine[] = [];
  const add = (parent: string, depth: number): void => {
    for (const folder of folders_in.get(parent) ?? []) {
      const is_open = !closed.has(folder.id);
      lines.push({ kind: 'folder', depth, folder, is_open, count: queries_in.get(folder.id)?.length ?? 0 });
      if (is_open && depth < deepest) add(folder.id, depth + 1);
    }
    for (const query of queries_in.get(parent) ?? []) lines.push({ kind: 'query', depth, query });
  };
  add('', 0);
  return lines;
}

/** Every folder with its path, by path: what a folder is chosen from. Without `except` and what is in it. */
export function folderPaths(folders: readonly Folder[], except?: string): { id: string; path: string }[] {
  const folders_in = groupBy(folders, (folder) => folder.parent_id ?? '');
  const paths: { id: string; path: string }[] = [];
  const add = (parent: string, start: string, depth: number): void => {
    for (const folder of folders_in.get(parent) ?? []) {
      if (folder.id === except || depth > deepest) continue;
      const path = `${start}${folder.name}`;
      paths.push({ id: folder.id, path });
      add(folder.id, `${path} / `, depth + 1);
    }
  };
  add('', '', 0);
  return paths;
}

function inKnown(id: string | null, known: ReadonlySet<string>): string {
  return id !== null && known.has(id) ? id : '';
}

function groupBy<Item extends { name: string }>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  for (const group of groups.values()) group.sort((a, b) => a.name.localeCompare(b.name));
  return groups;
}
