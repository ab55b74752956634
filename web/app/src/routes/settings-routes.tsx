// /account/…, /o/<organization>/settings, members, invitations, /organizations/new: loaded when they are first opened.

import { createRoute, lazyRouteComponent, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { meQuery } from '../lib/account-queries.ts';
import { client } from '../lib/client.ts';
import { rememberPlace } from '../lib/organization.ts';
import { queryClient } from '../lib/query-client.ts';
import { signedInRoute } from './root-route.tsx';

const account = () => import('../features/account/pages.ts');
const organization = () => import('../features/organization/pages.ts');
const ProfilePage = lazyRouteComponent(account, 'ProfilePage');
const OwnOrganizationsPage = lazyRouteComponent(organization, 'OwnOrganizationsPage');
const OrganizationPage = lazyRouteComponent(organization, 'OrganizationPage');
const MembersPage = lazyRouteComponent(organization, 'MembersPage');
const InvitationsPage = lazyRouteComponent(organization, 'InvitationsPage');
const NewOrganizationPage = lazyRouteComponent(organization, 'NewOrganizationPage');

const settingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  id: 'settings',
  loader: () => queryClient.query({ ...meQuery, staleTime: 'static' }),
  component: lazyRouteComponent(() => import('./settings-frame.tsx'), 'SettingsFrame'),
});

const profileRoute = createRoute({ getParentRoute: () => settingsRoute, path: '/account', component: Profile });

function Profile(): ReactNode {
  return <ProfilePage onDeleted={() => client.session.forget()} />;
}

const passwordRoute = createRoute({
  getParentRoute: () => settingsRoute, path: '/account/password', component: lazyRouteComponent(account, 'PasswordPage'),
});
const signInsRoute = createRoute({
  getParentRoute: () => settingsRoute, path: '/account/sign-ins', component: lazyRouteComponent(account, 'SignInsPage'),
});
const tokensRoute = createRoute({
  getParentRoute: () => settingsRoute, path: '/account/tokens', component: lazyRouteComponent(account, 'TokensPage'),
});
const ownOrganizationsRoute = createRoute({
  getParentRoute: () => settingsRoute, path: '/account/organizations', component: OwnOrganizations,
});

function OwnOrganizations(): ReactNode {
  const navigate = useNavigate();
  return <OwnOrganizationsPage onOpen={(id) => void navigate({ to: '/o/$organization/settings', params: { organization: id } })}
    onNew={() => void navigate({ to: '/organizations/new' })} />;
}

const newOrganizationRoute = createRoute({
  getParentRoute: () => settingsRoute, path: '/organizations/new', component: NewOrganization,
});

function NewOrganization(): ReactNode {
  const navigate = useNavigate();
  return <NewOrganizationPage
    onCreated={(id) => {
      rememberPlace(id);
      void navigate({ to: '/o/$organization/invitations', params: { organization: id } });
    }} />;
}

const organizationRoute = createRoute({
  getParentRoute: () => settingsRoute, path: '/o/$organization/settings', component: Organization,
});

function Organization(): ReactNode {
  const { organization: id } = organizationRoute.useParams();
  const navigate = useNavigate();
  return <OrganizationPage key={id} id={id} onGone={() => void navigate({ to: '/account/organizations', replace: true })} />;
}

const membersRoute = createRoute({
  getParentRoute: () => settingsRoute, path: '/o/$organization/members', component: Members,
});

function Members(): ReactNode {
  const { organization: id } = membersRoute.useParams();
  const navigate = useNavigate();
  return <MembersPage key={id} id={id} onGone={() => void navigate({ to: '/account/organizations', replace: true })}
    onInvite={() => void navigate({ to: '/o/$organization/invitations', params: { organization: id } })} />;
}

const invitationsRoute = createRoute({
  getParentRoute: () => settingsRoute, path: '/o/$organization/invitations', component: Invitations,
});

function Invitations(): ReactNode {
  const { organization: id } = invitationsRoute.useParams();
  return <InvitationsPage key={id} id={id} />;
}

export const settingsRoutes = settingsRoute.addChildren([
  profileRoute, passwordRoute, signInsRoute, tokensRoute, ownOrganizationsRoute, newOrganizationRoute, organizationRoute,
  membersRoute, invitationsRoute,
]);
