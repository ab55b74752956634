// A connection whose proof has lapsed: the role's password was changed, or who proved it may no longer be that role.
// Nothing runs over it until somebody proves the role again.

import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { connectionsQuery } from '../../lib/account-queries.ts';
import { client } from '../../lib/client.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';

export function ProveRole({ onProven }: { onProven: () => void }): ReactNode {
  const connection = useConnection();
  const queries = useQueryClient();
  const [password, setPassword] = useState('');
  const prove = useMutation({
    mutationFn: () => client.connections.update(connection.id, { role_password: password }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: connectionsQuery.queryKey });
      onProven();
    },
  });
  return (
    <div className="grid h-full place-items-center overflow-auto p-4">
      <form className="grid w-full max-w-md gap-4" onSubmit={(event) => { event.preventDefault(); prove.mutate(); }}>
        <div className="grid gap-1">
          <h1 className="text-title font-semibold">Prove the role {connection.role} again</h1>
          <p className="text-muted">
            The proof of this connection has lapsed: the role’s password was changed, or the one who proved it may no
            longer be that role.
          </p>
        </div>
        <TextField label={`Password of ${connection.role}`} type="password" required autoFocus autoComplete="off" value={password}
          onChange={(event) => setPassword(event.target.value)} hint="It is checked once and never kept." />
        {prove.error && <ErrorPanel error={asStudioError(prove.error).fields} />}
        <div><Button look="primary" type="submit" disabled={prove.isPending}>Prove</Button></div>
      </form>
    </div>
  );
}
