// An invitation: who invites to what. One joins as whom one is signed in, by a new account, or signs in first and comes
// back. The token left the address before anything was sent and lives in the memory of this page alone.

import type { InvitationOffer, Me } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Form, FormFoot } from '../../form/form.tsx';
import { emailRule, newPasswordRule, textRule } from '../../form/rules.ts';
import { useForm } from '../../form/use-form.ts';
import { roles } from '../../lib/access.ts';
import { client } from '../../lib/client.ts';
import { relativeText } from '../../lib/time.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { SkeletonLines } from '../../ui/states.tsx';

interface JoinPageProps {
  /** Null where the address had none, or the page was loaded anew. */
  token: string | null;
  /** Who is signed in; null for nobody. */
  account: Me['account'] | null;
  /** `organization` is null for a new account, which finds it by itself. */
  onJoined: (organization: string | null) => Promise<void>;
  onSignIn: () => void;
  onOther: () => void;
}

export function JoinPage({ token, account, onJoined, onSignIn, onOther }: JoinPageProps): ReactNode {
  const offer = useQuery({
    queryKey: ['invitation', 'offer'], queryFn: () => client.invitations.read(token ?? ''), enabled: token !== null, gcTime: 0,
  });
  if (token === null) {
    return (
      <Card title="No invitation is open" about="Its secret leaves the address at once and is kept nowhere: open the link again.">
        <title>Invitation · studio</title>
        <Button className="h-8" onClick={onOther}>Go to studio</Button>
      </Card>
    );
  }
  if (offer.error) {
    return (
      <Card title="This invitation leads nowhere">
        <title>Invitation · studio</title>
        <ErrorPanel error={asStudioError(offer.error).fields} />
        <Button className="h-8" onClick={onOther}>Go to studio</Button>
      </Card>
    );
  }
  if (!offer.data) return <Card title="Invitation"><SkeletonLines lines={5} /></Card>;
  return (
    <Card title={`Join ${offer.data.organization}`} about={<Offer offer={offer.data} />}>
      <title>{`Join ${offer.data.organization} · studio`}</title>
      {account === null
        ? <NewcomerForm token={token} email={offer.data.email ?? ''} onJoined={() => onJoined(null)} onSignIn={onSignIn} />
        : <MemberForm token={token} account={account} onJoined={onJoined} onSignIn={onSignIn} />}
    </Card>
  );
}

function Offer({ offer }: { offer: InvitationOffer }): ReactNode {
  const role = roles.find((each) => each.role === offer.role);
  return (
    <>
      <p><b className="font-medium text-ink">{offer.invited_by}</b> invites you as <b className="font-medium text-ink">{role?.label.toLowerCase()}</b>.</p>
      <p className="text-small">{role?.may} The invitation ends {relativeText(offer.expires_at)}.</p>
    </>
  );
}

interface MemberFormProps {
  token: string;
  account: Me['account'];
  onJoined: (organization: string) => Promise<void>;
  onSignIn: () => void;
}

function MemberForm({ token, account, onJoined, onSignIn }: MemberFormProps): ReactNode {
  const form = useForm({
    values: {},
    onSubmit: async () => await onJoined((await client.invitations.accept(token)).organization_id),
  });
  return (
    <Form of={form} label="Join">
      <FormFoot submit={`Join as ${account.name}`} pending="Joining …" width="wide" autoFocus />
      <Button look="quiet" onClick={onSignIn}>I am somebody else</Button>
    </Form>
  );
}

interface NewcomerFormProps {
  token: string;
  email: string;
  onJoined: () => Promise<void>;
  onSignIn: () => void;
}

function NewcomerForm({ token, email, onJoined, onSignIn }: NewcomerFormProps): ReactNode {
  const form = useForm({
    values: { name: '', email, password: '' },
    rules: { name: textRule('The name'), email: emailRule(), password: newPasswordRule() },
    places: { account_email_is_taken: 'email' },
    onSubmit: async (values) => {
      await client.session.join({ token, ...values, name: values.name.trim(), email: values.email.trim() });
      await onJoined();
    },
  });
  const { Field } = form;
  return (
    <Form of={form} label="A new account">
      <Field name="name">{(field) => <field.Text label="Your name" autoFocus autoComplete="name" />}</Field>
      <Field name="email">{(field) => <field.Text label="E-mail" type="email" autoComplete="username" hint="You sign in with it." />}</Field>
      <Field name="password">{(field) => (
        <field.Text label="Password" type="password" autoComplete="new-password"
          hint="8 characters or more; not one of the commonest, not your name or address." />
      )}</Field>
      <FormFoot submit="Create the account and join" pending="Joining …" width="wide" />
      <Button look="quiet" onClick={onSignIn}>I have an account: sign in first</Button>
    </Form>
  );
}
