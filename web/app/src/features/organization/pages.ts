// The pages of organizations, in one chunk.

export { InvitationsPage } from './invitations-page.tsx';
export { MembersPage } from './members-page.tsx';
export { NewOrganizationPage } from './new-organization-page.tsx';
export { OrganizationPage } from './organization-page.tsx';
export { OwnOrganizationsPage } from './own-organizations-page.tsx';
