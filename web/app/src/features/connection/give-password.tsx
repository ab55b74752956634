// A remote connection whose password is missing, or cannot be opened: it was given for another server, or the database was
// restored without its key file. Nothing runs over it until somebody gives the password again.

import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Form, FormFoot } from '../../form/form.tsx';
import { textRule } from '../../form/rules.ts';
import { useForm } from '../../form/use-form.ts';
import { client } from '../../lib/client.ts';
import { useConnection } from '../../lib/connection-context.tsx';
import { targetText } from '../../lib/connection-words.ts';
import { forgetConnections } from './queries.ts';

export function GivePassword({ onGiven }: { onGiven: () => void }): ReactNode {
  const connection = useConnection();
  const queries = useQueryClient();
  const form = useForm({
    values: { password: '' },
    rules: { password: textRule('The password', 1, 1024) },
    onSubmit: async ({ password }) => {
      await client.connections.update(connection.id, { password });
      await forgetConnections(queries);
      onGiven();
    },
  });
  return (
    <div className="grid h-full place-items-center overflow-auto p-4">
      <div className="grid w-full max-w-md gap-4">
        <div className="grid gap-1">
          <h1 className="text-title font-semibold">Give the password of {connection.name} again</h1>
          <p className="text-muted">
            {targetText(connection)}. None is kept that could be used: this connection was led to another server, or studio’s key file is not
            the one that the password was kept with.
          </p>
        </div>
        <Form of={form}>
          <form.Field name="password">{(field) => <field.Text label={`Password of ${connection.user ?? ''}`} type="password" autoFocus autoComplete="off"
            hint="It is kept encrypted and never told." />}</form.Field>
          <FormFoot submit="Keep and connect" pending="Keeping …" />
        </Form>
      </div>
    </div>
  );
}
