// The frame of settings: the account's pages and those of one organization, listed at the left, above on a telephone.

import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { isAtLeast } from '../lib/access.ts';
import { meQuery } from '../lib/account-queries.ts';
import { useNotice } from '../lib/notice.ts';
import { chosenOrganization } from '../lib/organization.ts';
import { PlainHeader } from './plain-header.tsx';

const look = 'flex h-7 items-center rounded-sm px-2 whitespace-nowrap text-muted hover:bg-surface-2 hover:text-ink '
  + 'aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent';

export function SettingsFrame(): ReactNode {
  const { organization: wanted } = useParams({ strict: false });
  const me = useQuery(meQuery).data;
  const present = me && chosenOrganization(me.organizations, wanted);
  const params = { organization: present?.id ?? '' };
  const exact = { exact: true };
  const notice = useNotice();
  const nav = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    nav.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path, present?.id]);
  return (
    <div className="flex h-dvh flex-col">
      <PlainHeader organization={present?.id} />
      <div className="flex min-h-0 flex-1 bg-surface-1 max-sm:flex-col">
        <nav ref={nav} aria-label="Settings" className="flex shrink-0 gap-4 overflow-auto border-line p-3 sm:w-56 sm:flex-col sm:border-r max-sm:border-b">
          <Group title="Account">
            <Link to="/account" activeOptions={exact} className={look}>Profile</Link>
            <Link to="/account/password" className={look}>Password</Link>
            <Link to="/account/sign-ins" className={look}>Sign-ins</Link>
            <Link to="/account/tokens" className={look}>Access tokens</Link>
            <Link to="/account/organizations" className={look}>Organizations</Link>
          </Group>
          {present && <Group title={present.name}>
            <Link to="/o/$organization/settings" params={params} className={look}>General</Link>
            {!present.is_personal && <Link to="/o/$organization/members" params={params} className={look}>Members</Link>}
            {!present.is_personal && isAtLeast(present.role, 'admin')
              && <Link to="/o/$organization/invitations" params={params} className={look}>Invitations</Link>}
          </Group>}
        </nav>
        <main className="relative min-h-0 min-w-0 flex-1 overflow-auto"><Outlet /></main>
      </div>
      <p role="status" className="pointer-events-none fixed inset-x-0 bottom-4 grid justify-items-center px-4">
        {notice !== '' && <span className="sheet rounded-md border border-line-strong bg-raised px-3 py-2 shadow-lg shadow-black/15">{notice}</span>}
      </p>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section aria-label={title} className="flex gap-px sm:flex-col">
      <h2 className="truncate px-2 py-1 text-small font-medium text-faint max-sm:hidden">{title}</h2>
      {children}
    </section>
  );
}
