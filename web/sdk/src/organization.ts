// Organizations and who is in them: the nouns organization, member, invitation. What the account may not see answers 404
// ST006, what it may see and not do 403 42501.

import {
  invitationList, invitationOffer, member, memberLink, memberList, membership, newInvitation, organization, organizationList,
} from './account-protocol.ts';
import type {
  Invitation, InvitationCreate, InvitationOffer, Member, Membership, NewInvitation, Organization, OrganizationUpdate,
} from './account-protocol.ts';
import type { Http } from './http.ts';
import { readPage } from './list.ts';
import type { Page } from './list.ts';
import type { MemberRole } from './protocol.ts';

export class Organizations {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Those that the account belongs to, the personal one first. */
  async list(): Promise<Organization[]> {
    return (await this.#http.json('GET', '/organizations', organizationList)).items;
  }

  async get(id: string): Promise<Organization> {
    return await this.#http.json('GET', path(id), organization);
  }

  /** Makes an organization, of which the account is the owner. Throws 54000 beyond 100 of them. */
  async create(name: string): Promise<Organization> {
    return await this.#http.json('POST', '/organizations', organization, { body: { name } });
  }

  /** Changes what is given; for owners. */
  async update(id: string, given: OrganizationUpdate): Promise<Organization> {
    return await this.#http.json('PATCH', path(id), organization, { body: given });
  }

  /** Deletes it with its connections, saved queries and history; for owners. Throws 55000 for a personal one. */
  async delete(id: string): Promise<void> {
    await this.#http.send('DELETE', path(id));
  }
}

export class Members {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** A page of the members, the latest first: 100, or `limit` (1 to 500), behind `after` (the `next` of the page before). */
  async list(organization_id: string, range: { limit?: number; after?: string | null } = {}): Promise<Page<Member>> {
    return await readPage(this.#http, `${path(organization_id)}/members`, memberList, range);
  }

  /** Gives a member another role. Throws 23514 `organization_keeps_an_owner` for the last owner. */
  async setRole(organization_id: string, account_id: string, role: MemberRole): Promise<Member> {
    return await this.#http.json('PATCH', memberPath(organization_id, account_id), member, { body: { role } });
  }

  /** Takes a member out, or leaves. Throws 23514 `organization_keeps_an_owner` for the last owner. */
  async remove(organization_id: string, account_id: string): Promise<void> {
    await this.#http.send('DELETE', memberPath(organization_id, account_id));
  }

  /** A link that signs the member in once, within 15 minutes; for owners. */
  async createLink(organization_id: string, account_id: string): Promise<string> {
    return (await this.#http.json('POST', `${memberPath(organization_id, account_id)}/link`, memberLink, { body: {} })).url;
  }
}

export class Invitations {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** Those that wait; for admins. */
  async list(organization_id: string): Promise<Invitation[]> {
    return (await this.#http.json('GET', `${path(organization_id)}/invitations`, invitationList)).items;
  }

  /** Invites somebody; the link is in this answer and nowhere else. For admins, and for owners to make an owner. */
  async create(organization_id: string, given: InvitationCreate): Promise<NewInvitation> {
    return await this.#http.json('POST', `${path(organization_id)}/invitations`, newInvitation, { body: given });
  }

  /** Withdraws an invitation: its link leads nowhere from now on. */
  async delete(id: string): Promise<void> {
    await this.#http.send('DELETE', `/invitations/${encodeURIComponent(id)}`);
  }

  /** Who invites to what; for whoever has the token. Throws 404 ST006 where it was used, withdrawn or is too old. */
  async read(token: string): Promise<InvitationOffer> {
    return await this.#http.json('POST', '/invitations/read', invitationOffer, { body: { token }, auth: 'none' });
  }

  /** Joins as the account that is signed in; `session.join` makes a new one. */
  async accept(token: string): Promise<Membership> {
    return await this.#http.json('POST', '/invitations/accept', membership, { body: { token } });
  }
}

function path(id: string): string {
  return `/organizations/${encodeURIComponent(id)}`;
}

function memberPath(organization_id: string, account_id: string): string {
  return `${path(organization_id)}/members/${encodeURIComponent(account_id)}`;
}
