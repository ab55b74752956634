// Where no row is shown, and row-level security holds for who reads: which policies a row must pass to be seen, and as whom else one
// may look for it.

import type { CatalogRow } from '@studio-pg/client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { Button } from '../../../ui/button.tsx';
import { noteRole } from './known-roles.ts';
import { policiesOf } from './words.ts';

interface UnseenProps {
  relation: CatalogRow<'relations'>;
  /** Whose view of the rows is shown; undefined: one's own. */
  as_role: string | undefined;
  onRole: (role: string | undefined) => void;
}

/** As many roles are offered here; the dialog of the badge has all. */
const offered_roles = 4;

export function Unseen({ relation, as_role, onRole }: UnseenProps): ReactNode {
  const { id } = useConnection();
  const narrowing = { relation: relation.oid };
  const roles = useQuery(catalogQuery(id, 'row_security', narrowing)).data;
  const policies = useQuery(catalogQuery(id, 'policies', narrowing)).data;
  const role = roles?.find((each) => (as_role === undefined ? each.is_own : each.role === as_role));
  if (!roles || !role || !policies || role.bypass !== null) return null;
  const held = policiesOf(role, policies).filter(({ command }) => command === 'select' || command === 'all');
  const permissive = held.filter(({ is_permissive }) => is_permissive);
  const restrictive = held.filter(({ is_permissive }) => !is_permissive);
  const whom = as_role ?? 'you';
  const others = roles.filter((each) => each.role !== role.role).slice(0, offered_roles);
  return (
    <div role="region" aria-label="Row-level security" className="grid max-w-prose gap-2 rounded-md border border-line px-4 py-3 text-left">
      {permissive.length === 0
        ? <p>Row-level security hides every row from {whom}: no permissive policy for SELECT holds for {role.role}.</p>
        : <p>Row-level security may hide rows from {whom}. A row is seen that passes {permissive.length === 1 ? 'this policy' : 'one of these policies'}{restrictive.length > 0 && ', and each restrictive one'}:</p>}
      {held.length > 0 && (
        <ul className="grid gap-1">
          {[...permissive, ...restrictive].map((each) => (
            <li key={each.oid}>
              <b className="font-semibold text-ink">{each.name}</b>{!each.is_permissive && <span className="text-small text-muted"> restrictive</span>}
              {each.using !== null && <code className="block font-mono text-small wrap-anywhere text-muted">{each.using}</code>}
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {others.map((each) => (
            <Button key={each.oid} onClick={() => {
              if (!each.is_own) noteRole(id, each.role);
              onRole(each.is_own ? undefined : each.role);
            }}>{each.is_own ? 'Look as yourself' : `Look as ${each.role}`}</Button>
          ))}
        </div>
      )}
    </div>
  );
}
