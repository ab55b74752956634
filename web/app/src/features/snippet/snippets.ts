// Snippets and macros are saved queries that lie in a folder named so: they are kept, shared, versioned, imported and exported as
// all saved queries are. A snippet is put into a text, its `${places}` are filled in. A macro is run; `$SELECTION$` in it stands for
// what is selected. One whose name begins with a digit from 1 to 9 and a blank has that digit as its shortcut.

import { queryOptions } from '@tanstack/react-query';
import type { SavedQuery } from '@studio-pg/client';
import { client } from '../../lib/client.ts';
import { isFolderOf } from './kinds.ts';
import type { Kind, Snippet } from './kinds.ts';

/** Of one kind: more of them would be no help, and each is a question. */
export const most_snippets = 100;

/** All snippets or macros that the account sees in an organization. Its key begins as those of saved queries do: they change together. */
export function snippetsQuery(organization_id: string, kind: Kind) {
  return queryOptions({
    queryKey: ['saved queries', organization_id, kind], staleTime: 300_000,
    queryFn: async (): Promise<Snippet[]> => {
      const folders = (await client.folders.list(organization_id)).filter((folder) => isFolderOf(folder, kind));
      const heads = (await Promise.all(folders.map((folder) => client.savedQueries.all({ organization_id, folder_id: folder.id })))).flat();
      const queries = await Promise.all(heads.slice(0, most_snippets).map((head) => client.savedQueries.get(head.id)));
      return queries.map(snippetOf).sort((one, two) => one.name.localeCompare(two.name));
    },
  });
}

function snippetOf({ id, name, description, sql }: SavedQuery): Snippet {
  return { id, name, description: description ?? '', body: sql, is_own: true };
}

/** Keeps a new one, in a folder that is made where there is none. */
export async function keepSnippet(organization_id: string, kind: Kind, given: { name: string; description: string; body: string }): Promise<void> {
  const folders = await client.folders.list(organization_id);
  // One's own folder before a shared one: what is kept is one's own.
  const own = folders.filter((folder) => isFolderOf(folder, kind)).sort((one, two) => Number(one.is_shared) - Number(two.is_shared))[0];
  const folder = own ?? await client.folders.create({ organization_id, name: kind, is_shared: false });
  await client.savedQueries.create({
    organization_id, folder_id: folder.id, name: given.name, sql: given.body, is_shared: false,
    description: given.description.trim() === '' ? null : given.description,
  });
}
