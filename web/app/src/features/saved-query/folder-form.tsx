// A folder of saved queries: its name, the folder that it lies in, who sees it.

import type { Folder } from '@studio-pg/client';
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

interface FolderFormProps {
  organization: string;
  /** Null: a new one. */
  folder: Folder | null;
  /** Where a new one is offered to lie. */
  parent?: string | undefined;
  onSaved: (folder: Folder) => void;
  onClose: () => void;
}

export function FolderForm({ organization, folder, parent = '', onSaved, onClose }: FolderFormProps): ReactNode {
  const queries = useQueryClient();
  const folders = useQuery(foldersQuery(organization)).data ?? [];
  const may_share = isEditor(useMembership(organization));
  const form = useForm({
    values: { name: folder?.name ?? '', parent_id: folder?.parent_id ?? parent, is_shared: false },
    rules: { name: textRule('The name') },
    places: { saved_query_folder_is_a_tree: 'parent_id' },
    onSubmit: async ({ name, parent_id: chosen, is_shared }) => {
      const parent_id = chosen === '' ? null : chosen;
      const saved = folder === null
        ? await client.folders.create({ organization_id: organization, name, parent_id, is_shared })
        : await client.folders.update(folder.id, { name, parent_id });
      await forgetSaved(queries);
      onSaved(saved);
    },
  });
  const { Field } = form;
  const title = folder === null ? 'New folder' : 'Name and place';
  return (
    <Dialog label={title} onClose={onClose}>
      <div className="grid gap-4 p-5">
        <h2 className="text-title font-semibold">{title}</h2>
        <Form of={form}>
          <Field name="name">{(field) => <field.Text label="Name" required />}</Field>
          <Field name="parent_id">{(field) => (
            <field.Select label="In the folder">
              <option value="">None: at the top</option>
              {folderPaths(folders, folder?.id).map(({ id, path }) => <option key={id} value={id}>{path}</option>)}
            </field.Select>
          )}</Field>
          {folder === null && may_share && <Field name="is_shared">{(field) => <field.Check label="Shared with the organization" />}</Field>}
          <FormFoot submit="Save" pending="Saving …"><Button className="h-8" onClick={onClose}>Cancel</Button></FormFoot>
        </Form>
      </div>
    </Dialog>
  );
}
