// The resources of doc/protocol.md section 10 about people: accounts, sign-ins, tokens, organizations, members,
// invitations. As in protocol.ts the types are inferred from the schemas, and this file knows no transport.

import * as z from 'zod/mini';
import { count, nullable_text, person, text } from './fields.ts';
import { memberRole } from './protocol.ts';
import type { MemberRole } from './protocol.ts';

const listOf = <Item extends z.ZodMiniType>(item: Item) => z.object({ items: z.array(item), next: nullable_text });

/** One of the account's sign-ins. `address` is the client's as the server saw it. */
export const signIn = z.object({
  id: text,
  method: z.enum(['link', 'role', 'password', 'invitation']),
  address: nullable_text,
  user_agent: nullable_text,
  created_at: text,
  last_used_at: text,
  expires_at: text,
  is_current: z.boolean(),
});
export type SignIn = z.infer<typeof signIn>;
export const signInList = listOf(signIn);
export const signInsEnded = z.object({ ended: count });

export const tokenScope = z.enum(['read', 'write', 'admin']);
export type TokenScope = z.infer<typeof tokenScope>;

const token_shape = {
  id: text, name: text, scopes: z.array(tokenScope), created_at: text, expires_at: nullable_text, last_used_at: nullable_text,
};
/** A personal access token, without its secret. */
export const token = z.object(token_shape);
export type Token = z.infer<typeof token>;
export const tokenList = listOf(token);
/** A new one: `token` is told in this answer and nowhere else. */
export const newToken = z.object({ ...token_shape, token: text });
export type NewToken = z.infer<typeof newToken>;

export interface TokenCreate {
  name: string;
  /** What it may do; the highest counts. */
  scopes: TokenScope[];
  /** 1 to 366; absent: it does not expire. */
  expires_in_days?: number;
}

/** `role` is what the account is in it. History and audit trail are kept for that many days. */
export const organization = z.object({
  id: text,
  name: text,
  is_personal: z.boolean(),
  role: memberRole,
  member_count: count,
  connection_count: count,
  history_days: count,
  audit_days: count,
  created_at: text,
});
export type Organization = z.infer<typeof organization>;
export const organizationList = listOf(organization);

export interface OrganizationUpdate {
  name?: string;
  /** 1 to 3650. */
  history_days?: number;
  /** 1 to 3650. */
  audit_days?: number;
}

export const member = z.object({
  organization_id: text, account_id: text, name: text, email: nullable_text, role: memberRole, is_disabled: z.boolean(),
  created_at: text,
});
export type Member = z.infer<typeof member>;
export const memberList = listOf(member);
export const memberLink = z.object({ url: text });

const invitation_shape = {
  id: text, organization_id: text, role: memberRole, email: nullable_text, created_at: text, created_by: person,
  expires_at: text,
};
/** An invitation that waits, without its secret. `email` is a note to whoever made it. */
export const invitation = z.object(invitation_shape);
export type Invitation = z.infer<typeof invitation>;
export const invitationList = listOf(invitation);
/** A new one: `token` and `url` are told in this answer and nowhere else. */
export const newInvitation = z.object({ ...invitation_shape, token: text, url: text });
export type NewInvitation = z.infer<typeof newInvitation>;

export interface InvitationCreate {
  role: MemberRole;
  email?: string | null;
  /** 1 to 30, 7 when absent. */
  expires_in_days?: number;
}

/** What somebody sees who has the link of an invitation. */
export const invitationOffer = z.object({
  organization: text, role: memberRole, email: nullable_text, invited_by: text, expires_at: text,
});
export type InvitationOffer = z.infer<typeof invitationOffer>;

/** What became of an accepted invitation: `role` is the higher one where the account was a member already. */
export const membership = z.object({ organization_id: text, organization: text, role: memberRole });
export type Membership = z.infer<typeof membership>;

/** A new account that joins by an invitation. */
export interface Newcomer {
  /** The invitation's. */
  token: string;
  name: string;
  email: string;
  password: string;
}
