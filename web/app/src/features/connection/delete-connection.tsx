// Asks before a connection is deleted, and says what that does and what it leaves alone.

import type { Connection } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { connectionsQuery, meQuery } from '../../lib/account-queries.ts';
import { client } from '../../lib/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

interface DeleteConnectionProps {
  connection: Connection;
  onDeleted: () => void;
  onClose: () => void;
}

export function DeleteConnection({ connection, onDeleted, onClose }: DeleteConnectionProps): ReactNode {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => client.connections.delete(connection.id),
    onSuccess: async () => {
      onDeleted();
      await queries.invalidateQueries({ queryKey: connectionsQuery.queryKey });
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  return (
    <Dialog label="Delete the connection" onClose={onClose}>
      <form className="grid gap-4 p-5" onSubmit={(event) => { event.preventDefault(); remove.mutate(); }}>
        <h2 className="text-title font-semibold">Delete the connection {connection.name}?</h2>
        <p className="text-muted">
          Its running queries are canceled and its sessions end. The database {connection.database} and the role{' '}
          {connection.role} stay as they are. Whoever shares the connection loses it too.
        </p>
        {remove.error && <ErrorPanel error={asStudioError(remove.error).fields} />}
        <div className="flex justify-end gap-2">
          <Button className="h-8" onClick={onClose}>Cancel</Button>
          <Button look="danger" type="submit" className="h-8" disabled={remove.isPending}>Delete</Button>
        </div>
      </form>
    </Dialog>
  );
}
