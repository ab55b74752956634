// Dialogs that change a schema.

import type { CatalogRow } from '@studio-pg/client';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { CascadeField } from './column-changes.tsx';
import { NameList } from './name-list.tsx';
import type { Quoting } from './quoting.ts';
import { Drop } from './relation-changes.tsx';
import { changeSchema, dropSchema, grantInSchema, revokeOfSchema, schema_grants } from './schema.ts';
import type { GrantedOn, SchemaGrantForm } from './schema.ts';

type SchemaRow = CatalogRow<'schemas'>;

export type AskedOfSchema = { kind: 'change' | 'drop' | 'grant' } | { kind: 'revoke'; privilege: CatalogRow<'schema_privileges'> };

interface SchemaChangeProps {
  quote: Quoting;
  schema: SchemaRow;
  onMoved: (name: string) => void;
  onGone: () => void;
  onClose: () => void;
}

export function SchemaChange({ asked, ...props }: SchemaChangeProps & { asked: AskedOfSchema }): ReactNode {
  const { quote, schema: { schema }, onGone, onClose } = props;
  switch (asked.kind) {
    case 'change': return <ChangeSchema {...props} />;
    case 'drop': return <Drop what="schema" name={schema} statements={(is_cascade) => dropSchema(quote, schema, is_cascade)} onDone={onGone} onClose={onClose} />;
    case 'grant': return <GrantInSchema {...props} />;
    case 'revoke': return <RevokeOfSchema {...props} privilege={asked.privilege} />;
  }
}

function ChangeSchema({ quote, schema, onMoved, onClose }: SchemaChangeProps): ReactNode {
  const [before] = useState({ name: schema.schema, owner: schema.owner, comment: schema.comment ?? '' });
  const [form, setForm] = useState(before);
  const set = (change: Partial<typeof form>): void => setForm({ ...form, ...change });
  return (
    <ChangeDialog title={`Change schema ${schema.schema}`} verb="Change" statements={changeSchema(quote, before, form)} onClose={onClose} onDone={() => {
      if (form.name !== before.name) onMoved(form.name);
    }}>
      <div className="grid gap-3 sm:grid-cols-3">
        <TextField label="Name" value={form.name} spellCheck={false} autoComplete="off" onChange={(event) => set({ name: event.target.value })} />
        <TextField label="Owner" value={form.owner} spellCheck={false} autoComplete="off" onChange={(event) => set({ owner: event.target.value })} />
        <TextField label="Comment" value={form.comment} autoComplete="off" onChange={(event) => set({ comment: event.target.value })} />
      </div>
    </ChangeDialog>
  );
}

const words: Record<GrantedOn, string> = { schema: 'The schema itself', tables: 'All tables and views in it', sequences: 'All sequences in it', routines: 'All functions and procedures in it' };

function GrantInSchema({ quote, schema, onClose }: SchemaChangeProps): ReactNode {
  const [form, setForm] = useState<SchemaGrantForm>({ on: 'schema', grantee: '', privileges: [], is_grantable: false });
  const set = (change: Partial<SchemaGrantForm>): void => setForm({ ...form, ...change });
  return (
    <ChangeDialog title={`Grant privileges in ${schema.schema}`} verb="Grant" statements={grantInSchema(quote, schema.schema, form)} onClose={onClose}>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField label="On" value={form.on} onChange={(event) => set({ on: event.target.value as GrantedOn, privileges: [] })}>
          {(Object.keys(schema_grants) as GrantedOn[]).map((each) => <option key={each} value={each}>{words[each]}</option>)}
        </SelectField>
        <TextField label="Role" value={form.grantee} placeholder="everybody (PUBLIC)" spellCheck={false} autoComplete="off" onChange={(event) => set({ grantee: event.target.value })} />
      </div>
      <NameList label="Privileges" names={schema_grants[form.on]} chosen={form.privileges} onChange={(privileges) => set({ privileges })} />
      <CheckField label="With the right to grant them further" checked={form.is_grantable} onChange={(event) => set({ is_grantable: event.target.checked })} />
      {form.on !== 'schema' && <p className="text-small text-muted">Of what is there now. What is made later has its owner’s default privileges.</p>}
    </ChangeDialog>
  );
}

function RevokeOfSchema({ quote, schema, privilege, onClose }: SchemaChangeProps & { privilege: CatalogRow<'schema_privileges'> }): ReactNode {
  const [is_cascade, setCascade] = useState(false);
  return (
    <ChangeDialog title={`Revoke ${privilege.privilege} from ${privilege.grantee ?? 'PUBLIC'}`} verb="Revoke" statements={revokeOfSchema(quote, schema.schema, privilege, is_cascade)} onClose={onClose}>
      <CascadeField value={is_cascade} onChange={setCascade} />
    </ChangeDialog>
  );
}
