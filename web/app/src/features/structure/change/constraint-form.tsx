// The form of a new constraint.

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { catalogQuery } from '../../../lib/catalog-queries.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx';
import { actions } from './constraint.ts';
import type { AddedConstraint, ConstraintForm } from './constraint.ts';
import { NameList } from './name-list.tsx';

interface ConstraintFieldsProps {
  form: ConstraintForm;
  columns: readonly string[];
  /** A table that is just being made has no rows that could be left unchecked. */
  is_new_table?: boolean;
  onChange: (form: ConstraintForm) => void;
}

const labels: Record<AddedConstraint, string> = { primary_key: 'Primary key', unique: 'Unique', foreign_key: 'Foreign key', check: 'Check', exclusion: 'Exclusion' };

export function ConstraintFields({ form, columns, is_new_table = false, onChange }: ConstraintFieldsProps): ReactNode {
  const set = (change: Partial<ConstraintForm>): void => onChange({ ...form, ...change });
  const has_columns = form.kind === 'primary_key' || form.kind === 'unique' || form.kind === 'foreign_key';
  return (
    <div className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField label="Kind" value={form.kind} onChange={(event) => set({ kind: event.target.value as AddedConstraint })}>
          {(Object.keys(labels) as AddedConstraint[]).map((kind) => <option key={kind} value={kind}>{labels[kind]}</option>)}
        </SelectField>
        <TextField label="Name" value={form.name} placeholder="PostgreSQL finds one" spellCheck={false} autoComplete="off" onChange={(event) => set({ name: event.target.value })} />
      </div>
      {has_columns && <NameList label="Columns" names={columns} chosen={form.columns} onChange={(chosen) => set({ columns: chosen })} />}
      {form.kind === 'foreign_key' && <ReferenceFields form={form} set={set} />}
      {form.kind === 'check' && (
        <TextField label="Condition (SQL)" value={form.expression} placeholder="price >= 0" spellCheck={false} autoComplete="off" onChange={(event) => set({ expression: event.target.value })} />
      )}
      {form.kind === 'exclusion' && (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField label="No two rows where all of these hold (SQL)" value={form.expression} placeholder="room WITH =, during WITH &&" spellCheck={false} autoComplete="off"
            onChange={(event) => set({ expression: event.target.value })} />
          <SelectField label="Method" value={form.method} onChange={(event) => set({ method: event.target.value })}>
            {['gist', 'btree', 'hash', 'spgist'].map((method) => <option key={method} value={method}>{method}</option>)}
          </SelectField>
        </div>
      )}
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {form.kind !== 'check' && <CheckField label="Deferrable" checked={form.is_deferrable} onChange={(event) => set({ is_deferrable: event.target.checked })} />}
        {form.kind !== 'check' && form.is_deferrable && <CheckField label="Checked at the commit" checked={form.is_deferred} onChange={(event) => set({ is_deferred: event.target.checked })} />}
        {!is_new_table && (form.kind === 'check' || form.kind === 'foreign_key') && (
          <CheckField label="Not valid: without looking at the rows that are there" checked={form.is_not_valid} onChange={(event) => set({ is_not_valid: event.target.checked })} />
        )}
      </div>
    </div>
  );
}

/** What a foreign key refers to. Tables are offered by their full names. */
function ReferenceFields({ form, set }: { form: ConstraintForm; set: (change: Partial<ConstraintForm>) => void }): ReactNode {
  const { id } = useConnection();
  const relations = useQuery(catalogQuery(id, 'relations'));
  const tables = relations.data?.filter(({ kind }) => kind === 'table' || kind === 'partitioned_table') ?? [];
  const referenced = tables.find(({ schema, name }) => schema === form.referenced?.schema && name === form.referenced.name);
  const columns = useQuery({ ...catalogQuery(id, 'columns', { relation: referenced?.oid ?? 0 }), enabled: referenced !== undefined });
  return (
    <>
      <SelectField label="Refers to" value={referenced?.oid ?? ''} onChange={(event) => {
        const next = tables.find(({ oid }) => String(oid) === event.target.value);
        set({ referenced: next ? { schema: next.schema, name: next.name } : null, referenced_columns: [] });
      }}>
        <option value="">Choose a table</option>
        {tables.map(({ oid, schema, name }) => <option key={oid} value={oid}>{schema}.{name}</option>)}
      </SelectField>
      {referenced && <NameList label={`Columns of ${referenced.name}, in the same order`} names={columns.data?.map(({ column }) => column) ?? []} chosen={form.referenced_columns}
        onChange={(chosen) => set({ referenced_columns: chosen })} />}
      <div className="grid gap-3 sm:grid-cols-2">
        <ActionField label="When the row referred to is changed" value={form.on_update} onChange={(on_update) => set({ on_update })} />
        <ActionField label="When it is deleted" value={form.on_delete} onChange={(on_delete) => set({ on_delete })} />
      </div>
    </>
  );
}

function ActionField({ label, value, onChange }: { label: string; value: string; onChange: (action: string) => void }): ReactNode {
  return (
    <SelectField label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {actions.map((action) => <option key={action} value={action}>{action}</option>)}
    </SelectField>
  );
}
