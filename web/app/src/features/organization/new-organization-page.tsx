// A new organization: its name is all it needs.

import type { ReactNode } from 'react';
import { Form, FormFoot } from '../../form/form.tsx';
import { textRule } from '../../form/rules.ts';
import { useForm } from '../../form/use-form.ts';
import { client } from '../../lib/client.ts';
import { Page, Section } from '../../ui/page.tsx';
import { useRefresh } from './use-refresh.ts';

export function NewOrganizationPage({ onCreated }: { onCreated: (id: string) => void }): ReactNode {
  const refresh = useRefresh();
  const form = useForm({
    values: { name: '' },
    rules: { name: textRule('The name') },
    onSubmit: async ({ name }) => {
      const { id } = await client.organizations.create(name.trim());
      await refresh();
      onCreated(id);
    },
  });
  return (
    <Page title="New organization" about="People in an organization share its connections, saved queries and history. You own it; next you invite the others.">
      <title>New organization · studio</title>
      <Section>
        <Form of={form} label="New organization" className="grid max-w-md gap-3">
          <form.Field name="name">{(field) => <field.Text label="Name" autoFocus autoComplete="organization" />}</form.Field>
          <FormFoot submit="Create" pending="Creating …" />
        </Form>
      </Section>
    </Page>
  );
}
