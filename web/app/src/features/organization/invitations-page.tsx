// Invitations: a role, a note whom it is for, an end; the link is told once and withdrawn while it waits.

import type { Invitation, MemberRole, NewInvitation } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Form, FormFoot } from '../../form/form.tsx';
import { emailRule } from '../../form/rules.ts';
import { ToldOnce } from '../../form/told-once.tsx';
import { useForm } from '../../form/use-form.ts';
import { isAtLeast, mayGive, roles } from '../../lib/access.ts';
import { client } from '../../lib/client.ts';
import { momentText, relativeText } from '../../lib/time.ts';
import { Button } from '../../ui/button.tsx';
import { Page, Row, Rows, Section, Tag } from '../../ui/page.tsx';
import { EmptyState, SkeletonLines } from '../../ui/states.tsx';
import { invitationsQuery, organizationQuery } from './queries.ts';

export function InvitationsPage({ id }: { id: string }): ReactNode {
  const organization = useQuery(organizationQuery(id));
  const [made, setMade] = useState<NewInvitation | null>(null);
  const { data } = organization;
  if (data?.is_personal === true) {
    return <EmptyState title="Nobody can be invited into your personal organization"><p>Create an organization for the team.</p></EmptyState>;
  }
  if (data && !isAtLeast(data.role, 'admin')) {
    return <EmptyState title="Admins invite people"><p>You are {data.role} in {data.name}: ask one of its admins or owners.</p></EmptyState>;
  }
  return (
    <Page title="Invitations" about={data && `Whoever opens an invitation’s link joins ${data.name}, once. Nothing is mailed: you hand the link on yourself.`}>
      <title>{`Invitations · ${data?.name ?? 'studio'}`}</title>
      {organization.error && <ErrorPanel error={asStudioError(organization.error).fields} />}
      {organization.isPending && <SkeletonLines lines={6} />}
      {data && <Section title="Invite somebody"><InvitationForm organization={id} own_role={data.role} onMade={setMade} /></Section>}
      {made && <ToldOnce key={made.id} label={`Link of the invitation${made.email === null ? '' : ` for ${made.email}`}`} value={made.url}>
        Copy it now: it is not shown again. It makes whoever opens it first {article(made.role)}, and ends {relativeText(made.expires_at)}.
      </ToldOnce>}
      {data && <Waiting organization={id} onWithdrawn={(gone) => gone === made?.id && setMade(null)} />}
    </Page>
  );
}

function article(role: MemberRole): string {
  return `${/^[aeo]/.test(role) ? 'an' : 'a'} ${role}`;
}

interface InvitationFormProps {
  organization: string;
  own_role: MemberRole;
  onMade: (invitation: NewInvitation) => void;
}

function InvitationForm({ organization, own_role, onMade }: InvitationFormProps): ReactNode {
  const queries = useQueryClient();
  const form = useForm({
    values: { role: 'editor', email: '', days: '7' },
    rules: { email: emailRule(true) },
    onSubmit: async ({ role, email, days }) => {
      const invitation = await client.invitations.create(organization, {
        role: role as MemberRole, expires_in_days: Number(days), ...(email.trim() === '' ? {} : { email: email.trim() }),
      });
      form.api.reset();
      await queries.invalidateQueries({ queryKey: invitationsQuery(organization).queryKey });
      onMade(invitation);
    },
  });
  const { Field, values } = form;
  return (
    <Form of={form} label="Invite somebody" className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-[1fr_2fr_1fr]">
        <Field name="role">{(field) => (
          <field.Select label="As">
            {roles.filter((each) => mayGive(own_role, each.role)).map((each) => <option key={each.role} value={each.role}>{each.label}</option>)}
          </field.Select>
        )}</Field>
        <Field name="email">{(field) => <field.Text label="For (a note, an e-mail address)" type="email" autoComplete="off" />}</Field>
        <Field name="days">{(field) => (
          <field.Select label="How long">
            <option value="1">1 day</option>
            <option value="7">7 days</option>
            <option value="14">14 days</option>
            <option value="30">30 days</option>
          </field.Select>
        )}</Field>
      </div>
      <p className="text-small text-muted">{roles.find((each) => each.role === values.role)?.may}</p>
      <FormFoot submit="Make the link" pending="Making …" />
    </Form>
  );
}

function Waiting({ organization, onWithdrawn }: { organization: string; onWithdrawn: (id: string) => void }): ReactNode {
  const invitations = useQuery(invitationsQuery(organization));
  if (invitations.isPending) return <SkeletonLines lines={2} className="h-12" />;
  if (invitations.error) return <ErrorPanel error={asStudioError(invitations.error).fields}
    actions={<Button onClick={() => void invitations.refetch()}>Try again</Button>} />;
  if (invitations.data.length === 0) return <p className="text-muted">No invitation waits.</p>;
  return (
    <Rows label="Invitations that wait">
      {invitations.data.map((each) => <WaitingRow key={each.id} invitation={each} onWithdrawn={onWithdrawn} />)}
    </Rows>
  );
}

function WaitingRow({ invitation, onWithdrawn }: { invitation: Invitation; onWithdrawn: (id: string) => void }): ReactNode {
  const queries = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => client.invitations.delete(invitation.id),
    onSuccess: () => onWithdrawn(invitation.id),
    onSettled: () => queries.invalidateQueries({ queryKey: invitationsQuery(invitation.organization_id).queryKey }),
  });
  const name = invitation.email ?? 'somebody';
  return (
    <Row title={<><span>{name}</span><Tag>{invitation.role}</Tag></>}
      facts={<>
        {invitation.created_by && <>by {invitation.created_by.name} · </>}
        <time dateTime={invitation.expires_at} title={momentText(invitation.expires_at)}>ends {relativeText(invitation.expires_at)}</time>
        {withdraw.error && <span role="alert" className="text-danger"> · {asStudioError(withdraw.error).message}</span>}
      </>}>
      <Button aria-label={`Withdraw the invitation for ${name}`} disabled={withdraw.isPending} onClick={() => withdraw.mutate()}>Withdraw</Button>
    </Row>
  );
}
