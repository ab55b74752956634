// What row-level security means for a role that reads or writes a table, in words. Pure.

import type { CatalogRow } from '@studio-pg/client';
import { plural } from '../../../lib/format.ts';

type Policy = CatalogRow<'policies'>;
type RoleFacts = CatalogRow<'row_security'>;

/** The commands that policies are for. */
export const commands = ['select', 'insert', 'update', 'delete'] as const;

/** Those that hold for the role, whatever the command; none where it passes row-level security. */
export function policiesOf(role: RoleFacts, policies: readonly Policy[]): Policy[] {
  if (!role.is_enabled || role.bypass !== null) return [];
  const named = new Set(JSON.parse(role.policies) as number[]);
  return policies.filter((each) => named.has(each.oid));
}

/** Why no policy holds; null: they do. */
export function bypassWords({ bypass, role }: RoleFacts): string | null {
  switch (bypass) {
    case 'superuser': return `${role} is a superuser: no policy holds for it.`;
    case 'bypassrls': return `${role} has BYPASSRLS: no policy holds for it.`;
    case 'owner': return `${role} has the rights of the table's owner, and the table is without FORCE ROW LEVEL SECURITY: no policy holds for it.`;
    default: return null;
  }
}

export function badgeWords(role: RoleFacts, policies: readonly Policy[], is_me: boolean): string {
  const whom = is_me ? 'you' : role.role;
  if (role.bypass !== null) return `row-level security: ${whom} ${is_me ? 'bypass' : 'bypasses'} it`;
  const count = policiesOf(role, policies).length;
  return count === 0 ? `row-level security: no policy for ${whom}` : `row-level security: ${plural(count, 'policy', 'policies')} ${count === 1 ? 'applies' : 'apply'} to ${whom}`;
}

/** What of a command the policies leave: what PostgreSQL does where none of them is permissive. */
export function commandWords(command: typeof commands[number], held: readonly Policy[]): string {
  const of_command = held.filter((each) => each.command === 'all' || each.command === command);
  if (of_command.some((each) => each.is_permissive)) return '';
  return { select: 'no row is seen', insert: 'no row can be inserted', update: 'no row can be changed', delete: 'no row can be deleted' }[command];
}
