// The roles of the server, and a new one.

import { useQuery } from '@tanstack/react-query';
import { use, useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { countText } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { ListPage } from '../list-page.tsx';
import { StructureTable } from '../structure-table.tsx';
import { useQuoting } from '../change/use-quoting.ts';
import { CreateRole, membersOf } from './role-changes.tsx';
import type { RoleRow } from './role-changes.tsx';
import { RoleLink } from './role-link.ts';

export function RolesPage({ onOpen }: { onOpen: (role: string) => void }): ReactNode {
  const { id, is_read_only } = useConnection();
  const roles = useQuery(catalogQuery(id, 'roles'));
  const quote = useQuoting();
  const link = use(RoleLink);
  const [is_making, setMaking] = useState(false);
  const [shows_all, setShowsAll] = useState(false);
  const predefined = roles.data?.filter(({ role }) => role.startsWith('pg_')) ?? [];
  const shown = shows_all ? roles.data : roles.data?.filter(({ role }) => !role.startsWith('pg_'));
  return (
    <ListPage title="Roles" count={shown?.length} question={roles} actions={(
      <>
        {predefined.length > 0 && <Button aria-pressed={shows_all} onClick={() => setShowsAll(!shows_all)}>{shows_all ? 'Without' : 'With'} the {countText(predefined.length)} predefined</Button>}
        {!is_read_only && <Button onClick={() => setMaking(true)}>New role…</Button>}
      </>
    )}>
      {shown && (
        <StructureTable label="Roles" rows={shown} nameOf={({ role }) => role} columns={[
          { head: 'Role', cell: ({ role }) => link(role) },
          { head: 'May', cell: rightsOf, look: 'text' },
          { head: 'Member of', cell: (row) => membersOf(row.member_of).map(({ role }) => role).join(', '), look: 'text' },
          { head: 'Members', cell: (row) => (membersOf(row.members).length === 0 ? '' : countText(membersOf(row.members).length)), look: 'number' },
          { head: 'Valid until', cell: ({ valid_until }) => (valid_until === 'infinity' ? '' : valid_until) },
          { head: 'Comment', cell: ({ comment }) => comment, look: 'text' },
        ]} />
      )}
      {is_making && quote && <CreateRole quote={quote} onCreated={onOpen} onClose={() => setMaking(false)} />}
    </ListPage>
  );
}

/** In words: `log in, create databases`. */
export function rightsOf(role: RoleRow): string {
  if (role.is_superuser) return role.may_login ? 'everything (superuser), log in' : 'everything (superuser)';
  const rights = [
    role.may_login && 'log in', role.may_create_databases && 'create databases', role.may_create_roles && 'create roles',
    role.may_replicate && 'replicate', role.bypasses_rls && 'bypass row-level security',
  ].filter((each) => each !== false);
  return rights.join(', ');
}
