// The roles as which rows were viewed in this browser. Reading as a role runs the functions of views and policies with its rights:
// a role that somebody else's link brings is asked about first.

import { readStored, writeStored } from '../../../lib/storage.ts';

const kept_roles = 100;

export function isKnownRole(connection: string, role: string): boolean {
  return rolesOf(connection).includes(role);
}

export function noteRole(connection: string, role: string): void {
  writeStored(`as_roles.${connection}`, [role, ...rolesOf(connection).filter((each) => each !== role)].slice(0, kept_roles));
}

function rolesOf(connection: string): string[] {
  const kept = readStored(`as_roles.${connection}`);
  return Array.isArray(kept) ? kept.filter((each): each is string => typeof each === 'string') : [];
}
