// /join: an invitation, whose token stood behind the # of the address. It opens for everybody.

import { useQueryClient } from '@tanstack/react-query';
import { createRoute, lazyRouteComponent, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { addressSecret, forgetAddressSecret } from '../lib/address-secret.ts';
import { client } from '../lib/client.ts';
import { rememberPlace } from '../lib/organization.ts';
import { rootRoute } from './root-route.tsx';

const JoinPage = lazyRouteComponent(() => import('../features/join/join-page.tsx'), 'JoinPage');

export const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join',
  loader: async () => {
    const [account] = await Promise.all([
      client.session.state.state === 'signed_in' ? client.session.state.account : client.session.resume(),
      JoinPage.preload?.(),
    ]);
    return { account };
  },
  component: Join,
});

function Join(): ReactNode {
  const { account } = joinRoute.useLoaderData();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const join = async (organization: string | null): Promise<void> => {
    forgetAddressSecret('invitation');
    queries.clear();
    const joined = organization ?? (await client.organizations.list()).find((each) => !each.is_personal)?.id;
    if (joined === undefined) {
      await navigate({ to: '/' });
      return;
    }
    rememberPlace(joined);
    await navigate({ to: '/o/$organization', params: { organization: joined }, replace: true });
  };
  const signIn = async (): Promise<void> => {
    if (account) await client.session.signOut();
    await navigate({ to: '/sign-in', search: { next: '/join' } });
  };
  return (
    <JoinPage token={addressSecret('invitation')} account={account} onJoined={join} onSignIn={() => void signIn()}
      onOther={() => void navigate({ to: '/' })} />
  );
}
