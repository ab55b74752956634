// A new connection: a database and a role. The form comes filled from the server, so that one click is enough; the
// password is asked only where the role is not proven.

import type { ConnectionDefaults, Environment } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Select, Text } from '../../form/controls.tsx';
import { Form, FormFoot } from '../../form/form.tsx';
import { textRule } from '../../form/rules.ts';
import { useForm } from '../../form/use-form.ts';
import { connectionsQuery, meQuery } from '../../lib/account-queries.ts';
import { client } from '../../lib/client.ts';
import { Button } from '../../ui/button.tsx';
import { SkeletonLines } from '../../ui/states.tsx';

const defaultsQuery = queryOptions({
  queryKey: ['connections', 'defaults'], queryFn: () => client.connections.defaults(), staleTime: 0,
});

interface NewConnectionPageProps {
  /** To which it will belong; absent: the personal one. */
  organization: { id: string; name: string; is_personal: boolean } | undefined;
  is_first: boolean;
  onCreated: (id: string) => void;
  onCancel: () => void;
}

export function NewConnectionPage({ organization, is_first, onCreated, onCancel }: NewConnectionPageProps): ReactNode {
  const defaults = useQuery(defaultsQuery);
  return (
    <main className="grid h-full place-items-center overflow-auto bg-surface-1 p-4">
      <title>New connection · studio</title>
      <div className="grid w-full max-w-md gap-4 rounded-md border border-line bg-surface-0 p-6">
        <div className="grid gap-1">
          <h1 className="text-large font-semibold">{is_first ? 'Your first connection' : 'New connection'}</h1>
          <p className="text-muted">
            A connection is a database of this server and the role that works in it.
            {organization && !organization.is_personal && <> Everybody in <b className="font-medium text-ink">{organization.name}</b> may use this one.</>}
          </p>
        </div>
        {defaults.isPending && <SkeletonLines lines={6} className="h-10" />}
        {defaults.error && <ErrorPanel error={asStudioError(defaults.error).fields}
          actions={<Button onClick={() => void defaults.refetch()}>Try again</Button>} />}
        {defaults.data && <ConnectionForm defaults={defaults.data} organization={organization} is_first={is_first}
          onCreated={onCreated} onCancel={onCancel} />}
      </div>
    </main>
  );
}

interface ConnectionValues {
  name: string;
  database: string;
  role: string;
  role_password: string;
  environment: Environment | '';
  is_read_only: boolean;
}

function ConnectionForm(props: { defaults: ConnectionDefaults } & NewConnectionPageProps): ReactNode {
  const { defaults, organization, is_first, onCreated, onCancel } = props;
  const queries = useQueryClient();
  const isProven = (role: string): boolean => defaults.roles.find((each) => each.name === role)?.is_proven === true;
  const form = useForm<ConnectionValues>({
    values: {
      name: defaults.name, database: defaults.database, role: defaults.role ?? '', role_password: '',
      environment: '', is_read_only: false,
    },
    rules: { name: textRule('The name'), role: textRule('The role', 1, 63) },
    onSubmit: async ({ role_password, environment, ...fields }) => {
      const connection = await client.connections.create({
        ...fields, kind: 'local', ...(organization ? { organization_id: organization.id } : {}),
        ...(isProven(fields.role) || role_password === '' ? {} : { role_password }),
        ...(environment === '' ? {} : { environment }),
      });
      await queries.invalidateQueries({ queryKey: connectionsQuery.queryKey });
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
      onCreated(connection.id);
    },
  });
  const { Field, values: { role } } = form;
  return (
    <Form of={form}>
      <Field name="name">{(field) => <field.Text label="Name" required />}</Field>
      <Field name="database">{(field) => (
        <field.Select label="Database">
          {withValue(defaults.databases, field.state.value).map((each) => <option key={each}>{each}</option>)}
        </field.Select>
      )}</Field>
      <Field name="role">{(field) => (
        <RoleField roles={defaults.roles} role={field.state.value} onRole={field.handleChange} />
      )}</Field>
      {!isProven(role) && <Field name="role_password">{(field) => (
        <field.Text label={`Password of ${role || 'the role'}`} type="password" autoComplete="off"
          hint="It is checked once, to prove the role, and never kept." />
      )}</Field>}
      <Field name="environment">{(field) => (
        <field.Select label="Environment" hint="Production is tinted on every tab.">
          <option value="">Not said</option>
          <option value="development">Development</option>
          <option value="staging">Staging</option>
          <option value="production">Production</option>
        </field.Select>
      )}</Field>
      <Field name="is_read_only">{(field) => <field.Check label="Read only: the server refuses every change" />}</Field>
      <FormFoot submit="Connect" pending="Connecting …" autoFocus>
        {!is_first && <Button className="h-8" onClick={onCancel}>Cancel</Button>}
      </FormFoot>
    </Form>
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
        ? <Text label="Role" required autoFocus={roles.length > 0} autoComplete="off" autoCapitalize="none" spellCheck={false}
            hint="It must be allowed to log in." />
        : <Select label="Role" hint={is_superuser ? 'A superuser: nothing in the database is protected from it.' : undefined}>
            {withValue(roles.map((each) => each.name), role).map((each) => <option key={each}>{each}</option>)}
          </Select>}
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
