// The question for a relation's named views, and what forgets the answer.

import { queryOptions } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { client } from '../../../lib/client.ts';

const noun = 'named views';

export function namedViewsQuery(connection: string, { schema, name }: { schema: string; name: string }) {
  return queryOptions({ queryKey: [noun, connection, schema, name], queryFn: ({ signal }) => client.namedViews.all(connection, { schema, name }, signal) });
}

export async function forgetNamedViews(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ queryKey: [noun] });
}
