// Dialogs that grant a role privileges: on what there is, and on what will be made.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { CheckField, SelectField } from '../../../ui/field.tsx';
import { ChangeDialog } from '../change/change-dialog.tsx';
import { NameList } from '../change/name-list.tsx';
import { SchemaField } from '../change/schema-field.tsx';
import { useRoleNames } from './role-changes.tsx';
import type { RoleChangeProps } from './role-changes.tsx';
import { default_kinds, granted_on, grantDefault, grantPrivileges } from './role.ts';
import type { DefaultForm, DefaultKind, GrantedOn, PrivilegeForm } from './role.ts';

const words: Record<GrantedOn, string> = {
  database: 'This database', schema: 'A schema', tables: 'All tables and views of a schema', sequences: 'All sequences of a schema', routines: 'All functions and procedures of a schema', table: 'One table or view',
};

export function GrantPrivileges({ quote, role, onClose }: RoleChangeProps): ReactNode {
  const { id, database } = useConnection();
  const [form, setForm] = useState<PrivilegeForm>({ on: 'schema', database, schema: '', table: null, privileges: [], is_grantable: false });
  const set = (change: Partial<PrivilegeForm>): void => setForm({ ...form, ...change });
  const tables = useQuery({ ...catalogQuery(id, 'relations'), enabled: form.on === 'table' }).data?.filter(({ kind }) => kind !== 'sequence') ?? [];
  return (
    <ChangeDialog title={`Grant privileges to ${role.role}`} verb="Grant" statements={grantPrivileges(quote, role.role, form)} onClose={onClose}>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField label="On" value={form.on} onChange={(event) => set({ on: event.target.value as GrantedOn, privileges: [] })}>
          {(Object.keys(words) as GrantedOn[]).map((each) => <option key={each} value={each}>{words[each]}</option>)}
        </SelectField>
        {form.on !== 'database' && form.on !== 'table' && <SchemaField value={form.schema} otherwise="Choose a schema" onChange={(schema) => set({ schema })} />}
        {form.on === 'table' && (
          <SelectField label="Table" value={tables.find(({ schema, name }) => schema === form.table?.schema && name === form.table.name)?.oid ?? ''} onChange={(event) => {
            const next = tables.find(({ oid }) => String(oid) === event.target.value);
            set({ table: next ? { schema: next.schema, name: next.name } : null });
          }}>
            <option value="">Choose a table</option>
            {tables.map(({ oid, schema, name }) => <option key={oid} value={oid}>{schema}.{name}</option>)}
          </SelectField>
        )}
      </div>
      <NameList label="Privileges" names={granted_on[form.on]} chosen={form.privileges} onChange={(privileges) => set({ privileges })} />
      <CheckField label="With the right to grant them further" checked={form.is_grantable} onChange={(event) => set({ is_grantable: event.target.checked })} />
    </ChangeDialog>
  );
}

/** What others will be granted on what this role makes. */
export function GrantDefault({ quote, role, onClose }: RoleChangeProps): ReactNode {
  const [form, setForm] = useState<DefaultForm>({ owner: role.role, schema: '', kind: 'tables', grantee: '', privileges: [], is_grantable: false });
  const set = (change: Partial<DefaultForm>): void => setForm({ ...form, ...change });
  const names = useRoleNames();
  return (
    <ChangeDialog title={`Default privileges of what ${role.role} makes`} verb="Grant" statements={grantDefault(quote, form)} onClose={onClose}>
      <div className="grid gap-3 sm:grid-cols-3">
        <SelectField label="On every new" value={form.kind} onChange={(event) => set({ kind: event.target.value as DefaultKind, privileges: [] })}>
          {(Object.keys(default_kinds) as DefaultKind[]).map((kind) => <option key={kind} value={kind}>{kind.slice(0, -1)}</option>)}
        </SelectField>
        {form.kind !== 'schemas' && <SchemaField value={form.schema} otherwise="in every schema" onChange={(schema) => set({ schema })} />}
        <SelectField label="To" value={form.grantee} onChange={(event) => set({ grantee: event.target.value })}>
          <option value="">everybody (PUBLIC)</option>
          {names.map((each) => <option key={each} value={each}>{each}</option>)}
        </SelectField>
      </div>
      <NameList label="Privileges" names={default_kinds[form.kind]} chosen={form.privileges} onChange={(privileges) => set({ privileges })} />
      <CheckField label="With the right to grant them further" checked={form.is_grantable} onChange={(event) => set({ is_grantable: event.target.checked })} />
    </ChangeDialog>
  );
}
