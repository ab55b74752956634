// Loads the palette when it is first opened, and hands it the tables.

import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../lib/catalog-queries.ts';
import { useConnection } from '../lib/connection-context.tsx';

const Palette = lazy(async () => ({ default: (await import('../features/palette/palette.tsx')).Palette }));

interface PaletteHostProps {
  onOpenTable: (schema: string, name: string) => void;
  onClose: () => void;
}

export function PaletteHost(props: PaletteHostProps): ReactNode {
  const connection = useConnection();
  const relations = useQuery(catalogQuery(connection.id, 'relations'));
  return (
    <Suspense fallback={null}>
      <Palette tables={relations.data?.filter((each) => each.kind !== 'sequence') ?? []} {...props} />
    </Suspense>
  );
}
