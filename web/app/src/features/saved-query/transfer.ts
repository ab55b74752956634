// Saved queries out of the server into files, and files into saved queries: what is there under the same name in the same folder
// gets a new version, what is equal stays as it is, nothing is deleted.

import type { Folder, SavedQueryHead } from '@studio-pg/client';
import { client } from '../../lib/client.ts';
import type { QueryFile } from './sql-files.ts';

/** Questions to the server at a time. */
const at_once = 4;

/** The folders that lead to one, from the top down. */
export function pathOf(folders: readonly Folder[], id: string | null): Folder[] {
  const path: Folder[] = [];
  const by_id = new Map(folders.map((folder) => [folder.id, folder]));
  for (let folder = id === null ? undefined : by_id.get(id); folder && path.length <= folders.length;
    folder = folder.parent_id === null ? undefined : by_id.get(folder.parent_id)) path.unshift(folder);
  return path;
}

/** The queries as files, those of one folder and of what is in it where `under` is given; paths begin below it. */
export async function filesOf(
  folders: readonly Folder[], heads: readonly SavedQueryHead[], under: string | null, onProgress: (done: number, all: number) => void,
): Promise<QueryFile[]> {
  const chosen = heads.flatMap((head) => {
    const path = pathOf(folders, head.folder_id);
    const start = under === null ? 0 : path.findIndex((folder) => folder.id === under) + 1;
    return under !== null && start === 0 ? [] : [{ head, folders: path.slice(start).map((folder) => folder.name) }];
  });
  let done = 0;
  return await inTurn(chosen, async ({ head, folders: names }) => {
    const { name, description, sql } = await client.savedQueries.get(head.id);
    onProgress(done += 1, chosen.length);
    return { folders: names, name, description, sql };
  });
}

export interface ImportStep {
  file: QueryFile;
  /** Null: nothing of that name is in that folder. */
  present: SavedQueryHead | null;
}

/** What each file meets below a folder. */
export function planOf(
  files: readonly QueryFile[], folders: readonly Folder[], heads: readonly SavedQueryHead[], under: string | null,
): ImportStep[] {
  const by_place = new Map(heads.map((head) => [placeOf([...pathOf(folders, head.folder_id).map((each) => each.name), head.name]), head]));
  const start = pathOf(folders, under).map((folder) => folder.name);
  return files.map((file) => ({ file, present: by_place.get(placeOf([...start, ...file.folders, file.name])) ?? null }));
}

export interface Imported {
  made: number;
  changed: number;
  equal: number;
}

interface ImportInto {
  organization_id: string;
  folders: readonly Folder[];
  under: string | null;
  is_shared: boolean;
}

/** Does it, one after the other; what was done before an error stays. */
export async function importFiles(
  steps: readonly ImportStep[], { organization_id, folders, under, is_shared }: ImportInto, onProgress: (done: number) => void,
): Promise<Imported> {
  const known = new Map(folders.map((folder) => [placeOf(pathOf(folders, folder.id).map((each) => each.name)), folder.id]));
  const start = pathOf(folders, under).map((folder) => folder.name);
  const imported = { made: 0, changed: 0, equal: 0 };
  for (const [index, { file, present }] of steps.entries()) {
    const { name, description, sql } = file;
    if (present === null) {
      let folder_id = under;
      for (let depth = 1; depth <= file.folders.length; depth += 1) {
        const place = placeOf([...start, ...file.folders.slice(0, depth)]);
        const made = known.get(place)
          ?? (await client.folders.create({ organization_id, name: file.folders[depth - 1] ?? '', parent_id: folder_id, is_shared })).id;
        known.set(place, made);
        folder_id = made;
      }
      await client.savedQueries.create({ organization_id, name, description, sql, folder_id, is_shared });
      imported.made += 1;
    } else {
      const there = await client.savedQueries.get(present.id);
      if (there.sql === sql && there.description === description) imported.equal += 1;
      else {
        await client.savedQueries.update(there.id, { sql, description, version: there.version });
        imported.changed += 1;
      }
    }
    onProgress(index + 1);
  }
  return imported;
}

function placeOf(names: readonly string[]): string {
  return JSON.stringify(names);
}

/** Does the same with each, a few at a time; the results are in order. */
async function inTurn<Item, Result>(items: readonly Item[], act: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const open = items.entries();
  await Promise.all(Array.from({ length: at_once }, async () => {
    for (const [index, item] of open) results[index] = await act(item);
  }));
  return results;
}
