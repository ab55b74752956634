// The query of a view, changed in place.

import { asStudioError } from '@studio-pg/client';
import type { CatalogRow } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { client } from '../../../lib/client.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SourceForm } from './source-form.tsx';

const creates = 'CREATE VIEW ';

export function ViewSource({ relation, onClose }: { relation: CatalogRow<'relations'>; onClose: () => void }): ReactNode {
  const { id } = useConnection();
  const narrowing = { relation: relation.oid };
  const { data, error, refetch } = useQuery({ ...catalogQuery(id, 'definition', narrowing), staleTime: 0 });
  if (error) {
    return (
      <Dialog label={`Query of ${relation.name}`} onClose={onClose}>
        <ErrorPanel error={asStudioError(error).fields} actions={<Button onClick={() => void refetch()}>Try again</Button>} />
      </Dialog>
    );
  }
  const source = data && replacing(data);
  return source === undefined || source === null ? null : (
    <SourceForm title={`Query of ${relation.name}`} source={source} onClose={onClose}
      readAgain={async () => replacing(await client.catalog.ask(id, 'definition', narrowing))} />
  );
}

/** The statement that makes the view, as one that replaces it; null where there is none, or somebody has locked it. */
function replacing(rows: readonly CatalogRow<'definition'>[]): string | null {
  const statement = rows.find((row) => row.statement?.startsWith(creates) === true)?.statement ?? null;
  return statement === null ? null : `CREATE OR REPLACE VIEW ${statement.slice(creates.length)}`;
}
