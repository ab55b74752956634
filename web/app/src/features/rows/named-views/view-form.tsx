// The name of a view, and who sees it: of a new one, or of one that is changed.

import type { NamedView } from '@studio-pg/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Form, FormFoot } from '../../../form/form.tsx';
import { textRule } from '../../../form/rules.ts';
import { useForm } from '../../../form/use-form.ts';
import { isEditor, meQuery, useMembership } from '../../../lib/account-queries.ts';
import { client } from '../../../lib/client.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { forgetNamedViews } from './queries.ts';
import { writtenContent } from './view-content.ts';
import type { ViewContent } from './view-content.ts';

interface ViewFormProps {
  relation: { schema: string; name: string };
  /** The view that is changed, or what a new one keeps. */
  of: NamedView | ViewContent;
  onSaved: (saved: NamedView) => void;
  onClose: () => void;
}

export function ViewForm({ relation, of, onSaved, onClose }: ViewFormProps): ReactNode {
  const connection = useConnection();
  const queries = useQueryClient();
  const own_id = useQuery(meQuery).data?.account.id;
  const may_share = isEditor(useMembership(connection.organization_id));
  const known = 'id' in of ? of : null;
  // Who made it alone takes it back.
  const may_change = may_share && (known === null || !known.is_shared || known.created_by?.id === own_id);
  const form = useForm({
    values: { name: known?.name ?? '', is_shared: known?.is_shared ?? false },
    rules: { name: textRule('The name') },
    onSubmit: async ({ name, is_shared }) => {
      const saved = 'id' in of
        ? await client.namedViews.update(of.id, { name, ...(is_shared === of.is_shared ? {} : { is_shared }), version: of.version })
        : await client.namedViews.create(connection.id, { relation_schema: relation.schema, relation_name: relation.name, name, view: writtenContent(of), is_shared });
      await forgetNamedViews(queries);
      onSaved(saved);
    },
  });
  const { Field } = form;
  const title = known === null ? 'Save the view' : 'Name of the view';
  return (
    <Dialog label={title} onClose={onClose}>
      <div className="grid gap-4 p-5">
        <h2 className="text-title font-semibold">{title}</h2>
        {known === null && <p className="text-muted">It keeps the order, the filters, and how the columns stand.</p>}
        <Form of={form}>
          <Field name="name">{(field) => <field.Text label="Name" required />}</Field>
          {may_change && <Field name="is_shared">{(field) => <field.Check label="Shared with the organization" />}</Field>}
          <FormFoot submit="Save" pending="Saving …"><Button className="h-8" onClick={onClose}>Cancel</Button></FormFoot>
        </Form>
      </div>
    </Dialog>
  );
}
