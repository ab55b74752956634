// The forms of a new policy and of privileges that are granted.

import type { ReactNode } from 'react';
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx';
import { mayCheck, mayUse, sequence_privileges, table_privileges } from './access.ts';
import type { GrantForm, PolicyForm } from './access.ts';
import { NameList } from './name-list.tsx';

/** PostgreSQL changes neither the command nor the kind of a policy that is there. */
export function PolicyFields({ form, is_new = true, onChange }: { form: PolicyForm; is_new?: boolean; onChange: (form: PolicyForm) => void }): ReactNode {
  const set = (change: Partial<PolicyForm>): void => onChange({ ...form, ...change });
  return (
    <div className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Name" value={form.name} spellCheck={false} autoComplete="off" onChange={(event) => set({ name: event.target.value })} />
        <SelectField label="For" value={form.command} disabled={!is_new} onChange={(event) => set({ command: event.target.value as PolicyForm['command'] })}>
          {['ALL', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'].map((command) => <option key={command} value={command}>{command}</option>)}
        </SelectField>
      </div>
      <TextField label="Roles" value={form.roles} placeholder="everybody (PUBLIC)" hint="Several with commas between them." spellCheck={false} autoComplete="off"
        onChange={(event) => set({ roles: event.target.value })} />
      {mayUse(form.command) && (
        <TextField label="Rows that are seen: USING (SQL)" value={form.using} placeholder="owner = current_user" spellCheck={false} autoComplete="off" onChange={(event) => set({ using: event.target.value })} />
      )}
      {mayCheck(form.command) && (
        <TextField label="Rows that may be written: WITH CHECK (SQL)" value={form.with_check} placeholder="as USING" spellCheck={false} autoComplete="off" onChange={(event) => set({ with_check: event.target.value })} />
      )}
      <CheckField label="Restrictive: holds besides every other policy" checked={!form.is_permissive} disabled={!is_new} onChange={(event) => set({ is_permissive: !event.target.checked })} />
    </div>
  );
}

export function GrantFields({ form, is_sequence, onChange }: { form: GrantForm; is_sequence: boolean; onChange: (form: GrantForm) => void }): ReactNode {
  return (
    <div className="grid gap-3">
      <TextField label="Role" value={form.grantee} placeholder="everybody (PUBLIC)" spellCheck={false} autoComplete="off" onChange={(event) => onChange({ ...form, grantee: event.target.value })} />
      <NameList label="Privileges" names={is_sequence ? sequence_privileges : table_privileges} chosen={form.privileges} onChange={(privileges) => onChange({ ...form, privileges })} />
      <CheckField label="With the right to grant them further" checked={form.is_grantable} onChange={(event) => onChange({ ...form, is_grantable: event.target.checked })} />
    </div>
  );
}
