// Where the account is signed in: device, address, last use. One sign-in can be ended, or all but this one.

import type { SignIn } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Laptop, Smartphone } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Confirm } from '../../form/confirm.tsx';
import { client } from '../../lib/client.ts';
import { plural } from '../../lib/format.ts';
import { say } from '../../lib/notice.ts';
import { momentText, relativeText } from '../../lib/time.ts';
import { Button } from '../../ui/button.tsx';
import { Page, Row, Rows, Tag } from '../../ui/page.tsx';
import { SkeletonLines } from '../../ui/states.tsx';
import { deviceText, isHandheld } from './device.ts';
import { signInsQuery } from './queries.ts';

const methods = { link: 'by a link', role: 'by a database role', password: 'by e-mail and password', invitation: 'by an invitation' };

export function SignInsPage(): ReactNode {
  const sign_ins = useQuery(signInsQuery);
  const queries = useQueryClient();
  const [is_ending, setEnding] = useState(false);
  const others = sign_ins.data?.filter((each) => !each.is_current) ?? [];
  const endOthers = async (): Promise<void> => {
    const ended = await client.signIns.endOthers();
    await queries.invalidateQueries({ queryKey: signInsQuery.queryKey });
    setEnding(false);
    say(`${plural(ended, 'sign-in')} ended.`);
  };
  return (
    <Page title="Sign-ins" about="Every browser and program that is signed in to your account. What you do not know, end, and change your password."
      actions={others.length > 0 && <Button onClick={() => setEnding(true)}>End all others …</Button>}>
      <title>Sign-ins · studio</title>
      {sign_ins.error && <ErrorPanel error={asStudioError(sign_ins.error).fields}
        actions={<Button onClick={() => void sign_ins.refetch()}>Try again</Button>} />}
      {sign_ins.isPending && <SkeletonLines lines={3} className="h-12" />}
      {sign_ins.data && <Rows label="Sign-ins">
        {[...sign_ins.data].sort((a, b) => Number(b.is_current) - Number(a.is_current))
          .map((each) => <SignInRow key={each.id} sign_in={each} />)}
      </Rows>}
      {is_ending && <Confirm title={`End ${plural(others.length, 'other sign-in')}?`} verb="End all others" pending="Ending …"
        onConfirm={endOthers} onClose={() => setEnding(false)}>
        <p>Their queries are canceled at once and their open transactions rolled back. You stay signed in here; access tokens stay valid.</p>
      </Confirm>}
    </Page>
  );
}

function SignInRow({ sign_in }: { sign_in: SignIn }): ReactNode {
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => client.signIns.end(sign_in.id),
    onSettled: () => queries.invalidateQueries({ queryKey: signInsQuery.queryKey }),
  });
  const Icon = isHandheld(sign_in.user_agent) ? Smartphone : Laptop;
  const device = deviceText(sign_in.user_agent);
  return (
    <Row
      title={<>
        <Icon aria-hidden size={16} strokeWidth={1.5} className="shrink-0 text-faint" />
        <span title={sign_in.user_agent ?? undefined}>{device}</span>
        {sign_in.is_current && <Tag look="accent">this one</Tag>}
      </>}
      facts={<>
        {sign_in.address ?? 'unknown address'} · {methods[sign_in.method]} ·{' '}
        <time dateTime={sign_in.last_used_at} title={momentText(sign_in.last_used_at)}>used {relativeText(sign_in.last_used_at)}</time>
        {end.error && <span role="alert" className="text-danger"> · {asStudioError(end.error).message}</span>}
      </>}>
      {!sign_in.is_current && <Button aria-label={`End the sign-in of ${device}`} disabled={end.isPending} onClick={() => end.mutate()}>End</Button>}
    </Row>
  );
}
