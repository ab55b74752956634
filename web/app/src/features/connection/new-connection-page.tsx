// A new connection: a database and a role. The form comes filled from the server, so that one click is enough; the
// password is asked only where the role is not proven.

import type { ConnectionDefaults, Environment } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { connectionsQuery, meQuery } from '../../lib/account-queries.ts';
import { client } from '../../lib/client.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { SkeletonLines } from '../../ui/states.tsx';

const defaultsQuery = queryOptions({
  queryKey: ['connections', 'defaults'], queryFn: () => client.connections.defaults(), staleTime: 0,
});

interface NewConnectionPageProps {
  is_first: boolean;
  onCreated: (id: string) => void;
  onCancel: () => void;
}

export function NewConnectionPage({ is_first, onCreated, onCancel }: NewConnectionPageProps): ReactNode {
  const defaults = useQuery(defaultsQuery);
  return (
    <main className="grid h-full place-items-center overflow-auto bg-surface-1 p-4">
      <title>New connection · studio</title>
      <div className="grid w-full max-w-md gap-4 rounded-md border border-line bg-surface-0 p-6">
        <div className="grid gap-1">
          <h1 className="text-large font-semibold">{is_first ? 'Your first connection' : 'New connection'}</h1>
          <p className="text-muted">A connection is a database of this server and the role that works in it.</p>
        </div>
        {defaults.isPending && <SkeletonLines lines={6} className="h-10" />}
        {defaults.error && <ErrorPanel error={asStudioError(defaults.error).fields}
          actions={<Button onClick={() => void defaults.refetch()}>Try again</Button>} />}
        {defaults.data && <ConnectionForm defaults={defaults.data} is_first={is_first} onCreated={onCreated}
          onCancel={onCancel} />}
      </div>
    </main>
  );
}

function ConnectionForm(props: { defaults: ConnectionDefaults } & NewConnectionPageProps): ReactNode {
  const { defaults, is_first, onCreated, onCancel } = props;
  const queries = useQueryClient();
  const [name, setName] = useState(defaults.name);
  const [database, setDatabase] = useState(defaults.database);
  const [role, setRole] = useState(defaults.role ?? '');
  const [password, setPassword] = useState('');
  const [environment, setEnvironment] = useState<Environment | ''>('');
  const [is_read_only, setReadOnly] = useState(false);
  const chosen = defaults.roles.find((each) => each.name === role);
  const wants_password = chosen?.is_proven !== true;
  const create = useMutation({
    mutationFn: () => client.connections.create({
      name, kind: 'local', database, role, is_read_only,
      ...(wants_password && password !== '' ? { role_password: password } : {}),
      ...(environment === '' ? {} : { environment }),
    }),
    onSuccess: async (connection) => {
      await queries.invalidateQueries({ queryKey: connectionsQuery.queryKey });
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
      onCreated(connection.id);
    },
  });
  return (
    <form className="grid gap-3" onSubmit={(event) => { event.preventDefault(); create.mutate(); }}>
      <TextField label="Name" required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
      <SelectField label="Database" value={database} onChange={(event) => setDatabase(event.target.value)}>
        {withValue(defaults.databases, database).map((each) => <option key={each}>{each}</option>)}
      </SelectField>
      <RoleField roles={defaults.roles} role={role} onRole={setRole} />
      {wants_password && <TextField label={`Password of ${role || 'the role'}`} type="password"
        autoComplete="off" value={password} onChange={(event) => setPassword(event.target.value)}
        hint="It is checked once, to prove the role, and never kept." />}
      <SelectField label="Environment" value={environment}
        onChange={(event) => setEnvironment(event.target.value as Environment | '')}
        hint="Production is tinted on every tab.">
        <option value="">Not said</option>
        <option value="development">Development</option>
        <option value="staging">Staging</option>
        <option value="production">Production</option>
      </SelectField>
      <label className="flex items-center gap-2">
        <input type="checkbox" className="size-4 accent-accent" checked={is_read_only}
          onChange={(event) => setReadOnly(event.target.checked)} />
        Read only: the server refuses every change
      </label>
      {create.error !== null && <ErrorPanel error={asStudioError(create.error).fields} />}
      <div className="flex justify-end gap-2">
        {!is_first && <Button className="h-8" onClick={onCancel}>Cancel</Button>}
        <Button look="primary" type="submit" className="h-8" autoFocus disabled={create.isPending}>
          {create.isPending ? 'Connecting …' : 'Connect'}
        </Button>
      </div>
    </form>
  );
}

type Roles = ConnectionDefaults['roles'];

/** Chosen from the list; any other role by its name, which its password then proves. */
function RoleField({ roles, role, onRole }: { roles: Roles; role: string; onRole: (role: string) => void }): ReactNode {
  const [is_other, setOther] = useState(roles.length === 0);
  const is_superuser = roles.find((each) => each.name === role)?.is_superuser === true;
  const turn = (): void => {
    onRole(is_other ? roles[0]?.name ?? '' : '');
    setOther(!is_other);
  };
  return (
    <div className="relative grid">
      {is_other
        ? <TextField label="Role" required autoFocus={roles.length > 0} autoComplete="off" autoCapitalize="none" spellCheck={false}
            value={role} onChange={(event) => onRole(event.target.value)} hint="It must be allowed to log in." />
        : <SelectField label="Role" value={role} onChange={(event) => onRole(event.target.value)}
            hint={is_superuser ? 'A superuser: nothing in the database is protected from it.' : undefined}>
            {withValue(roles.map((each) => each.name), role).map((each) => <option key={each}>{each}</option>)}
          </SelectField>}
      {roles.length > 0 && <button type="button" onClick={turn} className="absolute top-0 right-0 text-small text-accent hover:underline">
        {is_other ? 'One of my roles' : 'Another role'}
      </button>}
    </div>
  );
}

/** The list, with the value in front where it is not in it. */
function withValue(list: readonly string[], value: string): readonly string[] {
  return value === '' || list.includes(value) ? list : [value, ...list];
}
