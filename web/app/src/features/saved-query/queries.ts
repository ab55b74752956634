// Questions about saved queries and their folders, and what forgets the answers.

import { queryOptions } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { client } from '../../lib/client.ts';

/** Every key begins with this, so that one change forgets them all. */
const noun = 'saved queries';

/** All of an organization that the account sees, or those that a text is found in. */
export function savedQueriesQuery(organization_id: string, search?: string) {
  return queryOptions({
    queryKey: [noun, organization_id, 'list', search ?? ''],
    queryFn: ({ signal }) => client.savedQueries.all({ organization_id, ...(search === undefined ? {} : { search }) }, signal),
  });
}

export function foldersQuery(organization_id: string) {
  return queryOptions({ queryKey: [noun, organization_id, 'folders'], queryFn: () => client.folders.list(organization_id) });
}

export function savedQueryQuery(id: string) {
  return queryOptions({ queryKey: [noun, 'one', id], queryFn: () => client.savedQueries.get(id) });
}

export function versionsQuery(id: string) {
  return queryOptions({ queryKey: [noun, 'versions', id], queryFn: () => client.savedQueries.versions(id) });
}

/** A version never changes. */
export function versionQuery(id: string, version: number) {
  return queryOptions({
    queryKey: ['saved query version', id, version], staleTime: Infinity, queryFn: () => client.savedQueries.version(id, version),
  });
}

export async function forgetSaved(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ queryKey: [noun] });
}
