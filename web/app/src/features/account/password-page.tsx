// The password: changed by the present one; without it, for a while after one came by a link or an invitation.

import type { SignIn } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Form, FormFoot } from '../../form/form.tsx';
import { newPasswordRule, textRule } from '../../form/rules.ts';
import { useForm } from '../../form/use-form.ts';
import { meQuery } from '../../lib/account-queries.ts';
import { client } from '../../lib/client.ts';
import { say } from '../../lib/notice.ts';
import { Page, Section } from '../../ui/page.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import { signInsQuery } from './queries.ts';

/** For so long after a link or an invitation no present password is wanted. */
const fresh_ms = 15 * 60_000;

export function PasswordPage(): ReactNode {
  const sign_ins = useQuery(signInsQuery);
  const current = sign_ins.data?.find((each) => each.is_current);
  return (
    <Page title="Password" about="With your e-mail address and a password you sign in without PostgreSQL’s. All other sign-ins end when you change it.">
      <title>Password · studio</title>
      {sign_ins.error && <ErrorPanel error={asStudioError(sign_ins.error).fields} />}
      {sign_ins.isPending && <SkeletonLines lines={5} />}
      {sign_ins.data && <Section title={isFresh(current) ? 'Set a password' : 'Change the password'}
        about={isFresh(current) ? 'You came by a link, so your present password is not asked for.' : undefined}>
        <PasswordForm key={current?.id} wants_present={!isFresh(current)} />
      </Section>}
      <Section title="Forgotten?" about={'An owner of your organization makes a link on its members page; it signs you in once, and then you set '
        + 'a new password here. Whoever has a PostgreSQL role makes a link for it: SELECT studio.login_link().'} />
    </Page>
  );
}

function isFresh(sign_in: SignIn | undefined): boolean {
  return sign_in !== undefined && (sign_in.method === 'link' || sign_in.method === 'invitation')
    && Date.now() - Date.parse(sign_in.created_at) < fresh_ms;
}

function PasswordForm({ wants_present }: { wants_present: boolean }): ReactNode {
  const queries = useQueryClient();
  const email = useQuery(meQuery).data?.account.email;
  const form = useForm({
    values: { present_password: '', password: '' },
    rules: { password: newPasswordRule(), ...(wants_present ? { present_password: textRule('The present password', 1, 1024) } : {}) },
    places: { 42501: 'present_password' },
    onSubmit: async ({ present_password, password }) => {
      await client.account.setPassword(password, wants_present ? present_password : undefined);
      form.api.reset();
      await queries.invalidateQueries({ queryKey: signInsQuery.queryKey });
      say('The password is changed, and all other sign-ins have ended.');
    },
  });
  const { Field } = form;
  return (
    <Form of={form} label="Password" className="grid max-w-md gap-3">
      {email != null && <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />}
      {wants_present && <Field name="present_password">{(field) => (
        <field.Text label="Present password" type="password" autoComplete="current-password" />
      )}</Field>}
      <Field name="password">{(field) => (
        <field.Text label="New password" type="password" autoComplete="new-password"
          hint="8 characters or more; not one of the commonest, not your name or address." />
      )}</Field>
      <FormFoot submit={wants_present ? 'Change the password' : 'Set the password'} pending="Saving …" />
    </Form>
  );
}
