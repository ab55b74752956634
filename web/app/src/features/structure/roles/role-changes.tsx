// Dialogs that make, change and drop roles, their memberships and privileges.

import type { CatalogRow } from '@studio-pg/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { CheckField, SelectField } from '../../../ui/field.tsx';
import { ChangeDialog } from '../change/change-dialog.tsx';
import { CascadeField } from '../change/column-changes.tsx';
import { NameList } from '../change/name-list.tsx';
import type { Quoting } from '../change/quoting.ts';
import { Plain } from '../change/relation-changes.tsx';
import { GrantDefault, GrantPrivileges } from './privilege-changes.tsx';
import { PasswordField, RoleFields, usePassword } from './role-fields.tsx';
import { changeRole, createRole, dropRole, empty_role, grantRole, revokeDefault, revokePrivilege, revokeRole, setPassword } from './role.ts';
import type { RoleForm } from './role.ts';

export type RoleRow = CatalogRow<'roles'>;

export type AskedOfRole =
  | { kind: 'change' | 'password' | 'drop' | 'join' | 'add_members' | 'grant' | 'grant_default' }
  | { kind: 'revoke_membership'; role: string; member: string }
  | { kind: 'revoke'; privilege: CatalogRow<'role_privileges'> }
  | { kind: 'revoke_default'; privilege: CatalogRow<'default_privileges'> };

export interface RoleChangeProps {
  quote: Quoting;
  role: RoleRow;
  onMoved: (name: string) => void;
  onGone: () => void;
  onClose: () => void;
}

export function CreateRole({ quote, onClose, onCreated }: { quote: Quoting; onClose: () => void; onCreated: (name: string) => void }): ReactNode {
  const [form, setForm] = useState(empty_role);
  const { password, problem, verifier, setPassword: setText } = usePassword();
  const lacks = password !== '' && verifier === undefined;
  return (
    <ChangeDialog title="New role" verb="Create role" statements={lacks ? [] : createRole(quote, form, verifier)} onDone={() => onCreated(form.name)} onClose={onClose}>
      <RoleFields form={form} onChange={setForm} />
      {form.may_login && <PasswordField label="Password" password={password} problem={problem} onChange={setText} />}
    </ChangeDialog>
  );
}

export function RoleChange({ asked, ...props }: RoleChangeProps & { asked: AskedOfRole }): ReactNode {
  const { quote, role: { role }, onClose } = props;
  switch (asked.kind) {
    case 'change': return <ChangeRole {...props} />;
    case 'password': return <ChangePassword {...props} />;
    case 'drop': return <DropRole {...props} />;
    case 'join': return <Join {...props} />;
    case 'add_members': return <AddMembers {...props} />;
    case 'grant': return <GrantPrivileges {...props} />;
    case 'grant_default': return <GrantDefault {...props} />;
    case 'revoke_membership':
      return <Revoke title={`${asked.member} is no longer a member of ${asked.role}`} statements={(is_cascade) => revokeRole(quote, asked.role, asked.member, is_cascade)} onClose={onClose} />;
    case 'revoke':
      return <Revoke title={`Revoke ${asked.privilege.privilege} on ${asked.privilege.identity}`} statements={(is_cascade) => revokePrivilege(quote, role, asked.privilege, is_cascade)} onClose={onClose} />;
    case 'revoke_default':
      return <Plain title="Revoke a default privilege" verb="Revoke" statements={revokeDefault(quote, asked.privilege)} onClose={onClose} />;
  }
}

function ChangeRole({ quote, role, onMoved, onClose }: RoleChangeProps): ReactNode {
  const [before] = useState<RoleForm>(() => ({
    name: role.role, may_login: role.may_login, is_superuser: role.is_superuser, may_create_databases: role.may_create_databases, may_create_roles: role.may_create_roles,
    inherits: role.inherits, may_replicate: role.may_replicate, bypasses_rls: role.bypasses_rls, comment: role.comment ?? '', valid_until: role.valid_until ?? '',
    connection_limit: role.connection_limit < 0 ? '' : String(role.connection_limit),
  }));
  const [form, setForm] = useState(before);
  return (
    <ChangeDialog title={`Change role ${role.role}`} verb="Change role" statements={changeRole(quote, before, form)} onClose={onClose} onDone={() => {
      if (form.name !== before.name) onMoved(form.name);
    }}>
      <RoleFields form={form} onChange={setForm} />
    </ChangeDialog>
  );
}

function ChangePassword({ quote, role, onClose }: RoleChangeProps): ReactNode {
  const [is_removed, setRemoved] = useState(false);
  const { password, problem, verifier, setPassword: setText } = usePassword();
  const statements = is_removed ? setPassword(quote, role.role, null) : verifier === undefined ? [] : setPassword(quote, role.role, verifier);
  return (
    <ChangeDialog title={`Password of ${role.role}`} verb={is_removed ? 'Remove the password' : 'Set the password'} statements={statements} onClose={onClose}>
      {!is_removed && <PasswordField label="New password" password={password} problem={problem} onChange={setText} />}
      <CheckField label="No password: it cannot log in by one" checked={is_removed} onChange={(event) => setRemoved(event.target.checked)} />
    </ChangeDialog>
  );
}

function DropRole({ quote, role, onGone, onClose }: RoleChangeProps): ReactNode {
  const [form, setForm] = useState({ heir: '', drops_owned: false });
  const names = useRoleNames().filter((each) => each !== role.role);
  return (
    <ChangeDialog title={`Drop role ${role.role}`} verb="Drop role" look="danger" statements={dropRole(quote, role.role, form)} onDone={onGone} onClose={onClose}>
      <SelectField label="What it owns in this database goes to" value={form.heir} onChange={(event) => setForm({ ...form, heir: event.target.value })}>
        <option value="">nobody: PostgreSQL refuses where it owns something</option>
        {names.map((each) => <option key={each} value={each}>{each}</option>)}
      </SelectField>
      <CheckField label="Drop what it still owns, and revoke its privileges here" checked={form.drops_owned} onChange={(event) => setForm({ ...form, drops_owned: event.target.checked })} />
      <p className="text-small text-muted">Each database in which it owns something or has privileges must be tidied by itself.</p>
    </ChangeDialog>
  );
}

/** The role becomes a member of others. */
function Join({ quote, role, onClose }: RoleChangeProps): ReactNode {
  return <Membership title={`Make ${role.role} a member of roles`} label="Member of" except={[role.role, ...membersOf(role.member_of).map((each) => each.role)]}
    statements={(chosen, is_admin) => chosen.flatMap((each) => grantRole(quote, each, role.role, is_admin))} onClose={onClose} />;
}

/** Others become members of the role. */
function AddMembers({ quote, role, onClose }: RoleChangeProps): ReactNode {
  return <Membership title={`Members of ${role.role}`} label="New members" except={[role.role, ...membersOf(role.members).map((each) => each.role)]}
    statements={(chosen, is_admin) => chosen.flatMap((each) => grantRole(quote, role.role, each, is_admin))} onClose={onClose} />;
}

interface MembershipProps {
  title: string;
  label: string;
  except: readonly string[];
  statements: (chosen: readonly string[], is_admin: boolean) => string[];
  onClose: () => void;
}

function Membership({ title, label, except, statements, onClose }: MembershipProps): ReactNode {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [is_admin, setAdmin] = useState(false);
  const names = useRoleNames().filter((each) => !except.includes(each));
  return (
    <ChangeDialog title={title} verb="Grant" statements={statements(chosen, is_admin)} onClose={onClose}>
      <NameList label={label} names={names} chosen={chosen} onChange={setChosen} />
      <CheckField label="With the right to make others members" checked={is_admin} onChange={(event) => setAdmin(event.target.checked)} />
    </ChangeDialog>
  );
}

function Revoke({ title, statements, onClose }: { title: string; statements: (is_cascade: boolean) => string[]; onClose: () => void }): ReactNode {
  const [is_cascade, setCascade] = useState(false);
  return (
    <ChangeDialog title={title} verb="Revoke" statements={statements(is_cascade)} onClose={onClose}>
      <CascadeField value={is_cascade} onChange={setCascade} />
    </ChangeDialog>
  );
}

export interface Membered { role: string; is_admin: boolean }

/** Of a JSON array of them. */
export const membersOf = (json: string): readonly Membered[] => JSON.parse(json) as Membered[];

export function useRoleNames(): readonly string[] {
  const { id } = useConnection();
  return useQuery(catalogQuery(id, 'roles')).data?.map(({ role }) => role) ?? [];
}
