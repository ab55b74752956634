// The account itself: name and address, the linked role, and its end.

import type { Account } from '@studio-pg/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Confirm } from '../../form/confirm.tsx';
import { Form, FormFoot } from '../../form/form.tsx';
import { emailRule, textRule } from '../../form/rules.ts';
import { useForm } from '../../form/use-form.ts';
import { meQuery } from '../../lib/account-queries.ts';
import { client } from '../../lib/client.ts';
import { say } from '../../lib/notice.ts';
import { dayText } from '../../lib/time.ts';
import { Button } from '../../ui/button.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { SkeletonLines } from '../../ui/states.tsx';

export function ProfilePage({ onDeleted }: { onDeleted: () => void }): ReactNode {
  const me = useQuery(meQuery).data;
  const [is_deleting, setDeleting] = useState(false);
  return (
    <Page title="Profile">
      <title>Profile · studio</title>
      {!me && <SkeletonLines lines={6} />}
      {me && <>
        <Section title="Who you are" about={about(me.account)}><ProfileForm account={me.account} /></Section>
        <Section title="Delete the account"
          about="Your personal organization goes with it, and every organization in which nobody else is. Databases and roles stay as they are.">
          <div><Button look="danger" onClick={() => setDeleting(true)}>Delete the account …</Button></div>
        </Section>
        {is_deleting && <Confirm title={`Delete the account ${me.account.name}?`} verb="Delete the account" pending="Deleting …"
          name={me.account.name} onClose={() => setDeleting(false)}
          onConfirm={async () => {
            await client.account.delete();
            onDeleted();
          }}>
          <p>
            At once and for good: your sign-ins and access tokens, your personal organization
            {own(me.organizations)} with connections, saved queries and history. Queries that run are canceled.
          </p>
          <p>An organization with other members stays, and needs another owner first.</p>
        </Confirm>}
      </>}
    </Page>
  );
}

function about({ role, is_superuser, created_at }: Account): string {
  const linked = role === null ? 'No PostgreSQL role is linked to this account.'
    : `Linked to the PostgreSQL role ${role}${is_superuser ? ', a superuser' : ''}.`;
  return `${linked} It exists since ${dayText(created_at)}.`;
}

function own(organizations: readonly { is_personal: boolean; role: string; name: string }[]): string {
  const owned = organizations.filter((each) => !each.is_personal && each.role === 'owner').map((each) => each.name);
  return owned.length > 0 ? `, of ${owned.join(', ')} what nobody else is in,` : '';
}

function ProfileForm({ account }: { account: Account }): ReactNode {
  const queries = useQueryClient();
  const form = useForm({
    values: { name: account.name, email: account.email ?? '' },
    rules: { name: textRule('The name'), email: emailRule(true) },
    places: { account_email_is_taken: 'email' },
    onSubmit: async ({ name, email }) => {
      await client.account.update({ name: name.trim(), email: email.trim() === '' ? null : email.trim() });
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
      say('The profile is saved.');
    },
  });
  const { Field } = form;
  return (
    <Form of={form} label="Profile" className="grid max-w-md gap-3">
      <Field name="name">{(field) => <field.Text label="Name" autoComplete="name" hint="Others see it beside what you do." />}</Field>
      <Field name="email">{(field) => (
        <field.Text label="E-mail" type="email" autoComplete="email" hint="You sign in with it and your password. Nothing is sent to it." />
      )}</Field>
      <FormFoot submit="Save" pending="Saving …" />
    </Form>
  );
}
