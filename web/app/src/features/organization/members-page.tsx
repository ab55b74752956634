// Who is in the organization, as what. Admins give roles and take people out; owners also make owners, and sign-in links
// for whoever forgot the password.

import type { Member, MemberRole } from '@studio-pg/client';
import { asStudioError } from '@studio-pg/client';
import { ErrorPanel } from '@studio-pg/react';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Confirm } from '../../form/confirm.tsx';
import { ToldOnce } from '../../form/told-once.tsx';
import { isAtLeast } from '../../lib/access.ts';
import { meQuery } from '../../lib/account-queries.ts';
import { client } from '../../lib/client.ts';
import { say } from '../../lib/notice.ts';
import { Button } from '../../ui/button.tsx';
import { Page, Rows } from '../../ui/page.tsx';
import { EmptyState, SkeletonLines } from '../../ui/states.tsx';
import { MemberRow } from './member-row.tsx';
import { membersQuery, organizationQuery } from './queries.ts';
import { useRefresh } from './use-refresh.ts';

interface MembersPageProps {
  id: string;
  onInvite: () => void;
  /** One has left it oneself. */
  onGone: () => void;
}

export function MembersPage({ id, onInvite, onGone }: MembersPageProps): ReactNode {
  const organization = useQuery(organizationQuery(id));
  const members = useInfiniteQuery(membersQuery(id));
  const { data } = organization;
  const error = organization.error ?? members.error;
  const found = members.data?.pages.flatMap((page) => page.items) ?? [];
  if (data?.is_personal === true) return <EmptyState title="Your personal organization has no other members"><p>Create an organization for the team.</p></EmptyState>;
  return (
    <Page title="Members" about={data && `People who share what belongs to ${data.name}.${isAtLeast(data.role, 'admin') ? '' : ' Its admins give roles and invite people.'}`}
      actions={data && isAtLeast(data.role, 'admin') && <Button look="primary" onClick={onInvite}>Invite people</Button>}>
      <title>{`Members · ${data?.name ?? 'studio'}`}</title>
      {error && <ErrorPanel error={asStudioError(error).fields} actions={<Button onClick={() => void members.refetch()}>Try again</Button>} />}
      {(members.isPending || organization.isPending) && <SkeletonLines lines={4} className="h-12" />}
      {data && members.data && <MemberList members={found} own_role={data.role} organization={data} onGone={onGone} />}
      {members.hasNextPage && <div><Button disabled={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
        {members.isFetchingNextPage ? 'Loading …' : `Show more than these ${found.length}`}
      </Button></div>}
    </Page>
  );
}

interface MemberListProps {
  members: readonly Member[];
  own_role: MemberRole;
  organization: { id: string; name: string };
  onGone: () => void;
}

function MemberList({ members, own_role, organization, onGone }: MemberListProps): ReactNode {
  const me = useQuery(meQuery).data;
  const refresh = useRefresh();
  const [removed, setRemoved] = useState<Member | null>(null);
  const [raised, setRaised] = useState<Member | null>(null);
  const change = useMutation({
    mutationFn: ({ member, role }: { member: Member; role: MemberRole }) => client.members.setRole(organization.id, member.account_id, role),
    onSuccess: async (member) => {
      await refresh();
      say(`${member.name} is ${member.role} now.`);
    },
  });
  const link = useMutation({
    mutationFn: async (member: Member) => ({ member, url: await client.members.createLink(organization.id, member.account_id) }),
  });
  const error = change.error ?? link.error;
  return (
    <>
      {error && <ErrorPanel error={asStudioError(error).fields} />}
      {link.data && <ToldOnce key={link.data.url} label={`Sign-in link for ${link.data.member.name}`} value={link.data.url}>
        It signs {link.data.member.name} in once, within 15 minutes; a new password can be set then. Send it to nobody else: whoever opens it first is {link.data.member.name}.
      </ToldOnce>}
      <Rows label="Members">
        {members.map((each) => (
          <MemberRow key={each.account_id} member={each} own_role={own_role} is_self={each.account_id === me?.account.id}
            onRole={(role) => {
              link.reset();
              if (role === 'owner') setRaised(each);
              else change.mutate({ member: each, role });
            }}
            onLink={() => { change.reset(); link.mutate(each); }} onRemove={() => setRemoved(each)} />
        ))}
      </Rows>
      {raised && <Confirm title={`Make ${raised.name} an owner of ${organization.name}?`} verb="Make an owner" pending="Saving …"
        onClose={() => setRaised(null)}
        onConfirm={async () => {
          await change.mutateAsync({ member: raised, role: 'owner' });
          setRaised(null);
        }}>
        <p>An owner may do everything here that you may: also take your role away, and delete the organization.</p>
      </Confirm>}
      {removed && <Remove member={removed} organization={organization} is_self={removed.account_id === me?.account.id}
        onClose={() => setRemoved(null)}
        onRemoved={() => {
          setRemoved(null);
          if (removed.account_id === me?.account.id) onGone();
        }} />}
    </>
  );
}

interface RemoveProps {
  member: Member;
  organization: { id: string; name: string };
  is_self: boolean;
  onRemoved: () => void;
  onClose: () => void;
}

function Remove({ member, organization, is_self, onRemoved, onClose }: RemoveProps): ReactNode {
  const refresh = useRefresh();
  const who = is_self ? 'You lose' : `${member.name} loses`;
  return (
    <Confirm title={is_self ? `Leave ${organization.name}?` : `Remove ${member.name} from ${organization.name}?`}
      verb={is_self ? 'Leave' : 'Remove'} pending={is_self ? 'Leaving …' : 'Removing …'} onClose={onClose}
      onConfirm={async () => {
        await client.members.remove(organization.id, member.account_id);
        onRemoved();
        await refresh();
        say(is_self ? `You have left ${organization.name}.` : `${member.name} is removed.`);
      }}>
      <p>{who} its connections, saved queries and history at once; queries that run there are canceled. Shared queries stay.</p>
    </Confirm>
  );
}
