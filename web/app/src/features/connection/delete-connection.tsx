// Asks before a connection is deleted, and says what that does and what it leaves alone.

import type { Connection } from '@studio-pg/client';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Confirm } from '../../form/confirm.tsx';
import { client } from '../../lib/client.ts';
import { connectionUser } from '../../lib/connection-words.ts';
import { forgetConnections } from './queries.ts';

interface DeleteConnectionProps {
  connection: Connection;
  onDeleted: () => void;
  onClose: () => void;
}

export function DeleteConnection({ connection, onDeleted, onClose }: DeleteConnectionProps): ReactNode {
  const queries = useQueryClient();
  const remove = async (): Promise<void> => {
    await client.connections.delete(connection.id);
    onDeleted();
    await forgetConnections(queries);
  };
  return (
    <Confirm title={`Delete the connection ${connection.name}?`} verb="Delete" pending="Deleting …" onConfirm={remove} onClose={onClose}>
      <p>
        Its running queries are canceled and its sessions end. The database {connection.database} and the role{' '}
        {connectionUser(connection)} stay as they are. Whoever shares the connection loses it too.
      </p>
    </Confirm>
  );
}
