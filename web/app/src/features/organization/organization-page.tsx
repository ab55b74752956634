// One organization: name, how long it keeps history and audit trail, and its end. Owners change; others read.

import type { Organization } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Confirm } from '../../form/confirm.tsx';
import { Form, FormFoot } from '../../form/form.tsx';
import { numberRule, textRule } from '../../form/rules.ts';
import { useForm } from '../../form/use-form.ts';
import { client } from '../../lib/client.ts';
import { plural } from '../../lib/format.ts';
import { say } from '../../lib/notice.ts';
import { dayText } from '../../lib/time.ts';
import { Button } from '../../ui/button.tsx';
import { Page, Section, Tag } from '../../ui/page.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import { Leave } from './leave.tsx';
import { organizationQuery } from './queries.ts';
import { useRefresh } from './use-refresh.ts';

interface OrganizationPageProps {
  id: string;
  /** It is gone, or one has left it. */
  onGone: () => void;
}

export function OrganizationPage({ id, onGone }: OrganizationPageProps): ReactNode {
  const organization = useQuery(organizationQuery(id));
  const { data } = organization;
  return (
    <Page title={data?.name ?? 'Organization'} about={data && facts(data)} actions={data && <Tag>{data.is_personal ? 'personal' : `you are ${data.role}`}</Tag>}>
      <title>{`${data?.name ?? 'Organization'} · studio`}</title>
      {organization.error && <ErrorPanel error={asStudioError(organization.error).fields}
        actions={<Button onClick={() => void organization.refetch()}>Try again</Button>} />}
      {organization.isPending && <SkeletonLines lines={8} />}
      {data && <Section title="General" about={data.role === 'owner' ? undefined : 'Only its owners change this.'}>
        <OrganizationForm key={data.role} organization={data} />
      </Section>}
      {data && !data.is_personal && <End organization={data} onGone={onGone} />}
    </Page>
  );
}

function facts(organization: Organization): string {
  return `${plural(organization.member_count, 'member')}, ${plural(organization.connection_count, 'connection')}, since ${dayText(organization.created_at)}.`;
}

function OrganizationForm({ organization }: { organization: Organization }): ReactNode {
  const refresh = useRefresh();
  const is_owner = organization.role === 'owner';
  const form = useForm({
    values: { name: organization.name, history_days: String(organization.history_days), audit_days: String(organization.audit_days) },
    rules: { name: textRule('The name'), history_days: numberRule('This', 1, 3650), audit_days: numberRule('This', 1, 3650) },
    onSubmit: async ({ name, history_days, audit_days }) => {
      await client.organizations.update(organization.id, {
        name: name.trim(), history_days: Number(history_days), audit_days: Number(audit_days),
      });
      await refresh();
      say('The organization is saved.');
    },
  });
  const { Field } = form;
  return (
    <Form of={form} label="General" className="grid max-w-md gap-3">
      <Field name="name">{(field) => <field.Text label="Name" disabled={!is_owner} autoComplete="off" />}</Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field name="history_days">{(field) => (
          <field.Text label="Keep history, days" inputMode="numeric" disabled={!is_owner} hint="Queries that were run." />
        )}</Field>
        <Field name="audit_days">{(field) => (
          <field.Text label="Keep audit trail, days" inputMode="numeric" disabled={!is_owner} hint="Who did what." />
        )}</Field>
      </div>
      {is_owner && <FormFoot submit="Save" pending="Saving …" />}
    </Form>
  );
}

function End({ organization, onGone }: { organization: Organization; onGone: () => void }): ReactNode {
  const refresh = useRefresh();
  const [asked, setAsked] = useState<'leave' | 'delete' | null>(null);
  const is_owner = organization.role === 'owner';
  return (
    <Section title={is_owner ? 'Leave or delete' : 'Leave'}
      about={is_owner ? 'Its last owner cannot leave: make another one first, or delete the organization.' : 'You lose its connections, saved queries and history.'}>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setAsked('leave')}>Leave …</Button>
        {is_owner && <Button look="danger" onClick={() => setAsked('delete')}>Delete the organization …</Button>}
      </div>
      {asked === 'leave' && <Leave organization={organization} onLeft={onGone} onClose={() => setAsked(null)} />}
      {asked === 'delete' && <Confirm title={`Delete ${organization.name}?`} verb="Delete the organization" pending="Deleting …"
        name={organization.name} onClose={() => setAsked(null)}
        onConfirm={async () => {
          await client.organizations.delete(organization.id);
          onGone();
          await refresh();
          say(`${organization.name} is deleted.`);
        }}>
        <p>
          At once and for good, for everybody in it ({plural(organization.member_count, 'member')}): its {plural(organization.connection_count, 'connection')},
          saved queries with their versions, history, audit trail and invitations. Queries that run are canceled.
        </p>
        <p>Databases, roles and accounts stay as they are.</p>
      </Confirm>}
    </Section>
  );
}
