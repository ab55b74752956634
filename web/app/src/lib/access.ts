// What a member of an organization may do, by role. The server decides; this only spares buttons that lead nowhere.

import type { MemberRole } from '@studio-pg/client';

export const roles = [
  { role: 'owner', label: 'Owner', may: 'Everything: also owners, retention and the end of the organization.' },
  { role: 'admin', label: 'Admin', may: 'Manages connections, members and invitations.' },
  { role: 'editor', label: 'Editor', may: 'Reads and writes data, shares queries.' },
  { role: 'viewer', label: 'Viewer', may: 'Reads data in read-only sessions.' },
] as const satisfies readonly { role: MemberRole; label: string; may: string }[];

/** Is a role at least another one? */
export function isAtLeast(role: MemberRole, lowest: MemberRole): boolean {
  return rank(role) <= rank(lowest);
}

/** The roles that somebody of that role may give, and may change: only owners make and unmake owners. */
export function mayGive(own: MemberRole, given: MemberRole): boolean {
  return isAtLeast(own, given === 'owner' ? 'owner' : 'admin');
}

function rank(role: MemberRole): number {
  return roles.findIndex((each) => each.role === role);
}
