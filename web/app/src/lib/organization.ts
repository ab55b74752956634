// The organization whose things are shown: that of the open connection or of the address; where neither says it, the one
// that this browser was in last.

import type { Me } from '@studio-pg/client';
import { readStored, writeStored } from './storage.ts';

export type OwnOrganization = Me['organizations'][number];

/** Remembers the organization, and the connection in it, as the place to come back to. */
export function rememberPlace(organization: string, connection?: string): void {
  writeStored('organization', organization);
  if (connection === undefined) return;
  writeStored('connection', connection);
  writeStored(`connection.${organization}`, connection);
}

/** The one of that id, else the one that was open last, else the first team, else the personal one. */
export function chosenOrganization(organizations: readonly OwnOrganization[], id?: string): OwnOrganization | undefined {
  const last = readStored('organization');
  return organizations.find((each) => each.id === id) ?? organizations.find((each) => each.id === last)
    ?? organizations.find((each) => !each.is_personal) ?? organizations[0];
}

/** The connection that was open last in an organization; null where none was. */
export function lastConnection(organization: string): string | null {
  const last = readStored(`connection.${organization}`);
  return typeof last === 'string' ? last : null;
}
