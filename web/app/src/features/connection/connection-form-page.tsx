// The page of one connection: a new one, or one that is changed. The form of a first one comes filled from the server, so
// that one click is enough.

import type { Connection } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import { ConnectionForm } from './connection-form.tsx';
import { defaultsQuery } from './queries.ts';

interface ConnectionFormPageProps {
  /** Null: a new one. */
  connection: Connection | null;
  is_first: boolean;
  /** To which a new one will belong; absent: the personal one. */
  organization?: { id: string; name: string; is_personal: boolean } | undefined;
  onSaved: (id: string) => void;
  onCancel: () => void;
}

export function ConnectionFormPage({ connection, is_first, organization, onSaved, onCancel }: ConnectionFormPageProps): ReactNode {
  const defaults = useQuery(defaultsQuery);
  const title = connection !== null ? `Change ${connection.name}` : is_first ? 'Your first connection' : 'New connection';
  return (
    <main className="grid h-full justify-items-center overflow-auto bg-surface-1 p-4">
      <title>{`${title} · studio`}</title>
      <div className="my-auto grid w-full max-w-lg gap-4 rounded-md border border-line bg-surface-0 p-6">
        <div className="grid gap-1">
          <h1 className="text-large font-semibold">{title}</h1>
          {connection === null && (
            <p className="text-muted">
              A connection is a database and the role that works in it.
              {organization?.is_personal === false && <> Everybody in <b className="font-medium text-ink">{organization.name}</b> may use this one.</>}
            </p>
          )}
        </div>
        {defaults.isPending && <SkeletonLines lines={8} className="h-10" />}
        {defaults.error && <ErrorPanel error={asStudioError(defaults.error).fields}
          actions={<Button onClick={() => void defaults.refetch()}>Try again</Button>} />}
        {defaults.data && <ConnectionForm connection={connection} defaults={defaults.data} organization={organization?.id}
          onSaved={onSaved} onCancel={is_first ? null : onCancel} />}
      </div>
    </main>
  );
}
