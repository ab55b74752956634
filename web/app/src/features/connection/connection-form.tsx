// The form of a connection, new or changed: where it leads, a test with an honest answer, and what it is called.

import type { Connection, ConnectionDefaults } from '@studio-pg/client';
import { asStudioError, StudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Form, FormFoot } from '../../form/form.tsx';
import { useForm } from '../../form/use-form.ts';
import { client } from '../../lib/client.ts';
import { latencyText, targetText } from '../../lib/connection-words.ts';
import { Button } from '../../ui/button.tsx';
import { SegmentedChoice } from '../../ui/choice.tsx';
import { LocalFields, LookFields, RemoteFields, SessionFields } from './connection-fields.tsx';
import { forgetConnections } from './queries.ts';
import { createBody, forgetsPassword, rulesOf, updateBody, valuesOf } from './values.ts';
import type { ConnectionValues } from './values.ts';

interface ConnectionFormProps {
  /** Null: a new one. */
  connection: Connection | null;
  defaults: ConnectionDefaults;
  /** Where a new one goes; undefined: into the account's own organization. */
  organization: string | undefined;
  onSaved: (id: string) => void;
  /** Null: this page cannot be passed by. */
  onCancel: (() => void) | null;
}

export function ConnectionForm({ connection, defaults, organization, onSaved, onCancel }: ConnectionFormProps): ReactNode {
  const queries = useQueryClient();
  const form = useForm<ConnectionValues>({
    values: valuesOf(connection, defaults),
    rules: rulesOf,
    onSubmit: async (values) => {
      const saved = connection === null
        ? await client.connections.create(bodyOf(values, defaults, organization))
        : await client.connections.update(connection.id, updateBody(values, connection));
      await forgetConnections(queries);
      onSaved(saved.id);
    },
  });
  const { Field, values, api } = form;
  const is_new = connection === null;
  const change = connection === null ? {} : updateBody(values, connection);
  const loses_password = connection?.kind === 'postgres' && connection.has_password && forgetsPassword(change);
  return (
    <Form of={form} label={is_new ? 'New connection' : 'Connection'}>
      {is_new && <Field name="kind">{(field) => (
        <SegmentedChoice label="Where it leads" value={field.state.value}
          onChange={(kind) => {
            field.handleChange(kind);
            // What was offered for this server says nothing about another one.
            api.setFieldValue('database', kind === 'local' ? defaults.database : '');
            if (kind === 'postgres' && values.name === defaults.name) api.setFieldValue('name', '');
          }}
          options={[{ value: 'local', label: 'This server' }, { value: 'postgres', label: 'Another server' }]} />
      )}</Field>}
      {connection?.kind === 'local' && <p className="text-muted">{targetText(connection)}. To reach another place, make another connection.</p>}
      {values.kind === 'local' && <LocalFields form={form} defaults={defaults} is_new={is_new} />}
      {values.kind === 'postgres' && <RemoteFields form={form} password_hint={connection?.kind === 'postgres' && connection.has_password
        ? 'Kept as it is where nothing is typed.' : 'It is kept encrypted and never told.'} />}
      {loses_password && <p role="status" className="rounded-sm bg-warning-soft px-3 py-2 text-small">
        The password that is kept was given for another server: without a new one it is forgotten.
      </p>}
      <Field name="name">{(field) => <field.Text label="Name" required />}</Field>
      <LookFields form={form} />
      <SessionFields form={form} />
      <TestResult connection={connection} values={values} defaults={defaults} organization={organization} />
      <FormFoot submit={is_new ? 'Connect' : 'Save'} pending={is_new ? 'Connecting …' : 'Saving …'} autoFocus={is_new}>
        {onCancel !== null && <Button className="h-8" onClick={onCancel}>Cancel</Button>}
      </FormFoot>
    </Form>
  );
}

/** The password of a role that is proven without it is not sent. */
function bodyOf(values: ConnectionValues, { roles }: ConnectionDefaults, organization: string | undefined) {
  const is_proven = roles.find((each) => each.name === values.role)?.is_proven === true;
  return createBody(is_proven ? { ...values, role_password: '' } : values, organization);
}

interface TestResultProps {
  connection: Connection | null;
  values: ConnectionValues;
  defaults: ConnectionDefaults;
  organization: string | undefined;
}

/** Tries what stands in the form, without keeping it. */
function TestResult({ connection, values, defaults, organization }: TestResultProps): ReactNode {
  const test = useMutation({
    mutationFn: async () => {
      const is_same = connection !== null && Object.keys(updateBody(values, connection)).length === 0;
      if (!is_same) return await client.connections.test(bodyOf(values, defaults, organization ?? connection?.organization_id));
      // As it is kept, with the password that only the server knows.
      const status = await client.connections.status(connection.id);
      if (status.reason !== null) throw new StudioError(status.reason);
      return { server_version: status.server_version ?? 'of an unknown version', role: status.role, is_superuser: status.is_superuser, latency_ms: status.latency_ms };
    },
  });
  return (
    <div className="grid gap-2">
      <div className="flex items-center gap-3">
        <Button className="h-8" disabled={test.isPending} onClick={() => test.mutate()}>{test.isPending ? 'Testing …' : 'Test'}</Button>
        {test.isSuccess && (
          <p role="status">
            <span className="font-medium text-success">It works.</span> PostgreSQL {test.data.server_version} as {test.data.role}
            {test.data.latency_ms !== null && `, ${latencyText(test.data.latency_ms)}`}
            {test.data.is_superuser && <span className="text-warning">, a superuser</span>}
          </p>
        )}
      </div>
      {test.isError && <ErrorPanel error={asStudioError(test.error).fields} />}
    </div>
  );
}
