// How the connection's server quotes names; undefined until its keywords are known.

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { quoting } from './quoting.ts';
import type { Quoting } from './quoting.ts';

export function useQuoting(): Quoting | undefined {
  const { id } = useConnection();
  const keywords = useQuery(catalogQuery(id, 'keywords'));
  return useMemo(() => keywords.data && quoting(new Map(keywords.data.map(({ word, kind }) => [word, kind]))), [keywords.data]);
}
