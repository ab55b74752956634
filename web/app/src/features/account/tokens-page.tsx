// Personal access tokens, for scripts: made with a scope and an end, told once, revoked.

import type { NewToken, Token, TokenScope } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Confirm } from '../../form/confirm.tsx';
import { Form, FormFoot } from '../../form/form.tsx';
import { textRule } from '../../form/rules.ts';
import { ToldOnce } from '../../form/told-once.tsx';
import { useForm } from '../../form/use-form.ts';
import { client } from '../../lib/client.ts';
import { dayText, momentText, relativeText } from '../../lib/time.ts';
import { Button } from '../../ui/button.tsx';
import { Page, Row, Rows, Section, Tag } from '../../ui/page.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import { tokensQuery } from './queries.ts';

const scopes: Record<TokenScope, string> = {
  read: 'Read: sees what you see; its SQL runs in read-only sessions',
  write: 'Write: also changes data and saved queries',
  admin: 'Admin: also connections, members, invitations and the audit trail',
};

export function TokensPage(): ReactNode {
  const tokens = useQuery(tokensQuery);
  const [made, setMade] = useState<NewToken | null>(null);
  const [revoked, setRevoked] = useState<Token | null>(null);
  const queries = useQueryClient();
  return (
    <Page title="Access tokens" about="A token stands for you in scripts and CI: Authorization: Bearer stp_… It can never change your account, its password or its tokens.">
      <title>Access tokens · studio</title>
      <Section title="New token"><TokenForm onMade={setMade} /></Section>
      {made && <ToldOnce key={made.id} label={`Token ${made.name}`} value={made.token}>
        Copy it now: it is not shown again. Whoever has it can do what it allows, as you.
      </ToldOnce>}
      {tokens.error && <ErrorPanel error={asStudioError(tokens.error).fields}
        actions={<Button onClick={() => void tokens.refetch()}>Try again</Button>} />}
      {tokens.isPending && <SkeletonLines lines={2} className="h-12" />}
      {tokens.data?.length === 0 && <p className="text-muted">You have no tokens.</p>}
      {tokens.data !== undefined && tokens.data.length > 0 && <Rows label="Access tokens">
        {tokens.data.map((each) => <TokenRow key={each.id} token={each} onRevoke={() => setRevoked(each)} />)}
      </Rows>}
      {revoked && <Confirm title={`Revoke the token ${revoked.name}?`} verb="Revoke" pending="Revoking …" onClose={() => setRevoked(null)}
        onConfirm={async () => {
          await client.tokens.delete(revoked.id);
          await queries.invalidateQueries({ queryKey: tokensQuery.queryKey });
          if (made?.id === revoked.id) setMade(null);
          setRevoked(null);
        }}>
        <p>Whatever uses it is refused from now on.</p>
      </Confirm>}
    </Page>
  );
}

function TokenForm({ onMade }: { onMade: (token: NewToken) => void }): ReactNode {
  const queries = useQueryClient();
  const form = useForm({
    values: { name: '', scope: 'read', days: '30' },
    rules: { name: textRule('The name') },
    onSubmit: async ({ name, scope, days }) => {
      const token = await client.tokens.create({
        name: name.trim(), scopes: [scope as TokenScope], ...(days === '' ? {} : { expires_in_days: Number(days) }),
      });
      form.api.reset();
      await queries.invalidateQueries({ queryKey: tokensQuery.queryKey });
      onMade(token);
    },
  });
  const { Field } = form;
  return (
    <Form of={form} label="New token" className="grid gap-3">
      <Field name="name">{(field) => <field.Text label="What it is for" autoComplete="off" placeholder="nightly export" />}</Field>
      <div className="grid gap-3 sm:grid-cols-[2fr_1fr]">
        <Field name="scope">{(field) => (
          <field.Select label="What it may do">
            {Object.entries(scopes).map(([scope, label]) => <option key={scope} value={scope}>{label}</option>)}
          </field.Select>
        )}</Field>
        <Field name="days">{(field) => (
          <field.Select label="How long">
            <option value="7">7 days</option>
            <option value="30">30 days</option>
            <option value="90">90 days</option>
            <option value="366">1 year</option>
            <option value="">Until it is revoked</option>
          </field.Select>
        )}</Field>
      </div>
      <FormFoot submit="Make the token" pending="Making …" />
    </Form>
  );
}

function TokenRow({ token, onRevoke }: { token: Token; onRevoke: () => void }): ReactNode {
  const is_over = token.expires_at !== null && Date.parse(token.expires_at) < Date.now();
  return (
    <Row
      title={<><span>{token.name}</span>{token.scopes.map((scope) => <Tag key={scope}>{scope}</Tag>)}{is_over && <Tag look="warning">expired</Tag>}</>}
      facts={<>
        made {dayText(token.created_at)} ·{' '}
        {token.expires_at === null ? 'does not expire' : <time dateTime={token.expires_at} title={momentText(token.expires_at)}>
          {is_over ? 'expired' : 'expires'} {relativeText(token.expires_at)}</time>} ·{' '}
        {token.last_used_at === null ? 'never used'
          : <time dateTime={token.last_used_at} title={momentText(token.last_used_at)}>used {relativeText(token.last_used_at)}</time>}
      </>}>
      <Button aria-label={`Revoke ${token.name}`} onClick={onRevoke}>Revoke</Button>
    </Row>
  );
}
