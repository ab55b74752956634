// What is said about a saved query: name, folder, description, who sees it, which connection it belongs to. For a new one
// and for one that is changed.

import type { Connection, SavedQuery } from '@studio-pg/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Form, FormFoot } from '../../form/form.tsx';
import { textRule } from '../../form/rules.ts';
import { useForm } from '../../form/use-form.ts';
import { isEditor, useMembership } from '../../lib/account-queries.ts';
import { client } from '../../lib/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { foldersQuery, forgetSaved } from './queries.ts';
import { folderPaths } from './tree.ts';

interface QueryFormProps {
  connection: Connection;
  /** The query that is changed, or the text of a new one. */
  of: SavedQuery | { sql: string; name: string };
  /** The folder that a new one is offered. */
  folder?: string | undefined;
  onSaved: (saved: SavedQuery) => void;
  onClose: () => void;
}

export function QueryForm({ connection, of, folder = '', onSaved, onClose }: QueryFormProps): ReactNode {
  const known = 'id' in of ? of : null;
  const organization_id = known?.organization_id ?? connection.organization_id;
  const queries = useQueryClient();
  const folders = useQuery(foldersQuery(organization_id)).data ?? [];
  const may_share = isEditor(useMembership(organization_id));
  const form = useForm({
    values: {
      name: of.name, folder_id: known?.folder_id ?? folder, description: known?.description ?? '',
      is_shared: known?.is_shared ?? false,
      is_of_connection: known === null || known.connection_id !== null,
    },
    rules: { name: textRule('The name'), description: textRule('The description', 0, 10_000) },
    onSubmit: async ({ folder_id, description, is_of_connection, ...fields }) => {
      const given = {
        ...fields, folder_id: folder_id === '' ? null : folder_id,
        description: description.trim() === '' ? null : description,
        connection_id: is_of_connection ? known?.connection_id ?? connection.id : null,
      };
      const saved = known === null
        ? await client.savedQueries.create({ ...given, organization_id, sql: of.sql })
        : await client.savedQueries.update(known.id, { ...given, version: known.version });
      await forgetSaved(queries);
      onSaved(saved);
    },
  });
  const { Field } = form;
  const title = known === null ? 'Save the query' : 'Name and place';
  return (
    <Dialog label={title} onClose={onClose}>
      <div className="grid gap-4 p-5">
        <h2 className="text-title font-semibold">{title}</h2>
        <Form of={form}>
          <Field name="name">{(field) => <field.Text label="Name" required />}</Field>
          <Field name="folder_id">{(field) => (
            <field.Select label="Folder">
              <option value="">None: at the top</option>
              {folderPaths(folders).map(({ id, path }) => <option key={id} value={id}>{path}</option>)}
            </field.Select>
          )}</Field>
          <Field name="description">{(field) => <field.TextArea label="Description" rows={3} hint="Markdown is shown as such." />}</Field>
          <Field name="is_of_connection">{(field) => <field.Check label={`It belongs to a connection: ${connection.name}`}
            hint="Then it opens there, wherever it is opened from." />}</Field>
          {(may_share || known?.is_shared === true) && <Field name="is_shared">{(field) => <field.Check label="Shared with the organization"
            hint="All members see it, and editors change it." />}</Field>}
          <FormFoot submit="Save" pending="Saving …"><Button className="h-8" onClick={onClose}>Cancel</Button></FormFoot>
        </Form>
      </div>
    </Dialog>
  );
}
