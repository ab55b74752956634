// The badge over a table's rows that says that row-level security is on and what it means for the role that reads; the dialog behind
// it names the policies and lets the rows be viewed as another role.

import type { CatalogRow } from '@studio-pg/client';
import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useCommands } from '../../../lib/command.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { Button } from '../../../ui/button.tsx';
import { badgeWords } from './words.ts';

const RowSecurityDialog = lazy(async () => ({ default: (await import('./row-security-dialog.tsx')).RowSecurityDialog }));

interface RowSecurityBadgeProps {
  relation: CatalogRow<'relations'>;
  /** Whose view of the rows is shown; undefined: one's own. */
  as_role: string | undefined;
  onRole: (role: string | undefined) => void;
}

export function RowSecurityBadge({ relation, as_role, onRole }: RowSecurityBadgeProps): ReactNode {
  const { id } = useConnection();
  const [is_open, setOpen] = useState(false);
  const narrowing = { relation: relation.oid };
  const roles = useQuery({ ...catalogQuery(id, 'row_security', narrowing), enabled: relation.has_rls });
  const policies = useQuery({ ...catalogQuery(id, 'policies', narrowing), enabled: relation.has_rls });
  useCommands(useMemo(() => [
    { id: 'rows.as_role', label: 'View the rows as another role …', group: 'Rows', run: () => setOpen(true) },
    { id: 'rows.as_me', label: 'View the rows as yourself again', group: 'Rows', is_enabled: as_role !== undefined, run: () => onRole(undefined) },
  ], [as_role, onRole]));
  const role = roles.data?.find((each) => (as_role === undefined ? each.is_own : each.role === as_role));
  return (
    <>
      {relation.has_rls && (
        <Button look="quiet" className="min-w-0 max-w-80" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <ShieldCheck aria-hidden size={15} strokeWidth={1.5} className="shrink-0" />
          <span className="truncate">{role && policies.data ? badgeWords(role, policies.data, as_role === undefined) : 'row-level security'}</span>
        </Button>
      )}
      {is_open && (
        <Suspense fallback={null}>
          <RowSecurityDialog relation={relation} as_role={as_role} onClose={() => setOpen(false)} onRole={(chosen) => {
            setOpen(false);
            onRole(chosen);
          }} />
        </Suspense>
      )}
    </>
  );
}
