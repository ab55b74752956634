// Which events of the audit trail are shown: as the address has it, and as the server wants it.

import type { AuditFilter, MemberRole } from '@studio-pg/client';
import { changeSearch, textParameter } from '../../lib/address.ts';

export interface AuditSearch {
  /** Absent: the organization's for an admin, one's own for everybody else. */
  scope?: 'mine' | 'sign_ins';
  action?: string;
  /** The id of who did it. */
  person?: string;
}

export function readAuditSearch(given: Record<string, unknown>): AuditSearch {
  return changeSearch<AuditSearch>({}, {
    scope: given['scope'] === 'mine' || given['scope'] === 'sign_ins' ? given['scope'] : undefined,
    action: textParameter(given, 'action'),
    person: textParameter(given, 'person'),
  });
}

/** What the server is asked; a role that may not see the organization's trail gets one's own. */
export function auditFilter({ scope, action, person }: AuditSearch, organization_id: string, role: MemberRole | undefined): AuditFilter {
  const may_see = role === 'owner' || (role === 'admin' && scope !== 'sign_ins');
  return {
    ...(scope === 'mine' || !may_see ? { scope: 'mine' as const } : { scope: scope ?? 'organization', organization_id }),
    ...(action === undefined ? {} : { action }),
    ...(person === undefined || scope === 'mine' || !may_see ? {} : { account_id: person }),
  };
}
