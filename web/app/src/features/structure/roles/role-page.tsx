// One role: what it is, whose member it is, what it was granted, what others get of what it makes.

import { useQuery } from '@tanstack/react-query';
import { use, useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { countText, shownName } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { ObjectAbsent, ObjectPage } from '../object-page.tsx';
import { StructureTable } from '../structure-table.tsx';
import { useQuoting } from '../change/use-quoting.ts';
import { membersOf, RoleChange } from './role-changes.tsx';
import type { AskedOfRole, RoleRow } from './role-changes.tsx';
import { RoleLink } from './role-link.ts';
import { rightsOf } from './roles-page.tsx';

interface RolePageProps {
  name: string;
  onMoved: (name: string) => void;
  onGone: () => void;
}

export function RolePage({ name, onMoved, onGone }: RolePageProps): ReactNode {
  const { id, is_read_only } = useConnection();
  const roles = useQuery(catalogQuery(id, 'roles'));
  const quote = useQuoting();
  const [asked, setAsked] = useState<AskedOfRole | null>(null);
  const role = roles.data?.find((each) => each.role === name);
  if (!role) return <ObjectAbsent what="role" error={roles.error} is_pending={roles.isPending} refetch={() => void roles.refetch()} />;
  const ask = is_read_only || name.startsWith('pg_') ? undefined : setAsked;
  return (
    <ObjectPage what="role" schema={null} name={shownName(name)} title={name}
      facts={[['May', rightsOf(role) || 'nothing by itself'], ['Privileges of its roles', role.inherits ? 'are its own' : 'by SET ROLE alone'],
        ['Connections', role.connection_limit < 0 ? 'as many as it likes' : `${countText(role.connection_limit)} at a time`], ['Valid until', role.valid_until === null || role.valid_until === 'infinity' ? 'for ever' : role.valid_until], ['Comment', role.comment ?? '–']]}
      actions={ask && (
        <>
          <Button onClick={() => ask({ kind: 'change' })}>Change…</Button>
          <Button onClick={() => ask({ kind: 'password' })}>Password…</Button>
          <Button onClick={() => ask({ kind: 'drop' })}>Drop…</Button>
        </>
      )}>
      {!role.may_change && !is_read_only && <p className="px-3 pb-2 text-small text-muted">The connection’s role may not change it: only a superuser or a role with CREATEROLE may.</p>}
      <Memberships role={role} ask={is_read_only ? undefined : setAsked} />
      <Granted role={role} ask={ask} />
      <Defaults role={role} ask={ask} />
      {asked && quote && <RoleChange asked={asked} quote={quote} role={role} onMoved={onMoved} onGone={onGone} onClose={() => setAsked(null)} />}
    </ObjectPage>
  );
}

interface PartProps {
  role: RoleRow;
  /** Absent where nothing can be changed. */
  ask: ((asked: AskedOfRole) => void) | undefined;
}

function Part({ title, action, children }: { title: string; action: ReactNode; children: ReactNode }): ReactNode {
  return (
    <section aria-label={title} className="border-t border-line">
      <div className="flex min-h-9 items-center gap-2 px-3 py-1"><h2 className="mr-auto font-semibold">{title}</h2>{action}</div>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={`${title}, list`}>{children}</div>
    </section>
  );
}

function Memberships({ role, ask }: PartProps): ReactNode {
  const link = use(RoleLink);
  const side = (label: string, rows: ReturnType<typeof membersOf>, revoke: (other: string) => AskedOfRole): ReactNode => (
    <StructureTable label={label} rows={rows} nameOf={(row) => row.role} columns={[
      { head: 'Role', cell: (row) => link(row.role) }, { head: 'May make others members', cell: (row) => (row.is_admin ? 'yes' : '') },
    ]} actionsOf={ask && ((row) => [{ label: 'Revoke…', run: () => ask(revoke(row.role)) }])} />
  );
  return (
    <div className="grid md:grid-cols-2">
      <Part title="Member of" action={ask && <Button onClick={() => ask({ kind: 'join' })}>Join…</Button>}>
        {side('Member of', membersOf(role.member_of), (other) => ({ kind: 'revoke_membership', role: other, member: role.role }))}
      </Part>
      <Part title="Members" action={ask && <Button onClick={() => ask({ kind: 'add_members' })}>Add members…</Button>}>
        {side('Members', membersOf(role.members), (other) => ({ kind: 'revoke_membership', role: role.role, member: other }))}
      </Part>
    </div>
  );
}

function Granted({ role, ask }: PartProps): ReactNode {
  const { id } = useConnection();
  const privileges = useQuery(catalogQuery(id, 'role_privileges', { relation: role.oid })).data;
  return (
    <Part title="Granted to it in this database" action={ask && <Button onClick={() => ask({ kind: 'grant' })}>Grant…</Button>}>
      {privileges && (
        <StructureTable label="Granted to it" rows={privileges} nameOf={(row) => `${row.privilege} on ${row.identity} by ${row.grantor}`} columns={[
          { head: 'On', cell: (row) => row.identity }, { head: 'Kind', cell: (row) => row.kind }, { head: 'Privilege', cell: (row) => row.privilege },
          { head: 'Granted by', cell: (row) => row.grantor }, { head: 'May grant it', cell: (row) => (row.is_grantable ? 'yes' : '') },
        ]} actionsOf={ask && ((privilege) => [{ label: 'Revoke…', run: () => ask({ kind: 'revoke', privilege }) }])} />
      )}
    </Part>
  );
}

function Defaults({ role, ask }: PartProps): ReactNode {
  const { id } = useConnection();
  const defaults = useQuery(catalogQuery(id, 'default_privileges', { relation: role.oid })).data;
  return (
    <Part title="Default privileges" action={ask && <Button onClick={() => ask({ kind: 'grant_default' })}>Grant by default…</Button>}>
      {defaults && (
        <StructureTable label="Default privileges" rows={defaults} nameOf={(row) => `${row.privilege} on ${row.kind} of ${row.owner} to ${row.grantee ?? 'PUBLIC'} in ${row.schema ?? 'every schema'}`} columns={[
          { head: 'Made by', cell: (row) => row.owner }, { head: 'On every new', cell: (row) => row.kind.slice(0, -1) }, { head: 'In', cell: (row) => row.schema ?? 'every schema' },
          { head: 'To', cell: (row) => row.grantee ?? 'PUBLIC' }, { head: 'Privilege', cell: (row) => row.privilege },
        ]} actionsOf={ask && ((privilege) => [{ label: 'Revoke…', run: () => ask({ kind: 'revoke_default', privilege }) }])} />
      )}
    </Part>
  );
}
